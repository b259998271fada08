"""Who is signed in at this desk, and the tokens that say so to the server."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from helpdesk_desktop.store.account_tables import AccountRow
from helpdesk_domain.people import Person, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person signed in to a server from this device.

    Attributes:
        access_expires_at: By this computer's clock; aware.
    """

    person: Person
    server_url: str
    access_token: str
    access_expires_at: datetime
    refresh_token: str


def account(session: Session) -> Account | None:
    """Who is signed in; None when nobody is."""
    row = session.get(AccountRow, 1)
    if row is None:
        return None
    return Account(
        person=Person(id=row.person_id, name=row.person_name, role=Role(row.role), team=row.team),
        server_url=row.server_url,
        access_token=row.access_token,
        access_expires_at=row.access_expires_at,
        refresh_token=row.refresh_token,
    )


def keep_account(session: Session, account: Account) -> None:
    """Remember `account`, in place of whoever was signed in."""
    session.merge(
        AccountRow(
            id=1,
            person_id=account.person.id,
            person_name=account.person.name,
            role=account.person.role,
            team=account.person.team,
            server_url=account.server_url,
            access_token=account.access_token,
            access_expires_at=account.access_expires_at,
            refresh_token=account.refresh_token,
        )
    )


def forget_account(session: Session) -> None:
    """Sign out: the tokens go; calls, sent or not, stay."""
    session.execute(delete(AccountRow))
