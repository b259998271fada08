"""The key of a desk whose passphrase was chosen before, at next to no cost a try."""

import secrets
from pathlib import Path

from helpdesk_desktop.profile import Profile
from helpdesk_desktop.sync.key_file import KeyFile, WrappedKey, wrapped, write_key_file

PASSPHRASE = "une phrase à ne pas dire"


def quick_key_of(folder: Path) -> None:
    """Give the profile in `folder` a key behind `PASSPHRASE`."""
    cheap = WrappedKey(salt=b"sixteen bytes ok", key=b"", memory_kib=64, iterations=1, lanes=1)
    key = wrapped(secrets.token_bytes(32), PASSPHRASE, cheap)
    write_key_file(Profile.at(folder).key_file, KeyFile(wrapped_key=key))
