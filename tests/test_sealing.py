"""What is sealed under a key of its own, on desk and server alike, opens with that key alone."""

from types import ModuleType

import pytest

from helpdesk_desktop import sealing as of_the_desk
from helpdesk_server import sealing as of_the_server

PLAIN = "Zéphirine".encode()


@pytest.mark.parametrize("house", [of_the_desk, of_the_server])
def test_what_is_sealed_opens_with_its_key_beside_its_own_record_alone(house: ModuleType) -> None:
    key = house.new_key()
    sealed = house.seal(PLAIN, key, "a record")
    assert PLAIN not in sealed
    assert sealed != house.seal(PLAIN, key, "a record")
    assert house.unseal(sealed, key, "a record") == PLAIN

    for other, about in ((house.new_key(), "a record"), (key, "another")):
        with pytest.raises(house.BadSeal):
            house.unseal(sealed, other, about)
    for damaged in (sealed[:-1] + bytes([sealed[-1] ^ 1]), sealed[:20], b""):
        with pytest.raises(house.BadSeal):
            house.unseal(damaged, key, "a record")
