"""Expressions of a form (`relevant`, `constraint`, …): the part of XPath 1.0 that XLSForm uses.

An expression is read once and becomes functions that call one another. Nothing in it can do
anything but compute: there is no way from it to Python, to a file or to the network. What it
may say is in `functions.py`; anything else is refused where the form is published.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from helpdesk_domain.intake import values
from helpdesk_domain.intake.functions import FUNCTIONS, Function, Gives
from helpdesk_domain.intake.operators import (
    FLOORS,
    FOLDS,
    Fold,
    Part,
    as_truth,
    common,
    folding,
    refuse_answer,
    refuse_bad_pattern,
    refuse_odd_pair,
    refuse_turns,
)
from helpdesk_domain.intake.scope import Evaluate, Scope
from helpdesk_domain.intake.tokens import BadExpression, Kind, Token, tokens_of
from helpdesk_domain.languages import mark

DEPTH_LIMIT: Final = 32
"""Deepest nesting of brackets."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression, read.

    Attributes:
        evaluate: Never fails, whatever was answered.
        gives: What kind of value.
        names: Questions whose answer it needs, in this turn.
        turns: Questions and repeats of which it needs all turns.
        columns: Of the choices; only a `choice_filter` may have any.
        asks_own: Whether it says `.`.
        asks_turn: Whether it says `position(..)`.
    """

    evaluate: Evaluate
    gives: Gives
    names: frozenset[str] = frozenset()
    turns: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()
    asks_own: bool = False
    asks_turn: bool = False

    def holds(self, scope: Scope) -> bool:
        """Whether it is true there."""
        return values.truth(self.evaluate(scope))


@lru_cache(maxsize=4096)
def expression(written: str) -> Expression:
    """An expression, read; the same text is read once.

    Raises:
        BadExpression: It says something that this evaluator does not know, or it says nothing.
    """
    return _Reader(tokens_of(written)).read()


class _Reader:
    """Reads from left to right, each floor of operators calling the one that binds tighter."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0
        self._names: set[str] = set()
        self._turns: set[str] = set()
        self._columns: set[str] = set()
        self._own = self._turn = False

    def read(self) -> Expression:
        whole = self._any_of()
        if self._next.kind is not Kind.END:
            raise _odd(self._next)
        return Expression(
            whole.evaluate,
            whole.gives,
            frozenset(self._names),
            frozenset(self._turns),
            frozenset(self._columns),
            self._own,
            self._turn,
        )

    @property
    def _next(self) -> Token:
        return self._tokens[self._place]

    def _take(self) -> Token:
        self._place += 1
        return self._tokens[self._place - 1]

    def _took(self, *signs: str) -> str:
        """The sign that comes next, when it is one of `signs`; it is behind us then."""
        if self._next.kind is Kind.SIGN and self._next.text in signs:
            return self._take().text
        return ""

    def _any_of(self) -> Part:
        parts = [self._all_of()]
        while self._took("or"):
            parts.append(self._all_of())
        if len(parts) == 1:
            return parts[0]
        asked = [as_truth(part) for part in parts]
        return Part(lambda scope: any(one(scope) for one in asked), Gives.TRUTH)

    def _all_of(self) -> Part:
        parts = [self._folded(0)]
        while self._took("and"):
            parts.append(self._folded(0))
        if len(parts) == 1:
            return parts[0]
        asked = [as_truth(part) for part in parts]
        return Part(lambda scope: all(one(scope) for one in asked), Gives.TRUTH)

    def _folded(self, floor: int) -> Part:
        if floor == len(FLOORS):
            return self._signed()
        begin = self._folded(floor + 1)
        steps: list[tuple[Fold, Evaluate]] = []
        gives = begin.gives
        while sign := self._took(*FLOORS[floor]):
            part = self._folded(floor + 1)
            refuse_odd_pair(sign, gives, part.gives)
            gives, fold = FOLDS[sign]
            steps.append((fold, part.evaluate))
        return Part(folding(begin.evaluate, steps), gives) if steps else begin

    def _signed(self) -> Part:
        signs = 0
        while self._took("-"):
            signs += 1
        part = self._operand()
        if not signs:
            return part
        refuse_turns(part)
        factor = -1.0 if signs % 2 else 1.0
        return Part(lambda scope: factor * values.number(part.evaluate(scope)), Gives.NUMBER)

    def _operand(self) -> Part:
        token = self._take()
        if token.kind is Kind.NUMBER:
            figure = float(token.text)
            return Part(lambda _: figure, Gives.NUMBER)
        if token.kind is Kind.TEXT:
            return Part(lambda _: token.text, Gives.TEXT, token.text)
        if token.kind is Kind.REFERENCE:
            return self._reference(token.text)
        if token.kind is Kind.NAME:
            return self._named(token)
        if token == (Kind.SIGN, "."):
            self._own = True
            return Part(lambda scope: scope.own, Gives.ANSWER)
        if token == (Kind.SIGN, "("):
            return self._in_brackets()
        raise _odd(token)

    def _in_brackets(self) -> Part:
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            raise BadExpression(mark("The brackets of the expression are too deep."))
        part = self._any_of()
        self._close()
        self._depth -= 1
        return Part(part.evaluate, part.gives)

    def _close(self) -> None:
        if not self._took(")"):
            raise _odd(self._next)

    def _reference(self, name: str) -> Part:
        self._names.add(name)
        return Part(lambda scope: scope.answer(name), Gives.ANSWER)

    def _named(self, token: Token) -> Part:
        if not self._took("("):
            self._columns.add(token.text)
            return Part(lambda scope: scope.column(token.text), Gives.ANSWER)
        if token.text == "position":
            return self._position()
        function = FUNCTIONS.get(token.text)
        if function is None:
            unknown = mark("The function {name}() is not one that a form may use.")
            raise BadExpression(unknown, name=token.text)
        return self._call(token.text, function)

    def _position(self) -> Part:
        if not self._took(".."):
            raise _odd(self._next)
        self._close()
        self._turn = True
        return Part(lambda scope: float(scope.turn), Gives.NUMBER)

    def _call(self, name: str, function: Function) -> Part:
        given = self._arguments(function)
        most = len(given) if function.most is None else function.most
        if not function.least <= len(given) <= most:
            wrong = mark("The function {name}() takes another number of arguments than {n}.")
            raise BadExpression(wrong, name=name, n=len(given))
        for place, part in enumerate(given):
            if place in function.truths:
                refuse_answer(part)
            if not function.turns:
                refuse_turns(part)
            if place == function.literal:
                refuse_bad_pattern(part)
        call, asked = function.call, [part.evaluate for part in given]
        gives = common(given[1:]) if name == "if" else function.gives
        return Part(lambda scope: call(scope.today, tuple(one(scope) for one in asked)), gives)

    def _arguments(self, function: Function) -> list[Part]:
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            raise BadExpression(mark("The brackets of the expression are too deep."))
        given: list[Part] = []
        if not self._took(")"):
            given.append(self._argument(function))
            while self._took(","):
                given.append(self._argument(function))
            self._close()
        self._depth -= 1
        return given

    def _argument(self, function: Function) -> Part:
        """An argument; a name that stands alone where all turns are wanted means all of them."""
        token = self._next
        ends = self._tokens[min(self._place + 1, len(self._tokens) - 1)].text in (")", ",")
        if function.turns and token.kind is Kind.REFERENCE and ends:
            self._take()
            self._turns.add(token.text)
            return Part(lambda scope: scope.turns(token.text), Gives.TURNS)
        return self._any_of()


def _odd(token: Token) -> BadExpression:
    if token.kind is Kind.END:
        return BadExpression(mark("The expression stops too early."))
    return BadExpression(mark("« {text} » in an expression is not understood."), text=token.text)
