"""The key of this desk's file: in the system's keyring, or wrapped by a passphrase.

Never in clear anywhere. `key.json` says which of the two, and holds no secret that opens
anything without the passphrase. A key is made only where no file would be lost by it.
"""

import secrets
import unicodedata
from typing import Final, Literal

from helpdesk_desktop.profile import DeviceUnreadable, Profile
from helpdesk_desktop.sync.errors import (
    KeyLost,
    KeyringUnusable,
    PassphraseNeeded,
    PassphraseTooShort,
)
from helpdesk_desktop.sync.key_file import (
    KeyFile,
    read_key_file,
    unwrapped,
    wrapped,
    write_key_file,
)
from helpdesk_desktop.sync.keyrings import (
    FindKeyring,
    keep_in_keyring,
    kept_in_keyring,
    system_keyring,
)

KEY_BYTES: Final = 32

SHORTEST_PASSPHRASE: Final = 8
"""Characters; source: NIST SP 800-63B, 5.1.1.1, for secrets that people choose."""


def open_key(
    profile: Profile, passphrase: str | None = None, *, find: FindKeyring = system_keyring
) -> bytes:
    """The 32 bytes that open the file of `profile`; made at first use.

    Blocks: a keyring may ask the person to unlock it, a passphrase costs a third of a second.

    Args:
        passphrase: Given beforehand it is preferred at first use: nobody may be there to answer
            a keyring that asks. Later it is used only where the key was wrapped by one.
        find: Which keyring there is.

    Raises:
        PassphraseNeeded: The keyring cannot be used, or the key is wrapped by a passphrase.
        PassphraseTooShort: At first use, it has fewer than `SHORTEST_PASSPHRASE` characters.
        WrongPassphrase: It does not unwrap the key.
        KeyringAbsent, KeyringLocked: The key is in the keyring, and the keyring is shut.
        KeyLost: The file exists and its key does not, or its name cannot be read.
    """
    key = known_key(profile, passphrase, find=find)
    if key is None:
        if profile.database.exists():
            raise KeyLost("the keyring does not hold it")
        key = _first_key(profile, passphrase, find)
    elif key_place(profile) == "passphrase":
        _name_anew_if_damaged(profile)
    return key


def known_key(
    profile: Profile, passphrase: str | None = None, *, find: FindKeyring = system_keyring
) -> bytes | None:
    """The key where one was made, None where it is not found; as `open_key`, making nothing."""
    kept = _kept(profile)
    if kept is not None and kept.wrapped_key is not None:
        if passphrase is None:
            raise PassphraseNeeded(first=False)
        return unwrapped(kept.wrapped_key, passphrase)
    new_here = kept is None and not profile.database.exists()
    if new_here or not profile.device_file.exists():
        return None
    secret = kept_in_keyring(_entry(profile), find)
    well_kept = secret is not None and len(secret) == 2 * KEY_BYTES
    return bytes.fromhex(secret) if secret and well_kept else None


def key_place(profile: Profile) -> Literal["keyring", "passphrase", "nowhere"]:
    """Where the key is kept, without asking for it.

    Raises:
        KeyLost: `key.json` cannot be read.
    """
    kept = _kept(profile)
    if kept is None:
        return "nowhere"
    return "keyring" if kept.wrapped_key is None else "passphrase"


def entry_in_keyring(profile: Profile) -> str | None:
    """Under which name the keyring may hold the key; None where it holds none for sure.

    Raises:
        KeyLost: Its name cannot be read.
    """
    try:
        in_keyring = key_place(profile) != "passphrase"
    except KeyLost:
        in_keyring = True
    return _entry(profile) if in_keyring and profile.device_file.exists() else None


def _kept(profile: Profile) -> KeyFile | None:
    try:
        return read_key_file(profile.key_file)
    except ValueError:
        raise KeyLost("its key file cannot be read") from None


def _first_key(profile: Profile, passphrase: str | None, find: FindKeyring) -> bytes:
    """A new key, kept before it is used: a file must never be older than its key."""
    _name_anew_if_damaged(profile)
    key = secrets.token_bytes(KEY_BYTES)
    if passphrase:
        if len(unicodedata.normalize("NFC", passphrase)) < SHORTEST_PASSPHRASE:
            raise PassphraseTooShort
        kept = KeyFile(wrapped_key=wrapped(key, passphrase))
    else:
        try:
            keep_in_keyring(_entry(profile), key.hex(), find)
        except KeyringUnusable as problem:
            raise PassphraseNeeded(first=True, reason=problem) from None
        kept = KeyFile()
    write_key_file(profile.key_file, kept)
    return key


def _entry(profile: Profile) -> str:
    """The name of this desk's key in the keyring: two profiles do not share one."""
    try:
        return f"database key of {profile.device_id()}"
    except DeviceUnreadable:
        raise KeyLost("its name in the keyring cannot be read") from None


def _name_anew_if_damaged(profile: Profile) -> None:
    """No key is kept under the name: the server will only ask to sign in again."""
    try:
        profile.device_id()
    except DeviceUnreadable:
        profile.new_device_id()
