"""What leaves the server for a lead: books, summaries and words, of the team and of all of them."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from helpdesk_domain.people import Person, Role
from helpdesk_domain.statistics.book import BookId
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.searched_words import SearchedWord

BOOK: Final = "statistics_book"
SUMMARY: Final = "statistics_summary"
WORDS: Final = "statistics_words"
"""Entities of the stream; the id of a record is `record_id`."""

ALL_TEAMS: Final = ""
"""The team of what is of the whole helpline; which call is of which team is not in it."""

_STREAM: Final = "statistics:"
_OURS: Final = uuid.UUID("5b4d6a2e-3a0f-4f5c-9d7e-61c7b0a9e4d2")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBook:
    """The facts of a closed month of a team, or of all together, or what came late in a year.

    Attributes:
        closed_at: When it was bound.
        body: A `Book`, as `book.to_bytes` has it.
    """

    id: BookId
    closed_at: datetime
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SentSummary:
    """What was told of a period when it closed.

    Attributes:
        id: Of its piece: `2026-10`, `2026-Q4`, `2026`.
        body: A `Summary`, as `summary.to_bytes` has it.
    """

    id: str
    closed_at: datetime
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SentWords:
    """Words searched without result in a closed month, at all desks: the same for every team.

    A month of which none may be told has no such record.

    Attributes:
        closed_at: When they were counted.
        words: The most searched first.
    """

    month: Month
    closed_at: datetime
    words: tuple[SearchedWord, ...]


def statistics_stream(team: str) -> str:
    """The stream on which the figures of a team flow down to its lead, of `ALL_TEAMS` to each."""
    return _STREAM + team


def told_to(person: Person) -> tuple[str, ...]:
    """Of which teams the figures are for `person`: for a lead the own one, and all together."""
    return (person.team, ALL_TEAMS) if person.role is Role.LEAD else ()


def figures_streams(person: Person) -> tuple[str, ...]:
    """The streams of figures that `person` reads."""
    return tuple(map(statistics_stream, told_to(person)))


def record_id(team: str, entity: str, name: str) -> str:
    """The UUID of what is sent to the lead of a team, the same everywhere and for ever.

    Args:
        name: Of a book, a summary, or the month of words.
    """
    return str(uuid.uuid5(_OURS, f"{team}/{entity}/{name}"))
