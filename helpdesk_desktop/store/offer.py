"""Questions asked of the replica."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.offer_tables import RecordRow, ReplicaRow
from helpdesk_domain.offer import Service, ServiceId, ServiceStatus, TaxonomyTerm, TermId
from helpdesk_domain.service_card import ServiceCard, service_card
from helpdesk_domain.sync import Entity
from helpdesk_domain.wire import BadBody, from_json

T = TypeVar("T")

log: Final = logging.getLogger(__name__)

_ROWS_AT_A_TIME: Final = 100
_GONE: Final = (ServiceStatus.INACTIVE.value, ServiceStatus.DEFUNCT.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferState:
    """What the replica holds and how fresh it is.

    Attributes:
        services: How many can be found and given.
        cursor: Place in the server's stream up to which all is here.
        generation: The server's history the cursor belongs to; empty when no server gave it.
        updated_at: When something was last received or imported; None before.
        fictitious: Some of it is made up for a demonstration.
    """

    services: int
    cursor: int
    generation: str
    updated_at: datetime | None
    fictitious: bool


def service_cards(session: Session, ids: Sequence[ServiceId], language: str) -> list[ServiceCard]:
    """Cards of the services that can be given among `ids`, in the order of `ids`."""
    found = select(RecordRow.data).where(can_be_given(), RecordRow.id.in_(ids))
    services = {service.id: service for service in readable(session.scalars(found), Service)}
    named = {
        attribute.taxonomy_term.id if attribute.taxonomy_term else attribute.taxonomy_term_id
        for service in services.values()
        for attribute in service.attributes
    }
    terms = _terms(session, RecordRow.id.in_(named))
    return [service_card(services[id], language, terms) for id in ids if id in services]


def services(session: Session) -> Iterator[Service]:
    """All services that can be given, read one by one: the whole offer is never in memory."""
    rows = session.scalars(
        select(RecordRow.data).where(can_be_given()),
        execution_options={"yield_per": _ROWS_AT_A_TIME},
    )
    return readable(rows, Service)


def vocabulary(session: Session) -> dict[TermId, TaxonomyTerm]:
    """The taxonomy terms of the offer by id."""
    return _terms(session, RecordRow.id.is_not(None))


def offer_state(session: Session) -> OfferState:
    """What the replica holds now; an empty one before the first sync or import."""
    count, fictitious = session.execute(
        select(func.count(), func.max(RecordRow.fictitious)).where(can_be_given())
    ).one()
    replica = session.get(ReplicaRow, 1)
    return OfferState(
        services=count,
        cursor=replica.cursor if replica else 0,
        generation=replica.generation if replica else "",
        updated_at=replica.updated_at if replica else None,
        fictitious=bool(fictitious),
    )


def revision_of(session: Session, service_id: ServiceId) -> int:
    """The revision of a service that is here; 0 when it is not."""
    row = RecordRow
    query = select(row.rev).where(row.entity == Entity.SERVICE.value, row.id == service_id)
    return session.scalar(query) or 0


def can_be_given() -> ColumnElement[bool]:
    """Services an operator may give: there, and neither closed down nor inactive."""
    return and_(
        RecordRow.entity == Entity.SERVICE.value,
        RecordRow.deleted.is_(False),
        RecordRow.status.not_in(_GONE),
    )


def _terms(session: Session, which: ColumnElement[bool]) -> dict[TermId, TaxonomyTerm]:
    rows = session.scalars(
        select(RecordRow.data).where(
            RecordRow.entity == Entity.TAXONOMY_TERM.value, RecordRow.deleted.is_(False), which
        )
    )
    return {term.id: term for term in readable(rows, TaxonomyTerm)}


def readable(rows: Iterable[str | None], kind: type[T]) -> Iterator[T]:
    """`rows` as `kind`; a record this program cannot read is left out, not fatal."""
    for data in rows:
        try:
            yield from_json(data or "", kind)
        except BadBody as problem:
            log.warning("a %s of the replica is passed over: %s", kind.__name__, problem.field)
