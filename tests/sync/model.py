"""A server and a desk in memory, driven by the sync's own steps through thousands of bad lines.

The desk asks what `next_question` says and writes what `after` decides, as `sync/cycle.py` does;
the server keeps what HD-Protocol 1 says it keeps. Between them stands a line that lies.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from helpdesk_desktop.store.outbox import OutboxItem
from helpdesk_desktop.store.places import Place
from helpdesk_desktop.sync.errors import (
    BatchRefused,
    CallInConflict,
    CallRefused,
    CursorGone,
    Forbidden,
    NetworkIntercepted,
    ServerTroubled,
    ServerUnreachable,
    SyncError,
)
from helpdesk_desktop.sync.questions import (
    Answered,
    Apply,
    AskChanges,
    AskHello,
    AskManifest,
    AskSnapshot,
    Begin,
    BeginAgain,
    Hearing,
    Install,
    Land,
    Outcomes,
    Question,
    SayHow,
    SendCalls,
    Settle,
    SnapshotFile,
    Told,
    Write,
)
from helpdesk_desktop.sync.state import Kept, SyncState
from helpdesk_desktop.sync.step import after, fits, next_question
from helpdesk_desktop.sync.verdicts import Accepted, Disputed, Outcome, Postponed, Refused
from helpdesk_domain.calls import CallId
from helpdesk_domain.devices import Heard
from helpdesk_domain.state_hash import EMPTY, mark_of, moved
from helpdesk_domain.sync import (
    DIRECTORY,
    CallReceipt,
    Change,
    ChangesPage,
    Hello,
    SnapshotManifest,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TEAM = "calls:midi"
STREAMS = (DIRECTORY, TEAM)


def a_receipt(call_id: CallId, rev: int = 1) -> CallReceipt:
    return CallReceipt(id=call_id, rev=rev, received_at=NOW)


def an_item(position: int, name: str = "", size: int = 10, *, failed: bool = False) -> OutboxItem:
    return OutboxItem(
        position=position,
        call_id=CallId(name or f"c{position}"),
        payload=b"x" * size,
        base_rev=None,
        attempts=1,
        failed_before=failed,
    )


def a_page(
    since: int, following: int, changes: Sequence[Change], *, more: bool, stream: str = DIRECTORY
) -> ChangesPage:
    return ChangesPage(
        stream=stream,
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


def a_hello(generation: str = "first", body_limit: int = 1000) -> Hello:
    return Hello(
        product="helpdesk-server",
        version="1",
        protocol="1",
        generation=generation,
        server_time=NOW,
        body_limit=body_limit,
    )


def live(changes: Iterable[Change]) -> dict[str, int]:
    """The records that `changes` leave, by id, with their revisions."""
    records: dict[str, int] = {}
    for change in changes:
        if change.deleted:
            records.pop(change.id, None)
        else:
            records[change.id] = change.rev
    return records


def state_of(records: dict[str, int]) -> str:
    return moved(EMPTY, [mark_of("service", name, rev) for name, rev in records.items()])


@dataclass
class ModelServer:
    """Fails on every third new call, pages of three or one, and a history that can be replaced.

    Attributes:
        feeds: The changes of each stream; a stream that is missing is shut to this desk.
        narrow: Longest batch it takes.
        forgets: Changes of the offer up to here were purged.
    """

    feeds: dict[str, list[Change]]
    poison: set[CallId] = field(default_factory=set)
    disputed: set[CallId] = field(default_factory=set)
    narrow: int = 100
    forgets: int = 0
    generation: str = "first"
    recorded: dict[CallId, int] = field(default_factory=dict)
    taken: int = 0
    asked: int = 0

    def answer(self, question: Question) -> Answered:
        match question:
            case AskHello():
                return a_hello(self.generation)
            case SendCalls(calls):
                return self.put(calls)
            case AskManifest():
                return self.manifest()
            case AskSnapshot():
                return SnapshotFile(self.whole())
            case AskChanges(stream, since):
                return self.page(stream, since)
            case SayHow():
                received = len(self.recorded)
                return Hearing(Heard(received_today=received, received=received))
        raise AssertionError(question)

    def put(self, calls: tuple[OutboxItem, ...]) -> Answered:
        if len(calls) > self.narrow:
            return BatchRefused("413")
        return Outcomes({item.position: self.keep(item.call_id) for item in calls})

    def keep(self, call_id: CallId) -> Outcome:
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

    def manifest(self) -> SnapshotManifest:
        changes = self.feeds[DIRECTORY]
        records = live(changes)
        return SnapshotManifest(
            generation=self.generation,
            stream=DIRECTORY,
            seq=len(changes),
            records=len(records),
            state_hash=self.state_of(records),
            bytes=1,
            sha256="",
            href="/",
            encoding="zstd",
            created_at=NOW,
        )

    def whole(self) -> tuple[Change, ...]:
        """Each live record as it is now."""
        changes = self.feeds[DIRECTORY]
        newest = live(changes)
        return tuple(one for one in changes if newest.get(one.id) == one.rev)

    def state_of(self, records: dict[str, int]) -> str:
        return state_of(records)

    def page(self, stream: str, since: int) -> ChangesPage | CursorGone | Forbidden:
        changes = self.feeds.get(stream)
        if changes is None:
            return Forbidden("not yours")
        if since > len(changes) or (stream == DIRECTORY and since < self.forgets):
            return CursorGone("cursor_ahead")
        self.asked += 1
        shown = changes[since : since + (3 if self.asked % 2 else 1)]
        following = since + len(shown)
        page = a_page(since, following, shown, more=following < len(changes), stream=stream)
        if page.has_more:
            return page
        records = live(changes)
        return replace(page, state_hash=self.state_of(records), records=len(records))


@dataclass
class Replica:
    """What a desk holds of one stream."""

    generation: str = ""
    cursor: int = 0
    records: dict[str, int] = field(default_factory=dict)

    def place(self) -> Place:
        return Place(self.generation, self.cursor, state_of(self.records), len(self.records))

    def take(self, changes: Iterable[Change]) -> None:
        """As the store does: a record known in a later revision stays as it is."""
        for change in changes:
            if change.rev < self.records.get(change.id, 0):
                continue
            if change.deleted:
                self.records.pop(change.id, None)
            else:
                self.records[change.id] = change.rev


Line = Callable[[Question, Answered], Answered]


@dataclass
class ModelDesk:
    """Does with each write what the store does."""

    server: ModelServer
    waiting: dict[int, OutboxItem]
    accepted: set[CallId] = field(default_factory=set)
    refused: set[CallId] = field(default_factory=set)
    disputed: set[CallId] = field(default_factory=set)
    due_at: dict[int, datetime] = field(default_factory=dict)
    replicas: dict[str, Replica] = field(
        default_factory=lambda: {name: Replica() for name in STREAMS}
    )
    now: datetime = NOW

    def sync(self, line: Line, streams: tuple[str, ...] = STREAMS) -> SyncState:
        """One sync over `line`; a kill in the middle of it is an answer that never comes."""
        state = SyncState(streams=streams)
        for _ in range(10_000):
            question = next_question(state, self.kept())
            if question is None:
                self.now += timedelta(minutes=6)
                return state
            answered = line(question, self.server.answer(question))
            state, writes = after(state, question, answered, self.now, 0.5)
            assert state.hello is not None or not writes
            for write in writes:
                self.write(write, state.hello.generation if state.hello else "")
        raise AssertionError("the sync does not end")

    def kept(self) -> Kept:
        due = [
            item for place, item in sorted(self.waiting.items())
            if self.due_at.get(place, self.now) <= self.now
        ]  # fmt: skip
        places = {name: replica.place() for name, replica in self.replicas.items()}
        return Kept(due=tuple(due), places=places)

    def write(self, write: Write, generation: str) -> None:
        match write:
            case Settle(sent, verdict):
                self.settle(sent, verdict)
            case Install(manifest, file):
                replica = Replica(generation, manifest.seq)
                replica.take(file.changes)
                self.replicas[DIRECTORY] = replica
            case Apply(page):
                replica = self.replicas[page.stream]
                assert (page.since, generation) == (replica.cursor, replica.generation)
                replica.take(page.changes)
                replica.cursor = page.next
            case BeginAgain(stream):
                self.replicas[stream] = Replica(generation)
            case Begin() | Land() | Told():
                pass
            case _:
                raise AssertionError(write)

    def settle(self, sent: OutboxItem, verdict: object) -> None:
        match verdict:
            case Accepted():
                self.accepted.add(sent.call_id)
            case Refused():
                self.refused.add(sent.call_id)
            case Disputed():
                self.disputed.add(sent.call_id)
            case Postponed(until, _):
                failed = replace(sent, attempts=sent.attempts + 1, failed_before=True)
                self.waiting[sent.position] = failed
                self.due_at[sent.position] = max(until, self.now + timedelta(seconds=1))
                return
        del self.waiting[sent.position]


@dataclass
class BadLine:
    """Does to each answer what the next fate says, then lets everything through.

    What it does is what the real one may do before and after the gate: an answer of another
    moment is let through only where the gate would let it through.
    """

    fates: list[str]
    seen: list[tuple[Question, Answered, str]] = field(default_factory=list)

    def __call__(self, question: Question, answered: Answered) -> Answered:
        fate = self.fates.pop(0) if self.fates else "ok"
        spoil = _FATES.get(fate)
        self.seen.append((question, answered, fate))
        return answered if spoil is None else spoil(self, question, answered)


def _old(line: BadLine, question: Question, answered: Answered) -> Answered:
    """The first answer there ever was to this kind of question, as far as the client's checks let
    it through: a refusal names no call, but every answer names its request."""
    old = next(one for asked, one, _ in line.seen if type(asked) is type(question))
    if isinstance(old, ChangesPage) and isinstance(question, AskChanges):
        return old if fits(old, question.stream, question.since) else NetworkIntercepted()
    if isinstance(old, Outcomes) and isinstance(question, SendCalls):
        first = next(iter(old.by_position.values()), None)
        if not isinstance(first, CallReceipt) or len(question.calls) > 1:
            return NetworkIntercepted()  # it names another request
        return Outcomes({question.calls[0].position: first})
    return answered if isinstance(question, AskHello) else ServerUnreachable()


def _cut(_line: BadLine, question: Question, answered: Answered) -> Answered:
    if isinstance(answered, ChangesPage) and isinstance(question, AskChanges):
        page = replace(answered, changes=answered.changes[:1])
        return page if fits(page, question.stream, question.since) else NetworkIntercepted()
    return NetworkIntercepted()


def _always(problem: SyncError) -> Callable[[BadLine, Question, Answered], Answered]:
    return lambda _line, _question, _answered: problem


_FATES: dict[str, Callable[[BadLine, Question, Answered], Answered]] = {
    "answer lost": _always(ServerUnreachable()),
    "troubled": _always(ServerTroubled()),
    "busy": _always(ServerTroubled(retry_after_s=5)),
    "cut answer": _cut,
    "old answer": _old,
}

FATES = ("ok", *_FATES)
