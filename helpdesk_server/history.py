"""The generation that answers announce, seen in each transaction to be that of the database."""

import logging
from contextvars import ContextVar
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from helpdesk_server import journal
from helpdesk_server.store.cluster import written_elsewhere
from helpdesk_server.store.database import Store
from helpdesk_server.store.errors import HistoryChanged, StoreUnavailable
from helpdesk_server.store.server import identity
from helpdesk_server.store.tables import ServerRow

_GENERATION: Final = select(ServerRow.generation)

_announced: Final[ContextVar[str | None]] = ContextVar("announced", default=None)
"""What the answer that is being made will say; a request keeps what it began with."""


class History:
    """What one process believes of the history of its database; safe in several threads.

    Another process may begin a new generation at any moment. No transaction of a request ends
    well in another generation than the one its answer bears, so that no desk takes a page of one
    history for one of another. The answers after it bear the new one: nothing of the former is
    kept in the process, and it need not be started again.
    """

    def __init__(self, store: Store) -> None:
        """Raises StoreUnavailable: The database does not answer."""
        self.unwatched: Final = store
        self.generation: str = store.read(identity).generation
        self._is_elsewhere = False
        self.store: Final = store.watched_by(self._check)

    def begin_answer(self) -> str:
        """The generation that the answer to the request beginning now will bear."""
        _announced.set(self.generation)
        return self.generation

    def renew(self) -> None:
        """Look at the database: answers that are made without it must not stay behind for long."""
        try:
            self._believe(*self.unwatched.read(_state))
        except StoreUnavailable:
            return  # whoever asks hears it; what we believe stays

    def _check(self, connection: Connection) -> None:
        self.agree(connection.execute(_GENERATION).scalar_one())

    def agree(self, generation: str) -> None:
        """Raises HistoryChanged: What is of `generation` is not of what was announced."""
        if generation != (_announced.get() or self.generation) or self._is_elsewhere:
            self._believe(generation, self._is_elsewhere)
            raise HistoryChanged

    def _believe(self, generation: str, is_elsewhere: bool) -> None:
        if generation != self.generation:
            self.generation = generation
            journal.tell(journal.Event.GENERATION_CHANGED, logging.WARNING)
        if is_elsewhere and not self._is_elsewhere:
            journal.tell(journal.Event.WRITTEN_ELSEWHERE, logging.ERROR)
        self._is_elsewhere = is_elsewhere


def _state(session: Session) -> tuple[str, bool]:
    return identity(session).generation, written_elsewhere(session)
