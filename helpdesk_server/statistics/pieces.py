"""Which months, quarters and years are closed, which are to be, and until when others wait."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from helpdesk_domain.clock import day_in_brussels
from helpdesk_domain.statistics.months import CLOSES_AFTER, Month, Piece, month, quarter_of, year_of
from helpdesk_domain.statistics.publication import ALL_TEAMS, SUMMARY
from helpdesk_server.store.books import Kept, kept
from helpdesk_server.store.facts import first_day
from helpdesk_server.store.server import begun_anew_at


@dataclass(frozen=True, slots=True)
class Standing:
    """A piece, and whether it is closed.

    Attributes:
        closes_on: The day from which it is to be closed.
        closed_at: When the whole helpline was summed up, which is done last; None: not yet.
    """

    piece: Piece
    closes_on: date
    closed_at: datetime | None

    def is_due(self, today: date) -> bool:
        """Whether it is to be closed on the day `today` in Brussels."""
        return self.closed_at is None and self.closes_on <= today


def standings(session: Session, today: date) -> list[Standing]:
    """Each piece that has begun, from the first month with a call on, in the order of closing.

    After a restore all wait for desks to send again what the backup lacked.
    """
    closed = {one.name: one.closed_at for one in _of_the_whole(session)}
    first = _first_month(session, closed)
    if first is None:
        return []
    pieces = sorted(_pieces(first, Month.of(today)), key=_in_turn)
    anew = begun_anew_at(session)
    heard_on = day_in_brussels(anew + CLOSES_AFTER) if anew else date.min
    return [
        Standing(piece, max(piece.closes_on, heard_on), closed.get(str(piece))) for piece in pieces
    ]


def first_closed(summaries: Sequence[str]) -> Month | None:
    """The oldest month among the names of summaries; None when none is a month."""
    months = [Month.parse(name) for name in summaries if _is_month(name)]
    return min(months, default=None)


def _of_the_whole(session: Session) -> list[Kept]:
    return [one for one in kept(session, ALL_TEAMS) if one.entity == SUMMARY]


def _first_month(session: Session, closed: "dict[str, datetime]") -> Month | None:
    """Once a month is closed, what comes of one before that is late."""
    first = first_closed(list(closed))
    if first is not None:
        return first
    day = first_day(session)
    return None if day is None else Month.of(day)


def _pieces(first: Month, last: Month) -> Iterator[Piece]:
    one = first
    while one <= last:
        yield month(one).pieces[0]
        if one.number % 3 == 0 or one == last:
            yield quarter_of(one).pieces[0]
        if one.number == 12 or one == last:
            yield year_of(one).pieces[0]
        one = one.after()


def _in_turn(piece: Piece) -> tuple[date, int, Month]:
    """A month before the quarter that it ends."""
    return piece.closes_on, len(piece.months), piece.first


def _is_month(name: str) -> bool:
    return "-" in name and "Q" not in name
