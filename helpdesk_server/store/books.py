"""Books and summaries of closed months: bound once, and told to the lead of their team.

The book of all teams together is made of theirs, and is told to each lead.

A book is changed by nothing but a caller who asked that their call goes: what is edited later, or
comes later, leaves it as it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from secrets import token_bytes
from typing import Final

from sqlalchemy import ColumnElement, delete, func, select, text, update
from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId
from helpdesk_domain.statistics.book import Book, BookId, from_bytes, to_bytes
from helpdesk_domain.statistics.publication import (
    ALL_TEAMS,
    BOOK,
    SUMMARY,
    record_id,
    statistics_stream,
)
from helpdesk_domain.statistics.rebound import together, without
from helpdesk_server.store import audit, streams
from helpdesk_server.store.base import Transaction, dialect_of
from helpdesk_server.store.rows import insert_new, insert_rows
from helpdesk_server.store.statistics_tables import CountedCallRow, StatisticsRow
from helpdesk_server.store.streams import Moves

_AT_A_TIME: Final = 5000
_SALT: Final = 32
"""Bytes; kept nowhere."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A book or a summary as it stands, without its body.

    Attributes:
        deleted: It was withdrawn.
    """

    team: str
    entity: str
    name: str
    rev: int
    closed_at: datetime
    deleted: bool


def wait_for_others(session: Transaction, *, of_one_moment: bool = False) -> None:
    """Have nobody else write books or summaries until the commit; SQLite has one writer anyway.

    Who erases a call waits for who counts it, and the other way round: else the call would be
    counted once it is gone.

    Args:
        of_one_moment: Whatever this transaction reads is of the moment after the wait; to be
            asked for as the first thing of it. Else others may do the same meanwhile.
    """
    if dialect_of(session) != "postgresql":
        return
    if of_one_moment:
        session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    mode = "EXCLUSIVE" if of_one_moment else "ROW EXCLUSIVE"
    session.execute(text(f"LOCK TABLE {StatisticsRow.__tablename__} IN {mode} MODE"))


def kept(session: Transaction, team: str | None = None) -> list[Kept]:
    """Every book and summary, also such as were withdrawn; of one team, or of each and of all."""
    return _kept(session, *(() if team is None else (StatisticsRow.team == team,)))


def is_kept(session: Transaction, team: str, entity: str, name: str) -> bool:
    """Whether it was made, even if it was withdrawn since."""
    return session.scalar(select(StatisticsRow.rev).where(*_key(team, entity, name))) is not None


def is_closed(session: Transaction, name: str) -> bool:
    """Whether that month, quarter or year is: the whole helpline was summed up, which is last."""
    return is_kept(session, ALL_TEAMS, SUMMARY, name)


def last_closed_year(session: Transaction) -> int | None:
    """The newest year that is closed for all teams: nothing of it is counted any more."""
    row = StatisticsRow
    whole = select(row.name).where(row.team == ALL_TEAMS, row.entity == SUMMARY)
    return max((int(name) for name in session.scalars(whole) if name.isdecimal()), default=None)


def book_of(session: Session, call_id: CallId) -> str | None:
    """The name of the book that the call is in."""
    counted = session.get(CountedCallRow, call_id)
    return None if counted is None else counted.book


def body(session: Transaction, team: str, entity: str, name: str) -> bytes | None:
    """What it is in bytes; None when there is none, or it was withdrawn."""
    return session.scalar(select(StatisticsRow.body).where(*_key(team, entity, name)))


def bind(session: Session, team: str, book: BookId, calls: Sequence[CallId], made: Book) -> None:
    """Note which call is in which row of `made`, which is to be written as well."""
    for start in range(0, len(calls), _AT_A_TIME):
        rows = [
            {"call_id": call_id, "team": team, "book": book, "place": start + number}
            for number, call_id in enumerate(calls[start : start + _AT_A_TIME])
        ]
        insert_rows(session, CountedCallRow, rows)
    assert len(calls) == made.size


def write(
    session: Session,
    team: str,
    entity: str,
    name: str,
    made: bytes,
    now: datetime,
    closed_at: datetime | None = None,
) -> None:
    """Keep a book or a summary, which is in no other; the last act of a transaction.

    Args:
        closed_at: When what it is made of was bound; None: now.
    """
    fields = {"rev": 1, "seq": 0, "deleted": False, "closed_at": closed_at or now, "body": made}
    if not insert_new(session, StatisticsRow, team=team, entity=entity, name=name, **fields):
        raise AssertionError("written twice")
    deed = audit.Action.FIGURES_BOUND if entity == BOOK else audit.Action.FIGURES_TOLD
    audit.note(session, deed, subject(team, name), now, rev=1)
    _tell(session, [(team, entity, name, None, 1)])


def leave(session: Session, call_id: CallId, now: datetime) -> bool:
    """Have the call in no book any more, nor ever; whether it was in one.

    What was told of its month when that closed stays: it is rounded, and shows nobody.
    """
    wait_for_others(session)
    counted = session.get(CountedCallRow, call_id)
    if counted is None:
        return False
    name = counted.book
    # the whole first, as whoever withdraws them does: neither waits for the other for ever
    whole, own = _live(session, ALL_TEAMS, name), _live(session, counted.team, name)
    if own is not None and own.body is not None:
        own.body = to_bytes(without(from_bytes(own.body), _place_now(session, counted)))
        session.flush()
        if whole is not None:
            whole.body = _together(session, name)
    session.delete(counted)
    changed = [row for row in (whole, own) if row is not None]
    for row in changed:
        row.rev += 1
        deed = audit.Action.FIGURES_REBOUND
        audit.note(session, deed, subject(row.team, name), now, rev=row.rev)
    session.flush()
    _tell(session, [(row.team, BOOK, name, row.rev - 1, row.rev) for row in changed])
    return True


def join(session: Session, name: BookId, now: datetime) -> bool:
    """Keep the book of that name of all teams together; whether it was made, of any.

    Every team has bound its own by now: what comes after that is late. Once that of a team was
    withdrawn there is none: it would be of the others.
    """
    wait_for_others(session, of_one_moment=True)
    if is_kept(session, ALL_TEAMS, BOOK, name):
        return False
    if not (made := _together(session, name)):
        return False
    write(session, ALL_TEAMS, BOOK, name, made, now, _bound_at(session, name))
    return True


def not_joined(session: Transaction) -> frozenset[BookId]:
    """Names of books of teams that there is none of all teams together of."""
    found = [one for one in kept(session) if one.entity == BOOK]
    joined = {one.name for one in found if one.team == ALL_TEAMS}
    return frozenset(BookId(one.name) for one in found if not one.deleted) - joined


def withdraw(session: Session, found: Iterable[Kept], now: datetime) -> None:
    """Take books or words away for good: nothing is left of them; the last act of a transaction.

    With the book of a team goes that of all teams together: it has the same calls.
    """
    keys = {(one.team, one.entity, one.name) for one in found}
    keys |= {(ALL_TEAMS, BOOK, name) for _, entity, name in keys if entity == BOOK}
    moved: list[_Move] = []
    for team, entity, name in sorted(keys):  # in one order, or two would wait for each other
        if (row := _live(session, team, name, entity)) is None:
            continue  # somebody else was quicker
        if entity == BOOK:
            of_it = CountedCallRow.team == team, CountedCallRow.book == name
            session.execute(delete(CountedCallRow).where(*of_it))
        told = row.rev if row.seq else None  # of what no stream has, none has to be told
        row.rev, row.deleted, row.body = row.rev + 1, True, None
        deed = audit.Action.FIGURES_WITHDRAWN
        audit.note(session, deed, subject(team, name), now, rev=row.rev)
        moved.append((team, entity, name, told, None))
    session.flush()
    _tell(session, moved)


def untold(session: Transaction) -> Sequence[Kept]:
    """What is in no stream, as of all teams together in a server of before."""
    return _kept(session, StatisticsRow.seq == 0, ~StatisticsRow.deleted)


def tell_untold(session: Session) -> None:
    """Have the streams say so; the last act of a transaction."""
    wait_for_others(session, of_one_moment=True)
    _tell(session, [(one.team, one.entity, one.name, None, one.rev) for one in untold(session)])


def subject(team: str, name: str) -> str:
    """What the audit calls a book or a summary: `statistics:midi/2026-10`."""
    return f"{statistics_stream(team)}/{name}"


_Move = tuple[str, str, str, int | None, int | None]
"""Team, entity, name, and the revision before and after, as `streams.Moves.note` has them."""


def _tell(session: Session, moved: Iterable[_Move]) -> None:
    """Have the stream of each team say so, in the order of their names."""
    for team, of_it in groupby(sorted(moved, key=_team_of), key=_team_of):
        stream, moves = statistics_stream(team), Moves()
        names = {}
        for _, entity, name, before, after in of_it:
            key = entity, record_id(team, entity, name)
            names[key] = name
            moves.note(key, before, after)
        streams.begin(session, stream)
        for key, seq in streams.take_places(session, stream, moves).items():
            at = _key(team, key[0], names[key])
            session.execute(update(StatisticsRow).where(*at).values(seq=seq))


def _team_of(move: _Move) -> str:
    return move[0]


def _kept(session: Transaction, *such: ColumnElement[bool]) -> list[Kept]:
    row = StatisticsRow
    query = select(row.team, row.entity, row.name, row.rev, row.closed_at, row.deleted)
    query = query.where(*such).order_by(row.team, row.entity, row.name)
    return [Kept(*found) for found in session.execute(query)]


def _live(session: Session, team: str, name: str, entity: str = BOOK) -> StatisticsRow | None:
    """It as it is now, for nobody else to change until the commit; None when it was withdrawn."""
    key = team, entity, name
    row = session.get(StatisticsRow, key, with_for_update=True, populate_existing=True)
    return None if row is None or row.deleted else row


def _of_each_team(name: str) -> tuple[ColumnElement[bool], ...]:
    """The books of that name, without that of all teams together."""
    row = StatisticsRow
    return row.team != ALL_TEAMS, row.entity == BOOK, row.name == name


def _together(session: Session, name: str) -> bytes | None:
    """The book of all teams; None where no team has one, or one was withdrawn."""
    query = select(StatisticsRow.body).where(*_of_each_team(name)).order_by(StatisticsRow.team)
    bodies = list(session.scalars(query))
    whole = [from_bytes(made) for made in bodies if made is not None]
    if not whole or len(whole) < len(bodies):
        return None
    return to_bytes(together(whole, token_bytes(_SALT)))


def _bound_at(session: Session, name: str) -> datetime | None:
    """When the first of them was; the facts of all together are kept no longer than theirs."""
    return session.scalar(select(func.min(StatisticsRow.closed_at)).where(*_of_each_team(name)))


def _place_now(session: Session, counted: CountedCallRow) -> int:
    """The row of the call in its book as that is now: calls that left it are not counted."""
    row = CountedCallRow
    before = select(func.count()).where(
        row.team == counted.team, row.book == counted.book, row.place < counted.place
    )
    return session.scalar(before) or 0


def _key(team: str, entity: str, name: str) -> tuple[ColumnElement[bool], ...]:
    row = StatisticsRow
    return row.team == team, row.entity == entity, row.name == name
