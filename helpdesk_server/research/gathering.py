"""Rows for research out of the books of closed months: a month in memory, and no more."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy.orm import Session

from helpdesk_domain.statistics.months import Month, Period
from helpdesk_domain.statistics.opened import opened
from helpdesk_domain.statistics.publication import ALL_TEAMS, BOOK
from helpdesk_domain.statistics.research import Rows, research_rows
from helpdesk_domain.sync import Entity
from helpdesk_server.store import books, offer
from helpdesk_server.store.database import Store


class NoRows(Exception):
    """A month is not closed yet, or what was kept of its calls is erased.

    Attributes:
        month: The first that is.
    """

    def __init__(self, month: Month) -> None:
        super().__init__(str(month))
        self.month = month


def rows_of(store: Store, period: Period) -> Iterator[Rows]:
    """The rows of each month of `period`, of all teams, one month after the other.

    Books are read, and not the calls: they stay as they were when the month was closed, but for
    callers who objected, so that the same month gives the same rows whenever it is asked for.

    Raises:
        NoRows: A month has none to be told.
    """
    listed = store.read(partial(offer.ids, entity=Entity.TAXONOMY_TERM))
    for month in period.months:
        yield store.read(partial(_rows_of, month=month, needs=listed))


def _rows_of(session: Session, month: Month, needs: frozenset[str]) -> Rows:
    body = books.body(session, ALL_TEAMS, BOOK, str(month))
    if body is None or not books.is_closed(session, str(month)):
        raise NoRows(month)
    return research_rows(opened(body), needs)
