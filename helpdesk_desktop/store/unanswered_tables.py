"""Words searched without result, by day; no column leads to a call or a person."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_desktop.store.base import Base
from helpdesk_domain.unanswered import LONGEST


class UnansweredWordRow(Base):
    """How often a word was searched without result on a day."""

    __tablename__ = "unanswered_word"

    day: Mapped[date] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    word: Mapped[str] = mapped_column(String(LONGEST), primary_key=True)
    count: Mapped[int]


class SettledDayRow(Base):
    """A day of which the server holds the words, or will never take them.

    Attributes:
        digest: `wire.digest` of what was sent: words counted since then make another.
        generation: In which history of the server; a restored backup may lack it.
    """

    __tablename__ = "unanswered_settled_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    digest: Mapped[str]
    generation: Mapped[str]
