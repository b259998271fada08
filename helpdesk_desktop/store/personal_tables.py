"""Consent and identity on this desk: apart from calls, and each under a key of its own."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_desktop.store.base import Base
from helpdesk_domain.calls import CallId
from helpdesk_domain.people import PersonId


class PersonalState(StrEnum):
    """How far the sending of a record has come."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CONFLICT = "conflict"


class PersonalRow(Base):
    """A personal record: the consent without a name, and what it unlocks as sealed bytes.

    Attributes:
        team: Of who kept it, or whose stream it came with; empty before anybody signed in.
        author: Under whose name it goes up; None: of whoever signs in.
        colleague: Who asked the person, when that was not here.
        is_ours: It was kept or changed at this desk, and is owed to the server.
        rev: Its revision on the server; None while the server never accepted it.
        stream_rev: As which revision the stream of the team brought it; None: it is not in it.
        consent: A `Consent` as JSON.
        sealed: An `Identity` as JSON, sealed under the key of this record.
        later: What was kept here while `sealed` may be on its way: a whole record, sealed likewise.
        theirs: What the server holds instead, likewise, as revision `theirs_rev`.
        version: Grows whenever what is to be sent changes.
        is_erased: Withdrawn or erased: nothing of it is kept, and nothing ever comes back.
        leaves_traces: The log of the file may still hold what was erased.
        attempts: Requests begun with what is to be sent now.
    """

    __tablename__ = "personal_record"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'accepted', 'refused', 'conflict')", name="state"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    call_id: Mapped[CallId] = mapped_column(index=True)
    team: Mapped[str]
    author: Mapped[PersonId | None]
    colleague: Mapped[str]
    is_ours: Mapped[bool]
    rev: Mapped[int | None]
    stream_rev: Mapped[int | None]
    consent: Mapped[bytes]
    sealed: Mapped[bytes | None]
    later: Mapped[bytes | None]
    theirs: Mapped[bytes | None]
    theirs_rev: Mapped[int | None]
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    is_erased: Mapped[bool]
    leaves_traces: Mapped[bool]
    kept_at: Mapped[datetime]
    attempts: Mapped[int]
    next_attempt_at: Mapped[datetime | None]
    last_code: Mapped[str | None]
    acked_at: Mapped[datetime | None]
    acked_generation: Mapped[str | None]


class PersonalKeyRow(Base):
    """The key of one record, 32 random bytes; the file around it is encrypted as a whole."""

    __tablename__ = "personal_key"

    record_id: Mapped[str] = mapped_column(
        ForeignKey("personal_record.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[bytes]
