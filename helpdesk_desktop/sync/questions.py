"""What a sync may ask, what may come back, and what may have to be written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpdesk_desktop.store.outbox import OutboxItem
from helpdesk_desktop.store.personal_outbox import DueRecord
from helpdesk_desktop.store.reads import DueReads
from helpdesk_desktop.store.suggestions import DueSuggestion
from helpdesk_desktop.store.unanswered import DayOfWords
from helpdesk_desktop.sync.errors import SignedOrder, SyncError
from helpdesk_desktop.sync.personal_verdicts import OutcomeOfRecord, VerdictOfRecord
from helpdesk_desktop.sync.verdicts import (
    Outcome,
    OutcomeOfReads,
    OutcomeOfSuggestion,
    OutcomeOfWords,
    Verdict,
    VerdictOfSuggestion,
)
from helpdesk_domain.devices import Heard
from helpdesk_domain.sync import Change, ChangesPage, Hello, SnapshotManifest


@dataclass(frozen=True, slots=True)
class AskHello:
    """Who are you?"""


@dataclass(frozen=True, slots=True)
class SendCalls:
    """Keep these."""

    calls: tuple[OutboxItem, ...]


@dataclass(frozen=True, slots=True)
class SendRecord:
    """Keep this person's word, and what it unlocks."""

    record: DueRecord


@dataclass(frozen=True, slots=True)
class SendSuggestion:
    """Keep this."""

    suggestion: DueSuggestion


@dataclass(frozen=True, slots=True)
class SendWords:
    """These words found nothing on that day."""

    day: DayOfWords


@dataclass(frozen=True, slots=True)
class SendReads:
    """This was read here, and by whom."""

    reads: DueReads


@dataclass(frozen=True, slots=True)
class AskManifest:
    """Where is the whole offer?"""


@dataclass(frozen=True, slots=True)
class AskSnapshot:
    """Give me that file."""

    manifest: SnapshotManifest


@dataclass(frozen=True, slots=True)
class AskChanges:
    """What changed since?"""

    stream: str
    since: int


@dataclass(frozen=True, slots=True)
class SayHow:
    """This is how I stand; my clock is so many seconds ahead of yours."""

    clock_off_s: int = 0


Question = (
    AskHello
    | SendCalls
    | SendRecord
    | SendSuggestion
    | SendWords
    | SendReads
    | AskManifest
    | AskSnapshot
    | AskChanges
    | SayHow
)


@dataclass(frozen=True, slots=True)
class SnapshotFile:
    """The whole offer, checked to the byte; its records are read when they are written."""

    changes: Iterable[Change]


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the server said to how this desk stands; `order` is not checked yet."""

    heard: Heard
    order: SignedOrder | None = None


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of calls that were sent, by their place in the outbox.

    A call that is not among them did not leave: its operator had called it back.
    """

    by_position: Mapping[int, Outcome]


Answered = (
    Hello
    | Outcomes
    | OutcomeOfRecord
    | OutcomeOfSuggestion
    | OutcomeOfWords
    | OutcomeOfReads
    | SnapshotManifest
    | SnapshotFile
    | ChangesPage
    | Hearing
    | SyncError
)


@dataclass(frozen=True, slots=True)
class Begin:
    """The server that answers is this one: send again what it may have lost."""

    hello: Hello


@dataclass(frozen=True, slots=True)
class Settle:
    """A call that was sent has its verdict."""

    sent: OutboxItem
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Land:
    """These were turned away unread."""

    calls: tuple[OutboxItem, ...]


@dataclass(frozen=True, slots=True)
class SettleRecord:
    """A personal record that was sent has its verdict."""

    sent: DueRecord
    verdict: VerdictOfRecord


@dataclass(frozen=True, slots=True)
class SettleSuggestion:
    """A suggestion that was sent has its verdict."""

    sent: DueSuggestion
    verdict: VerdictOfSuggestion


@dataclass(frozen=True, slots=True)
class SettleWords:
    """The server has spoken on a day."""

    sent: DayOfWords


@dataclass(frozen=True, slots=True)
class SettleReads:
    """The server holds these marks."""

    sent: DueReads


@dataclass(frozen=True, slots=True)
class Install:
    """The whole offer takes the place of what is here."""

    manifest: SnapshotManifest
    file: SnapshotFile


@dataclass(frozen=True, slots=True)
class Apply:
    """A page of a stream."""

    page: ChangesPage


@dataclass(frozen=True, slots=True)
class BeginAgain:
    """A stream is read from its beginning."""

    stream: str


@dataclass(frozen=True, slots=True)
class Told:
    """The server knows how this desk stands."""


Write = (
    Begin
    | Settle
    | Land
    | SettleRecord
    | SettleSuggestion
    | SettleWords
    | SettleReads
    | Install
    | Apply
    | BeginAgain
    | Told
)
"""All of one step go into one transaction."""
