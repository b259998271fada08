"""Who is signed in on this desk, and the right to ask in that person's name."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeVar

from helpdesk_desktop.store import orders, streams
from helpdesk_desktop.store.account import Account, account, keep_account
from helpdesk_desktop.store.database import Session as DatabaseSession
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.errors import StoreFault
from helpdesk_desktop.sync.errors import DeskLocked, DeviceRevoked, OtherServer, SignInNeeded
from helpdesk_desktop.sync.revocation.heeding import heeded
from helpdesk_desktop.sync.revocation.keys import keys_of
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.people import Person
from helpdesk_domain.sync import Tokens

T = TypeVar("T")


def sign_in(
    store: Store,
    server: Server,
    name: str,
    password: str,
    device_name: str,
    now: Callable[[], datetime],
    *,
    new_keys: bool = False,
) -> Person:
    """Sign `name` in on this desk; calls of whoever was signed in before stay theirs.

    Args:
        new_keys: Somebody vouches that the server was set up anew: its keys replace those that
            were pinned.
        server: One of its own, so that a sync under way goes on undisturbed until it sees that
            another person sits here.

    Raises:
        WrongPassword, TooManyTries, Forbidden, SyncError: As the server or the line says.
        DeskLocked: The desk was locked by another server.
    """
    store.read(partial(_refuse_elsewhere, url=server.url))
    keys = keys_of(server.hello())
    try:
        tokens = server.sign_in(name, password, device_name)
    except DeviceRevoked as problem:
        raise heeded(store, server, problem, problem.order, None, now()) or problem from None
    signed_in = _account_of(server, tokens, now())

    def keep(session: DatabaseSession) -> None:
        _refuse_elsewhere(session, server.url)  # an order may have come meanwhile
        keep_account(session, signed_in)
        streams.let_go_of_other_teams(session, signed_in.person)
        if new_keys and orders.standing_order(session) is None:
            orders.pin(session, server.url, keys)
        orders.pin_first(session, server.url, keys)

    store.run(keep)
    with suppress(StoreFault):  # what went of another team stands in the log of the file
        store.fold()
    return tokens.person


def _refuse_elsewhere(session: DatabaseSession, url: str) -> None:
    """A desk that is locked takes nobody to another server, which could take the lock off."""
    order = orders.standing_order(session)
    if order is not None and order.server_url != url:
        raise DeskLocked


class Session:
    """The right of one person to ask `server`, for the length of a sync.

    Raises:
        SignInNeeded: Nobody is signed in.
        OtherServer: The person is signed in elsewhere: tokens are shown to nobody else.
    """

    def __init__(self, store: Store, server: Server, now: Callable[[], datetime]) -> None:
        kept = store.read(account)
        if kept is None:
            raise SignInNeeded("nobody is signed in")
        if kept.server_url != server.url:
            raise OtherServer("signed in at another server")
        self._store: Final = store
        self._server: Final = server
        self._now: Final = now
        self.person: Final = kept.person

    def asked(self, question: Callable[[str], T]) -> T:
        """The answer to `question`, which is given an access token; renewed once if it ended.

        Raises:
            SignInNeeded: The session has ended, or another person has signed in meanwhile.
        """
        try:
            return question(self._account().access_token)
        except SignInNeeded:
            self._renew()
            return question(self._account().access_token)

    def _account(self) -> Account:
        """The account as it is now: someone else may have sat down since the sync began."""
        return self._store.read(self._still_mine)

    def _still_mine(self, session: DatabaseSession) -> Account:
        kept = account(session)
        if kept is None or (kept.person.id, kept.server_url) != (self.person.id, self._server.url):
            raise SignInNeeded("another person sits at this desk")
        return kept

    def _renew(self) -> None:
        before = self._account()
        tokens = self._server.refresh(before.refresh_token)
        renewed = _account_of(self._server, tokens, self._now())
        self._store.run(lambda session: self._keep_unless_new(session, before, renewed))

    def _keep_unless_new(self, session: DatabaseSession, before: Account, renewed: Account) -> None:
        """In one transaction, or a sign-in that comes between would be undone."""
        if self._still_mine(session).refresh_token == before.refresh_token:
            keep_account(session, renewed)


def _account_of(server: Server, tokens: Tokens, now: datetime) -> Account:
    return Account(
        person=tokens.person,
        server_url=server.url,
        access_token=tokens.access_token,
        access_expires_at=now + timedelta(seconds=tokens.expires_in),
        refresh_token=tokens.refresh_token,
    )
