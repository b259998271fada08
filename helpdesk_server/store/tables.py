"""The server's tables. Rows stay in this room; what leaves it is a dataclass."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_domain.people import DeviceId, PersonId
from helpdesk_server.store.base import Base, Counter


class ServerRow(Base):
    """The one row about this database: its history, and its secrets.

    Attributes:
        durable_through: What was received before is in a verified backup.
        cluster: Which PostgreSQL this history was written by; another one means a restore.
        signing_key: Ed25519 private key, raw: signs orders to devices.
        sealing_key: X25519 private key, raw: opens what devices sealed before they obeyed one.
        wrapping_key: AES-256: seals the key of each personal record.
    """

    __tablename__ = "server"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    generation: Mapped[str] = mapped_column(String(36))
    secret: Mapped[bytes]
    created_at: Mapped[datetime]
    durable_through: Mapped[datetime | None]
    cluster: Mapped[str | None]
    signing_key: Mapped[bytes | None]
    sealing_key: Mapped[bytes | None]
    wrapping_key: Mapped[bytes | None]


class StreamRow(Base):
    """Where a stream stands; `seq` and what goes with it move only in `streams.take_places`.

    Attributes:
        live: Records in the stream that are not deleted.
        state_hash: `helpdesk_domain.state_hash` of them.
    """

    __tablename__ = "stream"
    __table_args__ = {"postgresql_with": {"fillfactor": "10"}}

    name: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    min_since: Mapped[int] = mapped_column(BigInteger)
    live: Mapped[int]
    state_hash: Mapped[str] = mapped_column(String(32))


class OfferRecordRow(Base):
    """One HSDS object as it is now; `data` is its canonical JSON, NULL once withdrawn."""

    __tablename__ = "offer_record"

    entity: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    rev: Mapped[int]
    seq: Mapped[int] = mapped_column(BigInteger, index=True)
    deleted: Mapped[bool]
    data: Mapped[str | None]
    digest: Mapped[bytes | None]
    changed_at: Mapped[datetime]


class SnapshotRow(Base):
    """A snapshot file in the data directory."""

    __tablename__ = "snapshot"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    generation: Mapped[str] = mapped_column(String(36))
    stream: Mapped[str]
    seq: Mapped[int] = mapped_column(BigInteger)
    records: Mapped[int]
    state_hash: Mapped[str] = mapped_column(String(32))
    bytes: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(index=True)


class OfferImportRow(Base):
    """One file brought in."""

    __tablename__ = "offer_import"

    id: Mapped[int] = mapped_column(Counter, primary_key=True)
    at: Mapped[datetime]
    file_name: Mapped[str]
    changed: Mapped[int]
    unchanged: Mapped[int]


class QuarantinedRecordRow(Base):
    """A record set aside by an import, and why; never its content."""

    __tablename__ = "quarantined_record"

    import_id: Mapped[int] = mapped_column(ForeignKey("offer_import.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[int]
    reason: Mapped[str]
    field: Mapped[str]


class PersonRow(Base):
    """Someone who signs in; `folded_name` is the name as it is compared."""

    __tablename__ = "person"

    id: Mapped[PersonId] = mapped_column(primary_key=True)
    name: Mapped[str]
    folded_name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    team: Mapped[str]
    password_hash: Mapped[str]
    created_at: Mapped[datetime]


class DeviceRow(Base):
    """A desk that signed in at least once; how it stands is in `DeviceStandingRow`."""

    __tablename__ = "device"

    id: Mapped[DeviceId] = mapped_column(primary_key=True)
    name: Mapped[str]
    first_seen_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class SignInRow(Base):
    """A person on a device, from one password to the end: the family of its tokens."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(Counter, primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True)
    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"), index=True)
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class TokenPairRow(Base):
    """A refresh token and its access token, as hashes.

    `used_at` says when the device showed that it holds the pair; until then, the pair's
    predecessor gives the same pair again.
    """

    __tablename__ = "token_pair"

    refresh_hash: Mapped[bytes] = mapped_column(primary_key=True)
    access_hash: Mapped[bytes] = mapped_column(unique=True)
    sign_in_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("sign_in.id"), index=True)
    access_expires_at: Mapped[datetime]
    refresh_expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    successor_hash: Mapped[bytes | None]


class UnansweredWordRow(Base):
    """How often a word was searched without result at a desk on a day.

    Of the desk, so that sending twice counts once and one desk alone tells nothing; no person,
    no call, no hour.
    """

    __tablename__ = "unanswered_word"

    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class AuditRow(Base):
    """Who did what, when and from where; ids only."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_subject", "subject"),)

    id: Mapped[int] = mapped_column(Counter, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    action: Mapped[str]
    subject: Mapped[str]
    rev: Mapped[int | None]
    person_id: Mapped[PersonId | None]
    device_id: Mapped[DeviceId | None]
