"""Keys of desks that were erased here and that a keyring still has to destroy: it was shut."""

from collections.abc import Sequence

from helpdesk_desktop.journal import note
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.sync.errors import KeyLost, KeyringUnusable
from helpdesk_desktop.sync.keyrings import FindKeyring, forget_in_keyring
from helpdesk_desktop.sync.vault import entry_in_keyring
from helpdesk_desktop.whole_file import write_whole
from helpdesk_domain.wire import BadBody, from_json, to_json


def owe_key(profile: Profile) -> None:
    """Note the key of the desk in `profile`, before anything that tells its name is gone.

    Raises:
        FileNotWritten: The disk did not take the note.
    """
    try:
        entry = entry_in_keyring(profile)
    except KeyLost as problem:  # neither can anybody else find it
        note(problem)
        return
    if entry is not None:
        _write(profile, sorted({*_owed(profile), entry}))


def destroy_owed_keys(profile: Profile, find: FindKeyring) -> None:
    """Have the keyring destroy them; what it does not is tried again at the next start.

    Raises:
        FileNotWritten, OSError: The disk did not take what is left.
    """
    if profile.owed_keys.exists():
        _write(profile, [entry for entry in _owed(profile) if not _is_destroyed(entry, find)])


def _is_destroyed(entry: str, find: FindKeyring) -> bool:
    try:
        forget_in_keyring(entry, find)
    except KeyringUnusable as problem:
        note(problem)
        return False
    return True


def _owed(profile: Profile) -> Sequence[str]:
    try:
        return from_json(profile.owed_keys.read_bytes(), list[str])
    except FileNotFoundError:
        return ()
    except BadBody as problem:
        note(problem)
        return ()


def _write(profile: Profile, entries: Sequence[str]) -> None:
    if entries:
        write_whole(profile.owed_keys, to_json(entries))
    else:
        profile.owed_keys.unlink(missing_ok=True)
