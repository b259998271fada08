"""Text in a file that a spreadsheet opens: never a formula, and the same text again afterwards.

What begins like a formula gets an apostrophe before it, as a person types one to have text; also
what begins with an apostrophe and then like a formula, so that taking one away again always gives
the text that was there. Blanks before do not hide a formula from every program, nor do wide signs.

A file of fields between commas is split at its semicolons by a spreadsheet of Belgium, whatever
its quotes say: what stands behind one, or begins a line, is a field there.
"""

import re
from typing import Final

_FORMULA: Final = r"(?=[\s\ufeff']*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n])"
"""What follows begins like a formula. Source: OWASP, CSV Injection; the wide signs are folded."""
_BEGINNING: Final = re.compile(rf"\A{_FORMULA}")
_FIELD: Final = re.compile(rf"(\A|[;\r\n]){_FORMULA}")
_QUOTED: Final = re.compile(rf"\A'{_FORMULA}")
_QUOTED_FIELD: Final = re.compile(rf"(\A|[;\r\n])'{_FORMULA}")


def is_like_a_formula(text: str) -> bool:
    return _BEGINNING.match(text) is not None


def as_text(text: str) -> str:
    """`text` for a file that is split where it says."""
    return f"'{text}" if is_like_a_formula(text) else text


def as_text_anywhere(text: str) -> str:
    """`text` for a file that may be split at other signs too."""
    return _FIELD.sub(r"\1'", text)


def from_text(quoted: str) -> str:
    """What `as_text` was given."""
    return _QUOTED.sub("", quoted)


def from_text_anywhere(quoted: str) -> str:
    """What `as_text_anywhere` was given."""
    return _QUOTED_FIELD.sub(r"\1", quoted)
