"""A report: what somebody asks of a period, and all that may be seen of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Protocol

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
        results: Of each figure that can be told under the filters, in the order of the file.
        withheld: Those that cannot.
        before: Those without parts, for as many months before; empty where they are not known.
        closed_at: When the newest book was bound that is on the shelf.
        replaced: Old codes that were read as new ones.
    """

    asked: Asked
    figures: str
    results: Results
    withheld: tuple[FigureId, ...]
    before: Results
    closed_at: datetime | None
    replaced: Replaced

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it can be told from none."""
        calls = self.results.get(CALLS)
        return not isinstance(calls, Released) or not calls.total.value or calls.total.is_band


CALLS: Final = FigureId("calls")


def report(
    shelf: Shelf, asked: Asked, figures: Figures, more: Sequence[Figure], today: date
) -> Report:
    """What may be seen of what is asked.

    Args:
        more: Figures that are not in the file, to be counted too: `figures.crossing`.
        today: In Brussels.

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
    every = (*figures.figure, *more)
    told = _told(shelf, asked.period, asked, every)
    return Report(
        asked=asked,
        figures=figures.version,
        results=told,
        withheld=tuple(one.id for one in every if one.id not in told),
        before=_before(shelf, asked, [one for one in every if not one.by], today),
        closed_at=shelf.closed_at,
        replaced=replaced_codes(),
    )


def _before(shelf: Shelf, asked: Asked, figures: Sequence[Figure], today: date) -> Results:
    if shelf.first is None or asked.period.first.after(-len(asked.period.months)) < shelf.first:
        return {}
    period = asked.period.before
    try:
        period.refuse_open(today)
        return _told(shelf, period, asked, figures)
    except (PeriodOpen, NotHere, OnlyWhole):
        return {}


def _told(shelf: Shelf, period: Period, asked: Asked, figures: Sequence[Figure]) -> Results:
    return added_results([_of(shelf, piece, asked, figures) for piece in period.pieces])


def _of(shelf: Shelf, piece: Piece, asked: Asked, figures: Sequence[Figure]) -> Results:
    """What was told of it when it closed, where that was kept; else its books are counted."""
    kept = shelf.summary(piece)
    known = kept.told[asked.scheme] if kept is not None and not asked.filters else {}
    # what was told stays as it was told, whatever is asked beside it: numbers of before and after
    # an erasure next to each other would point at who was erased
    left = [one for one in figures if one.id not in known]
    told = dict(_counted(shelf, piece, asked, left, kept is not None) if left else {})
    told |= known
    return {one.id: told[one.id] for one in figures if one.id in told}


def _counted(
    shelf: Shelf, piece: Piece, asked: Asked, figures: Sequence[Figure], is_summed_up: bool
) -> Results:
    lacking = [one for one in piece.months if _is_lacking(shelf, one)]
    if is_summed_up and lacking:
        raise OnlyWhole
    late = shelf.late(piece.first.year) if piece.takes_in_late else None
    begun = shelf.first is not None and shelf.first <= piece.last
    if lacking or (piece.takes_in_late and late is None and begun and not is_summed_up):
        raise NotHere(lacking or [piece.last])  # without what came late it is no year
    books = [book for book in map(shelf.book, piece.months) if book is not None]
    return results([*books, *([late] if late else [])], figures, asked.scheme, asked.filters)


def _is_lacking(shelf: Shelf, month: Month) -> bool:
    """A month before the first has no book, for there was nothing to bind."""
    return shelf.first is None or (month >= shelf.first and shelf.book(month) is None)
