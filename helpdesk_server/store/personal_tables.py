"""Consent, and what it unlocks: the word of a person in plain columns, the identity sealed."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_domain.calls import CallId
from helpdesk_domain.people import DeviceId, PersonId
from helpdesk_server.store.base import Base


class PersonalRecordRow(Base):
    """A consent as it stands, without a word of who gave it.

    Attributes:
        purposes: Their names, with a blank between two.
        services: Names of those a hand-over may go to, as a JSON list; empty once erased.
        editor_id: Who wrote this revision.
        shared: Whether it is in the stream of its team.
        seq: Its place there; 0 for one that never was in it.
    """

    __tablename__ = "personal_record"
    __table_args__ = (Index("ix_personal_record_team_seq", "team", "seq"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    call_id: Mapped[CallId] = mapped_column(index=True)
    answer: Mapped[str]
    purposes: Mapped[str]
    services: Mapped[str]
    mode: Mapped[str]
    text_version: Mapped[str]
    language: Mapped[str]
    representative: Mapped[bool]
    reason: Mapped[str]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    author_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    editor_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"))
    team: Mapped[str]
    rev: Mapped[int]
    received_at: Mapped[datetime]
    shared: Mapped[bool]
    seq: Mapped[int] = mapped_column(BigInteger)


class PersonalIdentityRow(Base):
    """Who somebody is: an `Identity` as JSON, sealed under the key of this record."""

    __tablename__ = "personal_identity"

    record_id: Mapped[str] = mapped_column(ForeignKey("personal_record.id"), primary_key=True)
    sealed: Mapped[bytes]


class PersonalKeyRow(Base):
    """The key of one record, sealed under `server.wrapping_key`; to destroy it is to erase."""

    __tablename__ = "personal_key"

    record_id: Mapped[str] = mapped_column(ForeignKey("personal_record.id"), primary_key=True)
    wrapped_key: Mapped[bytes]


class PersonalErasureRow(Base):
    """A record of this id was erased and never comes back, whoever still holds it.

    Kept for ever, and for records this database never had: it may be older than they were.
    """

    __tablename__ = "personal_erasure"

    record_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    erased_at: Mapped[datetime]
