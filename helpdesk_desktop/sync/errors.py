"""Why a sync could not end, or why the key of the file cannot be had.

Whatever it is, the calls stay here. Imports nothing heavy: the window speaks of these before
the libraries behind them are read.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpdesk_desktop.store.personal_outbox import ServersRecord
    from helpdesk_domain.calls import CallId


class SyncError(Exception):
    """A sync that could not end. Its text is for the log: no name, no note, no token in it."""


class ServerUnreachable(SyncError):
    """No answer: no network, no such machine, nobody listening, or too slow."""


class NetworkIntercepted(SyncError):
    """Something answered, but not our server: a Wi-Fi portal, a proxy, or a damaged answer."""


class CertificateRefused(SyncError):
    """The server did not prove who it is: nothing was sent to it."""


class ServerTroubled(SyncError):
    """The server cannot answer now.

    Attributes:
        retry_after_s: Seconds it asks us to leave it alone, or None when it does not say.
    """

    def __init__(self, what: str = "", retry_after_s: int | None = None) -> None:
        super().__init__(what)
        self.retry_after_s = retry_after_s


class NotThere(ServerTroubled):
    """The server, an older one perhaps, does not know what was asked."""


class SignInNeeded(SyncError):
    """Nobody is signed in on this desk, or the session has ended."""


class WrongPassword(SyncError):
    """The name and the password do not go together."""


class TooManyTries(SyncError):
    """Too many wrong passwords: the server waits before it listens again.

    Attributes:
        retry_after_s: Seconds to wait, or None when the server does not say.
    """

    def __init__(self, what: str = "", retry_after_s: int | None = None) -> None:
        super().__init__(what)
        self.retry_after_s = retry_after_s


class Forbidden(SyncError):
    """This desk or this person may no longer work with the server."""


@dataclass(frozen=True, slots=True)
class SignedOrder:
    """What a server tells this desk to do, not checked yet.

    Attributes:
        signed: A `Directive`, as a JWS.
        request_id: Of the request that was answered so.
    """

    signed: str
    request_id: str


class DeviceRevoked(Forbidden):
    """This desk was given up for lost.

    Attributes:
        order: What it is told to do, not checked yet; None: nothing but to stay away.
    """

    def __init__(self, what: str = "", order: SignedOrder | None = None) -> None:
        super().__init__(what)
        self.order = order


class DeskBarred(Forbidden):
    """The organisation, and nobody else, ordered that this desk is not worked at."""


class DeskLocked(DeskBarred):
    """Everything stays, nothing is shown, until it is released."""


class WipeOrdered(DeskBarred):
    """Everything goes, once what was not sent is sealed."""


class OrderIgnored(Forbidden):
    """An order came that our server did not sign for the request it answered: nothing was done."""


class UpgradeRequired(SyncError):
    """The server gives nothing to so old a desktop, and takes its calls all the same."""


class LaterProtocol(UpgradeRequired):
    """The server speaks a later protocol: nothing it says is understood, calls wait."""


class NoOffer(SyncError):
    """The server holds no offer yet."""


class OtherServer(SyncError):
    """The person of this desk is signed in at another server; its tokens are not shown here."""


class BadServerAddress(SyncError):
    """The address is not `https://…` (or `http://` on this very computer)."""


class CursorGone(SyncError):
    """The server no longer knows our place in the stream: the offer is fetched whole."""


class CallRefused(SyncError):
    """The server will not take this call as it is.

    Attributes:
        code: The server's word for why.
    """

    def __init__(self, call_id: "CallId", code: str) -> None:
        super().__init__(f"{call_id}: {code}")
        self.code = code


class CallInConflict(SyncError):
    """The server holds another content for this call.

    Attributes:
        server_copy: A `ServerCopy` as JSON; None when it does not show it.
    """

    def __init__(self, call_id: "CallId", server_copy: bytes | None = None) -> None:
        super().__init__(str(call_id))
        self.server_copy = server_copy


class BatchRefused(SyncError):
    """The server, or something before it, takes no request with so many calls."""


class SuggestionRefused(SyncError):
    """The server will not take this suggestion as it is.

    Attributes:
        code: The server's word for why.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class RecordRefused(SyncError):
    """The server will not take this personal record as it is.

    Attributes:
        code: The server's word for why.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class RecordEdited(SyncError):
    """The server holds another revision of this personal record.

    Attributes:
        held: That revision, as a `CallProblem` shows it.
    """

    def __init__(self, held: "ServersRecord") -> None:
        super().__init__()
        self.held = held


class RecordGone(SyncError):
    """This personal record was withdrawn or erased: it is not to be kept anywhere."""


class CalledBack(SyncError):
    """It did not leave: it has become another thing meanwhile."""


class WordsRefused(SyncError):
    """The server will not take what was counted of a day as it is."""


class KeyringUnusable(Exception):
    """The keyring cannot be asked now."""


class KeyringAbsent(KeyringUnusable):
    """This computer has no keyring, or none that encrypts."""


class KeyringLocked(KeyringUnusable):
    """There is a keyring, and it does not open."""


class WrongPassphrase(Exception):
    """The passphrase is not the one that was chosen."""


class PassphraseTooShort(Exception):
    """The passphrase chosen could be guessed by trying: nothing was locked with it."""


class PassphraseNeeded(Exception):
    """The key waits for a passphrase.

    Attributes:
        first: Whether one is to be chosen; otherwise the chosen one is asked.
        reason: Why the keyring is not used; None when the passphrase was chosen before.
    """

    def __init__(self, *, first: bool, reason: KeyringUnusable | None = None) -> None:
        super().__init__("to be chosen" if first else "chosen before")
        self.first = first
        self.reason = reason


class KeyLost(Exception):
    """The file of this desk is there and its key is nowhere: it cannot be read again."""
