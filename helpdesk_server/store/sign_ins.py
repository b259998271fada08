"""Sign-ins, their tokens and their devices. Tokens are kept as hashes only."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, select
from sqlalchemy.orm import Session

from helpdesk_domain.people import DeviceId, Person, PersonId, Role
from helpdesk_server.store import audit
from helpdesk_server.store.people import person_of
from helpdesk_server.store.rows import insert_new
from helpdesk_server.store.server import identity
from helpdesk_server.store.tables import DeviceRow, PersonRow, ServerRow, SignInRow, TokenPairRow

ACCESS_LIFE: Final = timedelta(minutes=10)
REFRESH_LIFE: Final = timedelta(days=90)
"""Each refresh gives a device as long again."""
SIGN_IN_LIFE: Final = timedelta(days=365)
"""After which the password is asked for whatever happens."""


@dataclass(frozen=True, slots=True)
class TokenPair:
    """The tokens of one step of a sign-in, in clear: they go to the device and nowhere else."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    person: Person


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and from which device."""

    person: Person
    device_id: DeviceId


@dataclass(frozen=True, slots=True)
class Found:
    """A caller whose token is good.

    Attributes:
        is_confirmed: The pair of the token was used before: else it is to be confirmed.
        generation: That of the moment at which they were found.
    """

    caller: Caller
    is_confirmed: bool
    generation: str


def start(
    session: Session, person: Person, device_id: DeviceId, device_name: str, now: datetime
) -> TokenPair | None:
    """Sign `person` in on a device, known or new; None when it was revoked."""
    insert_new(
        session, DeviceRow, id=device_id, name=device_name, first_seen_at=now, revoked_at=None
    )
    if is_revoked(session, device_id):
        return None
    sign_in = SignInRow(
        person_id=person.id,
        device_id=device_id,
        started_at=now,
        expires_at=now + SIGN_IN_LIFE,
        revoked_at=None,
    )
    session.add(sign_in)
    session.flush()
    audit.note(
        session,
        audit.Action.SIGNED_IN,
        person.id,
        now,
        person_id=person.id,
        device_id=device_id,
    )
    return _issue(session, sign_in, person, secrets.token_urlsafe(32), now)


def refresh(session: Session, token: str, device_id: DeviceId, now: datetime) -> TokenPair | None:
    """The next pair. Asked again before that pair was used, the same pair: its answer was lost.

    Asked again after, the token was copied: the whole sign-in ends. None when it gives nothing.
    """
    pair = session.get(TokenPairRow, _hash(token), with_for_update=True)
    if pair is None or pair.refresh_expires_at <= now:
        return None
    sign_in = session.get_one(SignInRow, pair.sign_in_id, with_for_update=True)
    if not _goes_on(sign_in, device_id, now) or is_revoked(session, device_id):
        return None
    if _was_reused(session, pair):
        sign_in.revoked_at = now
        audit.note(
            session, audit.Action.TOKEN_REUSED, str(sign_in.id), now, device_id=sign_in.device_id
        )
        return None
    pair.used_at = pair.used_at or now
    person = person_of(session.get_one(PersonRow, sign_in.person_id))
    following = _derived(session, token, "refresh")
    pair.successor_hash = _hash(following)
    return _issue(session, sign_in, person, following, now)


_ASKING: Final = (
    select(
        PersonRow.id,
        PersonRow.name,
        PersonRow.role,
        PersonRow.team,
        TokenPairRow.used_at.is_not(None),
        select(ServerRow.generation).scalar_subquery(),
    )
    .select_from(TokenPairRow)
    .join(SignInRow, SignInRow.id == TokenPairRow.sign_in_id)
    .join(DeviceRow, DeviceRow.id == SignInRow.device_id)
    .join(PersonRow, PersonRow.id == SignInRow.person_id)
    .where(
        TokenPairRow.access_hash == bindparam("access_hash"),
        TokenPairRow.access_expires_at > bindparam("now"),
        SignInRow.device_id == bindparam("device_id"),
        SignInRow.expires_at > bindparam("now"),
        SignInRow.revoked_at.is_(None),
        DeviceRow.revoked_at.is_(None),
    )
)
"""All that a request has to know of who asks, in one statement: it goes before every other."""


def caller(connection: Connection, token: str, device_id: DeviceId, now: datetime) -> Found | None:
    """Who holds the access token `token`, shown by device `device_id`; None: it gives nothing."""
    shown = {"access_hash": _hash(token), "device_id": device_id, "now": now}
    row = connection.execute(_ASKING, shown).one_or_none()
    if row is None:
        return None
    person_id, name, role, team, is_confirmed, generation = row
    person = Person(id=person_id, name=name, role=Role(role), team=team)
    return Found(Caller(person, device_id), is_confirmed, generation)


def confirm(session: Session, token: str, now: datetime) -> None:
    """Keep that the device holds the pair of the access token `token`."""
    pair = _pair_of(session, token)
    if pair is not None and pair.used_at is None:
        pair.used_at = now


def know(session: Session, device_id: DeviceId, now: datetime) -> None:
    """Have the device among those that are known, as one that is refused when it is new."""
    insert_new(session, DeviceRow, id=device_id, name="", first_seen_at=now, revoked_at=now)


def who_signed_in(
    session: Session, person_id: PersonId, device_id: DeviceId, anywhere: bool
) -> Caller | None:
    """The person of that id at that device; None when they never signed in there.

    Args:
        anywhere: Whether it is enough that there is such a person.
    """
    row = session.get(PersonRow, person_id)
    here = select(SignInRow.id).where(
        SignInRow.person_id == person_id, SignInRow.device_id == device_id
    )
    if row is None or not (anywhere or session.scalar(here.limit(1)) is not None):
        return None
    return Caller(person_of(row), device_id)


def is_revoked(session: Session, device_id: DeviceId) -> bool:
    """Whether a device is to get nothing, whatever it shows."""
    device = session.get(DeviceRow, device_id)
    return device is not None and device.revoked_at is not None


def device_name(session: Session, device_id: DeviceId) -> str:
    """What its computer calls itself; empty when it is not known."""
    device = session.get(DeviceRow, device_id)
    return "" if device is None else device.name


def is_proof(session: Session, device_id: DeviceId, proof: str) -> bool:
    """Whether `proof` is the SHA-256, in hexadecimal, of a refresh token that device was given.

    However long ago, and whatever became of it: it opens nothing.
    """
    try:
        refresh_hash = bytes.fromhex(proof)
    except ValueError:
        return False
    query = select(SignInRow.id).join(TokenPairRow, TokenPairRow.sign_in_id == SignInRow.id)
    theirs = (TokenPairRow.refresh_hash == refresh_hash, SignInRow.device_id == device_id)
    return session.scalar(query.where(*theirs)) is not None


def count_devices(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(DeviceRow)) or 0


def _issue(
    session: Session, sign_in: SignInRow, person: Person, token: str, now: datetime
) -> TokenPair:
    access = _derived(session, token, "access")
    session.execute(
        delete(TokenPairRow).where(
            TokenPairRow.sign_in_id == sign_in.id, TokenPairRow.refresh_expires_at <= now
        )
    )
    lives_until = {
        "access_expires_at": now + ACCESS_LIFE,
        "refresh_expires_at": min(now + REFRESH_LIFE, sign_in.expires_at),
    }
    insert_new(
        session,
        TokenPairRow,
        refresh_hash=_hash(token),
        access_hash=_hash(access),
        sign_in_id=sign_in.id,
        used_at=None,
        successor_hash=None,
        **lives_until,
    )
    pair = session.get_one(TokenPairRow, _hash(token), populate_existing=True)
    pair.access_expires_at = lives_until["access_expires_at"]
    return TokenPair(access, token, person)


def _pair_of(session: Session, access_token: str) -> TokenPairRow | None:
    query = select(TokenPairRow).where(TokenPairRow.access_hash == _hash(access_token))
    return session.scalars(query).one_or_none()


def _goes_on(sign_in: SignInRow, device_id: DeviceId, now: datetime) -> bool:
    """Whether a sign-in is that device's and has not ended."""
    is_theirs = sign_in.device_id == device_id
    return is_theirs and sign_in.expires_at > now and sign_in.revoked_at is None


def _was_reused(session: Session, pair: TokenPairRow) -> bool:
    if pair.successor_hash is None:
        return False
    following = session.get_one(TokenPairRow, pair.successor_hash)
    return following.used_at is not None


def _derived(session: Session, token: str, purpose: str) -> str:
    """A token that follows from `token`: it can be given twice without being kept in clear.

    Source: a 256-bit HMAC key and a 256-bit token; neither is found from the hashes kept.
    """
    message = f"{purpose}:{token}".encode()
    return hmac.new(identity(session).secret, message, hashlib.sha256).hexdigest()


def _hash(token: str) -> bytes:
    """Plain SHA-256 is enough for a token: unlike a password, nobody can guess it."""
    return hashlib.sha256(token.encode()).digest()
