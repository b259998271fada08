"""Calls, the draft in progress and the outbox: what operators made, never dropped by sync."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_desktop.store.base import Base
from helpdesk_domain.calls import CallId
from helpdesk_domain.people import PersonId


class CallState(StrEnum):
    """How far the sending of a logged call has come."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CONFLICT = "conflict"


class CallRow(Base):
    """A logged call. What it says is in its newest outbox row, byte for byte as it is sent.

    Attributes:
        rev: Its revision on the server; None while the server never accepted it.
        acked_at: When the server took it, by the server's clock.
        acked_generation: In which history of the server; a restored backup may lack it.
        colleague: Who took the call, when it is one of the team's that was edited here.
        left_team_rev: The revision in which the team had done with it, as its stream said.
    """

    __tablename__ = "call"

    id: Mapped[CallId] = mapped_column(primary_key=True)
    author: Mapped[PersonId | None]
    logged_at: Mapped[datetime] = mapped_column(index=True)
    rev: Mapped[int | None]
    acked_at: Mapped[datetime | None]
    acked_generation: Mapped[str | None]
    left_team_rev: Mapped[int | None]
    colleague: Mapped[str] = mapped_column(default="", server_default=text("''"))


class OutboxRow(Base):
    """One version of a call as it goes to the server; versions of a call go in order.

    Attributes:
        position: Oldest first; never used twice.
        payload: The exact bytes of the request.
        digest: `wire.digest(payload)`; only an answer to this digest settles the row.
        base_rev: The revision this version changes; None for the first.
        is_blanked: Words were taken out of `payload` since the server took it: it is no longer
            what was sent, and is never an edit.
        in_flight_since: Set while a request is on its way.
        attempts: Requests begun; above 0, the server may hold this version already.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'accepted', 'refused', 'conflict')", name="state"),
        Index(None, "call_id", "position"),
        Index(None, "state", "position"),
        {"sqlite_autoincrement": True},
    )

    position: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[CallId] = mapped_column(ForeignKey("call.id"))
    author: Mapped[PersonId | None]
    payload: Mapped[bytes]
    digest: Mapped[str]
    base_rev: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(10), default=CallState.PENDING.value)
    queued_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    in_flight_since: Mapped[datetime | None]
    next_attempt_at: Mapped[datetime | None]
    last_code: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    server_copy: Mapped[bytes | None]
    is_blanked: Mapped[bool] = mapped_column(default=False, server_default=false())


class DraftRow(Base):
    """A call in progress, or reopened; kept a while after it was discarded.

    Attributes:
        unread: JSON of what was being typed in each question about it.
        noted_words: What stood in the search box when it last became a need.
    """

    __tablename__ = "draft"

    call_id: Mapped[CallId] = mapped_column(primary_key=True)
    data: Mapped[bytes]
    search_text: Mapped[str]
    unread: Mapped[bytes] = mapped_column(default=b"{}", server_default="{}")
    noted_words: Mapped[str] = mapped_column(default="", server_default=text("''"))
    base_rev: Mapped[int | None]
    updated_at: Mapped[datetime]
    discarded_at: Mapped[datetime | None]
