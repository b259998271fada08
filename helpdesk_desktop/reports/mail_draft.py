"""An e-mail that somebody else's program opens as a draft: a `mailto:` address (RFC 6068)."""

import re
from typing import Final
from urllib.parse import quote

LONGEST: Final = 2000
"""Characters of an address that every system opens: Windows refuses one of more than 2,081
(electron/electron#9987), some mail programs cut it a little before."""

_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+",
    re.ASCII,
)
"""As HTML has it for a field of one e-mail address, with at least one dot in the domain."""


_PLAIN_IN_AN_ADDRESS: Final = ",:@"
"""Signs that stand for themselves in it, and that no mail program is known to stumble over."""

_TYPED: Final = str.maketrans({"–": "-", "’": "'"})
"""As a keyboard has them: a sign of its own takes nine characters each time."""


class NoAddress(ValueError):
    """What was typed is not one e-mail address."""


class DraftTooLong(ValueError):
    """The text does not fit into an address that every system opens."""


def mail_draft(recipient: str, subject: str, body: str) -> str:
    """The `mailto:` address of a draft; ASCII, at most `LONGEST` characters.

    Args:
        recipient: One address, or nothing: then the mail program asks for it. No character of it
            can end the field it stands in.

    Raises:
        NoAddress: `recipient` is something else.
        DraftTooLong: `body` has to go another way.
    """
    typed = recipient.strip()
    if typed and not _ADDRESS.fullmatch(typed):
        raise NoAddress
    lines = "\r\n".join(body.split("\n"))
    draft = f"mailto:{quote(typed, safe='@')}?subject={_encoded(subject)}&body={_encoded(lines)}"
    if len(draft) > LONGEST:
        raise DraftTooLong
    return draft


def _encoded(words: str) -> str:
    return quote(words.translate(_TYPED), safe=_PLAIN_IN_AN_ADDRESS)
