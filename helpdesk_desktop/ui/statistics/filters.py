"""Narrowing the figures: every value that was told, found by its name, and those that hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from helpdesk_desktop.reports.statistics import Told
from helpdesk_desktop.search.words.tokens import tokens
from helpdesk_desktop.ui.parts.chips import Shown
from helpdesk_desktop.ui.parts.picker import Asking
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.statistics.dimensions import FILTERS, Dimension
from helpdesk_domain.statistics.disclosure import Released
from helpdesk_domain.statistics.figures import FigureId
from helpdesk_domain.statistics.report import Asked
from helpdesk_domain.statistics.words import Labels

ASKING: Final = Asking(
    name=mark("Narrow the figures"),
    question=mark("To what? A commune, a need, a language…"),
    listed=mark("What was told"),
    nothing=mark("Nothing that was told has these words."),
    columns=(mark("Only"), mark("Which is")),
)

_TOLD_BY: Final = {
    Dimension.BASIN: "calls_by_basin",
    Dimension.COMMUNE: "calls_by_commune",
    Dimension.LANGUAGE: "calls_by_language",
    Dimension.NEED: "needs",
    Dimension.OUTCOME: "calls_by_outcome",
    Dimension.PROFILE: "calls_by_profile",
}
"""Which figure tells the values of a filter; a desk has the figures of one team alone."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Attributes: label: The value in words; of: What it is a value of, in words."""

    name: Dimension
    value: str
    label: str
    of: str


def filters_of(told: Told, labels: Labels) -> Sequence[Filter]:
    """Values that were told, those of each dimension together; what was not asked is none."""
    return [
        _filter(name, key[0], labels)
        for name in FILTERS
        if name in _TOLD_BY
        for key in _cells(told, _TOLD_BY[name])
        if key[0]
    ]


def chips_of(asked: Asked, labels: Labels) -> Sequence[Shown[Dimension]]:
    """Those that hold, each to be taken out."""
    return [
        Shown(name, f"{labels.dimension(name)}: {labels.value(name, value)}")
        for name, value in asked.filters.items()
    ]


def cells(one: Filter, _words: Words) -> tuple[str, str]:
    return one.label, one.of


def matches(one: Filter, typed: str) -> bool:
    """Whether each typed word begins a word of the value, or of what it is a value of."""
    known = tokens(f"{one.label} {one.of}")
    return all(any(word.startswith(asked) for word in known) for asked in tokens(typed))


def _filter(name: Dimension, value: str, labels: Labels) -> Filter:
    return Filter(name, value, labels.value(name, value), labels.dimension(name))


def _cells(told: Told, figure: str) -> Sequence[tuple[str, ...]]:
    released = told.report.results.get(FigureId(figure))
    return list(released.cells) if isinstance(released, Released) else []
