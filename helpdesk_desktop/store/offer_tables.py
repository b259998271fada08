"""The replica: the offer as the server last gave it. Only sync and import write here."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_desktop.store.base import Base
from helpdesk_domain.state_hash import EMPTY


class RecordRow(Base):
    """One HSDS object, kept whole; a column beside it only where a question is asked of it.

    `entity` may be a word of a newer server: its records wait here until this program
    learns to read them.

    Attributes:
        seq: Its place in the server's stream; 0 when it came in a file.
    """

    __tablename__ = "record"
    __table_args__ = (
        Index(None, "entity", "status", "deleted", "fictitious"),
        Index(None, "entity", "seq"),
    )

    entity: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    rev: Mapped[int]
    deleted: Mapped[bool]
    status: Mapped[str]
    fictitious: Mapped[bool]
    data: Mapped[str | None]
    seq: Mapped[int] = mapped_column(default=0, server_default="0")


class ReplicaRow(Base):
    """Where the replica stands; one row.

    Attributes:
        generation: The server's history the cursor belongs to; empty before the first one.
        removed: Services taken away since the replica last stood at the head of the stream.
        fillings: How often it was filled otherwise than page by page: only between two fillings
            does a place in the stream tell what changed.
        state_hash: `helpdesk_domain.state_hash` of the live records the server gave; those of a
            file do not count.
        records: How many they are.
        counted_at: When both were last found by going through the whole replica.
    """

    __tablename__ = "replica"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    generation: Mapped[str]
    cursor: Mapped[int]
    removed: Mapped[int] = mapped_column(default=0)
    updated_at: Mapped[datetime | None]
    fillings: Mapped[int] = mapped_column(default=0, server_default="0")
    state_hash: Mapped[str] = mapped_column(String(32), default=EMPTY, server_default=EMPTY)
    records: Mapped[int] = mapped_column(default=0, server_default="0")
    counted_at: Mapped[datetime | None]


class KeptIndexRow(Base):
    """A part of the index of the offer, kept so that the next start need not build it.

    Parts are written one transaction each: an index of 100,000 services would make a call wait.

    Attributes:
        parts: How many there are; the index is whole when all of them are there.
        stamp: What the index was built from and by, as the search names it.
        cursor: The place in the stream up to which changes are in it.
    """

    __tablename__ = "kept_index"

    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    parts: Mapped[int]
    stamp: Mapped[str]
    cursor: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)
