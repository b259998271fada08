"""Who is signed in on this desk, and the right to ask in that person's name."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, TypeVar

from helpdesk_desktop.store.account import Account, account, keep_account
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.sync.errors import OtherServer, SignInNeeded
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
) -> Person:
    """Sign `name` in on this desk; calls of whoever was signed in before stay theirs.

    Raises:
        WrongPassword, TooManyTries, Forbidden, SyncError: As the server or the line says.
    """
    server.hello()
    tokens = server.sign_in(name, password, device_name)
    _keep(store, server, tokens, now())
    return tokens.person


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
        kept = self._store.read(account)
        if kept is None or kept.person.id != self.person.id:
            raise SignInNeeded("another person sits at this desk")
        return kept

    def _renew(self) -> None:
        tokens = self._server.refresh(self._account().refresh_token)
        self._account()
        _keep(self._store, self._server, tokens, self._now())


def _keep(store: Store, server: Server, tokens: Tokens, now: datetime) -> None:
    kept = Account(
        person=tokens.person,
        server_url=server.url,
        access_token=tokens.access_token,
        access_expires_at=now + timedelta(seconds=tokens.expires_in),
        refresh_token=tokens.refresh_token,
    )
    store.run(lambda session: keep_account(session, kept))
