"""All that is kept about one call, for the person who asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.references import read_reference
from helpdesk_domain.wire import BadBody, Raw, from_json
from helpdesk_server.rights.parts import PARTS, PartName
from helpdesk_server.rights.traces import Deed, Reading, deeds, readings
from helpdesk_server.store import books
from helpdesk_server.store.call_tables import CallRevisionRow, CallRow
from helpdesk_server.store.holds import NoSuchCall, is_held
from helpdesk_server.store.right_tables import ErasureRow, ObjectionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCall:
    """A call that bears a reference, as it is told apart without reading it.

    Attributes:
        others: How much else is kept about it that an erasure would take: who somebody is, say.
    """

    id: CallId
    started_at: datetime
    team: str
    rev: int
    is_held: bool
    objected_at: datetime | None
    erased_at: datetime | None
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """A text of the call, as a desk sent it or as it is since its words were erased.

    Attributes:
        as_sent: The JSON that is kept, fields of a later program included.
    """

    rev: int
    received_at: datetime
    as_sent: Raw = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """All that is kept.

    Attributes:
        call: As it is now, every field of it.
        texts: Every text that is kept of it, the newest last.
        counted_in: The closed month whose figures it is in, or what came late in a year.
        others: What else is kept about it, by the name of its `Part`.
    """

    reference: str
    made_at: datetime
    team: str
    received_at: datetime
    call: Call
    texts: tuple[KeptText, ...]
    deeds: tuple[Deed, ...]
    readings: tuple[Reading, ...]
    objected_at: datetime | None
    erased_at: datetime | None
    counted_in: str | None
    others: dict[PartName, tuple[object, ...]]


KINDS: Final = (Package, KeptText, Deed, Reading)


def found(session: Session, reference: str) -> Sequence[FoundCall]:
    """The calls that bear `reference`; two only where chance was very unkind.

    Raises:
        NoReference: It is none.
    """
    row = CallRow
    query = (
        select(row, is_held(), ObjectionRow.since, ErasureRow.at)
        .outerjoin(ObjectionRow, ObjectionRow.call_id == row.id)
        .outerjoin(ErasureRow, ErasureRow.call_id == row.id)
        .where(row.reference == read_reference(reference))
        .order_by(row.started_at, row.id)
    )
    return [
        FoundCall(
            id=call.id,
            started_at=call.started_at,
            team=call.team,
            rev=call.rev,
            is_held=held,
            objected_at=objected_at,
            erased_at=erased_at,
            others=sum(part.count(session, call.id) for part in PARTS),
        )
        for call, held, objected_at, erased_at in session.execute(query)
    ]


def package(session: Session, call_id: CallId, now: datetime) -> Package:
    """All that is kept about the call.

    Raises:
        NoSuchCall: There is no such call.
    """
    row = session.get(CallRow, call_id)
    if row is None:
        raise NoSuchCall(call_id)
    texts = _texts(session, call_id)
    objection = session.get(ObjectionRow, call_id)
    erasure = session.get(ErasureRow, call_id)
    return Package(
        reference=row.reference or "",
        made_at=now,
        team=row.team,
        received_at=texts[0].received_at,
        call=_read(texts[-1], row),
        texts=texts,
        deeds=deeds(session, call_id),
        readings=readings(session, call_id),
        objected_at=objection.since if objection else None,
        erased_at=erasure.at if erasure else None,
        counted_in=books.book_of(session, call_id),
        others={part.name: tuple(part.read(session, call_id)) for part in PARTS},
    )


def _texts(session: Session, call_id: CallId) -> tuple[KeptText, ...]:
    row = CallRevisionRow
    query = select(row.rev, row.received_at, row.body).where(row.call_id == call_id)
    return tuple(
        KeptText(rev=rev, received_at=received_at, as_sent=Raw(body))
        for rev, received_at, body in session.execute(query.order_by(row.rev))
    )


def _read(text: KeptText, row: CallRow) -> Call:
    try:
        return from_json(bytes(text.as_sent), Call)
    except BadBody:  # kept as it came, and told as it came; a program of ours made none such
        return Call(id=row.id, started_at=row.started_at)
