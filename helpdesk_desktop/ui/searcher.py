"""Searching while the operator types: one search at a time, always the latest words."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.search.answer import Found
from helpdesk_desktop.search.finder import build_index, find
from helpdesk_desktop.store.lexicon import lexicon
from helpdesk_desktop.store.offer import service_cards, services, vocabulary
from helpdesk_desktop.ui.desk import Desk
from helpdesk_desktop.ui.jobs import Jobs
from helpdesk_domain.service_card import ServiceCard

if TYPE_CHECKING:
    from helpdesk_desktop.search.index import Index

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found, ready to be shown.

    Attributes:
        query: The words it answers.
        cards: The services, best first, in the language asked for.
    """

    query: str
    found: Found
    cards: Sequence[ServiceCard]


class Searcher(QObject):
    """Keeps the index of the offer and answers queries off the screen's thread.

    A query typed while another is being answered waits; only the last one waiting is ever
    run, so a fast typist never sees old results overtake new ones.
    """

    ready = Signal()
    """An index of the offer as it is now is there."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = Jobs(self)
        self._index: Index | None = None
        self._waiting: Callable[[], None] | None = None
        self._busy = False

    @property
    def has_index(self) -> bool:
        return self._index is not None

    @property
    def services(self) -> int:
        """How many services can be found."""
        return len(self._index.ids) if self._index else 0

    def build(self) -> None:
        """Read the offer and index it; searches go on with the old index meanwhile."""
        self._jobs.run(self._build, owner=self, done=self._built, failed=self._desk.failed.emit)

    def look_for(self, query: str, language: str, show: Callable[[Answer], object]) -> None:
        """Find `query`, then `show` the answer, unless newer words came meanwhile."""
        self._waiting = partial(self._search, query, language, show)
        if not self._busy:
            self._next()

    def close(self) -> None:
        """Let the search under way end."""
        self._jobs.close()

    def _build(self) -> "Index":
        store = self._desk.store
        return store.read(lambda s: build_index(services(s), vocabulary(s), lexicon(s)))

    def _built(self, index: "Index") -> None:
        self._index = index
        gc.freeze()  # the index lives long: the collector need not walk it at every keystroke
        self.ready.emit()

    def _next(self) -> None:
        wanted, self._waiting = self._waiting, None
        if wanted is not None and self._index is not None:
            wanted()

    def _search(self, query: str, language: str, show: Callable[[Answer], object]) -> None:
        index = self._index
        assert index is not None
        self._busy = True

        def answer() -> Answer:
            found = find(index, query, language=language, limit=SHOWN)
            ids = [hit.service_id for hit in found.hits]
            ask = partial(service_cards, ids=ids, language=language)
            return Answer(query, found, self._desk.store.read(ask) if ids else ())

        def answered(result: Answer) -> None:
            self._busy = False
            if self._waiting is None:
                show(result)
            self._next()

        def failed(problem: Exception) -> None:
            self._busy = False
            self._desk.failed.emit(problem)
            self._next()

        self._jobs.run(answer, owner=self, done=answered, failed=failed)
