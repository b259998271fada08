"""What erasing leaves of the files of a desk, at once and at the starts after: nothing, safely."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from helpdesk_desktop.profile import Profile
from helpdesk_desktop.store.calls import log_call, logged_since
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.sync.keyrings import FindKeyring
from helpdesk_desktop.sync.revocation.erasing import erase, finish_erasing
from helpdesk_desktop.sync.vault import open_key
from helpdesk_domain.calls import Call
from helpdesk_domain.wire import from_json
from tests.factories import NOON
from tests.server.records import a_call
from tests.sync.test_vault import PASSPHRASE, PretendedKeyring, no_keyring


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


def shut(keyring: PretendedKeyring) -> FindKeyring:
    """Nobody answers its question for the password."""
    keyring.locked = True
    return keyring


def absent(_keyring: PretendedKeyring) -> FindKeyring:
    """As for a program without a session: ssh, cron."""
    return no_keyring


@pytest.mark.parametrize("away", [shut, absent])
def test_a_keyring_that_is_away_saves_no_file_and_gives_the_key_up_once_it_is_there(
    tmp_path: Path, away: Callable[[PretendedKeyring], FindKeyring]
) -> None:
    keyring = PretendedKeyring()
    profile = a_profile_with_a_key(tmp_path / "desk", keyring)
    erase(profile, find=away(keyring))
    finish_erasing(profile, find=away(keyring))
    left = {"my own.txt", "settings.json", "owed-keys.json"}
    assert {path.name for path in profile.folder.iterdir()} == left
    assert len(keyring.entries) == 1

    keyring.locked = False
    finish_erasing(profile, find=keyring)
    assert keyring.entries == {}
    assert not profile.owed_keys.exists()


@pytest.mark.parametrize("opens", [True, False])
def test_a_desk_made_after_an_erasure_stays_whatever_its_keyring_does(
    tmp_path: Path, opens: bool
) -> None:
    # Given a desk that was erased while its keyring was shut
    keyring = PretendedKeyring()
    profile = a_profile_with_a_key(tmp_path / "desk", keyring)
    erase(profile, find=shut(keyring))

    # When the next start makes a new one, by the keyring or by a passphrase, and it takes a call
    finish_erasing(profile, find=keyring)
    keyring.locked = not opens
    key = open_key(profile, None if opens else PASSPHRASE, find=keyring)
    store = Store.open(profile.database, key)
    call = from_json(a_call("new"), Call)
    store.run(lambda session: log_call(session, call, None, NOON))
    store.close()

    # Then it is there at every start after, and only the old key goes
    keyring.locked = False
    for _ in range(2):
        finish_erasing(profile, find=keyring)
        assert open_key(profile, PASSPHRASE, find=keyring) == key
    assert len(keyring.entries) == opens
    store = Store.open(profile.database, key)
    assert [one.call.id for one in store.read(lambda s: logged_since(s, NOON))] == [call.id]
    store.close()


def test_a_list_of_owed_keys_that_is_damaged_stops_no_desk(tmp_path: Path) -> None:
    profile = Profile.at(tmp_path / "desk")
    profile.owed_keys.write_text("no list")
    finish_erasing(profile, find=PretendedKeyring())
    assert open_key(profile, find=PretendedKeyring())


def test_a_program_killed_while_it_erases_goes_on_at_its_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before each file it removes, in turn."""

    class Killed(BaseException):
        pass

    removed = Path.unlink
    for survivors in range(8):
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
        finish_erasing(profile, find=keyring)
        assert keyring.entries == {}, survivors
        assert {path.name for path in profile.folder.iterdir()} == {"my own.txt", "settings.json"}
    assert left > 0  # the last one was not killed any more


def test_the_keys_of_two_desks_that_were_erased_here_both_go(tmp_path: Path) -> None:
    keyring = PretendedKeyring()
    for _ in range(2):
        keyring.locked = False
        profile = a_profile_with_a_key(tmp_path / "desk", keyring)
        erase(profile, find=shut(keyring))
    assert len(keyring.entries) == 2

    keyring.locked = False
    finish_erasing(profile, find=keyring)
    assert keyring.entries == {}
