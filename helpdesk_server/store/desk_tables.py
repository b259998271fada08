"""What desks say beside calls, and what they are told: suggestions, directives, forms."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_domain.directives import BoxId
from helpdesk_domain.people import DeviceId, PersonId
from helpdesk_server.store.base import Base, Counter


class DeviceStandingRow(Base):
    """How a device last said it stands; one row a device, written over at each sync."""

    __tablename__ = "device_standing"

    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"), primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    heard_at: Mapped[datetime]
    client_version: Mapped[str]
    waiting: Mapped[int]
    refused: Mapped[int]
    conflicts: Mapped[int]
    oldest_waiting_at: Mapped[datetime | None]
    last_problem: Mapped[str]
    clock_off_s: Mapped[int | None]


class DirectiveRow(Base):
    """An order to a device; the newest one counts. It is signed anew for each answer that bears it.

    Attributes:
        confirmed_at: When the device said that it obeyed: its sealed box came.
    """

    __tablename__ = "directive"

    id: Mapped[int] = mapped_column(Counter, primary_key=True)
    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"), index=True)
    action: Mapped[str]
    issued_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]


class SealedBoxRow(Base):
    """What a device sealed before it obeyed, as it came; kept for ever, opened by hand.

    Attributes:
        calls: As the device says.
        opened_at: When all that was in it had found its place, or somebody said that they had
            dealt with what had not (`box.settled` in the audit).
    """

    __tablename__ = "sealed_box"

    id: Mapped[BoxId] = mapped_column(String(36), primary_key=True)
    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"), index=True)
    received_at: Mapped[datetime]
    calls: Mapped[int]
    box: Mapped[str]
    opened_at: Mapped[datetime | None]


class SuggestionRow(Base):
    """A correction to a service, as a device sent it, to the byte, and what became of it.

    Attributes:
        seq: Its place among those of its author.
        flag_seq: Its place in `flags`; 0 for one of before that stream, which is not in it.
    """

    __tablename__ = "suggestion"
    __table_args__ = (Index("ix_suggestion_author_seq", "author_id", "seq"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    service_id: Mapped[str] = mapped_column(index=True)
    author_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"))
    received_at: Mapped[datetime]
    digest: Mapped[bytes]
    body: Mapped[bytes]
    rev: Mapped[int]
    seq: Mapped[int] = mapped_column(BigInteger)
    flag_seq: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0", index=True)
    decision: Mapped[str]
    answer: Mapped[str]
    decided_at: Mapped[datetime | None]


class FormRow(Base):
    """A version of a form that was published: kept for good, for what was answered with it.

    Attributes:
        body: A `Form`, as JSON; it never changes.
        rev: Of the record in the stream: from 1, one more when it is withdrawn or taken back.
    """

    __tablename__ = "form"
    __table_args__ = (UniqueConstraint("form_id", "version"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    form_id: Mapped[str]
    version: Mapped[str]
    published_at: Mapped[datetime]
    withdrawn: Mapped[bool]
    body: Mapped[bytes]
    rev: Mapped[int]
    seq: Mapped[int] = mapped_column(BigInteger, index=True)
