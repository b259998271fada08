"""What has a time after which it goes, and how; whoever keeps something new adds it to `ALL`.

Each is asked again at the moment it erases: a plan is a look, never an order.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId
from helpdesk_domain.languages import mark
from helpdesk_domain.unanswered import first_day_kept
from helpdesk_server.retention.periods import Periods, before
from helpdesk_server.store import (
    audit,
    overdue,
    overdue_calls,
    overdue_identities,
    reads,
    research_requests,
    unanswered,
)
from helpdesk_server.store.erasures import NoteErasure
from helpdesk_server.store.overdue import Due


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of thing that is kept for a time.

    Attributes:
        name: In the plan, for programs.
        title: A marked sentence: what it is, and since when its time runs.
        limit: What is from before this moment has had its time.
        due: Of each such thing its id and since when it counts; held calls are not among them.
        erase: Takes away what a `Batch` says of what is due now; how many were looked at, which
            may be more than went.
        held: Calls of which something would be due, were they not held.
        waiting: How many have had their time, and wait for something else.
    """

    name: str
    title: str
    limit: Callable[[Periods, datetime], datetime]
    due: Callable[[Session, datetime], Iterator[Due]]
    erase: Callable[[Session, "Batch"], "Erased"]
    held: Callable[[Session, datetime], Collection[CallId]] = lambda _, __: ()
    waiting: Callable[[Session, datetime], int] = lambda _, __: 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one transaction is to erase.

    Attributes:
        limit: What is from before has had its time.
        most: So many things, and no more.
        note_erasure: As for every record of a person that is erased.
    """

    limit: datetime
    now: datetime
    most: int
    note_erasure: NoteErasure


@dataclass(frozen=True, slots=True)
class Erased:
    """What one transaction did.

    Attributes:
        seen: Things that were looked at, and need no second look; 0: there is nothing more.
        gone: Those of which something was erased.
    """

    seen: int
    gone: int


def _texts(session: Session, batch: Batch) -> Erased:
    seen, told = overdue.blank_texts(session, batch.limit, batch.most)
    for call_id, rev in told:
        audit.note(session, audit.Action.CALL_BLANKED, call_id, batch.now, rev=rev)
    return Erased(seen, len(told))


def _calls(session: Session, batch: Batch) -> Erased:
    seen, gone = overdue_calls.forget_calls(session, batch.limit, batch.most, batch.now)
    for call_id, rev in gone:
        audit.note(session, audit.Action.CALL_FORGOTTEN, call_id, batch.now, rev=rev)
    return Erased(seen, len(gone))


def _books(session: Session, batch: Batch) -> Erased:
    gone = overdue_calls.withdraw_books(session, batch.limit, batch.most, batch.now)
    return Erased(gone, gone)


def _boxes(session: Session, batch: Batch) -> Erased:
    gone = overdue.forget_boxes(session, batch.limit, batch.most)
    for box_id in gone:
        audit.note(session, audit.Action.BOX_FORGOTTEN, box_id, batch.now)
    return Erased(len(gone), len(gone))


def _reads(session: Session, batch: Batch) -> Erased:
    gone = reads.forget_before(session, batch.limit, batch.most)
    if gone:
        audit.note(session, audit.Action.READS_FORGOTTEN, "read_mark", batch.now, rev=gone)
    return Erased(gone, gone)


def _row_requests(session: Session, batch: Batch) -> Erased:
    gone = research_requests.forget_before(session, batch.limit, batch.most)
    if gone:
        audit.note(session, audit.Action.ROWS_FORGOTTEN, "research_request", batch.now, rev=gone)
    return Erased(gone, gone)


def _words(session: Session, batch: Batch) -> Erased:
    gone = sum(1 for _ in overdue.old_words(session, batch.limit))
    unanswered.forget_old(session, batch.now.date())
    return Erased(gone, gone)


def _identities(search: overdue_identities.Search, session: Session, batch: Batch) -> Erased:
    gone = overdue_identities.erase_due(
        search, session, batch.limit, batch.most, batch.now, batch.note_erasure
    )
    return Erased(gone, gone)


def _of_identities(
    name: str,
    title: str,
    limit: Callable[[Periods, datetime], datetime],
    search: overdue_identities.Search,
) -> Category:
    return Category(
        name,
        title,
        limit,
        partial(overdue_identities.due, search),
        partial(_identities, search),
        partial(overdue_identities.held, search),
    )


ALL: Final[tuple[Category, ...]] = (
    Category(
        "call_text",
        mark("Words of calls: from when the call came, or from the end of its follow-up"),
        lambda periods, now: before(now, periods.text_months),
        overdue.due_texts,
        _texts,
        overdue.held_texts,
    ),
    _of_identities(
        "identity_followed",
        mark("Who somebody is: from the end of the follow-up of the call, or from when it came"),
        lambda periods, now: now - timedelta(days=periods.identity_days),
        overdue_identities.after_follow_up,
    ),
    _of_identities(
        "identity",
        mark("Who somebody is, whatever is followed: from the consent on"),
        lambda periods, now: before(now, periods.identity_months),
        overdue_identities.after_consent,
    ),
    Category(
        "sealed_box",
        mark("Boxes of lost desks that were opened: from then on"),
        lambda periods, now: before(now, periods.text_months),
        overdue.due_boxes,
        _boxes,
    ),
    Category(
        "call",
        mark("Whole calls, once their year is closed: from when they came"),
        lambda periods, now: before(now, periods.call_months),
        overdue_calls.due_calls,
        _calls,
        overdue_calls.held_calls,
        overdue_calls.waiting_calls,
    ),
    Category(
        "statistics_book",
        mark("Facts of closed months, once their year is closed: from when they were closed"),
        lambda periods, now: before(now, periods.call_months),
        overdue_calls.due_books,
        _books,
    ),
    Category(
        "read_mark",
        mark("Marks of who read what: from when they came"),
        lambda periods, now: before(now, periods.reads_months),
        overdue.due_reads,
        _reads,
    ),
    Category(
        "research_request",
        mark("Requests for rows for research: from when they were asked"),
        lambda periods, now: before(now, periods.reads_months),
        research_requests.asked_before,
        _row_requests,
    ),
    Category(
        "unanswered_word",
        mark("Words searched without result: from their day on"),
        lambda _, now: _first_day(now),
        overdue.old_words,
        _words,
    ),
)
"""In this order. An identity may have had its time in both ways; it goes, and counts, once."""


def _first_day(now: datetime) -> datetime:
    """When the first day began whose words are kept."""
    day = first_day_kept(now.date())
    return now.replace(
        year=day.year, month=day.month, day=day.day, hour=0, minute=0, second=0, microsecond=0
    )
