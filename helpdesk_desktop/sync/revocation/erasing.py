"""Erasing a desk: first its key, then its files. What was sealed stays."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from helpdesk_desktop.profile import Profile
from helpdesk_desktop.sync.keyrings import FindKeyring, system_keyring
from helpdesk_desktop.sync.revocation.owed_keys import destroy_owed_keys, owe_key
from helpdesk_desktop.whole_file import write_whole

_OURS: Final = ("key.json", "key.new", "helpdesk.db*", "downloads/*.part", "device.json")
"""Known names only: somebody may have chosen a folder that holds other things."""

_A_PIECE: Final = 1 << 20


def erase(profile: Profile, *, find: FindKeyring = system_keyring) -> None:
    """Make the desk in `profile` a new one, nobody's, of another name. Its file must be closed.

    Without its key the file is noise, wherever copies of it may lie. A program that is killed on
    the way goes on with it at its next start, before anything new is made here; a keyring that
    was shut destroys the key as soon as that can be. Settings and the journal, which tell of
    nobody, stay.

    Raises:
        FileNotWritten: Nothing is gone yet.
        OSError: A file did not go.
    """
    write_whole(profile.erasing, b"")
    owe_key(profile)
    destroy_owed_keys(profile, find)
    for pattern in _OURS:
        for path in profile.folder.glob(pattern):
            _overwrite(path)
            path.unlink(missing_ok=True)
    with suppress(OSError):
        profile.downloads.rmdir()
    profile.erasing.unlink()


def _overwrite(path: Path) -> None:
    """As well as a program can: some disks write elsewhere, and that is what the key is for."""
    with suppress(OSError), path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, _A_PIECE)))
        file.flush()
        os.fsync(file.fileno())


def finish_erasing(profile: Profile, *, find: FindKeyring = system_keyring) -> None:
    """At each start, before anything is opened: go on where a kill, or a shut keyring, stopped.

    Raises:
        FileNotWritten, OSError: As `erase`: nothing may be made here until it is through.
    """
    if profile.erasing.exists():
        erase(profile, find=find)
    else:
        destroy_owed_keys(profile, find)
