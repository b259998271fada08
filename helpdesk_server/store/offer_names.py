"""What the offer calls the kinds of help and the services that figures count."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from helpdesk_domain.offer import Translations, words_in
from helpdesk_domain.sync import DIRECTORY, Entity
from helpdesk_domain.wire import BadBody, from_json
from helpdesk_server.store import streams
from helpdesk_server.store.base import Transaction
from helpdesk_server.store.tables import OfferRecordRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """All that is read of a record."""

    name: str
    translations: Translations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfferNames:
    """As `statistics.words.Offer`: names by id.

    Attributes:
        at: Where the stream of the offer stood that they are of.
    """

    at: streams.Head
    terms: Mapping[str, Named]
    services: Mapping[str, Named]

    def need(self, term: str, language: str) -> str | None:
        """A kind of help; None when it is not in the offer (any more)."""
        return _name(self.terms.get(term), language)

    def service(self, service: str, language: str) -> str | None:
        """A service, likewise."""
        return _name(self.services.get(service), language)


def offer_names(session: Transaction, known: OfferNames | None = None) -> OfferNames:
    """Those of the offer as it is now; `known` where nothing changed since."""
    at = streams.head(session, DIRECTORY)
    if known is not None and known.at == at:
        return known
    return OfferNames(at, _named(session, Entity.TAXONOMY_TERM), _named(session, Entity.SERVICE))


def _named(session: Transaction, entity: Entity) -> dict[str, Named]:
    row = OfferRecordRow
    query = select(row.id, row.data).where(row.entity == entity.value, ~row.deleted)
    found = {}
    for record_id, data in session.execute(query):
        try:
            found[record_id] = from_json(data or "", Named)
        except BadBody:
            continue  # it is told by its id
    return found


def _name(one: Named | None, language: str) -> str | None:
    return None if one is None else words_in(one, "name", language) or None
