"""Writes what the server sent: records and cursor move together, or not at all."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from sqlalchemy import Insert, Select, delete, func, select, tuple_
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from helpdesk_desktop.store.errors import SuspiciousDeletion
from helpdesk_desktop.store.offer_tables import RecordRow, ReplicaRow
from helpdesk_desktop.store.places import Place
from helpdesk_domain.offer_file import OfferRecord
from helpdesk_domain.state_hash import EMPTY, mark_of, moved
from helpdesk_domain.sync import Change, ChangesPage, Entity
from helpdesk_domain.wire import to_json

_ROWS_AT_A_TIME: Final = 500

_UNSUSPECTED: Final = 50
"""Services that may go at once without a question, however small the offer is."""

_UNSUSPECTED_PART: Final = 0.2

_TOLD: Final = ("deleted", "status", "fictitious", "data")
_CHANGING: Final = ("rev", "seq", *_TOLD)


def install_snapshot(
    session: Session,
    generation: str,
    seq: int,
    changes: Iterable[Change],
    now: datetime,
    *,
    approved: bool = False,
) -> Place:
    """Put `changes` in the place of the whole replica, and the cursor at `seq`.

    Args:
        approved: Somebody agreed that many services go.

    Returns:
        Where the replica stands now, counted from what was written.

    Raises:
        SuspiciousDeletion: Too many services would be missing from a history we know.
    """
    replica = _replica(session)
    before = set(session.scalars(_live_services()))
    session.execute(delete(RecordRow))
    _write(session, _upsert(), (_values(change) for change in changes))
    removed = len(before.difference(session.scalars(_live_services())))
    if generation == replica.generation and not approved:
        _guard(removed, len(before))
    replica.generation = generation
    replica.cursor = seq
    replica.removed = 0
    replica.fillings += 1
    replica.updated_at = now
    return count_anew(session)


def place(session: Session) -> Place:
    """Where the replica stands in the stream of the offer."""
    row = session.get(ReplicaRow, 1)
    return Place() if row is None else _place(row)


COUNTED_EVERY: Final = timedelta(days=1)


def count_anew(session: Session) -> Place:
    """Go through the whole replica, and remember the state it is truly in."""
    replica = _replica(session)
    live = select(RecordRow.entity, RecordRow.id, RecordRow.rev).where(
        RecordRow.deleted.is_(False), RecordRow.rev > 0
    )
    marks = [mark_of(entity, record_id, rev) for entity, record_id, rev in session.execute(live)]
    replica.state_hash, replica.records = moved(EMPTY, marks), len(marks)
    return _place(replica)


def count_when_due(session: Session, now: datetime) -> None:
    """`count_anew` when that was a day ago: what is said of the replica is what is in it."""
    replica = _replica(session)
    counted = replica.counted_at
    if counted is None or abs(now - counted) >= COUNTED_EVERY:
        count_anew(session)
        replica.counted_at = now


def apply_page(
    session: Session,
    page: ChangesPage,
    generation: str,
    now: datetime,
    *,
    approved: bool = False,
) -> None:
    """Write a page and move the cursor; a record known in a later revision stays as it is.

    Args:
        approved: Somebody agreed that many services go.

    Raises:
        ValueError: The page starts elsewhere than where the replica stands.
        SuspiciousDeletion: This page, with those just before it, takes away too many services.
    """
    replica = _replica(session)
    if page.since != replica.cursor or replica.generation not in ("", generation):
        raise ValueError(f"a page from {page.since} does not follow cursor {replica.cursor}")
    _note_state(session, replica, page.changes)
    removed = _write_page(session, page, replica.removed, approved)
    replica.generation = generation
    replica.cursor = page.next
    replica.removed = replica.removed + removed if page.has_more else 0
    replica.updated_at = now


def import_records(session: Session, records: Iterable[OfferRecord], now: datetime) -> int:
    """Add records of a file to what is there; the same id is replaced.

    They carry revision 0, so that anything a server says of the same id comes before them.

    Returns:
        How many were written.
    """
    written = _write(session, _upsert_from_file(), (_imported(record) for record in records))
    replica = _replica(session)
    replica.fillings += 1
    replica.updated_at = now
    return written


def _replica(session: Session) -> ReplicaRow:
    replica = session.get(ReplicaRow, 1)
    if replica is None:
        replica = ReplicaRow(id=1, generation="", cursor=0, removed=0, fillings=0)
        session.add(replica)
    return replica


def _place(replica: ReplicaRow) -> Place:
    return Place(replica.generation, replica.cursor, replica.state_hash, replica.records)


def _note_state(session: Session, replica: ReplicaRow, changes: Iterable[Change]) -> None:
    """Move the state along with what `changes` will do, before they are written."""
    newest = {(change.entity, change.id): change for change in changes}
    keys = tuple_(RecordRow.entity, RecordRow.id).in_(list(newest))
    known = {
        (row.entity, row.id): row
        for row in session.execute(
            select(RecordRow.entity, RecordRow.id, RecordRow.rev, RecordRow.deleted).where(keys)
        )
    }
    written = {
        key: change
        for key, change in newest.items()
        if key not in known or change.rev >= known[key].rev
    }
    gone = [
        mark_of(*key, known[key].rev)
        for key in written
        if key in known and known[key].rev > 0 and not known[key].deleted
    ]
    come = [mark_of(*key, change.rev) for key, change in written.items() if _is_live(change)]
    replica.state_hash = moved(replica.state_hash, come, gone)
    replica.records += len(come) - len(gone)


def _is_live(change: Change) -> bool:
    return not change.deleted and change.data is not None


def _write_page(session: Session, page: ChangesPage, removed_before: int, approved: bool) -> int:
    """Services the page took away; when it takes none, nothing is gone through for it.

    Args:
        removed_before: Services the pages just before took away.
    """
    leaving = [change.id for change in page.changes if _takes_a_service_away(change)]
    values = (_values(change) for change in page.changes)
    if not leaving:
        _write(session, _upsert(), values)
        return 0
    among = _live_services().where(RecordRow.id.in_(leaving))
    services, there = _count(session, _live_services()), _count(session, among)
    _write(session, _upsert(), values)
    removed = there - _count(session, among)
    if not approved:
        _guard(removed_before + removed, removed_before + services)
    return removed


def _takes_a_service_away(change: Change) -> bool:
    return change.entity == Entity.SERVICE.value and not _is_live(change)


def _count(session: Session, rows: Select[str]) -> int:
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def _live_services() -> Select[str]:
    return select(RecordRow.id).where(
        RecordRow.entity == Entity.SERVICE.value, RecordRow.deleted.is_(False)
    )


def _guard(removed: int, services: int) -> None:
    if removed > max(_UNSUSPECTED, _UNSUSPECTED_PART * services):
        raise SuspiciousDeletion(removed, services)


def _write(session: Session, statement: Insert, rows: Iterator[Mapping[str, object]]) -> int:
    written = 0
    while some := list(islice(rows, _ROWS_AT_A_TIME)):
        session.connection().execute(statement, some)
        written += len(some)
    return written


def _upsert() -> Insert:
    statement = insert(RecordRow)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["entity", "id"],
        set_={column: new[column] for column in _CHANGING},
        where=new.rev >= RecordRow.rev,
    )


def _upsert_from_file() -> Insert:
    statement = insert(RecordRow)
    return statement.on_conflict_do_update(
        index_elements=["entity", "id"],
        set_={column: statement.excluded[column] for column in _TOLD},
    )


def _values(change: Change) -> Mapping[str, object]:
    data = None if change.deleted else change.data
    return _row(change.entity, change.id, change.rev, change.seq, data)


def _imported(record: OfferRecord) -> Mapping[str, object]:
    return _row(record.entity.value, record.id, 0, 0, record.data)


def _row(
    entity: str, record_id: str, rev: int, seq: int, data: Mapping[str, object] | None
) -> Mapping[str, object]:
    told = data or {}
    return {
        "entity": entity,
        "id": record_id,
        "rev": rev,
        "seq": seq,
        "deleted": data is None,
        "status": str(told.get("status", "")),
        "fictitious": told.get("fictitious") is True,
        "data": None if data is None else to_json(data).decode(),
    }
