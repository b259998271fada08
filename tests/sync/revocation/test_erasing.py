"""A desk that is to be erased seals first, then goes: its key before its files."""

import json
from collections.abc import Callable
from functools import partial

import pytest

from helpdesk_desktop.store.drafts import Draft, keep_draft
from helpdesk_desktop.sync.errors import (
    WipeOrdered,
)
from helpdesk_desktop.sync.revocation.carrying_out import (
    erase_and_send,
    seal_all,
)
from helpdesk_desktop.sync.revocation.erasing import erase
from helpdesk_domain.calls import Call
from helpdesk_domain.directives import Action
from helpdesk_domain.wire import from_json
from helpdesk_server.store.directives import known_devices
from helpdesk_server.unsealing import Unsealing
from tests.server.records import a_call, uuid_of
from tests.serving import RunningServer
from tests.sync.conftest import DEVICE, calls_on
from tests.sync.relay import Relay
from tests.sync.revocation.laptop import Laptop, contents, new_desk_of, sealed_here
from tests.sync.test_vault import PretendedKeyring


def test_what_waits_on_a_desk_that_is_erased_is_sealed_first_and_taken_in(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer
) -> None:
    # Given a laptop with a call the server has, two it has not, and one that is being typed
    laptop.log("sent")
    laptop.sync()
    laptop.log("a")
    laptop.log("b")
    typed = from_json(a_call("typed", note="en cours"), Call)
    draft = Draft(call=typed, search_text="psy", updated_at=laptop.clock())
    laptop.store.run(partial(keep_draft, draft=draft))
    tell(Action.WIPE)

    # When it syncs, then nothing is gone before its window says so
    with pytest.raises(WipeOrdered):
        laptop.sync()
    assert laptop.order() is Action.WIPE
    assert laptop.outbox.waiting == 2

    # When it obeys
    seal_all(laptop.store, laptop.profile, now=laptop.clock)
    laptop.store.close()
    assert erase_and_send(laptop.profile) == 0

    # Then nothing of the desk is left but its sealed box, and the organisation has it
    left = {path.name for path in laptop.profile.folder.iterdir()}
    assert left - {"owed-keys.json"} == {"sealed"}  # where there is no keyring to ask
    assert [path.suffix for path in laptop.profile.sealed.iterdir()] == [".sent"]
    (content,) = contents(central)
    assert [json.loads(one.payload)["note"] for one in content.unfinished] == ["en cours"]
    unsealed = Unsealing(central.store, content, laptop.clock()).done()
    # the call that was sent is in no backup yet: it was sealed as well
    assert (unsealed.kept, unsealed.known, unsealed.homeless) == (2, 1, ())
    assert {call_id for call_id, _ in calls_on(central)} == set(map(uuid_of, ("sent", "a", "b")))
    (known,) = central.store.read(known_devices)
    assert (known.action, known.obeyed_at) == (Action.WIPE, laptop.clock())


def test_a_desk_that_is_erased_without_a_network_keeps_its_boxes_until_they_are_sent(
    laptop: Laptop,
    tell: Callable[[Action], None],
    central: RunningServer,
    relay: Relay,
) -> None:
    # Given a laptop whose line goes right after it heard the order
    for number in range(120):
        laptop.log(f"call {number}")
    tell(Action.WIPE)
    with pytest.raises(WipeOrdered):
        laptop.sync()
    relay.instead = lambda _request: b""

    # When it obeys, then it is erased all the same, and says what is left
    seal_all(laptop.store, laptop.profile, now=laptop.clock)
    laptop.store.close()
    assert erase_and_send(laptop.profile) == 3
    assert not laptop.profile.database.exists()
    assert sum(box.calls for box in sealed_here(laptop.profile, ".sealed")) == 120

    # When somebody signs in on it later, as on a new desk, then the boxes go up with its syncs
    relay.instead = lambda _request: None
    with new_desk_of(laptop) as again:
        again.sync()
    assert sealed_here(laptop.profile, ".sealed") == []
    for content in contents(central):
        Unsealing(central.store, content, laptop.clock()).done()
    assert len(calls_on(central)) == 120


def test_a_desk_that_was_released_meanwhile_says_so_before_anything_is_erased(
    laptop: Laptop, tell: Callable[[Action], None]
) -> None:
    tell(Action.WIPE)
    with pytest.raises(WipeOrdered):
        laptop.sync()
    tell(Action.RELEASE)
    laptop.sync()
    assert seal_all(laptop.store, laptop.profile, now=laptop.clock) is None


def test_a_desk_made_after_an_erasure_keeps_the_boxes_of_the_one_before(
    laptop: Laptop, tell: Callable[[Action], None], relay: Relay
) -> None:
    # Given a desk that was erased while its keyring was shut and its line was gone
    laptop.log("a")
    tell(Action.WIPE)
    with pytest.raises(WipeOrdered):
        laptop.sync()
    relay.instead = lambda _request: b""
    seal_all(laptop.store, laptop.profile, now=laptop.clock)
    laptop.store.close()
    erase(laptop.profile, find=PretendedKeyring(locked=True))

    # When somebody signs in here as on a new desk, whose boxes find no way either
    relay.instead = lambda request: b"" if "sealed-boxes" in request.path else None
    with new_desk_of(laptop) as again:
        again.sync()

    # Then it is another one, and the only copy of the call is there
    assert laptop.profile.device_id() != DEVICE
    assert [box.device_id for box in sealed_here(laptop.profile, ".sealed")] == [DEVICE]
