"""What the offer of this desk calls the kinds of help and the services that figures count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.offer import readable, vocabulary
from helpdesk_desktop.store.offer_tables import RecordRow
from helpdesk_domain.offer import Service, ServiceId, TaxonomyTerm, TermId, words_in
from helpdesk_domain.sync import Entity


@dataclass(frozen=True, slots=True)
class OfferNames:
    """Attributes:
    terms: All kinds of help.
    services: Those that were asked for, also such as cannot be given any more.
    """

    terms: Mapping[TermId, TaxonomyTerm] = field(default_factory=dict)
    services: Mapping[ServiceId, Service] = field(default_factory=dict)

    def need(self, term: str, language: str) -> str | None:
        """As `statistics.words.Offer`."""
        known = self.terms.get(TermId(term))
        return None if known is None else words_in(known, "name", language)

    def service(self, service: str, language: str) -> str | None:
        """As `statistics.words.Offer`."""
        known = self.services.get(ServiceId(service))
        return None if known is None else words_in(known, "name", language)


def offer_names(session: Session, services: Iterable[ServiceId]) -> OfferNames:
    """Names of every kind of help, and of `services`."""
    row = RecordRow
    query = select(row.data).where(row.entity == Entity.SERVICE.value, row.id.in_(list(services)))
    read = readable(session.scalars(query), Service)
    return OfferNames(vocabulary(session), {service.id: service for service in read})
