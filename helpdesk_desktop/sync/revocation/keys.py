"""The keys that a server shows, as far as they can be used."""

import re

from helpdesk_domain.directives import PublicKeys
from helpdesk_domain.sync import Hello


def keys_of(hello: Hello) -> PublicKeys:
    """The keys by which a server is known; none where it shows none that could be used."""
    if not all(map(_is_key, (hello.signing_key, hello.sealing_key))):
        return PublicKeys()
    return PublicKeys(signing=hello.signing_key, sealing=hello.sealing_key)


def _is_key(text: str) -> bool:
    """Whether `text` is 32 bytes in base64url without padding."""
    return bool(re.fullmatch(r"[A-Za-z0-9_-]{43}", text))
