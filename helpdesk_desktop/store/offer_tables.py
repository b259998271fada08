"""The replica: the offer as the server last gave it. Only sync and import write here."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_desktop.store.base import Base


class RecordRow(Base):
    """One HSDS object, kept whole; a column beside it only where a question is asked of it.

    `entity` may be a word of a newer server: its records wait here until this program
    learns to read them.
    """

    __tablename__ = "record"
    __table_args__ = (Index(None, "entity", "status", "deleted", "fictitious"),)

    entity: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    rev: Mapped[int]
    deleted: Mapped[bool]
    status: Mapped[str]
    fictitious: Mapped[bool]
    data: Mapped[str | None]


class ReplicaRow(Base):
    """Where the replica stands; one row.

    Attributes:
        generation: The server's history the cursor belongs to; empty before the first one.
        removed: Services taken away since the replica last stood at the head of the stream.
    """

    __tablename__ = "replica"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    generation: Mapped[str]
    cursor: Mapped[int]
    removed: Mapped[int] = mapped_column(default=0)
    updated_at: Mapped[datetime | None]
