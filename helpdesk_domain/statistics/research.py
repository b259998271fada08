"""Rows for research: needs of calls one by one, so coarse that nobody is found in them.

Nothing else leaves the statistics uncounted, so it has a control of its own, in the place of
`disclosure`: at least `FEWEST` calls share each combination of week, place, age and need. Where
fewer do, the basin stands for the commune; where fewer still do, `WITHHELD` stands for whatever
place was told. That is one value for all of them, and the only one under which a combination may
be rare: a « Region » beside « no address » and « elsewhere » would tell of each row which of these
it is. Week, age and need stay, for without them a row is of no use, and without a place it tells
nobody where to look.

Each month is made coarse by itself, whatever period is asked for: the files of two periods have
the same rows of each month they share, so that their difference tells nothing more.
Source: design of privacy, 3.6.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from helpdesk_domain.call_terms import CallerProfile, Channel, Outcome, UnmetReason
from helpdesk_domain.language_names import NAMES, UNKNOWN
from helpdesk_domain.person_concerned import AgeBand, Gender, PlaceAnswer
from helpdesk_domain.statistics.dimensions import Dimension, Unit
from helpdesk_domain.statistics.opened import OpenBook
from helpdesk_domain.territory import Nis, basin_of, commune_with, communes

FEWEST: Final = 5
"""Calls that share a combination; of fewer less is told."""

WITHHELD: Final = "withheld"
"""In the place of a value that too few share, or that is on no list of ours."""


class Row(NamedTuple):
    """A need of a call; a call without any is one row, whose need is empty.

    Values are the codes of a `Fact`; an empty text was not asked.

    Attributes:
        week: `2026-W40`, as in ISO 8601.
        place: A NIS code, a `PlaceAnswer`, the id of a basin, or `WITHHELD`.
        lacking: Why nothing could be given for the need; empty when something was.
    """

    week: str
    place: str
    age: str
    need: str
    lacking: str
    language: str
    profile: str
    channel: str
    gender: str
    outcome: str

    @property
    def combination(self) -> tuple[str, str, str, str]:
        """What may lead to somebody."""
        return self.week, self.place, self.age, self.need


Rows = Counter[Row]
"""How many rows say the same: nothing tells one of them from another."""

_ASIDE: Final = ("lacking", "language", "profile", "channel", "gender", "outcome")
"""Columns beside the combination: a value that is rare in its month is withheld."""

_LISTED: Final[Mapping[Dimension, frozenset[str]]] = {
    Dimension.COMMUNE: frozenset({*(one.nis for one in communes()), *PlaceAnswer}),
    Dimension.AGE: frozenset(AgeBand),
    Dimension.REASON: frozenset(UnmetReason),
    Dimension.LANGUAGE: frozenset({*NAMES, UNKNOWN}),
    Dimension.PROFILE: frozenset(CallerProfile),
    Dimension.CHANNEL: frozenset(Channel),
    Dimension.GENDER: frozenset(Gender),
    Dimension.OUTCOME: frozenset(Outcome),
}
"""A desk may send whatever it likes as a code: what is on no list may be a name."""


def research_rows(book: OpenBook, needs: Collection[str]) -> Rows:
    """The rows of a month, made coarse.

    Args:
        book: Of all teams together: rare is what is rare in the whole helpline.
        needs: The terms that the taxonomy of the offer has, or had: any other is withheld.
    """
    return _coarse(_without_rare(Counter(_exact(book, frozenset(needs)))))


def _coarse(rows: Rows) -> Rows:
    kept: Rows = Counter()
    for coarser in (_as_told, _in_basin, _nowhere):
        rows = _placed(rows, coarser)
        sharing = _sharing(rows)
        for row in [one for one in rows if sharing[one.combination] >= FEWEST]:
            kept[row] += rows.pop(row)
    return kept + rows


def _placed(rows: Rows, coarser: Callable[[str], str]) -> Rows:
    placed: Rows = Counter()
    for row, times in rows.items():
        placed[row._replace(place=coarser(row.place))] += times
    return placed


def _sharing(rows: Rows) -> Counter[tuple[str, str, str, str]]:
    """How many calls have each combination: a need is once in a call."""
    sharing: Counter[tuple[str, str, str, str]] = Counter()
    for row, times in rows.items():
        sharing[row.combination] += times
    return sharing


def _as_told(place: str) -> str:
    return place


def _in_basin(place: str) -> str:
    """What is no commune, or one of no known basin, is in none: it stays, and is withheld next."""
    return (basin_of(place) or place) if commune_with(Nis(place)) else place


def _nowhere(_place: str) -> str:
    return WITHHELD


def _without_rare(rows: Rows) -> Rows:
    sharing: Mapping[str, Counter[str]] = {name: Counter() for name in _ASIDE}
    for row, times in rows.items():
        for name in _ASIDE:
            sharing[name][getattr(row, name)] += times
    without: Rows = Counter()
    for row, times in rows.items():
        rare = [name for name in _ASIDE if sharing[name][getattr(row, name)] < FEWEST]
        without[row._replace(**dict.fromkeys(rare, WITHHELD))] += times
    return without


Told = Callable[[Unit, Dimension], Sequence[str]]
"""The values of a column that are on a list, `WITHHELD` for the others."""


def _exact(book: OpenBook, needs: frozenset[str]) -> Iterator[Row]:
    """As they are: nobody sees them so."""
    listed = {**_LISTED, Dimension.NEED: needs}

    def told(unit: Unit, name: Dimension) -> Sequence[str]:
        column = book.column(unit, name)
        said = [one if not one or one in listed[name] else WITHHELD for one in column.values]
        return [said[code] for code in column.numbers]

    calls = zip(
        _values(book, Dimension.NON_CALL),
        map(_week, _values(book, Dimension.DAY)),
        *(told(Unit.CALL, name) for name in _OF_A_CALL),
        strict=True,
    )
    for (non_call, week, place, age, *aside), asked in zip(calls, _asked(book, told), strict=True):
        if not non_call:
            for need, lacking in (asked or {"": ""}).items():
                yield Row(week, place, age, need, lacking, *aside)


def _asked(book: OpenBook, told: Told) -> Sequence[Mapping[str, str]]:
    """Of each call its needs, once each, and why nothing could be given for them."""
    asked: list[dict[str, str]] = [{} for _ in range(book.rows(Unit.CALL))]
    for call, need in zip(book.calls_of(Unit.NEED), told(Unit.NEED, Dimension.NEED), strict=True):
        asked[call][need] = ""
    lacked = zip(
        book.calls_of(Unit.UNMET_NEED),
        told(Unit.UNMET_NEED, Dimension.NEED),
        told(Unit.UNMET_NEED, Dimension.REASON),
        strict=True,
    )
    for call, need, reason in lacked:
        asked[call][need] = reason
    return asked


_OF_A_CALL: Final = (
    Dimension.COMMUNE,
    Dimension.AGE,
    Dimension.LANGUAGE,
    Dimension.PROFILE,
    Dimension.CHANNEL,
    Dimension.GENDER,
    Dimension.OUTCOME,
)
"""In the order of a `Row`."""


def _values(book: OpenBook, name: Dimension) -> Iterator[str]:
    column = book.column(Unit.CALL, name)
    return map(column.values.__getitem__, column.numbers)


@cache
def _week(day: str) -> str:
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year:04}-W{week:02}"
