"""Patterns of `regex()`: the plain part of regular expressions, matched in linear time.

A pattern is published by a person and runs at each key on every desk. The usual engines go back
and try again, and a pattern such as `(a+)+b` then takes years; this one walks the text once,
in all states that the pattern may be in (Thompson, 1968).
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, TypeAlias

from helpdesk_domain.intake.tokens import BadExpression
from helpdesk_domain.languages import mark

STATE_LIMIT: Final = 300
"""Most states of a pattern: `[0-9]{1,100}` has two hundred."""

_DEPTH: Final = 16
_ATOM: Final = re.compile(
    r"""\[\^?(?:\\.|[^\]\\\[])+\]|\\[dDsSwW]|\\[^A-Za-z0-9]|[^\\\[\](){}|*+?^$]""", re.DOTALL
)
_TIMES: Final = re.compile(r"[*+?]|\{([0-9]{1,3})(?:(,)([0-9]{1,3})?)?\}")
_SET_OPERATORS: Final = ("--", "&&", "~~", "||")
_AT_START: Final = "^"
_AT_END: Final = "$"

Fragment: TypeAlias = Callable[[int], int]
"""Adds itself to the states so that it goes on to a given state; says where it begins."""


class Pattern:
    """A pattern that must fit the whole text."""

    def __init__(self, written: str) -> None:
        self._tests: list[re.Pattern[str] | None] = [None]
        self._next: list[tuple[int, ...]] = [()]
        body = written[1:] if written.startswith(_AT_START) else written
        if body.endswith(_AT_END) and not body.endswith("\\" + _AT_END):
            body = body[:-1]
        self._written = body
        self._place = 0
        fragment = self._choice(_DEPTH)
        if self._place < len(body):
            raise _odd(body[self._place :])
        self._begin = self._followed([fragment(0)])

    def fits(self, words: str) -> bool:
        """Whether all of `words` is as the pattern says."""
        states = self._begin
        for character in words:
            states = self._followed(
                [
                    self._next[state][0]
                    for state in states
                    if (test := self._tests[state]) and test.fullmatch(character)
                ]
            )
            if not states:
                return False
        return 0 in states

    def _followed(self, states: list[int]) -> frozenset[int]:
        """`states` and all that is reached from them without a character."""
        seen: set[int] = set()
        waiting = states
        while waiting:
            state = waiting.pop()
            if state not in seen:
                seen.add(state)
                if self._tests[state] is None:
                    waiting.extend(self._next[state])
        return frozenset(seen)

    def _add(self, test: re.Pattern[str] | None, *following: int) -> int:
        if len(self._tests) > STATE_LIMIT:
            raise BadExpression(mark("The pattern of regex is too large."))
        self._tests.append(test)
        self._next.append(following)
        return len(self._tests) - 1

    def _choice(self, depth: int) -> Fragment:
        branches = [self._sequence(depth)]
        while self._written.startswith("|", self._place):
            self._place += 1
            branches.append(self._sequence(depth))
        if len(branches) == 1:
            return branches[0]
        return lambda after: self._add(None, *(branch(after) for branch in branches))

    def _sequence(self, depth: int) -> Fragment:
        parts = list(self._parts(depth))
        if not parts:
            return lambda after: self._add(None, after)

        def sequence(after: int) -> int:
            for part in reversed(parts):
                after = part(after)
            return after

        return sequence

    def _parts(self, depth: int) -> Iterator[Fragment]:
        while self._place < len(self._written) and self._written[self._place] not in "|)":
            part = self._group(depth) if self._written[self._place] == "(" else self._atom()
            yield self._repeated(part)

    def _group(self, depth: int) -> Fragment:
        if depth == 0:
            raise BadExpression(mark("The pattern of regex is too large."))
        self._place += 3 if self._written.startswith("(?:", self._place) else 1
        inner = self._choice(depth - 1)
        if not self._written.startswith(")", self._place):
            raise _odd(self._written[self._place :])
        self._place += 1
        return inner

    def _atom(self) -> Fragment:
        found = _ATOM.match(self._written, self._place)
        if found is None or any(sign in found[0] for sign in _SET_OPERATORS):
            raise _odd(self._written[self._place :])
        self._place = found.end()
        try:
            test = re.compile(found[0], re.ASCII)
        except re.error:
            raise _odd(found[0]) from None
        return lambda after: self._add(test, after)

    def _repeated(self, part: Fragment) -> Fragment:
        found = _TIMES.match(self._written, self._place)
        if found is None:
            return part
        self._place = found.end()
        least, most = _times(found)

        def repeated(after: int) -> int:
            if most is None:
                again = self._add(None)
                self._next[again] = (part(again), after)
                after = again
            for _ in range((most or least) - least):
                after = self._add(None, part(after), after)
            for _ in range(least):
                after = part(after)
            return after

        return repeated


@lru_cache(maxsize=256)
def pattern(written: str) -> Pattern:
    """The pattern, read.

    Raises:
        BadExpression: It asks for more than this reader knows: looking around, going back to a
            group, being lazy.
    """
    return Pattern(written)


def _times(found: re.Match[str]) -> tuple[int, int | None]:
    """How often at least, and at most; None for « no matter how often »."""
    simple: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
    if found[0] in simple:
        return simple[found[0]]
    least = int(found[1])
    most = (int(found[3]) if found[3] else None) if found[2] else least
    if most is not None and (most < least or most == 0):
        raise _odd(found[0])
    return least, most


def _odd(part: str) -> BadExpression:
    return BadExpression(
        mark("« {text} » in a pattern of regex is not understood."), text=part[:20]
    )
