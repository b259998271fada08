"""A sync under way: what the file of this desk says, and what was learnt since it began.

Values only, so that a step of the sync is a function from one to the next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from helpdesk_desktop.store.outbox import OutboxItem
from helpdesk_desktop.store.personal_outbox import DueRecord
from helpdesk_desktop.store.places import Place
from helpdesk_desktop.store.reads import DueReads
from helpdesk_desktop.store.suggestions import DueSuggestion
from helpdesk_desktop.store.unanswered import DayOfWords
from helpdesk_desktop.sync.errors import SignedOrder, SyncError
from helpdesk_domain.call_exchange import BATCH_LIMIT
from helpdesk_domain.devices import Heard
from helpdesk_domain.sync import MY_SUGGESTIONS, ChangesPage, Hello, SnapshotManifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the file of this desk says, read again before each question.

    Attributes:
        due: Versions of calls that may go now, oldest first; likewise personal records,
            suggestions and days.
        reads: The oldest marks of reading that the server lacks; None: it has them all.
        places: Where the desk stands in each stream.
    """

    due: tuple[OutboxItem, ...] = ()
    records: tuple[DueRecord, ...] = ()
    suggestions: tuple[DueSuggestion, ...] = ()
    days: tuple[DayOfWords, ...] = ()
    reads: DueReads | None = None
    places: Mapping[str, Place] = field(default_factory=dict)

    def place(self, stream: str) -> Place:
        return self.places.get(stream, Place())


@dataclass(frozen=True, slots=True)
class StreamEnd:
    """What the last page of a stream said of the whole; None where it did not say."""

    state_hash: str | None = None
    records: int | None = None

    @classmethod
    def of(cls, page: ChangesPage) -> Self:
        """What `page`, the last one, says; of suggestions a desk keeps its own, not the whole."""
        if page.stream == MY_SUGGESTIONS:
            return cls()
        return cls(page.state_hash, page.records)

    def is_what_is_here(self, place: Place) -> bool:
        """Whether this desk holds what the server says the stream holds."""
        same_state = self.state_hash in (None, place.state_hash)
        return same_state and self.records in (None, place.records)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncState:
    """What was learnt since the sync began; nothing of it outlives the sync.

    Attributes:
        streams: What to read, in this order; the offer first.
        hello: Who answers; None before it was asked.
        clock_off_s: Seconds by which this computer's clock is ahead of the server's.
        batch: Most calls in one request.
        troubles: Calls, or other things sent, in a row on which the server failed.
        tried: Records, suggestions, days and marks that went in this sync: each goes once.
        sends: Whether what is no call is still sent; calls are stopped by `over` alone.
        manifest: Where the offer is to be had whole, once that is needed.
        renewed: Whether the file was gone once when it was asked for; once is enough.
        restarted: Streams that were begun anew in this sync: once is enough.
        ends: Streams that were read to their end, and what the server said of them there.
        told: Whether the server was told how this desk stands.
        heard: What it answered to that.
        asks_first: Whether how the desk stands is said before anything else, too: it is barred,
            and hears in the answer that it is free, whatever goes wrong later.
        order: What it told this desk to do, not checked yet.
        problem: What the operator has to be told at the end.
        over: Nothing more is asked.
    """

    streams: tuple[str, ...] = ()
    hello: Hello | None = None
    clock_off_s: int = 0
    batch: int = BATCH_LIMIT
    troubles: int = 0
    tried: frozenset[str] = frozenset()
    sends: bool = True
    manifest: SnapshotManifest | None = None
    renewed: bool = False
    restarted: frozenset[str] = frozenset()
    ends: Mapping[str, StreamEnd] = field(default_factory=dict)
    told: bool = False
    heard: Heard | None = None
    asks_first: bool = False
    order: SignedOrder | None = None
    problem: SyncError | None = None
    over: bool = False
    sent: int = 0
    refused: int = 0
    conflicts: int = 0
    received: int = 0
