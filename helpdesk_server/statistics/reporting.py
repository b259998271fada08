"""The report that somebody wants, made of the books of the server as a desk makes it of its own."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final

from helpdesk_domain.languages import Words
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.statistics.as_data import as_data
from helpdesk_domain.statistics.figures import figures
from helpdesk_domain.statistics.months import PeriodOpen
from helpdesk_domain.statistics.report import (
    NotHere,
    NotToPublish,
    OnlyWhole,
    TooManyFilters,
    report,
)
from helpdesk_domain.statistics.words import Labels
from helpdesk_domain.wire import to_json
from helpdesk_server.problems import Refused
from helpdesk_server.statistics.answers import Answers
from helpdesk_server.statistics.asked import Wanted
from helpdesk_server.statistics.shelf import BooksOf, OpenBooks
from helpdesk_server.store.base import Transaction
from helpdesk_server.store.offer_names import OfferNames, offer_names

AT_ONCE: Final = 2
"""Reports that are made at once: others wait for their turn, and hold back no call."""


@dataclass(slots=True)
class Reporting:
    """What one server keeps in mind between reports.

    Attributes:
        answers: Of frozen books, so that each is good for as long as none of them changed.
        turns: Whoever makes a report takes one.
    """

    open_books: OpenBooks = field(default_factory=OpenBooks)
    answers: Answers = field(default_factory=Answers)
    turns: asyncio.Semaphore = field(default_factory=partial(asyncio.Semaphore, AT_ONCE))
    _names: OfferNames | None = None

    def told(self, session: Transaction, wanted: Wanted, today: date) -> bytes:
        """What may be seen of what is wanted, as JSON.

        Args:
            today: In Brussels.

        Raises:
            Refused: It cannot be told, and why.
        """
        shelf = BooksOf(session, wanted.team, self.open_books)
        self._names = names = offer_names(session, self._names)
        made = partial(_made, shelf, wanted, Labels(Words(wanted.language), names), today)
        return self.answers.answer((wanted.key, shelf.editions, names.at), made)


def _made(shelf: BooksOf, wanted: Wanted, labels: Labels, today: date) -> bytes:
    every = {str(one.id): one for one in (*figures().figure, *wanted.more)}
    try:
        made = report(shelf, wanted.asked, figures(), wanted.more, today)
    except tuple(_REFUSALS) as problem:
        raise _REFUSALS[type(problem)](problem, wanted) from None
    return to_json(as_data(made, every, labels))


def _open(problem: Any, _wanted: Wanted) -> Refused:
    more = {"closes_on": to_json(problem.closes_on)}
    return Refused(409, Code.PERIOD_OPEN, "The period is not closed yet.", more=more)


def _not_here(problem: Any, _wanted: Wanted) -> Refused:
    more = {"months": to_json([str(one) for one in problem.months])}
    return Refused(404, Code.NOT_FOUND, "There are no figures of these months here.", more=more)


def _only_whole(_problem: Any, wanted: Wanted) -> Refused:
    title = "Of a period so old only what was told then is left: it is narrowed by nothing."
    return Refused(422, Code.INVALID, title, pointer=f"/{_first_filter(wanted, 'by')}")


def _not_to_publish(_problem: Any, _wanted: Wanted) -> Refused:
    title = "Published is a month, a quarter or a year as a whole."
    return Refused(422, Code.INVALID, title, pointer="/to")


def _too_many(_problem: Any, wanted: Wanted) -> Refused:
    title = "No figure can be narrowed by so much."
    return Refused(422, Code.INVALID, title, pointer=f"/{_first_filter(wanted, 'from')}")


def _first_filter(wanted: Wanted, otherwise: str) -> str:
    return next(map(str, wanted.asked.filters), otherwise)


_REFUSALS: Final[Mapping[type[Exception], Callable[[Any, Wanted], Refused]]] = {
    PeriodOpen: _open,
    NotHere: _not_here,
    OnlyWhole: _only_whole,
    NotToPublish: _not_to_publish,
    TooManyFilters: _too_many,
}
