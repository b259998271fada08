"""Closes months, quarters and years: their calls are bound in books, and summed up for good.

A book a transaction, so that desks wait for no longer than that; whatever was interrupted goes on
at the next time, and two servers that close at once close each thing once. A month is closed once
the whole helpline was summed up in it, which is done last: what comes after that is late, and is
counted in its year.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId
from helpdesk_domain.clock import day_in_brussels
from helpdesk_domain.statistics.book import BookId, bound, in_turn, late_book, to_bytes
from helpdesk_domain.statistics.figures import figures
from helpdesk_domain.statistics.months import Kind, Month, Piece
from helpdesk_domain.statistics.opened import OpenBook, opened
from helpdesk_domain.statistics.publication import ALL_TEAMS, BOOK, SUMMARY, WORDS
from helpdesk_domain.statistics.summary import summary
from helpdesk_domain.statistics.summary import to_bytes as summary_to_bytes
from helpdesk_server.statistics.pieces import Standing, standings
from helpdesk_server.store import books
from helpdesk_server.store.books import Kept
from helpdesk_server.store.database import Store
from helpdesk_server.store.facts import Misdated, facts, midnight, misdated
from helpdesk_server.store.people import teams
from helpdesk_server.store.told_words import tell_words

TRIES: Final = 3
"""A book may lose a call while it is summed up: then it is summed up again."""


@dataclass(frozen=True, slots=True)
class Closed:
    """What one transaction made.

    Attributes:
        team: Empty for the whole helpline.
        entity: `publication.BOOK`, `SUMMARY` or `WORDS`.
    """

    team: str
    entity: str
    name: str


def close_due(store: Store, now: datetime) -> Iterator[Closed]:
    """Close what is to be closed at `now`, one thing after the other, each once it is committed.

    Raises:
        StoreUnavailable: The database failed; what was closed before stays.
    """
    today = day_in_brussels(now)
    found = store.read(partial(standings, today=today))
    yield from _make_up_for(store, found, now)
    due = [one.piece for one in found if one.is_due(today)]
    if not due:
        return
    since = midnight(min(piece.first for piece in due).first_day)
    wrong = store.read(partial(misdated, since=since))
    for piece in due:
        if piece.kind is not Kind.QUARTER:
            yield from _bind_all(store, piece, wrong, now)
            yield from _join(store, _book_of(piece), now)
        if piece.kind is Kind.MONTH:
            yield from _tell_words(store, piece.first, now)
        yield from _sum_up_all(store, piece, now)
        if not store.read(partial(books.is_closed, name=str(piece))):
            return  # what follows it waits with it


def _make_up_for(store: Store, found: Sequence[Standing], now: datetime) -> Iterator[Closed]:
    """What a server of before has not: books of all teams together, and their stream."""
    closed = {
        _book_of(one.piece) for one in found if one.closed_at and one.piece.kind is not Kind.QUARTER
    }
    for book in sorted(store.read(books.not_joined) & closed):
        yield from _join(store, book, now)
    if store.read(books.untold):
        store.run(books.tell_untold)


def _bind_all(
    store: Store, piece: Piece, wrong: Sequence[Misdated], now: datetime
) -> Iterator[Closed]:
    for team in store.read(teams):
        others = [one.id for one in wrong if one.team == team and _is_of(one, piece)]
        bind = partial(_bind, team=team, piece=piece, others=others, now=now)
        if store.run(bind):
            yield Closed(team, BOOK, _book_of(piece))


def _bind(
    session: Session, team: str, piece: Piece, others: Sequence[CallId], now: datetime
) -> bool:
    """Whether the book was made: another server may have been quicker."""
    books.wait_for_others(session, of_one_moment=True)
    book = _book_of(piece)
    # once all teams are together, whoever joins them is late
    if any(books.is_kept(session, one, BOOK, book) for one in (team, ALL_TEAMS)):
        return False
    if books.is_closed(session, str(piece)):
        return False
    first, after = piece.first.first_day, piece.last.after().first_day
    found = sorted(facts(session, team, first, after, others), key=lambda one: in_turn(one[1]))
    made = bound(fact for _, fact in found)
    books.bind(session, team, book, [call_id for call_id, _ in found], made)
    books.write(session, team, BOOK, book, to_bytes(made), now)
    return True


def _join(store: Store, book: BookId, now: datetime) -> Iterator[Closed]:
    if store.run(partial(books.join, name=book, now=now)):
        yield Closed(ALL_TEAMS, BOOK, book)


def _tell_words(store: Store, month: Month, now: datetime) -> Iterator[Closed]:
    for team in (ALL_TEAMS, *store.read(teams)):
        if store.run(partial(tell_words, team=team, month=month, now=now)):
            yield Closed(team, WORDS, str(month))


def _sum_up_all(store: Store, piece: Piece, now: datetime) -> Iterator[Closed]:
    """Of each team that has a book in it, and at the very end of all of them together."""
    found = {one.team for one in store.read(partial(_books_in, piece=piece))}
    for team in (*sorted(found - {ALL_TEAMS}), ALL_TEAMS):
        if _sum_up(store, team, piece, now):
            yield Closed(team, SUMMARY, str(piece))


def _sum_up(store: Store, team: str, piece: Piece, now: datetime) -> bool:
    """Whether it was made. It is counted outside of the transaction, which others wait for."""
    for _ in range(TRIES):
        if store.read(partial(books.is_kept, team=team, entity=SUMMARY, name=str(piece))):
            return False
        found = store.read(partial(_books_in, piece=piece, team=team))
        read = [store.read(partial(_opened, one=one)) for one in found]
        if all(read):
            told = summary(piece, [one for one in read if one is not None], figures())
            made = summary_to_bytes(told)
            write = partial(_write_sum, team=team, piece=piece, found=found, made=made, now=now)
            if store.run(write):
                return True
    return False


def _write_sum(
    session: Session, team: str, piece: Piece, found: Sequence[Kept], made: bytes, now: datetime
) -> bool:
    """Whether it was written: not where it is there, nor where its books are others by now."""
    books.wait_for_others(session, of_one_moment=True)
    if books.is_kept(session, team, SUMMARY, str(piece)):
        return False
    if _books_in(session, piece, team) != found:
        return False
    books.write(session, team, SUMMARY, str(piece), made, now)
    return True


def _books_in(session: Session, piece: Piece, team: str | None = None) -> list[Kept]:
    """The books that are counted in `piece`: of one team, or of each and of all together."""
    names = {str(one) for one in piece.months}
    if piece.takes_in_late:
        names.add(late_book(piece.first.year))
    every = books.kept(session, team)
    return [one for one in every if one.entity == BOOK and one.name in names and not one.deleted]


def _opened(session: Session, one: Kept) -> OpenBook | None:
    """None when it was withdrawn meanwhile."""
    made = books.body(session, one.team, BOOK, one.name)
    return None if made is None else opened(made)


def _book_of(piece: Piece) -> BookId:
    return late_book(piece.first.year) if piece.takes_in_late else BookId(str(piece))


def _is_of(one: Misdated, piece: Piece) -> bool:
    return piece.first <= Month.of(one.day) <= piece.last
