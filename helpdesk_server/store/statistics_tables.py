"""Books and summaries of closed months as the server keeps them, and which call is in which."""

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_domain.calls import CallId
from helpdesk_server.store.base import Base


class StatisticsRow(Base):
    """A book, a summary, or the words of a month, of a team.

    Attributes:
        team: Empty for all teams together.
        entity: `publication.BOOK`, `SUMMARY` or `WORDS`.
        name: The id of the book, the piece of the summary, or the month of the words.
        seq: Its place in the stream of the team.
        deleted: It was withdrawn; its row stays, so that it is never made again.
        body: As `book.to_bytes` or `summary.to_bytes` has it, or the JSON of `SentWords`; NULL once
            withdrawn.
    """

    __tablename__ = "statistics_record"
    __table_args__ = (Index("ix_statistics_record_team_seq", "team", "seq"),)

    team: Mapped[str] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    rev: Mapped[int]
    seq: Mapped[int] = mapped_column(BigInteger)
    deleted: Mapped[bool]
    closed_at: Mapped[datetime]
    body: Mapped[bytes | None]


class CountedCallRow(Base):
    """A call that is in a book; no foreign key: the book outlives the call for a while.

    Attributes:
        place: Its row in the book when that was bound: as many less now as calls before it left.
    """

    __tablename__ = "counted_call"
    __table_args__ = (Index("ix_counted_call_book", "team", "book", "place"),)

    call_id: Mapped[CallId] = mapped_column(primary_key=True)
    team: Mapped[str]
    book: Mapped[str]
    place: Mapped[int]
