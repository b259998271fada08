"""Sealing a few bytes under a key of their own: whoever destroys the key has destroyed the bytes.

AES-256-GCM, a fresh nonce each time, bound to what it is about: a seal put beside another record
does not open.
"""

import secrets
from typing import Final

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class BadSeal(Exception):
    """What was sealed was changed, is about something else, or the key is another one."""


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def seal(plain: bytes, key: bytes, about: str) -> bytes:
    """`plain`, readable only with `key`, and only as being about `about`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, about.encode())


def unseal(sealed: bytes, key: bytes, about: str) -> bytes:
    """What was sealed.

    Raises:
        BadSeal: It does not open.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, body, about.encode())
    except (InvalidTag, ValueError):
        raise BadSeal from None
