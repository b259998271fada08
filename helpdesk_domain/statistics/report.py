"""A report: what somebody asks of a period, and all that may be seen of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, Protocol

from helpdesk_domain.statistics.codes_in_force import in_force
from helpdesk_domain.statistics.dimensions import MOST_CROSSED, Dimension, Whose
from helpdesk_domain.statistics.disclosure import Released, Scheme
from helpdesk_domain.statistics.figures import Figure, FigureId, Figures
from helpdesk_domain.statistics.months import Month, Period, PeriodOpen, Piece
from helpdesk_domain.statistics.opened import OpenBook
from helpdesk_domain.statistics.replaced_codes import Replaced, replaced_codes
from helpdesk_domain.statistics.results import Results, added_results, results
from helpdesk_domain.statistics.summary import Summary


class Shelf(Protocol):
    """Where the books of closed months stand."""

    @property
    def first(self) -> Month | None:
        """The oldest month of which anything is known; None when there is none at all."""

    @property
    def closed_at(self) -> datetime | None:
        """When the newest book was bound."""

    def book(self, month: Month) -> OpenBook | None:
        """That month's; None when it is not here."""

    def late(self, year: int) -> OpenBook | None:
        """What came once the months of that year were closed; None when it is not here."""

    def summary(self, piece: Piece) -> Summary | None:
        """What is left of it; None when it is not here."""


class NotHere(Exception):
    """Months are closed, and not (all) on this shelf.

    Attributes:
        months: Those that lack.
    """

    def __init__(self, months: Sequence[Month]) -> None:
        super().__init__(", ".join(map(str, months)))
        self.months = tuple(months)


class OnlyWhole(Exception):
    """Of a period so old only what was told then is left: it can be narrowed by nothing."""


class NotToPublish(Exception):
    """Published is a month, a quarter or a year; not what is put together of them."""


class TooManyFilters(Exception):
    """No figure can be narrowed by so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants to see.

    Attributes:
        whose: Whose books are to be on the shelf.
        filters: One value for each of `dimensions.FILTERS` that narrows the report.
    """

    period: Period
    whose: Whose = Whose.TEAM
    filters: Mapping[Dimension, str] = field(default_factory=dict)
    scheme: Scheme = Scheme.LEADS


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What may be seen.

    Attributes:
        figures: The version of the file of figures.
        results: Of each figure that can be told, in the order of the file.
        withheld: Those that cannot; without filters those that nobody counted when (some of) the
            period closed, and that cannot be counted any more.
        before: Those without parts, for as many months before; empty where they are not known.
        closed_at: When the newest book was bound that is on the shelf.
        begins: The oldest month of which anything is known, where the period begins before it.
        replaced: Old codes that were read as new ones.
    """

    asked: Asked
    figures: str
    results: Results
    withheld: tuple[FigureId, ...]
    before: Results
    closed_at: datetime | None
    replaced: Replaced
    begins: Month | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it can be told from none."""
        calls = self.results.get(CALLS)
        return not isinstance(calls, Released) or not calls.total.value or calls.total.is_band


CALLS: Final = FigureId("calls")


def report(
    shelf: Shelf,
    asked: Asked,
    figures: Figures,
    more: Sequence[Figure],
    today: date,
    replaced: Replaced | None = None,
) -> Report:
    """What may be seen of what is asked.

    Args:
        more: Figures that are not in the file, to be counted too: `figures.crossing`.
        today: In Brussels.
        replaced: Old codes to be read as new ones; None: those that the program came with.

    Raises:
        PeriodOpen: Some of the period is not closed.
        NotHere: Some of it is closed, and not on the shelf.
        OnlyWhole, NotToPublish, TooManyFilters: It cannot be told.
    """
    asked.period.refuse_open(today)
    if asked.scheme is Scheme.PUBLIC and asked.period.kind is None:
        raise NotToPublish
    if len(asked.filters) > MOST_CROSSED:
        raise TooManyFilters
    codes = replaced_codes() if replaced is None else replaced
    reading = _Reading(shelf=shelf, asked=asked, figures=figures.figure, more=more, replaced=codes)
    told = reading.told(asked.period)
    return Report(
        asked=asked,
        figures=figures.version,
        results=told,
        withheld=tuple(one.id for one in reading.every if one.id not in told),
        before=_before(reading, today),
        closed_at=shelf.closed_at,
        replaced=codes,
        begins=shelf.first if shelf.first and asked.period.first < shelf.first else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What is read from the shelf of any period: the one that was asked for, or that before."""

    shelf: Shelf
    asked: Asked
    figures: Sequence[Figure]
    more: Sequence[Figure]
    replaced: Replaced

    @property
    def every(self) -> Sequence[Figure]:
        return (*self.figures, *self.more)

    def told(self, period: Period) -> Results:
        return added_results([self._of(piece) for piece in period.pieces])

    def _of(self, piece: Piece) -> Results:
        """What was told of it when it closed, where that was kept; else its books are counted."""
        kept = self.shelf.summary(piece)
        # what was told stays as it was told, whatever is asked beside it: numbers of before and
        # after an erasure next to each other would point at who was erased
        known = self._known(kept) if kept is not None and not self.asked.filters else {}
        left = [one for one in self.every if one.id not in known]
        told = dict(self._counted(piece, left, kept is not None) if left else {})
        told |= known
        return {one.id: told[one.id] for one in self.every if one.id in told}

    def _known(self, kept: Summary) -> Results:
        return in_force(kept.told[self.asked.scheme], self.figures, self.replaced)

    def _counted(self, piece: Piece, figures: Sequence[Figure], is_summed_up: bool) -> Results:
        """Nothing of what an older program summed up without these figures, its books gone."""
        shelf = self.shelf
        lacking = [one for one in piece.months if _is_lacking(shelf, one)]
        if is_summed_up and lacking:
            if self.asked.filters or self.more:
                raise OnlyWhole
            return {}
        late = shelf.late(piece.first.year) if piece.takes_in_late else None
        begun = shelf.first is not None and shelf.first <= piece.last
        if lacking or (piece.takes_in_late and late is None and begun and not is_summed_up):
            raise NotHere(lacking or [piece.last])  # without what came late it is no year
        books = [book for book in map(shelf.book, piece.months) if book is not None]
        books += [late] if late else []
        return results(books, figures, self.asked.scheme, self.asked.filters)


def _before(reading: _Reading, today: date) -> Results:
    """The figures without parts, of as many months before."""
    shelf, period = reading.shelf, reading.asked.period
    if shelf.first is None or period.first.after(-len(period.months)) < shelf.first:
        return {}
    whole = replace(reading, figures=_whole(reading.figures), more=_whole(reading.more))
    try:
        period.before.refuse_open(today)
        return whole.told(period.before)
    except (PeriodOpen, NotHere, OnlyWhole):
        return {}


def _whole(figures: Sequence[Figure]) -> Sequence[Figure]:
    return [one for one in figures if not one.by]


def _is_lacking(shelf: Shelf, month: Month) -> bool:
    """A month before the first has no book, for there was nothing to bind."""
    return shelf.first is None or (month >= shelf.first and shelf.book(month) is None)
