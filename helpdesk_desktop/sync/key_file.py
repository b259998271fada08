"""`key.json`: says that the key is in the keyring, or holds it wrapped by a passphrase."""

import os
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from helpdesk_desktop.sync.errors import WrongPassphrase
from helpdesk_desktop.whole_file import write_whole
from helpdesk_domain.wire import BadBody, from_json, to_json

MEMORY_KIB: Final = 32 * 1024
ITERATIONS: Final = 16
LANES: Final = 4
"""Argon2id with half the memory RFC 9106 gives small machines and five times the turns: the whole
program stays under 200 MB, a try still costs about 0.3 s, and OWASP's floor (19 MiB, 2 turns)
is far below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrappedKey:
    """A key under AES key wrap (RFC 3394), by a key drawn from the passphrase with Argon2id."""

    salt: bytes
    key: bytes
    memory_kib: int = MEMORY_KIB
    iterations: int = ITERATIONS
    lanes: int = LANES

    def __post_init__(self) -> None:
        """A tampered file must not freeze the computer."""
        affordable = self.memory_kib <= 16 * MEMORY_KIB and self.iterations <= 16 * ITERATIONS
        if not affordable or self.lanes > 64:
            raise ValueError("the passphrase would cost too much")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """`wrapped_key` is None when the key is in the keyring."""

    wrapped_key: WrappedKey | None = None


def read_key_file(path: Path) -> KeyFile | None:
    """What `path` says; None when there is no such file.

    Raises:
        ValueError: It is damaged, or cannot be read.
    """
    try:
        return from_json(path.read_bytes(), KeyFile)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (BadBody, OSError) as problem:
        raise ValueError(str(problem)) from None


def write_key_file(path: Path, kept: KeyFile) -> None:
    """Keep `kept`, on the disk itself: the file that needs this key comes after it."""
    write_whole(path, to_json(kept))


def wrapped(key: bytes, passphrase: str, cost: WrappedKey | None = None) -> WrappedKey:
    """`key`, openable by `passphrase` alone.

    Args:
        cost: Whose salt and cost to take; by default a new salt, at the cost of this version.
    """
    cost = cost or WrappedKey(salt=os.urandom(16), key=b"")
    return replace(cost, key=aes_key_wrap(_wrapping_key(cost, passphrase), key))


def unwrapped(kept: WrappedKey, passphrase: str) -> bytes:
    """The key in `kept`.

    Raises:
        WrongPassphrase: `passphrase` does not open it, or it was tampered with.
    """
    try:
        return aes_key_unwrap(_wrapping_key(kept, passphrase), kept.key)
    except InvalidUnwrap:
        raise WrongPassphrase from None


def _wrapping_key(kept: WrappedKey, passphrase: str) -> bytes:
    # one keyboard sends « é » as one character, another as two
    typed = unicodedata.normalize("NFC", passphrase).encode()
    drawn = Argon2id(
        salt=kept.salt,
        length=32,
        iterations=kept.iterations,
        lanes=kept.lanes,
        memory_cost=kept.memory_kib,
    )
    return drawn.derive(typed)
