"""A lead's desk with the figures of 2026, to October, in the real window."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from benchmarks.facts import made_up_facts
from helpdesk_desktop.store.streams import apply_page
from helpdesk_domain.people import Person, PersonId, Role
from helpdesk_domain.statistics.book import BookId, bound, to_bytes
from helpdesk_domain.statistics.facts import Fact
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.publication import (
    BOOK,
    SentBook,
    record_id,
    statistics_stream,
)
from helpdesk_domain.sync import Change, ChangesPage
from helpdesk_domain.wire import from_json, to_json
from tests.ui.window import Window

CLOSED = datetime(2026, 11, 6, 3, tzinfo=UTC)
TODAY = date(2026, 11, 20)
LEAD = Person(id=PersonId("lead"), name="Nadia", role=Role.LEAD, team="midi")


def a_leads_desk(window: Window) -> Window:
    """Nadia leads a team of which the figures of 2026 are here, to October."""
    months = [Month(2026, number) for number in range(1, 11)]
    come_down(window, [a_book(one, 400, seq) for seq, one in enumerate(months, 1)])
    window.workplace.seat(LEAD)
    window.workplace.late.statistics.today = lambda: TODAY
    return window


def a_book(
    one: Month, calls: int, seq: int, rev: int = 1, seed: int = 7, team: str = LEAD.team
) -> Change:
    return a_bound_book(one, made_up_facts(one, calls, seed), seq, rev, team)


def a_bound_book(
    one: Month, facts: Iterable[Fact], seq: int, rev: int = 1, team: str = LEAD.team
) -> Change:
    name = BookId(str(one))
    sent = SentBook(id=name, closed_at=CLOSED, body=to_bytes(bound(facts)))
    data = from_json(to_json(sent), dict[str, object])
    return Change(entity=BOOK, id=record_id(team, BOOK, name), rev=rev, seq=seq, data=data)


def come_down(
    window: Window, books: Sequence[Change], since: int = 0, team: str = LEAD.team
) -> None:
    page = ChangesPage(
        stream=statistics_stream(team),
        since=since,
        next=since + len(books),
        head=since + len(books),
        count=len(books),
        has_more=False,
        min_since=0,
        changes=tuple(books),
    )
    window.store.run(partial(apply_page, page=page, generation="g1", now=CLOSED))


def is_there(window: Window, identifier: str) -> bool:
    """Whether the control is seen."""
    found = window.main.findChild(QWidget, identifier)
    return found is not None and found.isVisible()
