"""The offer as it is now, and its feed: every change has a place, in the order of commits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

import msgspec
from sqlalchemy import Row, Select, func, select, tuple_, update
from sqlalchemy.orm import Session

from helpdesk_domain.offer_file import OfferRecord
from helpdesk_domain.sync import DIRECTORY, PAGE_LIMIT, Entity
from helpdesk_server.store.rows import insert_new
from helpdesk_server.store.tables import OfferRecordRow, StreamRow

PAGE_BYTES: Final = 2_000_000
"""Longest page, in bytes of records; a longer record travels alone."""

_CHUNK: Final = 500
_FEW: Final = 50

Key = tuple[str, str]


class CursorAhead(Exception):
    """The cursor asked for lies after the newest change: it is of another history."""


class CursorExpired(Exception):
    """Changes after the cursor asked for were purged."""


class NoSuchStream(Exception):
    """There is no stream of that name."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a stream stands."""

    seq: int
    min_since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What `ChangesPage` says, its changes already as JSON."""

    since: int
    next: int
    head: int
    min_since: int
    has_more: bool
    changes: tuple[bytes, ...]


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
    changed: dict[Key, None] = {}
    unchanged: set[Key] = set()
    for chunk in _chunks(records):
        known = _known(session, list(chunk))
        for key, data in chunk.items():
            if _keep(session, key, data, known.get(key), now):
                changed[key] = None
            else:
                unchanged.add(key)
        session.flush()
    take_places(session, list(changed))
    return len(changed), len(unchanged - changed.keys())


def withdraw_records(session: Session, keys: Sequence[Key], now: datetime) -> list[Key]:
    """Take the records of `keys` out of the offer, as the feed will say it.

    Returns:
        The keys of those that were in it.
    """
    rows = [row for row in _known(session, keys).values() if not row.deleted]
    for row in rows:
        row.rev, row.deleted, row.data, row.digest = row.rev + 1, True, None, None
        row.changed_at = now
    session.flush()
    withdrawn = [(row.entity, row.id) for row in rows]
    take_places(session, withdrawn)
    return withdrawn


def take_places(session: Session, keys: Sequence[Key]) -> None:
    """Give each record the next place of the stream; the last statements of a transaction.

    The stream's row stays locked until the commit: whoever reads place n has seen all before.
    The only writer of `seq`.
    """
    if not keys:
        return
    head = session.execute(
        update(StreamRow)
        .where(StreamRow.name == DIRECTORY)
        .values(seq=StreamRow.seq + len(keys))
        .returning(StreamRow.seq)
    ).scalar_one()
    first = head - len(keys) + 1
    session.execute(
        update(OfferRecordRow),
        [
            {"entity": entity, "id": record_id, "seq": first + offset}
            for offset, (entity, record_id) in enumerate(keys)
        ],
    )


def head(session: Session, stream: str) -> Head:
    """Where `stream` stands.

    Raises:
        NoSuchStream: There is none of that name.
    """
    row = session.get(StreamRow, stream)
    if row is None:
        raise NoSuchStream
    return Head(row.seq, row.min_since)


def page(session: Session, stream: str, since: int, limit: int) -> Page:
    """Changes of `stream` after `since`, oldest first, at most `limit` and `PAGE_BYTES`.

    Raises:
        NoSuchStream: There is none of that name.
        CursorAhead: `since` lies after the head.
        CursorExpired: `since` lies before the oldest change kept.
    """
    at = head(session, stream)
    if since > at.seq:
        raise CursorAhead
    if since < at.min_since:
        raise CursorExpired
    changes, last, has_more = _fitting(session, since, min(limit, PAGE_LIMIT))
    return Page(
        since=since,
        # Places may be empty: the last page ends at the head, or its reader would ask for ever.
        next=last if has_more else at.seq,
        head=at.seq,
        min_since=at.min_since,
        has_more=has_more,
        changes=changes,
    )


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


def counts(session: Session) -> dict[str, int]:
    """How many live records each entity has."""
    query = (
        select(OfferRecordRow.entity, func.count())
        .where(~OfferRecordRow.deleted)
        .group_by(OfferRecordRow.entity)
    )
    return dict(session.execute(query).all())


def _changes() -> "Select[str, str, int, int, bool, str | None]":
    return select(
        OfferRecordRow.entity,
        OfferRecordRow.id,
        OfferRecordRow.rev,
        OfferRecordRow.seq,
        OfferRecordRow.deleted,
        OfferRecordRow.data,
    ).order_by(OfferRecordRow.seq)


def _fitting(session: Session, since: int, limit: int) -> tuple[tuple[bytes, ...], int, bool]:
    """The changes of one page, the place of the last, and whether others follow it."""
    changes: list[bytes] = []
    size, last = 0, since
    query = _changes().where(OfferRecordRow.seq > since).limit(limit + 1)
    with session.execute(query.execution_options(yield_per=_FEW)) as rows:
        for row in rows:
            change = _as_json(row)
            size += len(change)
            if len(changes) == limit or (changes and size > PAGE_BYTES):
                return tuple(changes), last, True
            changes.append(change)
            last = row.seq
    return tuple(changes), last, False


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
    query = (
        select(OfferRecordRow)
        .where(tuple_(OfferRecordRow.entity, OfferRecordRow.id).in_(list(keys)))
        .order_by(OfferRecordRow.entity, OfferRecordRow.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {(row.entity, row.id): row for row in session.scalars(query)}


def _keep(
    session: Session, key: Key, data: bytes, row: OfferRecordRow | None, now: datetime
) -> bool:
    """Whether `data` is news."""
    digest = sha256(data).digest()
    if row is None:
        if _insert(session, key, data, digest, now):
            return True
        row = _known(session, [key])[key]
    if row.digest == digest:
        return False
    row.rev, row.deleted, row.data, row.digest = row.rev + 1, False, data.decode(), digest
    row.changed_at = now
    return True


def _insert(session: Session, key: Key, data: bytes, digest: bytes, now: datetime) -> bool:
    """Whether the record was new; its place comes last, and nobody sees it before."""
    return insert_new(
        session,
        OfferRecordRow,
        entity=key[0],
        id=key[1],
        rev=1,
        seq=0,
        deleted=False,
        data=data.decode(),
        digest=digest,
        changed_at=now,
    )
