"""A server and a desk in memory, to be driven through thousands of bad lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from helpdesk_desktop.sync.errors import (
    CallInConflict,
    CallRefused,
    CursorGone,
    NetworkIntercepted,
    ServerTroubled,
    ServerUnreachable,
)
from helpdesk_desktop.sync.step import (
    Accepted,
    Disputed,
    Outcome,
    Postponed,
    Pull,
    Refused,
    ends_the_push,
    fits,
    next_pull,
    verdict,
)
from helpdesk_domain.calls import CallId
from helpdesk_domain.sync import CallReceipt, Change, ChangesPage

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def a_receipt(call_id: CallId, rev: int = 1) -> CallReceipt:
    return CallReceipt(id=call_id, rev=rev, received_at=NOW)


def a_page(since: int, following: int, changes: Sequence[Change], *, more: bool) -> ChangesPage:
    return ChangesPage(
        stream="directory",
        since=since,
        next=following,
        head=following,
        count=len(changes),
        has_more=more,
        min_since=0,
        changes=tuple(changes),
    )


def a_change(seq: int, record: str = "x") -> Change:
    return Change(entity="service", id=record, rev=seq, seq=seq, data={"seq": seq})


@dataclass
class ModelServer:
    """Two calls at a time, three changes or one a page, and a history that can be replaced."""

    changes: list[Change]
    poison: set[CallId]
    disputed: set[CallId]
    generation: str = "first"
    recorded: dict[CallId, int] = field(default_factory=dict)
    taken: int = 0
    asked: int = 0

    def put(self, call_id: CallId) -> Outcome:
        if call_id in self.poison:
            return CallRefused(call_id, "invalid")
        if call_id in self.disputed:
            return CallInConflict(call_id, b"{}")
        if call_id not in self.recorded:
            self.taken += 1
            if self.taken % 3 == 0:
                return ServerTroubled("two at a time")
        self.recorded.setdefault(call_id, 1)
        return a_receipt(call_id)

    def page(self, since: int) -> ChangesPage | CursorGone:
        if since > len(self.changes):
            return CursorGone("cursor_ahead")
        self.asked += 1
        shown = self.changes[since : since + (3 if self.asked % 2 else 1)]
        following = since + len(shown)
        return a_page(since, following, shown, more=following < len(self.changes))


@dataclass
class ModelDesk:
    """Does with each verdict what the store does; the line stands between it and the server."""

    server: ModelServer
    waiting: list[CallId]
    accepted: set[CallId] = field(default_factory=set)
    refused: set[CallId] = field(default_factory=set)
    disputed: set[CallId] = field(default_factory=set)
    generation: str = ""
    replica: list[Change] = field(default_factory=list)
    cursor: int = 0
    last: ChangesPage | CursorGone | None = None
    receipts_seen: list[CallReceipt] = field(default_factory=list)
    pages_seen: list[ChangesPage] = field(default_factory=list)

    def push(self, fate: str) -> None:
        """Send each waiting call once, whatever the line does to the answers."""
        troubles = 0
        for attempt, call_id in enumerate(list(self.waiting), start=1):
            outcome = self.answer(fate, call_id)
            self.settle(call_id, outcome, attempt)
            troubles = troubles + 1 if isinstance(outcome, ServerTroubled) else 0
            if ends_the_push(outcome, troubles):
                return

    def answer(self, fate: str, call_id: CallId) -> Outcome:
        if fate == "request lost":
            return ServerUnreachable()
        answered = self.server.put(call_id)
        if isinstance(answered, CallReceipt):
            self.receipts_seen.append(answered)
        match fate:
            case "answer lost":
                return ServerUnreachable()
            case "cut answer":
                return NetworkIntercepted()
            case "troubled":
                return ServerTroubled()
            case "busy":
                return ServerTroubled(retry_after_s=5)
            case "old answer":
                return self.receipts_seen[0] if self.receipts_seen else ServerUnreachable()
        return answered

    def settle(self, call_id: CallId, outcome: Outcome, attempts: int) -> None:
        match verdict(outcome, call_id, attempts, NOW, 0.5):
            case Accepted():
                self.accepted.add(call_id)
            case Refused():
                self.refused.add(call_id)
            case Disputed():
                self.disputed.add(call_id)
            case Postponed():
                return
        self.waiting.remove(call_id)

    def pull(self, fate: str) -> bool:
        """Ask the next thing; whether everything is here."""
        match next_pull(self.generation, self.server.generation, self.last):
            case Pull.NOTHING:
                self.last = None
                return True
            case Pull.WHOLE if fate == "ok":
                self.replica = list(self.server.changes[:4])
                self.cursor, self.last = len(self.replica), None
                self.generation = self.server.generation
            case Pull.CHANGES:
                self.read_page(fate)
        return False

    def read_page(self, fate: str) -> None:
        answered = self.server.page(self.cursor)
        if isinstance(answered, CursorGone):
            self.last = answered
            return
        self.pages_seen.append(answered)
        page = answered
        if fate == "old answer":
            page = self.pages_seen[0]
        elif fate == "cut answer":
            page = replace(answered, changes=answered.changes[:1])
        elif fate != "ok":
            return
        if fits(page, self.cursor):
            self.replica.extend(page.changes)
            self.cursor, self.last = page.next, page
