"""Where the server's books stand, of one team or of all together; what was opened stays open.

A book never changes under its revision, so an open one is good for as long as it is looked for.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from functools import partial
from hashlib import blake2b
from typing import Final

from helpdesk_domain.statistics.book import late_book
from helpdesk_domain.statistics.dimensions import Unit
from helpdesk_domain.statistics.months import Month, Piece
from helpdesk_domain.statistics.opened import OpenBook, opened
from helpdesk_domain.statistics.publication import BOOK, SUMMARY
from helpdesk_domain.statistics.summary import Summary
from helpdesk_domain.statistics.summary import from_bytes as summary_from_bytes
from helpdesk_server.statistics.pieces import first_closed
from helpdesk_server.store import books
from helpdesk_server.store.base import Transaction
from helpdesk_server.store.books import Kept

MOST_ROWS: Final = 1_500_000
"""Calls in the books that are kept open: some hundred bytes each."""

_Place = tuple[str, str]
"""Team and name of a book."""


class OpenBooks:
    """Books that were opened, the one used longest ago closed first; safe in several threads.

    Of a book that lost a call only the newest edition stays.
    """

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self._most = most_rows
        self._rows = 0
        self._open: OrderedDict[_Place, tuple[Kept, OpenBook]] = OrderedDict()
        self._lock = threading.Lock()

    def book(self, edition: Kept, opened: Callable[[], OpenBook]) -> OpenBook:
        """That of `edition`, which is `opened` where it is not open."""
        place = edition.team, edition.name
        with self._lock:
            known, book = self._open.get(place, (None, None))
            if known == edition and book is not None:
                self._open.move_to_end(place)
                return book
        book = opened()
        with self._lock:
            self._keep(place, edition, book)
        return book

    def _keep(self, place: _Place, edition: Kept, book: OpenBook) -> None:
        if place in self._open:
            self._close(place)
        self._open[place] = edition, book
        self._rows += book.rows(Unit.RING)
        while self._rows > self._most and len(self._open) > 1:
            self._close(next(iter(self._open)))

    def _close(self, place: _Place) -> None:
        _, closed = self._open.pop(place)
        self._rows -= closed.rows(Unit.RING)


class BooksOf:
    """The shelf of a team, or of all of them, at the moment of a transaction.

    Args:
        team: `ALL_TEAMS` for the whole helpline.

    Attributes:
        editions: Another one as soon as anything on the shelf is another.
    """

    def __init__(self, session: Transaction, team: str, open_books: OpenBooks) -> None:
        self._session = session
        self._team = team
        self._open_books = open_books
        every = books.kept(session, team)
        self.editions: Final = blake2b(repr(every).encode()).digest()
        self._books = {one.name: one for one in every if one.entity == BOOK}
        self._summaries = {one.name for one in every if one.entity == SUMMARY}

    @property
    def first(self) -> Month | None:
        """The oldest month of which anything is known; None when there is none at all."""
        return first_closed(list(self._summaries))

    @property
    def closed_at(self) -> datetime | None:
        """When the newest book was bound."""
        return max((one.closed_at for one in self._books.values()), default=None)

    def book(self, month: Month) -> OpenBook | None:
        """That month's, once it is closed; None when it is not here."""
        return self._opened(str(month)) if str(month) in self._summaries else None

    def late(self, year: int) -> OpenBook | None:
        """What came once the months of that year were closed, once that is closed as well."""
        return self._opened(late_book(year)) if str(year) in self._summaries else None

    def summary(self, piece: Piece) -> Summary | None:
        """What was told of it when it was closed; None while it is not."""
        if str(piece) not in self._summaries:
            return None
        made = books.body(self._session, self._team, SUMMARY, str(piece))
        return None if made is None else summary_from_bytes(made)

    def _opened(self, name: str) -> OpenBook | None:
        edition = self._books.get(name)
        if edition is None or edition.deleted:
            return None
        return self._open_books.book(edition, partial(self._open, edition))

    def _open(self, one: Kept) -> OpenBook:
        made = books.body(self._session, one.team, BOOK, one.name)
        assert made is not None, "it is not deleted at this moment"
        return opened(made)
