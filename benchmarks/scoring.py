"""How good a ranked answer is, and how honest the search is when it has none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from statistics import fmean
from typing import Final

DEPTH: Final = 10
"""Hits that count: what fits on a screen."""
IDEAL: Final = 3
"""The grade of a service that is just what was asked for."""
NO_ANSWER: Final = "no_answer"
"""The class of queries that nothing in the offer answers."""

Grades = Mapping[str, int]
"""By the id of a service, 1 to `IDEAL`; absent, it has nothing to do with the query."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One query, what it should have found and what it did.

    Attributes:
        kind: The class of the query.
        ids: What was found, best first.
        is_none: Whether the search said that it has no answer; `ids` may be there all the same.
    """

    kind: str
    grades: Grades
    ids: Sequence[str]
    is_none: bool


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over queries, 0 to 1.

    Attributes:
        mrr: 1 over the place of the first ideal service among the first ten; 0 without one.
        ndcg: Discounted gain of the first ten, as a share of the best there could be; a grade g
            gains 2^g - 1 (Järvelin and Kekäläinen, ACM TOIS 2002).
        success: Share with an ideal service among the first three.
    """

    mrr: float
    ndcg: float
    success: float


@dataclass(frozen=True, slots=True)
class Honesty:
    """How far « nothing found » is to be believed, 0 to 1.

    Attributes:
        precision: Of the queries declared to have no answer, those that have none.
        recall: Of the queries without an answer, those declared.
        false_none: Of the others, those declared nevertheless.
        harmful_none: Of the others, those declared although an ideal service was in the ten.
    """

    precision: float
    recall: float
    false_none: float
    harmful_none: float


def quality_by_class(answered: Sequence[Answered]) -> Mapping[str, Quality]:
    """The quality of each class that has answers, in the order met."""
    by_class: dict[str, list[Quality]] = {}
    for one in answered:
        if one.kind != NO_ANSWER:
            by_class.setdefault(one.kind, []).append(quality(one))
    return {kind: mean(found) for kind, found in by_class.items()}


def quality(one: Answered) -> Quality:
    """The quality of a single answer."""
    gains = [one.grades.get(id_, 0) for id_ in dict.fromkeys(one.ids)][:DEPTH]
    first = gains.index(IDEAL) + 1 if IDEAL in gains else 0
    best = _gain(sorted(one.grades.values(), reverse=True)[:DEPTH])
    return Quality(
        mrr=1 / first if first else 0.0,
        ndcg=_gain(gains) / best if best else 0.0,
        success=float(0 < first <= 3),
    )


def mean(of: Iterable[Quality]) -> Quality:
    """The mean of each figure; of classes, it is the macro mean: each class counts alike."""
    found = list(of)
    return Quality(
        mrr=fmean(each.mrr for each in found),
        ndcg=fmean(each.ndcg for each in found),
        success=fmean(each.success for each in found),
    )


def honesty(answered: Sequence[Answered]) -> Honesty:
    """How honest the answers are, all classes together; 0 where nothing was to be counted."""
    without = [one.is_none for one in answered if one.kind == NO_ANSWER]
    asked = [one for one in answered if one.kind != NO_ANSWER]
    silent = [one for one in asked if one.is_none]
    harmful = sum(quality(one).mrr > 0 for one in silent)
    return Honesty(
        precision=_share(sum(without), sum(without) + len(silent)),
        recall=_share(sum(without), len(without)),
        false_none=_share(len(silent), len(asked)),
        harmful_none=_share(harmful, len(asked)),
    )


def _gain(grades: Sequence[int]) -> float:
    return sum(((1 << grade) - 1) / log2(place + 2) for place, grade in enumerate(grades))


def _share(some: int, of: int) -> float:
    return some / of if of else 0.0
