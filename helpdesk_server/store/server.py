"""Who this database is: its generation, and the secret its tokens come from."""

import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk_domain.sync import DIRECTORY
from helpdesk_server.store import audit, streams
from helpdesk_server.store.cluster import cluster
from helpdesk_server.store.rows import insert_new
from helpdesk_server.store.tables import AuditRow, ServerRow

KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class ServerIdentity:
    """What tells this database from another, or from an older copy of itself.

    Attributes:
        durable_through: What was received before is in a verified backup; None before the first.
        signing_key: Ed25519 private key, 32 bytes.
        sealing_key: X25519 private key, 32 bytes.
        wrapping_key: Seals the key of each personal record, 32 bytes.
    """

    generation: str
    secret: bytes = field(repr=False)
    durable_through: datetime | None
    signing_key: bytes = field(repr=False)
    sealing_key: bytes = field(repr=False)
    wrapping_key: bytes = field(default=b"", repr=False)


def identity(session: Session) -> ServerIdentity:
    row = session.scalars(select(ServerRow)).one()
    return ServerIdentity(
        generation=row.generation,
        secret=row.secret,
        durable_through=row.durable_through,
        signing_key=row.signing_key or b"",
        sealing_key=row.sealing_key or b"",
        wrapping_key=row.wrapping_key or b"",
    )


def give_identity(session: Session, now: datetime) -> None:
    """Give a new database its identity and its first stream; an older one what it lacks of it."""
    insert_new(
        session,
        ServerRow,
        id=1,
        generation=str(uuid.uuid4()),
        secret=secrets.token_bytes(32),
        created_at=now,
        cluster=cluster(session),
    )
    streams.begin(session, DIRECTORY)
    row = session.scalars(select(ServerRow).with_for_update()).one()
    # any 32 bytes are a key of either kind (RFC 8032, 5.1.5; RFC 7748, 6.1)
    row.signing_key = row.signing_key or secrets.token_bytes(KEY_BYTES)
    row.sealing_key = row.sealing_key or secrets.token_bytes(KEY_BYTES)
    row.wrapping_key = row.wrapping_key or secrets.token_bytes(KEY_BYTES)


def renew_generation(session: Session, now: datetime) -> str:
    """Give the database a new generation; the secret stays: who is signed in stays so."""
    row = session.scalars(select(ServerRow).with_for_update()).one()
    row.generation = str(uuid.uuid4())
    audit.note(session, audit.Action.GENERATION_BEGUN, row.generation, now)
    return row.generation


def begun_anew_at(session: Session) -> datetime | None:
    """When the newest generation began; None where it is the first."""
    begun = audit.Action.GENERATION_BEGUN
    return session.scalar(select(func.max(AuditRow.at)).where(AuditRow.action == str(begun)))


def note_durable(session: Session, through: datetime) -> None:
    """Keep that what was received before `through` is in a verified backup; it never goes back."""
    row = session.scalars(select(ServerRow).with_for_update()).one()
    row.durable_through = max(through, row.durable_through or through)
