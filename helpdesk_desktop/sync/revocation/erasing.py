"""Erasing a desk: first its key, then its files. What was sealed stays."""

from contextlib import suppress
from typing import Final

from helpdesk_desktop.journal import note
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.sync.errors import KeyLost, KeyringUnusable
from helpdesk_desktop.sync.keyrings import FindKeyring, system_keyring
from helpdesk_desktop.sync.vault import forget_key
from helpdesk_desktop.whole_file import write_whole

_OURS: Final = ("helpdesk.db*", "key.json", "key.new", "downloads/*.part", "device.json")
"""Known names only: somebody may have chosen a folder that holds other things. `device.json` is
the last: the key in the keyring is kept under its name."""


def erase(profile: Profile, *, find: FindKeyring = system_keyring) -> None:
    """Make the desk in `profile` a new one, nobody's. Its file must be closed.

    Without its key the file is noise, wherever copies of it may lie. A program that is killed on
    the way goes on with it at its next start (`is_half_erased`). Settings and the journal, which
    tell of nobody, stay.

    Raises:
        FileNotWritten: Nothing was begun.
        OSError: A file did not go; the key is destroyed all the same.
    """
    write_whole(profile.erasing, b"")
    try:
        forget_key(profile, find=find)
    except (KeyringUnusable, KeyLost) as problem:
        note(problem)  # the file goes, and with it what the key would open
    for pattern in _OURS:
        for path in profile.folder.glob(pattern):
            path.unlink(missing_ok=True)
    with suppress(OSError):
        profile.downloads.rmdir()
    profile.erasing.unlink()


def is_half_erased(profile: Profile) -> bool:
    """Whether erasing was begun, and the program was killed before its end."""
    return profile.erasing.exists()
