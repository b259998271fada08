"""The offer as it is now, and its feed: every change has a place, in the order of commits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final

import msgspec
from sqlalchemy import Row, Select, bindparam, delete, func, select, tuple_, update
from sqlalchemy.orm import Session

from helpdesk_domain.offer_file import OfferRecord
from helpdesk_domain.sync import DIRECTORY, PAGE_LIMIT, Entity
from helpdesk_server.store import streams
from helpdesk_server.store.base import Transaction
from helpdesk_server.store.rows import insert_new_rows
from helpdesk_server.store.streams import Key, Moves, Page
from helpdesk_server.store.tables import OfferRecordRow

_CHUNK: Final = 500
_SOME: Final = 100


def canonical(record: OfferRecord) -> bytes:
    """The record as JSON with its keys sorted: the same content gives the same bytes."""
    return msgspec.json.encode(record.data, order="sorted")


def write_records(
    session: Session, records: Iterable[OfferRecord], now: datetime
) -> tuple[int, int]:
    """Keep each record; one that says nothing new keeps its revision and its place.

    The places are taken last, so that this transaction makes others wait as short as can be.

    Returns:
        How many records changed, and how many were the same already.
    """
    moves = Moves()
    unchanged: set[Key] = set()
    for chunk in _chunks(records):
        known = _known(session, list(chunk))
        new = _insert(session, {key: chunk[key] for key in chunk if key not in known}, now)
        # what another import brought in the very moment is held now as well
        known |= _known(session, [key for key in chunk if key not in known and key not in new])
        for key, data in chunk.items():
            if key in new:
                moves.note(key, None, 1)
            elif not _keep(key, data, known[key], now, moves):
                unchanged.add(key)
        session.flush()
    _place(session, moves)
    return len(moves.keys), len(unchanged - moves.keys.keys())


def withdraw_records(session: Session, keys: Sequence[Key], now: datetime) -> list[Key]:
    """Take the records of `keys` out of the offer, as the feed will say it.

    Returns:
        The keys of those that were in it.
    """
    moves = Moves()
    for key, row in _known(session, keys).items():
        if row.deleted:
            continue
        moves.note(key, row.rev, None)
        row.rev, row.deleted, row.data, row.digest = row.rev + 1, True, None, None
        row.changed_at = now
    session.flush()
    _place(session, moves)
    return list(moves.keys)


def purge(session: Session, before: datetime) -> int:
    """Forget records that were taken out of the offer before a moment; how many.

    A desk that has not heard of them since is told to begin anew (`CursorExpired`).
    """
    row = OfferRecordRow
    gone = delete(row).where(row.deleted, row.changed_at < before).returning(row.seq)
    places = session.scalars(gone).all()
    if places:
        streams.expire(session, DIRECTORY, max(places))
    return len(places)


def page(session: Transaction, since: int, limit: int) -> Page:
    """Changes of the offer after `since`, oldest first.

    Raises:
        CursorAhead, CursorExpired: As `streams.page_after`.
    """
    at = streams.head(session, DIRECTORY)
    if since == at.seq:  # what most desks hear most of the time
        return streams.page_after(at, since, limit, ())
    rows = _after(session, since, min(limit, PAGE_LIMIT) + 1)
    return streams.page_after(at, since, limit, ((row.seq, _as_json(row)) for row in rows))


def live_changes(session: Session) -> Iterator[bytes]:
    """Every record in the offer as the JSON of a `Change`, oldest change first."""
    query = _changes().where(~OfferRecordRow.deleted)
    with session.execute(query.execution_options(yield_per=_CHUNK)) as rows:
        for row in rows:
            yield _as_json(row)


def live_data(session: Session, entity: Entity) -> Iterator[str]:
    """The JSON of every record of `entity` in the offer."""
    query = select(OfferRecordRow.data).where(
        OfferRecordRow.entity == entity.value, ~OfferRecordRow.deleted
    )
    return (data for data in session.scalars(query) if data is not None)


def ids(session: Session, entity: Entity) -> frozenset[str]:
    """The id of every record of `entity` that is in the offer, or was withdrawn of late."""
    return frozenset(
        session.scalars(select(OfferRecordRow.id).where(OfferRecordRow.entity == entity.value))
    )


def counts(session: Session) -> dict[str, int]:
    """How many live records each entity has."""
    query = (
        select(OfferRecordRow.entity, func.count())
        .where(~OfferRecordRow.deleted)
        .group_by(OfferRecordRow.entity)
    )
    return dict(session.execute(query).all())


def _place(session: Session, moves: Moves) -> None:
    """The last statements of a transaction."""
    places = streams.take_places(session, DIRECTORY, moves)
    if places:
        rows = [{"entity": key[0], "id": key[1], "seq": seq} for key, seq in places.items()]
        session.execute(update(OfferRecordRow), rows)


def _changes() -> "Select[str, str, int, int, bool, str | None]":
    return select(
        OfferRecordRow.entity,
        OfferRecordRow.id,
        OfferRecordRow.rev,
        OfferRecordRow.seq,
        OfferRecordRow.deleted,
        OfferRecordRow.data,
    ).order_by(OfferRecordRow.seq)


_AFTER: Final = _changes().where(OfferRecordRow.seq > bindparam("since")).limit(bindparam("most"))


def _after(
    session: Transaction, since: int, most: int
) -> Iterator["Row[str, str, int, int, bool, str | None]"]:
    """The changes after `since`, some at a time: a page may be full long before the last."""
    while most > 0:
        some = min(most, _SOME)
        rows = session.execute(_AFTER, {"since": since, "most": some}).all()
        yield from rows
        if len(rows) < some:
            return
        since, most = rows[-1].seq, most - some


def _as_json(row: "Row[str, str, int, int, bool, str | None]") -> bytes:
    """The kept JSON goes out as it is: reading it again would double the work of a page."""
    return msgspec.json.encode(
        {
            "entity": row.entity,
            "id": row.id,
            "rev": row.rev,
            "seq": row.seq,
            "deleted": row.deleted,
            "data": None if row.data is None else msgspec.Raw(row.data.encode()),
        }
    )


def _chunks(records: Iterable[OfferRecord]) -> Iterator[dict[Key, bytes]]:
    """Records by key, some hundred at a time; of two with one key in a chunk the last counts."""
    chunk: dict[Key, bytes] = {}
    for record in records:
        chunk[str(record.entity), record.id] = canonical(record)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = {}
    if chunk:
        yield chunk


def _known(session: Session, keys: Sequence[Key]) -> dict[Key, OfferRecordRow]:
    """The rows of `keys`, held until the commit, always in the same order: no deadlock."""
    if not keys:
        return {}
    query = (
        select(OfferRecordRow)
        .where(tuple_(OfferRecordRow.entity, OfferRecordRow.id).in_(list(keys)))
        .order_by(OfferRecordRow.entity, OfferRecordRow.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {(row.entity, row.id): row for row in session.scalars(query)}


def _keep(key: Key, data: bytes, row: OfferRecordRow, now: datetime, moves: Moves) -> bool:
    """Whether `data` is news of a record that is here, which is then noted in `moves`."""
    digest = sha256(data).digest()
    if row.digest == digest:
        return False
    moves.note(key, None if row.deleted else row.rev, row.rev + 1)
    row.rev, row.deleted, row.data, row.digest = row.rev + 1, False, data.decode(), digest
    row.changed_at = now
    return True


def _insert(session: Session, records: Mapping[Key, bytes], now: datetime) -> set[Key]:
    """The keys of those that were new; their places come last, and nobody sees them before."""
    rows = [
        {
            "entity": entity,
            "id": record_id,
            "rev": 1,
            "seq": 0,
            "deleted": False,
            "data": data.decode(),
            "digest": sha256(data).digest(),
            "changed_at": now,
        }
        for (entity, record_id), data in sorted(records.items())
    ]
    return insert_new_rows(session, OfferRecordRow, rows)
