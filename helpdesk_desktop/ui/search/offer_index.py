"""The index of the offer while the window is open: taken from the file, then kept up to date."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.search.needs.concepts import is_group
from helpdesk_desktop.search.renewal import renew
from helpdesk_desktop.search.shelf import (
    GivenUp,
    IndexedOffer,
    built_offer,
    changes_of,
    keep_offer,
    kept_offer,
)
from helpdesk_desktop.ui.background.desk import Desk
from helpdesk_desktop.ui.background.heap import give_back
from helpdesk_desktop.ui.background.jobs import Jobs
from helpdesk_domain.offer import Service, ServiceId, TaxonomyTerm, TermId

if TYPE_CHECKING:
    from helpdesk_desktop.search.index import Index
    from helpdesk_desktop.store.offer_changes import OfferChanges, OfferMark

T = TypeVar("T")

AT_A_TIME: Final = 20
"""Services renewed between two searches: some 30 ms, so that a keystroke waits no longer."""

Slice = tuple[Sequence[Service], Sequence[ServiceId]]


class OfferIndex(QObject):
    """Follows the offer: service by service when it can, else by building anew.

    Long work runs on a thread of its own; what changes an index runs on the thread of the
    searches, between two of them. One thing is done at a time: opening, renewing, building or
    keeping; what is asked meanwhile is done next.

    Args:
        searches: Where searches run.
    """

    ready = Signal()
    """Another index is there: of the offer as it is now, or as it was when it was kept."""

    def __init__(self, desk: Desk, searches: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._searches = searches
        self._jobs = Jobs(self)
        self._indexed: IndexedOffer | None = None
        self.terms: Mapping[TermId, TaxonomyTerm] = {}
        """The taxonomy of the offer."""
        self.groups: Sequence[TaxonomyTerm] = ()
        """Whom the services of the offer are for."""
        self.is_busy = self._is_behind = self._is_closed = False

    @property
    def index(self) -> "Index | None":
        return self._indexed.index if self._indexed else None

    def follow(self) -> None:
        """Bring the index up to the offer as it is now; searches go on with it as it was."""
        self._is_behind = True
        if not self.is_busy:
            self._next()

    def close(self) -> None:
        """Give up what is under way."""
        self._is_closed = True
        self._jobs.close()

    def _next(self) -> None:
        self.is_busy = self._is_behind
        if not self._is_behind:
            return
        self._is_behind = False
        if self._indexed:
            read = partial(changes_of, indexed=self._indexed)
            self._run(lambda: self._desk.store.read(read), self._changed, self._failed)
        else:
            # Whatever is wrong with what was kept, the offer itself is there.
            self._run(lambda: kept_offer(self._desk.store), self._opened, lambda _: self._build())

    def _opened(self, kept: IndexedOffer | None) -> None:
        if kept is None:
            self._build()
        else:
            self._is_behind = True
            self._show(kept)
            gc.freeze()  # it lives long: the collector need not walk it at every keystroke
            self._next()

    def _changed(self, changed: "tuple[OfferMark, OfferChanges | None]") -> None:
        mark, changes = changed
        if changes is None:
            self._build()
        elif changes.services or changes.gone:
            self._renew(_slices(changes), mark, is_good=True)
        else:
            self._next()

    def _renew(self, slices: Iterator[Slice], mark: "OfferMark", *, is_good: bool) -> None:
        """Renew slice by slice, then say so; an index in between is still one to search."""
        assert self._indexed is not None
        index = self._indexed.index
        some = next(slices, None)
        if some is None:
            self._show(IndexedOffer(index, mark))
            self._next() if is_good else self._build()
            return
        self._searches.run(
            lambda: renew(index, *some),
            owner=self,
            done=lambda good: self._renew(slices, mark, is_good=is_good and good),
            failed=lambda _: self._build(),
        )

    def _build(self) -> None:
        self.is_busy = True
        self._run(self._built_or_given_up, self._built, self._failed)

    def _built_or_given_up(self) -> IndexedOffer | None:
        try:
            return built_offer(self._desk.store, self._goes_on)
        except GivenUp:
            return None

    def _built(self, built: IndexedOffer | None) -> None:
        if built is None:
            return
        self._show(built)
        gc.freeze()
        give_back()
        keep = partial(keep_offer, self._desk.store, built, self._goes_on)
        self._run(keep, lambda _: self._next(), lambda _: self._next())

    def _show(self, indexed: IndexedOffer) -> None:
        """Search in `indexed` from now on; nothing renews it at this moment."""
        self._indexed = indexed
        self.terms = indexed.index.concepts.filing.terms
        self.groups = [term for term in self.terms.values() if is_group(term)]
        self.ready.emit()

    def _failed(self, problem: Exception) -> None:
        self._desk.failed.emit(problem)
        self._next()

    def _goes_on(self) -> bool:
        return not self._is_closed

    def _run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self._jobs.run(work, owner=self, done=done, failed=failed)


def _slices(changes: "OfferChanges") -> Iterator[Slice]:
    """Those gone, then those changed, in parts of which each is quickly renewed."""
    yield from (((), gone) for gone in _parts(changes.gone))
    yield from ((some, ()) for some in _parts(changes.services))


def _parts(things: Sequence[T]) -> Iterator[Sequence[T]]:
    return (things[start : start + AT_A_TIME] for start in range(0, len(things), AT_A_TIME))
