"""Publishing how callers speak: entries of the lexicon flow down to the desks with the offer."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from helpdesk_domain.lexicon import LexiconEntry, entry_id, term_key
from helpdesk_domain.offer import TaxonomyTerm
from helpdesk_domain.offer_file import OfferRecord
from helpdesk_domain.sync import Entity
from helpdesk_domain.wire import from_json
from helpdesk_server.store import audit, imports, offer
from helpdesk_server.store.database import Store


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did.

    Attributes:
        changed: Terms whose phrases are new to the desks.
        unchanged: Terms of which the same was published already.
    """

    changed: int
    unchanged: int


def known_terms(store: Store) -> frozenset[str] | None:
    """The terms of the offer, by `term_key`; None when it has none to check against.

    Raises:
        StoreUnavailable: The database failed.
    """
    return store.read(_terms) or None


def publish(store: Store, entries: Sequence[LexiconEntry], now: datetime) -> Published:
    """Put `entries` on the stream; each takes the place of what was published of its term.

    Raises:
        StoreUnavailable: The database failed; nothing was published.
    """
    return store.run(lambda session: _publish(session, entries, now))


def withdraw(store: Store, terms: Sequence[str], now: datetime) -> frozenset[str]:
    """Take back what was published of `terms`; the desks go by what the program came with.

    Returns:
        Those of which something was published.

    Raises:
        StoreUnavailable: The database failed; nothing was withdrawn.
    """
    return store.run(lambda session: _withdraw(session, terms, now))


def _terms(session: Session) -> frozenset[str]:
    rows = offer.live_data(session, Entity.TAXONOMY_TERM)
    return frozenset(term_key(from_json(data, TaxonomyTerm)) for data in rows)


def _publish(session: Session, entries: Sequence[LexiconEntry], now: datetime) -> Published:
    imports.take_turn(session)
    records = [OfferRecord(Entity.LEXICON, entry.id, asdict(entry)) for entry in entries]
    changed, unchanged = offer.write_records(session, records, now)
    if changed:
        audit.note(session, audit.Action.LEXICON_PUBLISHED, str(Entity.LEXICON), now)
    return Published(changed, unchanged)


def _withdraw(session: Session, terms: Sequence[str], now: datetime) -> frozenset[str]:
    imports.take_turn(session)
    term_of = {(str(Entity.LEXICON), entry_id(term)): term for term in terms}
    withdrawn = [term_of[key] for key in offer.withdraw_records(session, list(term_of), now)]
    for term in withdrawn:
        audit.note(session, audit.Action.LEXICON_WITHDRAWN, term, now)
    return frozenset(withdrawn)
