"""The orders this desk obeys, the keys by which it knows whose they are, and what it reports."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from helpdesk_desktop.store.order_tables import LastProblemRow, PinnedKeysRow, StandingOrderRow
from helpdesk_domain.directives import Action, PublicKeys

OTHER_KEYS = "OtherKeys"
"""Reported of a server that shows other keys than were pinned: its orders are ignored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingOrder:
    """An order this desk obeys.

    Attributes:
        action: `LOCK` or `WIPE`.
        signed: As it came.
        is_sealed: Whether what was not sent is sealed already.
    """

    action: Action
    server_url: str
    signed: str
    is_sealed: bool = False


def pin(session: Session, server_url: str, keys: PublicKeys) -> None:
    """Know the server by `keys` from now on, whatever it was known by: a person said so."""
    row = PinnedKeysRow(server_url=server_url, signing=keys.signing, sealing=keys.sealing)
    session.merge(row)


def pin_first(session: Session, server_url: str, keys: PublicKeys) -> None:
    """Pin `keys` where none are; where others are they stay, and that is reported.

    A password does not vouch for keys: whoever breaks TLS would be given it, and be believed.
    """
    if not (keys.signing and keys.sealing):
        return
    known = pinned_keys(session, server_url)
    if not known.signing:
        pin(session, server_url, keys)
    elif known != keys:
        note_problem(session, OTHER_KEYS)


def pinned_keys(session: Session, server_url: str) -> PublicKeys:
    """The keys of a server; empty ones when none are known."""
    row = session.get(PinnedKeysRow, server_url)
    return PublicKeys() if row is None else PublicKeys(signing=row.signing, sealing=row.sealing)


def obey(session: Session, order: StandingOrder, now: datetime) -> None:
    """Stand under `order` from now on. Given again, it is the same one."""
    standing = standing_order(session)
    if standing is not None and standing.action is order.action:
        return
    session.merge(
        StandingOrderRow(
            id=1,
            action=order.action.value,
            server_url=order.server_url,
            signed=order.signed,
            obeyed_at=now,
            sealed_at=None,
        )
    )


def standing_order(session: Session) -> StandingOrder | None:
    """The order this desk obeys; None: it is free."""
    row = session.get(StandingOrderRow, 1)
    if row is None:
        return None
    return StandingOrder(
        action=Action(row.action),
        server_url=row.server_url,
        signed=row.signed,
        is_sealed=row.sealed_at is not None,
    )


def note_sealed(session: Session, now: datetime) -> None:
    """What was not sent is sealed, on the disk."""
    row = session.get(StandingOrderRow, 1)
    if row is not None:
        row.sealed_at = now


def release(session: Session, order: StandingOrder) -> None:
    """Stand under `order` no longer; another one that came meanwhile stays."""
    session.execute(delete(StandingOrderRow).where(StandingOrderRow.signed == order.signed))


def note_problem(session: Session, kind: str) -> None:
    """Remember the kind of a problem, to be told at the end of a sync that ends well."""
    row = session.get(LastProblemRow, 1)
    if row is None:
        session.add(LastProblemRow(id=1, kind=kind))
    elif row.kind != kind:
        row.kind = kind


def last_problem(session: Session) -> str:
    """The kind of the last problem; empty when there was none since the server was told."""
    row = session.get(LastProblemRow, 1)
    return row.kind if row else ""


def forget_problem(session: Session) -> None:
    """The server was told."""
    session.execute(delete(LastProblemRow))
