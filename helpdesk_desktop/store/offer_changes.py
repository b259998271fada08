"""What changed in the offer since a moment, so that an index can follow it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.offer import can_be_given, readable
from helpdesk_desktop.store.offer_tables import RecordRow, ReplicaRow
from helpdesk_domain.offer import Service, ServiceId
from helpdesk_domain.sync import Entity

_LEARNT_FROM = (Entity.TAXONOMY_TERM.value, Entity.LEXICON.value)


@dataclass(frozen=True, slots=True)
class OfferMark:
    """The offer as it was at a moment.

    Attributes:
        generation: The server's history the cursor belongs to; empty when no server gave it.
        fillings: How often the replica was filled whole, or from a file.
        cursor: Place in the stream up to which all was here.
    """

    generation: str
    fillings: int
    cursor: int

    def follows(self, before: "OfferMark") -> bool:
        """Whether only pages of the same stream lie between the two."""
        same = (self.generation, self.fillings) == (before.generation, before.fillings)
        return same and self.cursor >= before.cursor


@dataclass(frozen=True, slots=True)
class OfferChanges:
    """Services that can be given and are new or changed, and those that cannot any more."""

    services: Sequence[Service]
    gone: Sequence[ServiceId]


def offer_mark(session: Session) -> OfferMark:
    """The offer as it is now."""
    replica = session.get(ReplicaRow, 1)
    if replica is None:
        return OfferMark("", 0, 0)
    return OfferMark(replica.generation, replica.fillings, replica.cursor)


def changes_since(session: Session, mark: OfferMark, most: int) -> OfferChanges | None:
    """What changed since `mark`; None when it cannot be told service by service.

    That is: the replica was filled anew, more than `most` services changed, or a taxonomy term
    or a saying did, from which all else is learnt.
    """
    if not offer_mark(session).follows(mark):
        return None
    later = RecordRow.seq > mark.cursor
    learnt = select(func.count()).where(RecordRow.entity.in_(_LEARNT_FROM), later)
    changed = select(RecordRow.id).where(RecordRow.entity == Entity.SERVICE.value, later)
    ids = session.scalars(changed.limit(most + 1)).all()
    if len(ids) > most or session.scalar(learnt):
        return None
    data = session.scalars(select(RecordRow.data).where(can_be_given(), later))
    services = list(readable(data, Service))
    there = {service.id for service in services}
    return OfferChanges(services, [ServiceId(id_) for id_ in ids if id_ not in there])
