"""An expression cut into its words."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from helpdesk_domain.languages import Words, mark

EXPRESSION_LIMIT: Final = 2000
"""Longest expression, in characters."""


class BadExpression(Exception):
    """An expression that is none of ours.

    Attributes:
        reason: A marked sentence, to be said with `values`.
    """

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason.format(**values))
        self.reason = reason
        self.values: Mapping[str, object] = values

    def said(self, words: Words) -> str:
        """Why, in the language of `words`."""
        return words.say(self.reason, **self.values)


class Kind(StrEnum):
    """What a word of an expression is."""

    NUMBER = "number"
    TEXT = "text"
    REFERENCE = "reference"
    """`${name}`."""
    NAME = "name"
    """A function, or a column of the choices."""
    SIGN = "sign"
    """An operator, a bracket, a comma; `.` and `..`."""
    END = "end"


class Token(NamedTuple):
    """Attributes: text: As written; of a text without its quotes, of `${name}` the name."""

    kind: Kind
    text: str


_TOKEN: Final = re.compile(
    r"""(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    |'(?P<single>[^']*)'|"(?P<double>[^"]*)"
    |\$\{[ ]*(?P<reference>[A-Za-z_][A-Za-z0-9_.-]*)[ ]*\}
    |(?P<name>[A-Za-z_][A-Za-z0-9_-]*)
    |(?P<sign>\.\.|!=|<=|>=|[-+*=<>().,])""",
    re.VERBOSE,
)
_BLANK: Final = re.compile(r"\s*")
_CURLY: Final = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
_NAMED_OPERATORS: Final = frozenset({"and", "or", "div", "mod"})
_OPERATORS: Final = frozenset({"+", "-", "*", "=", "!=", "<", "<=", ">", ">=", "(", ","})


def tokens_of(written: str) -> list[Token]:
    """The words of an expression, the last one an `END`.

    Quotes that a word processor bent are straight ones, as pyxform has it.

    Raises:
        BadExpression: Too long, or something in it is no word.
    """
    if len(written) > EXPRESSION_LIMIT:
        too_long = mark("The expression is longer than {limit} characters.")
        raise BadExpression(too_long, limit=EXPRESSION_LIMIT)
    straight = written.translate(_CURLY)
    found: list[Token] = []
    place = _after_blanks(straight, 0)
    while place < len(straight):
        match = _TOKEN.match(straight, place)
        if match is None:
            odd = mark("« {text} » in an expression is not understood.")
            raise BadExpression(odd, text=straight[place : place + 20])
        found.append(_token(match, found))
        place = _after_blanks(straight, match.end())
    return [*found, Token(Kind.END, "")]


def _after_blanks(written: str, place: int) -> int:
    blank = _BLANK.match(written, place)
    return blank.end() if blank else place


def _token(match: re.Match[str], before: list[Token]) -> Token:
    kind, text = match.lastgroup or "", match[match.lastgroup or 0]
    if kind in ("single", "double"):
        return Token(Kind.TEXT, text)
    if kind == "name" and text in _NAMED_OPERATORS and _ends_operand(before):
        return Token(Kind.SIGN, text)
    return Token(Kind(kind), text)


def _ends_operand(before: list[Token]) -> bool:
    """Whether an operator may come next: XPath 1.0, section 3.7, tells « div » so from a name."""
    if not before:
        return False
    last = before[-1]
    return last.kind is not Kind.SIGN or last.text not in _OPERATORS | _NAMED_OPERATORS
