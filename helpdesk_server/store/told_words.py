"""Words searched without result as leads are told them: kept with the figures of their month.

But no longer than the words are kept that they were counted from: a word may be somebody's name
though two desks searched it.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.publication import ALL_TEAMS, WORDS
from helpdesk_domain.wire import to_json
from helpdesk_server.store import books
from helpdesk_server.store.books import Kept
from helpdesk_server.store.overdue import Due
from helpdesk_server.store.unanswered import words_of_month


def tell_words(session: Session, team: str, month: Month, now: datetime) -> bool:
    """Keep what the lead of `team` is told of `month`; whether there is anything, and it is new.

    All teams together come first, and every other is told the same: what desks send meanwhile
    makes none of them differ.
    """
    books.wait_for_others(session, of_one_moment=True)
    name = str(month)
    if books.is_kept(session, team, WORDS, name):
        return False
    made = books.body(session, ALL_TEAMS, WORDS, name)
    if made is None:
        counted = words_of_month(session, month, now)
        if not counted.words:
            return False
        made = to_json(counted)
    books.write(session, team, WORDS, name, made, now)
    return True


def due_words(session: Session, limit: datetime) -> Iterator[Due]:
    """Words of months that ended before `limit`."""
    for one in _old_words(session, limit):
        yield Due(books.subject(one.team, one.name), one.closed_at)


def withdraw_words(session: Session, limit: datetime, most: int, now: datetime) -> int:
    """Take away those of at most `most` months and teams; how many."""
    books.wait_for_others(session)
    found = _old_words(session, limit)[:most]
    books.withdraw(session, found, now)
    return len(found)


def _old_words(session: Session, limit: datetime) -> list[Kept]:
    return [
        one
        for one in books.kept(session)
        if one.entity == WORDS and not one.deleted and Month.parse(one.name).last_day < limit.date()
    ]
