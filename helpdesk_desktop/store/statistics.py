"""The figures of closed months that are on this desk: the shelf its reports are made from."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.stream_tables import (
    AllTeamsStatisticsRow,
    FiguresRecord,
    StatisticsRow,
)
from helpdesk_domain.statistics.book import BadBook, late_book
from helpdesk_domain.statistics.dimensions import Whose
from helpdesk_domain.statistics.disclosure import Shown, summed
from helpdesk_domain.statistics.months import Month, Piece
from helpdesk_domain.statistics.opened import OpenBook, opened
from helpdesk_domain.statistics.publication import (
    BOOK,
    SUMMARY,
    WORDS,
    SentBook,
    SentSummary,
    SentWords,
)
from helpdesk_domain.statistics.searched_words import SearchedWord
from helpdesk_domain.statistics.summary import BadSummary, Summary
from helpdesk_domain.statistics.summary import from_bytes as summary_from
from helpdesk_domain.wire import BadBody, from_json


class DeskShelf:
    """A `report.Shelf` on the file of a desk, for one transaction.

    A book that this program cannot read counts as one that is not here.
    """

    def __init__(self, session: Session, row: type[FiguresRecord]) -> None:
        self._session, self._row = session, row

    @property
    def first(self) -> Month | None:
        """The oldest month of which a book or a summary is here."""
        query = select(self._row.name).where(self._row.entity.in_((BOOK, SUMMARY)))
        months = [month for name in self._session.scalars(query) if (month := _month(name))]
        return min(months, default=None)

    @property
    def closed_at(self) -> datetime | None:
        query = select(self._row.data).where(self._row.entity == BOOK)
        newest = query.order_by(self._row.name.desc()).limit(1)
        data = self._session.scalars(newest).first()
        sent = None if data is None else _sent_book(data)
        return sent.closed_at if sent else None

    def book(self, month: Month) -> OpenBook | None:
        return self._opened(str(month))

    def late(self, year: int) -> OpenBook | None:
        return self._opened(late_book(year))

    def summary(self, piece: Piece) -> Summary | None:
        data = self._data(SUMMARY, str(piece))
        return None if data is None else _summary(data)

    def words(self, months: Sequence[Month]) -> Sequence[SearchedWord]:
        """Words searched without result in `months`, the most searched first."""
        row, names = self._row, [str(month) for month in months]
        query = select(row.data).where(row.entity == WORDS, row.name.in_(names))
        found: dict[tuple[str, str], list[Shown]] = {}
        for data in self._session.scalars(query):
            for one in _words(data):
                found.setdefault((one.language, one.word), []).append(one.shown)
        summed_up = [
            SearchedWord(language=language, word=word, shown=summed(told))
            for (language, word), told in found.items()
        ]
        return sorted(summed_up, key=lambda one: (-one.shown.value, one.word, one.language))

    def _opened(self, name: str) -> OpenBook | None:
        data = self._data(BOOK, name)
        return None if data is None else _book(data)

    def _data(self, entity: str, name: str) -> bytes | None:
        row = self._row
        query = select(row.data).where(row.entity == entity, row.name == name)
        return self._session.scalars(query).first()


_KEPT_IN: Final[Mapping[Whose, type[FiguresRecord]]] = {
    Whose.TEAM: StatisticsRow,
    Whose.ALL_TEAMS: AllTeamsStatisticsRow,
}


def shelf_of(session: Session, whose: Whose) -> DeskShelf:
    """What is here, for as long as `session` lasts."""
    return DeskShelf(session, _KEPT_IN[whose])


def _month(name: str) -> Month | None:
    """The month that a book or a summary is of; None of a quarter, a year, or what came late."""
    try:
        return Month.parse(name)
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _book(data: bytes) -> OpenBook | None:
    """A book stays open: what was made ready of it is made once."""
    sent = _sent_book(data)
    try:
        return opened(sent.body) if sent else None
    except BadBook:
        return None


@lru_cache(maxsize=64)
def _summary(data: bytes) -> Summary | None:
    try:
        return summary_from(from_json(data, SentSummary).body)
    except (BadBody, BadSummary):
        return None


def _words(data: bytes) -> Sequence[SearchedWord]:
    try:
        return from_json(data, SentWords).words
    except BadBody:
        return ()


def _sent_book(data: bytes) -> SentBook | None:
    try:
        return from_json(data, SentBook)
    except BadBody:
        return None
