"""What is sealed under a key of its own, on desk and server alike, opens with that key alone."""

import pytest

from helpdesk_domain.sealing import BadSeal, new_key, seal, unseal

PLAIN = "Zéphirine".encode()


def test_what_is_sealed_opens_with_its_key_beside_its_own_record_alone() -> None:
    key = new_key()
    sealed = seal(PLAIN, key, "a record")
    assert PLAIN not in sealed
    assert sealed != seal(PLAIN, key, "a record")
    assert unseal(sealed, key, "a record") == PLAIN

    for other, about in ((new_key(), "a record"), (key, "another")):
        with pytest.raises(BadSeal):
            unseal(sealed, other, about)
    for damaged in (sealed[:-1] + bytes([sealed[-1] ^ 1]), sealed[:20], b""):
        with pytest.raises(BadSeal):
            unseal(damaged, key, "a record")
