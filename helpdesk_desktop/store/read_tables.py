"""Who read what on this desk, until the server has it; no column holds a word of a call."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_desktop.store.base import Base
from helpdesk_domain.people import PersonId


class ReadMarkRow(Base):
    """A deed of reading; the last one is never erased, for the next goes on from it.

    Attributes:
        position: Oldest first; never used twice.
        acked_generation: Which history of the server holds it; a restored backup may lack it.
    """

    __tablename__ = "read_mark"
    __table_args__ = (
        CheckConstraint(
            "what IN ('call_text', 'intake_text', 'identity', 'statistics')", name="what"
        ),
        {"sqlite_autoincrement": True},
    )

    position: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    at: Mapped[datetime]
    person: Mapped[PersonId | None]
    what: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str] = mapped_column(String(36))
    why: Mapped[str] = mapped_column(String(40))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    acked_generation: Mapped[str | None]
