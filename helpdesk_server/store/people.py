"""The people who may sign in."""

import unicodedata
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select, union, update
from sqlalchemy.orm import Session

from helpdesk_domain.people import Person, PersonId, Role
from helpdesk_server.store import audit
from helpdesk_server.store.call_tables import CallRow
from helpdesk_server.store.rows import insert_new
from helpdesk_server.store.tables import PersonRow, SignInRow


class NameTaken(Exception):
    """Somebody of that name is there already."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person and the hash of the password."""

    person: Person
    password_hash: str = field(repr=False)


def folded(name: str) -> str:
    """`name` as it is compared: case and the way accents are typed do not matter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def add_person(
    session: Session, name: str, role: Role, team: str, password_hash: str, now: datetime
) -> Person:
    """Raises NameTaken: somebody of that name, case ignored, is there already."""
    person = Person(id=PersonId(str(uuid.uuid4())), name=name, role=role, team=team)
    added = insert_new(
        session,
        PersonRow,
        id=person.id,
        name=name,
        folded_name=folded(name),
        role=str(role),
        team=team,
        password_hash=password_hash,
        created_at=now,
    )
    if not added:
        raise NameTaken
    audit.note(session, audit.Action.PERSON_ADDED, person.id, now)
    return person


def change_password(session: Session, name: str, password_hash: str, now: datetime) -> bool:
    """Give a person another password, and end each of their sign-ins; whether there is one."""
    row = session.scalars(
        select(PersonRow).where(PersonRow.folded_name == folded(name)).with_for_update()
    ).one_or_none()
    if row is None:
        return False
    row.password_hash = password_hash
    session.execute(
        update(SignInRow)
        .where(SignInRow.person_id == row.id, SignInRow.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    audit.note(session, audit.Action.PASSWORD_CHANGED, row.id, now)
    return True


def account_of(session: Session, name: str) -> Account | None:
    """The account of `name`, case ignored."""
    if "\x00" in name:
        return None
    row = session.scalars(
        select(PersonRow).where(PersonRow.folded_name == folded(name))
    ).one_or_none()
    return None if row is None else Account(person_of(row), row.password_hash)


def is_still_theirs(session: Session, account: Account) -> bool:
    """Whether the person has that password still; nobody changes it before this commit."""
    query = select(PersonRow.password_hash).where(PersonRow.id == account.person.id)
    return session.scalar(query.with_for_update(read=True)) == account.password_hash


def name_of(session: Session, person_id: PersonId) -> str:
    """The name of a person; empty when there is nobody of that id."""
    row = session.get(PersonRow, person_id)
    return "" if row is None else row.name


def person_of(row: PersonRow) -> Person:
    return Person(id=row.id, name=row.name, role=Role(row.role), team=row.team)


def teams(session: Session) -> list[str]:
    """Those that somebody is of, or that have calls; in the order of their names.

    One without a name is none: that of all teams together has no name either.
    """
    query = union(select(PersonRow.team), select(CallRow.team).distinct())
    return sorted(team for team in session.scalars(query) if team)


def count_people(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(PersonRow)) or 0
