"""A desk that is to be erased seals first, then goes: its key before its files."""

import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from helpdesk_desktop.profile import Profile
from helpdesk_desktop.store.calls import Draft, keep_draft
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.sync.errors import (
    WipeOrdered,
)
from helpdesk_desktop.sync.revocation.carrying_out import (
    erase_and_send,
    seal_all,
)
from helpdesk_desktop.sync.revocation.erasing import erase, is_half_erased
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.sync.vault import open_key
from helpdesk_domain.calls import Call
from helpdesk_domain.directives import Action
from helpdesk_domain.wire import from_json
from helpdesk_server.store.directives import known_devices
from helpdesk_server.unsealing import Unsealing
from tests.server.records import a_call, uuid_of
from tests.serving import RunningServer
from tests.sync.conftest import calls_on
from tests.sync.line import FaultyServer
from tests.sync.relay import Relay
from tests.sync.revocation.laptop import Laptop, contents, sealed_here
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
    assert left == {"sealed"}
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
    line: FaultyServer,
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
    store = Store.open(laptop.profile.database, secrets.token_bytes(32))
    again = Laptop(store, Server(line.url, laptop.profile.device_id()), laptop.clock)
    again.profile = laptop.profile
    again.sign_in()
    again.sync()
    again.server.close()
    store.close()
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


def a_profile_with_a_key(folder: Path, find: PretendedKeyring) -> Profile:
    profile = Profile.at(folder)
    open_key(profile, find=find)
    profile.database.write_bytes(b"locked")
    profile.database.with_suffix(".db-wal").write_bytes(b"locked")
    (profile.folder / "my own.txt").write_text("not ours")
    profile.settings.write_text("{}")
    return profile


def test_a_desk_is_erased_key_first_and_nothing_that_is_not_ours(tmp_path: Path) -> None:
    keyring = PretendedKeyring()
    profile = a_profile_with_a_key(tmp_path / "desk", keyring)

    erase(profile, find=keyring)

    assert keyring.entries == {}
    assert {path.name for path in profile.folder.iterdir()} == {"my own.txt", "settings.json"}
    assert not is_half_erased(profile)


def test_a_keyring_that_is_shut_saves_no_file_and_gives_the_key_up_when_it_opens(
    tmp_path: Path,
) -> None:
    keyring = PretendedKeyring()
    profile = a_profile_with_a_key(tmp_path / "desk", keyring)
    keyring.locked = True
    erase(profile, find=keyring)
    assert not profile.database.exists()
    assert is_half_erased(profile)

    keyring.locked = False
    erase(profile, find=keyring)
    assert keyring.entries == {}
    assert not is_half_erased(profile)


def test_a_program_killed_while_it_erases_goes_on_at_its_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before each file it removes, in turn."""

    class Killed(BaseException):
        pass

    removed = Path.unlink
    for survivors in range(7):
        keyring = PretendedKeyring()
        profile = a_profile_with_a_key(tmp_path / f"desk{survivors}", keyring)
        left = survivors

        def unlink(path: Path, missing_ok: bool = False) -> None:
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1
            removed(path, missing_ok=missing_ok)

        with monkeypatch.context() as patched, suppress(Killed):
            patched.setattr(Path, "unlink", unlink)
            erase(profile, find=keyring)
        if is_half_erased(profile):
            erase(profile, find=keyring)
        assert keyring.entries == {}, survivors
        assert {path.name for path in profile.folder.iterdir()} == {"my own.txt", "settings.json"}
    assert left > 0  # the last one was not killed any more
