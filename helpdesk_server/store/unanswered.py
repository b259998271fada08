"""Words searched without result: what desks counted, and what of it may be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from helpdesk_domain.people import DeviceId
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.publication import SentWords
from helpdesk_domain.statistics.searched_words import searched_words
from helpdesk_domain.unanswered import MOST_A_DAY, UnansweredWord, first_day_kept, may_be_told
from helpdesk_server.store.tables import DeviceRow, UnansweredWordRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which words are asked for; None: without limit.

    Attributes:
        since: The first day.
        until: The last day.
        language: Of the screens.
    """

    since: date | None = None
    until: date | None = None
    language: str | None = None


class TooManyWords(Exception):
    """More different words than one desk can meet in a day."""


def keep_unanswered(
    session: Session, device_id: DeviceId, day: date, words: Iterable[UnansweredWord], today: date
) -> None:
    """Keep what a desk counted on `day`; sent again, or late, it changes nothing.

    A desk's counts of a day only grow, so of two the greater is the newer: a request that
    comes after the one that followed it takes nothing away.

    Raises:
        TooManyWords: Nothing was kept.
    """
    forget_old(session, today)
    # One at a time for a desk: the same request may be here twice at once.
    session.get_one(DeviceRow, device_id, with_for_update=True)
    row = UnansweredWordRow
    query = select(row).where(row.device_id == device_id, row.day == day)
    known = {(kept.language, kept.word): kept for kept in session.scalars(query)}
    for told in words:
        kept = known.get((told.language, told.word))
        if kept is not None:
            kept.count = max(kept.count, told.count)
            continue
        known[told.language, told.word] = kept = row(
            device_id=device_id,
            day=day,
            language=told.language,
            word=told.word,
            count=told.count,
        )
        session.add(kept)
    if len(known) > MOST_A_DAY:
        raise TooManyWords


def unanswered_words(session: Session, asked: Asked) -> list[UnansweredWord]:
    """The words that may be told, the most searched first."""
    row = UnansweredWordRow
    days, devices = func.count(row.day.distinct()), func.count(row.device_id.distinct())
    query = select(row.language, row.word, func.sum(row.count), devices, days)
    if asked.since is not None:
        query = query.where(row.day >= asked.since)
    if asked.until is not None:
        query = query.where(row.day <= asked.until)
    if asked.language is not None:
        query = query.where(row.language == asked.language)
    found = [
        UnansweredWord(language=language, word=word, count=count)
        for language, word, count, at_devices, on_days in session.execute(
            query.group_by(row.language, row.word)
        )
        if may_be_told(at_devices, on_days)
    ]
    return sorted(found, key=lambda told: (-told.count, told.word, told.language))


def words_of_month(session: Session, month: Month, now: datetime) -> SentWords:
    """What leads may see of a closed month: words that may be told of that month alone."""
    told = unanswered_words(session, Asked(since=month.first_day, until=month.last_day))
    return SentWords(month=month, closed_at=now, words=searched_words(month, told))


def forget_old(session: Session, today: date) -> None:
    """Erase the words of days that are not kept any longer."""
    row = UnansweredWordRow
    session.execute(delete(row).where(row.day < first_day_kept(today)))
