"""Figures on their way down to a lead: pages of the stream of a team, or of all together."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Row, select

from helpdesk_domain.statistics.book import BookId
from helpdesk_domain.statistics.publication import (
    BOOK,
    WORDS,
    SentBook,
    SentSummary,
    record_id,
    statistics_stream,
)
from helpdesk_domain.sync import PAGE_LIMIT
from helpdesk_domain.wire import to_json
from helpdesk_server.store import books, streams
from helpdesk_server.store.base import Transaction
from helpdesk_server.store.statistics_tables import StatisticsRow
from helpdesk_server.store.streams import Page


def page(session: Transaction, team: str, since: int, limit: int) -> Page:
    """Books, summaries and words of `team` that changed after `since`, oldest first.

    Raises:
        CursorAhead, CursorExpired: As `streams.page_after`.
    """
    at = streams.head_or_start(session, statistics_stream(team))
    row = StatisticsRow
    query = (
        select(row.entity, row.name, row.rev, row.seq, row.deleted, row.closed_at)
        .where(row.team == team, row.seq > since)
        .order_by(row.seq)
        .limit(min(limit, PAGE_LIMIT) + 1)
    )
    found = session.execute(query).all()
    return streams.page_after(at, since, limit, _changes(session, team, found))


def _changes(
    session: Transaction, team: str, found: "Sequence[Row[str, str, int, int, bool, datetime]]"
) -> Iterator[tuple[int, bytes]]:
    """Bodies one by one: a page is full after a few of them."""
    for row in found:
        told = None if row.deleted else _sent(session, team, row)
        change = {
            "entity": row.entity,
            "id": record_id(team, row.entity, row.name),
            "rev": row.rev,
            "seq": row.seq,
            "deleted": row.deleted,
            "data": told,
        }
        yield row.seq, msgspec.json.encode(change)


def _sent(
    session: Transaction, team: str, row: "Row[str, str, int, int, bool, datetime]"
) -> msgspec.Raw:
    made = books.body(session, team, row.entity, row.name) or b""
    if row.entity == WORDS:  # kept as it is sent: there is nothing in it to be packed
        return msgspec.Raw(made)
    if row.entity == BOOK:
        sent: object = SentBook(id=BookId(row.name), closed_at=row.closed_at, body=made)
    else:
        sent = SentSummary(id=row.name, closed_at=row.closed_at, body=made)
    return msgspec.Raw(to_json(sent))
