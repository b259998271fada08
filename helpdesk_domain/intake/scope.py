"""Where an expression is evaluated: what was answered, seen from one question."""

from collections.abc import Callable
from datetime import date
from typing import Protocol, TypeAlias

from helpdesk_domain.intake.values import Single, Value


class Scope(Protocol):
    """What an expression may ask for."""

    @property
    def today(self) -> date: ...

    @property
    def own(self) -> Single:
        """`.`, the answer to the question itself."""
        ...

    @property
    def turn(self) -> int:
        """Of the innermost repeat, from 1: `position(..)`."""
        ...

    def answer(self, name: str) -> Single:
        """To the question `name`, in this turn."""
        ...

    def turns(self, name: str) -> tuple[Single, ...]:
        """The answers of all turns to the question `name`; of a repeat, one for each turn."""
        ...

    def column(self, name: str) -> str:
        """Of the row of `choices` that is being filtered."""
        ...


Evaluate: TypeAlias = Callable[[Scope], Value]
