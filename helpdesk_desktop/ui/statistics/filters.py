"""Narrowing the figures: every value that was told, found by its name, and those that hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from helpdesk_desktop.reports.statistics import Told
from helpdesk_desktop.search.words.tokens import tokens
from helpdesk_desktop.ui.parts.chips import Shown
from helpdesk_desktop.ui.parts.picker import Asking
from helpdesk_desktop.ui.statistics.asking import Chosen
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.statistics.dimensions import FILTERS, Dimension, Whose
from helpdesk_domain.statistics.disclosure import Released
from helpdesk_domain.statistics.figures import FigureId
from helpdesk_domain.statistics.report import Asked
from helpdesk_domain.statistics.words import ALL_TEAMS, Labels

ASKING: Final = Asking(
    name=mark("Narrow the figures"),
    question=mark("To what? All teams, a commune, a need, a language…"),
    listed=mark("What was told"),
    nothing=mark("Nothing that was told has these words."),
    columns=(mark("Figures of"), mark("Which is")),
)

_TOLD_BY: Final = {
    Dimension.BASIN: "calls_by_basin",
    Dimension.COMMUNE: "calls_by_commune",
    Dimension.LANGUAGE: "calls_by_language",
    Dimension.NEED: "needs",
    Dimension.OUTCOME: "calls_by_outcome",
    Dimension.PROFILE: "calls_by_profile",
}
"""Which figure tells the values of a filter."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Attributes: label: The value in words; of: What it is a value of, in words."""

    name: Chosen
    value: str
    label: str
    of: str


Values = Mapping[Dimension, Sequence[str]]
"""What figures may be narrowed to, of each filter."""


def values_of(told: Told | None, before: Values) -> Values:
    """Those that were told; of a filter that holds those of before, for it tells one alone."""
    if told is None:
        return before
    held = told.report.asked.filters
    return {
        name: before.get(name, ()) if name in held else _values(told, _TOLD_BY[name])
        for name in FILTERS
    }


def filters_of(asked: Asked, values: Values, labels: Labels) -> Sequence[Filter]:
    """All teams together, then `values`, but for what holds already."""
    found = [
        Filter(name, value, labels.value(name, value), labels.dimension(name))
        for name, of_it in values.items()
        for value in of_it
        if asked.filters.get(name) != value
    ]
    wider = [] if asked.whose is Whose.ALL_TEAMS else [_all_teams(labels.words)]
    return [*wider, *found]


def chips_of(asked: Asked, labels: Labels) -> Sequence[Shown[Chosen]]:
    """What is not of the own team, and the filters that hold, each to be taken out."""
    held = [
        Filter(name, value, labels.value(name, value), labels.dimension(name))
        for name, value in asked.filters.items()
    ]
    wider = [_all_teams(labels.words)] if asked.whose is Whose.ALL_TEAMS else []
    return [
        Shown(one.name, labels.words.say("{name}: {what}", name=one.of, what=one.label))
        for one in (*wider, *held)
    ]


def cells(one: Filter, _words: Words) -> tuple[str, str]:
    return one.label[:1].upper() + one.label[1:], one.of


def matches(one: Filter, typed: str) -> bool:
    """Whether each typed word begins a word of the value, or of what it is a value of."""
    known = tokens(f"{one.label} {one.of}")
    return all(any(word.startswith(asked) for word in known) for asked in tokens(typed))


def _all_teams(words: Words) -> Filter:
    return Filter(Whose.ALL_TEAMS, "", words.say(ALL_TEAMS), words.say("Team"))


def _values(told: Told, figure: str) -> Sequence[str]:
    """What was not asked is none."""
    released = told.report.results.get(FigureId(figure))
    cells = released.cells if isinstance(released, Released) else ()
    return [value for (value,) in cells if value]
