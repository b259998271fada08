"""Words searched without result, counted by day until the server has the day's counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import bindparam, delete, func, or_, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from helpdesk_desktop.store.unanswered_tables import SettledDayRow, UnansweredWordRow
from helpdesk_domain.unanswered import (
    MOST_A_DAY,
    MOST_TIMES,
    UnansweredWord,
    UnansweredWords,
    first_day_kept,
    keepable,
)
from helpdesk_domain.wire import digest, to_json

MOST_ROWS: Final = 5000
"""Words kept here in all: five full days, or months of ordinary ones without a network."""

SETTLED_KEPT: Final = timedelta(days=30)
"""As for calls: what the server has longer is taken to be in any backup it is restored from."""


@dataclass(frozen=True, slots=True)
class DayOfWords:
    """What was counted on one day, to be sent as it is.

    Attributes:
        payload: The bytes of the request: all of the day's counts, so that sending it twice
            counts once.
    """

    day: date
    payload: bytes


def count_unanswered(session: Session, day: date, language: str, words: Iterable[str]) -> None:
    """Count each of `words` once more for `day`; when there is no room, new words are not kept.

    Args:
        day: Today, at this desk.
        language: Of the screens.
    """
    _forget(session, day)
    for word in keepable(words):
        known = session.get(UnansweredWordRow, (day, language, word))
        if known is not None:
            known.count = min(known.count + 1, MOST_TIMES)
        elif _has_room(session, day):
            session.add(UnansweredWordRow(day=day, language=language, word=word, count=1))
            session.flush()


_SETTLED: Final = select(SettledDayRow).where(SettledDayRow.generation == bindparam("generation"))
_COUNTED: Final = select(UnansweredWordRow).order_by(
    UnansweredWordRow.day, UnansweredWordRow.language, UnansweredWordRow.word
)
"""Both made once: they are asked before each step of a sync."""


def days_to_send(session: Session, generation: str) -> list[DayOfWords]:
    """Days of which the server of `generation` lacks something, oldest first."""
    rows = session.scalars(_SETTLED, {"generation": generation})
    settled = {row.day: row.digest for row in rows}
    days = (DayOfWords(day, to_json(words)) for day, words in _by_day(session).items())
    return [sent for sent in days if settled.get(sent.day) != digest(sent.payload)]


def settle_day(session: Session, sent: DayOfWords, generation: str) -> None:
    """The server of `generation` has spoken on `sent`; what was counted since still goes."""
    row = insert(SettledDayRow).values(
        day=sent.day, digest=digest(sent.payload), generation=generation
    )
    told = {name: row.excluded[name] for name in ("digest", "generation")}
    session.execute(row.on_conflict_do_update(index_elements=["day"], set_=told))


def count_rows(session: Session) -> int:
    """How many words are kept here."""
    return session.scalar(select(func.count()).select_from(UnansweredWordRow)) or 0


def _by_day(session: Session) -> dict[date, UnansweredWords]:
    """In one order, so that the same counts are the same bytes."""
    days: dict[date, list[UnansweredWord]] = {}
    for kept in session.scalars(_COUNTED):
        told = UnansweredWord(language=kept.language, word=kept.word, count=kept.count)
        days.setdefault(kept.day, []).append(told)
    return {day: UnansweredWords(words=tuple(words)) for day, words in days.items()}


def _has_room(session: Session, day: date) -> bool:
    today = select(func.count()).where(UnansweredWordRow.day == day)
    return (session.scalar(today) or 0) < MOST_A_DAY and count_rows(session) < MOST_ROWS


def _forget(session: Session, today: date) -> None:
    """Erase what the server has had long enough, and what is too old for anybody."""
    settled = select(SettledDayRow.day).where(SettledDayRow.day < today - SETTLED_KEPT)
    row = UnansweredWordRow
    session.execute(delete(row).where(or_(row.day < first_day_kept(today), row.day.in_(settled))))
    session.execute(delete(SettledDayRow).where(SettledDayRow.day.not_in(select(row.day))))
