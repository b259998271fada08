"""Who asked for rows for research, what for, and who agreed."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_domain.people import PersonId
from helpdesk_server.store.base import Base


class ResearchRequestRow(Base):
    """A request for the rows of some closed months.

    Attributes:
        first, last: Months, as `2026-10`.
        lines: Rows that there were of them when it was asked.
        approved_by: A second person; None while nobody agreed.
        written_at: When a file was last made of it; None: none was.
    """

    __tablename__ = "research_request"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    asked_by: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    purpose: Mapped[str]
    first: Mapped[str]
    last: Mapped[str]
    lines: Mapped[int]
    approved_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    written_at: Mapped[datetime | None]
