"""Erasing a desk: first its key, then its files. What was sealed stays."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from helpdesk_desktop.journal import note
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.sync.errors import KeyLost, KeyringAbsent, KeyringUnusable
from helpdesk_desktop.sync.keyrings import FindKeyring, system_keyring
from helpdesk_desktop.sync.vault import forget_key
from helpdesk_desktop.whole_file import write_whole

_OURS: Final = ("key.json", "key.new", "helpdesk.db*", "downloads/*.part")
"""Known names only: somebody may have chosen a folder that holds other things."""

_A_PIECE: Final = 1 << 20


def erase(profile: Profile, *, find: FindKeyring = system_keyring) -> None:
    """Make the desk in `profile` a new one, nobody's. Its file must be closed.

    Without its key the file is noise, wherever copies of it may lie. A program that is killed on
    the way goes on with it at its next start (`is_half_erased`), and so does one whose keyring
    was shut: the file is gone, its key is destroyed as soon as that can be. Settings and the
    journal, which tell of nobody, stay.

    Raises:
        FileNotWritten: Nothing was begun.
        OSError: A file did not go.
    """
    write_whole(profile.erasing, b"")
    key_is_gone = _key_is_gone(profile, find)
    for pattern in _OURS:
        for path in profile.folder.glob(pattern):
            _overwrite(path)
            path.unlink(missing_ok=True)
    with suppress(OSError):
        profile.downloads.rmdir()
    if key_is_gone:
        profile.device_file.unlink(missing_ok=True)  # a key is kept under its name
        profile.erasing.unlink()


def _key_is_gone(profile: Profile, find: FindKeyring) -> bool:
    try:
        forget_key(profile, find=find)
    except (KeyringAbsent, KeyLost) as problem:
        note(problem)
    except KeyringUnusable as problem:
        note(problem)
        return False
    return True


def _overwrite(path: Path) -> None:
    """As well as a program can: some disks write elsewhere, and that is what the key is for."""
    with suppress(OSError), path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, _A_PIECE)))
        file.flush()
        os.fsync(file.fileno())


def is_half_erased(profile: Profile) -> bool:
    """Whether erasing was begun, and the program was killed before its end."""
    return profile.erasing.exists()


def finish_erasing(profile: Profile) -> None:
    """At each start, before anything is opened: go on where a kill, or a shut keyring, stopped.

    Raises:
        FileNotWritten, OSError: As `erase`.
    """
    if is_half_erased(profile):
        erase(profile)
