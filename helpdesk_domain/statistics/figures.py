"""What each figure means: name, formula, what is counted among what, what is left out, whence.

Written once, in `resources/statistics/figures.toml`, which drives the query, what the screen tells
of a figure, the last sheet of an export and `docs/statistics.md`.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Final, NewType

from helpdesk_domain.resources import resource
from helpdesk_domain.statistics.counting import Question
from helpdesk_domain.statistics.dimensions import (
    MOST_CROSSED,
    Dimension,
    Measure,
    Unit,
    dimensions_of,
)
from helpdesk_domain.wire import BadBody, as_kind

FigureId = NewType("FigureId", str)


class Sort(StrEnum):
    """What a figure is."""

    COUNT = "count"
    SHARE = "share"
    """So many of a hundred; of rounded counts."""
    MEDIAN = "median"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A figure in words, in one language.

    Attributes:
        formula: How it is computed, in a sentence.
        counted: The numerator.
        among: The denominator; empty for a count.
        left_out: What is not counted.
        source: Where the figure is defined that way; empty when it is ours.
    """

    name: str
    formula: str
    counted: str
    among: str = ""
    left_out: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure and its meaning.

    Attributes:
        only, known: As `Question` has them.
        of_only, of_known: Of a share: the same of what it is a share of.
        measure: Of a median.
    """

    id: FigureId
    sort: Sort
    unit: Unit
    by: tuple[Dimension, ...] = ()
    only: Mapping[Dimension, frozenset[str]] = field(default_factory=dict)
    known: frozenset[Dimension] = frozenset()
    of_only: Mapping[Dimension, frozenset[str]] = field(default_factory=dict)
    of_known: frozenset[Dimension] = frozenset()
    measure: Measure | None = None
    fr: Meaning
    nl: Meaning
    en: Meaning

    def meaning(self, language: str) -> Meaning:
        return {"fr": self.fr, "nl": self.nl}.get(language, self.en)

    def counted(self, filters: Mapping[Dimension, str]) -> Question:
        """What is counted of it where only `filters` count."""
        return _question(self.unit, self.by, self.only, self.known, filters)

    def among(self, filters: Mapping[Dimension, str]) -> Question:
        """What a share is a share of."""
        return _question(self.unit, (), self.of_only, self.of_known, filters)

    def may_be_filtered(self, filters: Mapping[Dimension, str]) -> bool:
        """Whether it can be told so: not too many dimensions cross, and they are its own."""
        if self.unit is Unit.RING and filters:
            return False
        own = {*self.by, *self.only, *self.of_only}
        return not filters or len({*own, *filters}) <= MOST_CROSSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All figures of one version of the file, in its order."""

    version: str
    figure: tuple[Figure, ...]

    def __getitem__(self, name: str) -> Figure:
        """Raises: LookupError: There is none of that name."""
        for one in self.figure:
            if one.id == name:
                return one
        raise LookupError(name)


class BadFigures(Exception):
    """The file of figures cannot be used; says which figure, and why."""


@cache
def figures() -> Figures:
    """Those the program came with.

    Raises:
        BadFigures: Nobody can count by that file.
    """
    return read_figures(resource("statistics/figures.toml").read_text("utf-8"))


def read_figures(text: str) -> Figures:
    """Raises: BadFigures: `text` is no file of figures, or one of them cannot be counted."""
    try:
        read = as_kind(tomllib.loads(text), Figures)
    except (tomllib.TOMLDecodeError, BadBody) as problem:
        raise BadFigures(str(problem)) from problem
    names = [one.id for one in read.figure]
    if len(set(names)) != len(names):
        raise BadFigures("two figures of one name")
    for one in read.figure:
        _refuse_unsound(one)
    return read


def crossing(by: Iterable[Dimension]) -> Figure:
    """A figure that somebody asks for by its dimensions: calls, or what of them these part.

    Raises:
        BadFigures: Nothing has all of them, or they are too many.
    """
    asked = tuple(dict.fromkeys(by))
    for unit in _UNITS:
        if set(asked) <= dimensions_of(unit):
            meaning = figures()[_WHOLE[unit]]
            figure = Figure(
                id=FigureId("by_" + "_".join(asked)),
                sort=Sort.COUNT,
                unit=unit,
                by=asked,
                fr=meaning.fr,
                nl=meaning.nl,
                en=meaning.en,
            )
            _refuse_unsound(figure)
            return figure
    raise BadFigures(", ".join(asked))


_UNITS: Final = (Unit.CALL, Unit.NEED, Unit.UNMET_NEED, Unit.REFERRAL)
"""The first that has the dimensions is what is counted."""

_WHOLE: Final = {
    Unit.CALL: "calls",
    Unit.NEED: "needs",
    Unit.UNMET_NEED: "unmet_needs",
    Unit.REFERRAL: "referrals",
}


def _question(
    unit: Unit,
    by: tuple[Dimension, ...],
    only: Mapping[Dimension, frozenset[str]],
    known: frozenset[Dimension],
    filters: Mapping[Dimension, str],
) -> Question:
    narrowed = {name: frozenset({value}) for name, value in filters.items()}
    for name, values in only.items():
        narrowed[name] = narrowed.get(name, values) & values
    return Question(unit=unit, by=by, only=narrowed, known=known)


def _refuse_unsound(one: Figure) -> None:
    asked = {*one.by, *one.only, *one.known, *one.of_only, *one.of_known}
    if not asked <= dimensions_of(one.unit) or len(one.by) > MOST_CROSSED:
        raise BadFigures(f"{one.id}: a dimension that {one.unit} has not, or too many")
    if (one.sort is Sort.MEDIAN) != (one.measure is not None):
        raise BadFigures(f"{one.id}: a median has a measure, and nothing else has")
    if one.sort is not Sort.COUNT and one.by:
        raise BadFigures(f"{one.id}: only a count has parts")
