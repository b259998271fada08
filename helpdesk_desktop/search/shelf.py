"""The index of the offer in the store: taken from there when it fits, built when it does not."""

import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final, TypeVar

import helpdesk_domain
from helpdesk_desktop.search.index import Index, build_index
from helpdesk_desktop.search.keeping.packing import pack
from helpdesk_desktop.search.keeping.shapes import FORM
from helpdesk_desktop.search.keeping.unpacking import NotAnIndex, unpack
from helpdesk_desktop.search.renewal import MOST_GONE
from helpdesk_desktop.store.database import Session, Store
from helpdesk_desktop.store.kept_index import keep_index, kept_index
from helpdesk_desktop.store.lexicon import lexicon
from helpdesk_desktop.store.offer import services, vocabulary
from helpdesk_desktop.store.offer_changes import (
    OfferChanges,
    OfferMark,
    changes_since,
    offer_mark,
)
from helpdesk_domain.resources import resource
from helpdesk_domain.version import __version__

T = TypeVar("T")

log: Final = logging.getLogger(__name__)

GoesOn = Callable[[], bool]
"""Asked now and then during long work; when it says no, the work is given up."""


class GivenUp(Exception):
    """The work was long, and nobody wants its result any more."""


@dataclass(frozen=True, slots=True)
class IndexedOffer:
    """An index, and the offer it is of."""

    index: Index
    mark: OfferMark


def kept_offer(store: Store) -> IndexedOffer | None:
    """The index kept in `store`, maybe of an earlier offer; None when none fits this program.

    Cost: 0.2 s for 4,200 services, where building takes 3 s.
    """
    kept = store.read(lambda session: kept_index(session, stamp(), offer_mark(session)))
    if kept is None:
        return None
    mark, packed = kept
    try:
        return IndexedOffer(unpack(packed), mark)
    except NotAnIndex as problem:
        log.warning("the index that was kept is passed over: %s", problem)
        return None


def built_offer(store: Store, goes_on: GoesOn) -> IndexedOffer:
    """The offer as it is now, indexed from nothing.

    Raises:
        GivenUp: `goes_on` said no.
    """
    return store.read(partial(_built, goes_on=goes_on))


def offer_as_it_is(store: Store) -> Index:
    """The index of the offer as it is now: the one kept when it is of this very offer."""
    kept = kept_offer(store)
    if kept is not None and kept.mark == store.read(offer_mark):
        return kept.index
    return built_offer(store, lambda: True).index


def keep_offer(store: Store, indexed: IndexedOffer, goes_on: GoesOn) -> None:
    """Keep `indexed` for the next start; nobody may change it meanwhile."""
    keep_index(store, stamp(), indexed.mark, pack(indexed.index), goes_on)


def changes_of(session: Session, indexed: IndexedOffer) -> tuple[OfferMark, OfferChanges | None]:
    """The offer as it is now, and what changed since; None when only building anew will do."""
    most = int(MOST_GONE * len(indexed.index.ids))
    return offer_mark(session), changes_since(session, indexed.mark, most)


@cache
def stamp() -> str:
    """What an index is made by and of, the offer apart: this program and the sayings it brought.

    Where the text of the search lies beside it, as for whoever works on it, that counts too.
    """
    made_of = hashlib.sha256()
    search, domain = Path(__file__).parent, Path(helpdesk_domain.__file__).parent
    sources = [*search.rglob("*.py"), *domain.glob("*.py")]
    tables = [*resource("lexicon").glob("*.csv"), *resource("territory").glob("*.*")]
    for path in sorted([*sources, *tables]):
        made_of.update(path.read_bytes())
    return f"{__version__} {FORM} {made_of.hexdigest()}"


def _built(session: Session, goes_on: GoesOn) -> IndexedOffer:
    mark = offer_mark(session)
    offered = _while(goes_on, services(session))
    return IndexedOffer(build_index(offered, vocabulary(session), lexicon(session)), mark)


def _while(goes_on: GoesOn, things: Iterator[T]) -> Iterator[T]:
    for thing in things:
        if not goes_on():
            raise GivenUp
        yield thing
