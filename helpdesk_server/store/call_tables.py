"""Calls as the server keeps them: what can be counted in columns, the text to the byte."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_domain.call_terms import Channel, ReferralStatus
from helpdesk_domain.calls import CallId
from helpdesk_domain.people import DeviceId, PersonId
from helpdesk_server.store.base import Base


class CallRow(Base):
    """A call as it is now, in columns that can be counted; its text is in its revision.

    Attributes:
        written_later: Its moment and seconds are from memory, not from a clock.
        non_call: Why it was no call; such a row is left out of what is counted.
        followed: Whether its team follows it together: it is live in the team's stream.
        seq: Its place there; 0 when it never was.
        intake_form: The form of its intake; None when it had none.
        suggested_level: None when the rules suggested no single one.
        decided_level: None when nobody decided.
        reference: What the caller was told, to ask about it later; None when nothing was.
        blanked_rev: The revision up to which its words were erased; None: none was.
    """

    __tablename__ = "call"
    __table_args__ = (Index("ix_call_team_seq", "team", "seq"),)

    id: Mapped[CallId] = mapped_column(primary_key=True)
    rev: Mapped[int]
    author_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True)
    team: Mapped[str] = mapped_column(index=True)
    started_at: Mapped[datetime] = mapped_column(index=True)
    talk_s: Mapped[int]
    wrap_up_s: Mapped[int]
    caller_language: Mapped[str | None]
    profile: Mapped[str | None]
    outcome: Mapped[str | None]
    non_call: Mapped[str | None]
    channel: Mapped[str] = mapped_column(default=Channel.PHONE.value, server_default="phone")
    written_later: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_outgoing: Mapped[bool] = mapped_column(default=False, server_default=false())
    commune: Mapped[str | None] = mapped_column(index=True)
    postcode: Mapped[str | None]
    quartier: Mapped[str | None]
    place: Mapped[str | None]
    is_place_proposed: Mapped[bool] = mapped_column(default=False, server_default=false())
    age: Mapped[str | None]
    gender: Mapped[str | None]
    interpreter: Mapped[bool | None]
    intake_form: Mapped[str | None]
    intake_version: Mapped[str | None]
    suggested_level: Mapped[str | None]
    decided_level: Mapped[str | None]
    followed: Mapped[bool]
    follow_up_due_at: Mapped[datetime | None]
    follow_up_result: Mapped[str | None]
    follow_up_done_at: Mapped[datetime | None]
    seq: Mapped[int] = mapped_column(BigInteger)
    reference: Mapped[str | None] = mapped_column(index=True)
    blanked_rev: Mapped[int | None]


class CallNeedRow(Base):
    """What was asked in a call."""

    __tablename__ = "call_need"

    call_id: Mapped[CallId] = mapped_column(ForeignKey("call.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str]


class CallNeedTermRow(Base):
    """A kind of help, as a term of the taxonomy, that the needs of a call are counted under."""

    __tablename__ = "call_need_term"

    call_id: Mapped[CallId] = mapped_column(ForeignKey("call.id"), primary_key=True)
    term: Mapped[str] = mapped_column(primary_key=True, index=True)


class CallUnmetTermRow(Base):
    """A kind of help that was lacking, and why; a term once a call, with the reason told last."""

    __tablename__ = "call_unmet_term"

    call_id: Mapped[CallId] = mapped_column(ForeignKey("call.id"), primary_key=True)
    term: Mapped[str] = mapped_column(primary_key=True, index=True)
    reason: Mapped[str] = mapped_column(index=True)


class CallUnmetNeedRow(Base):
    """A need of a call for which there was nothing, and why."""

    __tablename__ = "call_unmet_need"

    call_id: Mapped[CallId] = mapped_column(ForeignKey("call.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str]
    reason: Mapped[str] = mapped_column(index=True)


class CallReferralRow(Base):
    """What was given in a call; no foreign key: a service may leave the offer."""

    __tablename__ = "call_referral"

    call_id: Mapped[CallId] = mapped_column(ForeignKey("call.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(index=True)
    service_name: Mapped[str]
    given_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(
        default=ReferralStatus.GIVEN.value, server_default="given", index=True
    )
    reason: Mapped[str | None]


class CallIntakeAnswerRow(Base):
    """An answer of an intake that may be counted (tier T1): never words that somebody typed."""

    __tablename__ = "call_intake_answer"

    call_id: Mapped[CallId] = mapped_column(ForeignKey("call.id"), primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True, index=True)
    code: Mapped[str] = mapped_column(primary_key=True)


class CallRevisionRow(Base):
    """What a device sent, to the byte, until its words are erased: `digest` stays as it was.

    A revision is removed with its whole call alone.
    """

    __tablename__ = "call_revision"
    __table_args__ = (Index("ix_call_revision_device_received", "device_id", "received_at"),)

    call_id: Mapped[CallId] = mapped_column(ForeignKey("call.id"), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"))
    received_at: Mapped[datetime]
    digest: Mapped[bytes]
    body: Mapped[bytes]
