"""Parts of an expression: how operators join them, and what is refused of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from helpdesk_domain.intake import values
from helpdesk_domain.intake.functions import Gives
from helpdesk_domain.intake.pattern import pattern
from helpdesk_domain.intake.scope import Evaluate, Scope
from helpdesk_domain.intake.tokens import BadExpression
from helpdesk_domain.intake.values import Value
from helpdesk_domain.languages import mark


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an expression; `literal` is its text when it is written as one."""

    evaluate: Evaluate
    gives: Gives
    literal: str | None = None


Fold: TypeAlias = Callable[[Value, Value], Value]

FOLDS: Final[dict[str, tuple[Gives, Fold]]] = {
    "=": (Gives.TRUTH, values.equal),
    "!=": (Gives.TRUTH, lambda a, b: not values.equal(a, b)),
    "<": (Gives.TRUTH, lambda a, b: values.number(a) < values.number(b)),
    "<=": (Gives.TRUTH, lambda a, b: values.number(a) <= values.number(b)),
    ">": (Gives.TRUTH, lambda a, b: values.number(a) > values.number(b)),
    ">=": (Gives.TRUTH, lambda a, b: values.number(a) >= values.number(b)),
    "+": (Gives.NUMBER, lambda a, b: values.number(a) + values.number(b)),
    "-": (Gives.NUMBER, lambda a, b: values.number(a) - values.number(b)),
    "*": (Gives.NUMBER, lambda a, b: values.number(a) * values.number(b)),
    "div": (Gives.NUMBER, lambda a, b: values.divided(values.number(a), values.number(b))),
    "mod": (Gives.NUMBER, lambda a, b: values.rest(values.number(a), values.number(b))),
}
FLOORS: Final = (
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)


def folding(begin: Evaluate, steps: list[tuple[Fold, Evaluate]]) -> Evaluate:
    if len(steps) == 1:
        [(only, other)] = steps
        return lambda scope: only(begin(scope), other(scope))

    def evaluate(scope: Scope) -> Value:
        value = begin(scope)
        for fold, part in steps:
            value = fold(value, part(scope))
        return value

    return evaluate


def as_truth(part: Part) -> Callable[[Scope], bool]:
    refuse_answer(part)
    return lambda scope: values.truth(part.evaluate(scope))


def common(parts: Iterable[Part]) -> Gives:
    kinds = {part.gives for part in parts}
    return kinds.pop() if len(kinds) == 1 else Gives.ANY


def refuse_answer(part: Part) -> None:
    """XPath takes any question for « yes », answered or not: nobody means that."""
    refuse_turns(part)
    if part.gives is Gives.ANSWER:
        raise no_truth()


def refuse_turns(part: Part) -> None:
    if part.gives is Gives.TURNS:
        raise BadExpression(mark("All turns of a repeat are no single answer."))


def refuse_odd_pair(sign: str, left: Gives, right: Gives) -> None:
    """A question is not compared with yes or no: see `refuse_answer`."""
    if sign in ("=", "!=") and {left, right} == {Gives.ANSWER, Gives.TRUTH}:
        raise no_truth()


def refuse_bad_pattern(part: Part) -> None:
    if part.literal is None:
        raise BadExpression(mark("The pattern of regex is written as a text, in quotes."))
    pattern(part.literal)


def no_truth() -> BadExpression:
    """Said of a question, or of `.`, that stands where yes or no is wanted."""
    advice = mark("A question is no yes or no: compare it, as in {example}.")
    return BadExpression(advice, example="${question} = 'yes'")
