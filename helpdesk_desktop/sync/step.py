"""The sync as two pure functions: what to ask next, and what an answer changes.

No clock, no network, no database, no dice: the moment and the random number are arguments. What
a bad line can do is checked in `tests/sync/test_step.py` against thousands of them.

Calls go up first, then what `aside.py` sends beside them, then the streams come down, and at the
end the server hears how this desk stands; a desk that is barred says so first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from helpdesk_desktop.store.outbox import OutboxItem
from helpdesk_desktop.sync.aside import after_aside, aside_to_send
from helpdesk_desktop.sync.errors import (
    BatchRefused,
    CursorGone,
    DeviceRevoked,
    Forbidden,
    NoOffer,
    NotThere,
    ServerTroubled,
    SyncError,
    UpgradeRequired,
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
from helpdesk_desktop.sync.state import Kept, StreamEnd, SyncState
from helpdesk_desktop.sync.verdicts import (
    Accepted,
    Disputed,
    Refused,
    ends_the_push,
    verdict,
)
from helpdesk_domain.sync import DIRECTORY, ChangesPage, Hello, SnapshotManifest

ROOM: Final = 0.9
"""Part of the longest body that calls of a batch may fill: their frame needs the rest."""

_LOST: Final = StreamEnd("the server does not know where we stand", -1)
"""Never what is here."""

Step = tuple[SyncState, tuple[Write, ...]]


def next_question(state: SyncState, kept: Kept) -> Question | None:
    """What to ask now, `kept` being what the file of this desk says; None: the sync has ended."""
    if state.over:
        return None
    if state.hello is None:
        return AskHello()
    if state.asks_first:
        return SayHow(state.clock_off_s)
    return (
        _calls_to_send(state, kept, state.hello)
        or aside_to_send(state, kept)
        or _to_read(state, kept, state.hello)
        or (None if state.told else SayHow(state.clock_off_s))
    )


def after(
    state: SyncState, question: Question, answered: Answered, now: datetime, chance: float
) -> Step:
    """The state once `question` was `answered`, and what is to be written in one transaction.

    Args:
        chance: A random number, 0 <= chance < 1.
    """
    # calls that were marked as on their way have to land first
    if isinstance(answered, DeviceRevoked) and not isinstance(question, SendCalls):
        return _ended(state, answered), ()
    aside = after_aside(state, question, answered, now, chance)
    return aside or _after(state, question, answered, now, chance)


def _after(
    state: SyncState, question: Question, answered: Answered, now: datetime, chance: float
) -> Step:
    match question, answered:
        case AskHello(), Hello():
            off = round((now - answered.server_time).total_seconds())
            return replace(state, hello=answered, clock_off_s=off), (Begin(answered),)
        case SendCalls(calls), (Outcomes() | SyncError()):
            return _after_calls(state, calls, answered, now, chance)
        case SayHow(), Hearing(heard, order):
            return replace(_told(state), heard=heard, order=order), (Told(),)
        case SayHow(), SyncError():
            return _told(state), ()
        case _, SyncError():
            return _after_failed_pull(state, question, answered)
    return _after_pull(state, question, answered)


def _told(state: SyncState) -> SyncState:
    """What was said first is said again at the end: it is another thing by then."""
    return replace(state, told=not state.asks_first, asks_first=False)


def differs(state: SyncState, kept: Kept) -> frozenset[str]:
    """Streams of which this desk does not hold what the server says they hold."""
    return frozenset(
        stream for stream, end in state.ends.items() if not end.is_what_is_here(kept.place(stream))
    )


def fits(page: ChangesPage, stream: str, since: int) -> bool:
    """Whether `page` is whole and starts where we stand; a late or cut answer does not."""
    advances = page.next > since if page.changes or page.has_more else page.next >= since
    asked = (page.stream, page.since) == (stream, since)
    return asked and page.count == len(page.changes) and advances


def _calls_to_send(state: SyncState, kept: Kept, hello: Hello) -> SendCalls | None:
    """Many at once; a call that failed before goes alone, so that it holds up no other."""
    most = 1 if kept.due and kept.due[0].failed_before else state.batch
    calls = tuple(_fitting(kept.due, most, hello.body_limit * ROOM))
    return SendCalls(calls) if calls else None


def _fitting(due: Iterable[OutboxItem], most: int, room: float) -> Iterator[OutboxItem]:
    for number, item in enumerate(due):
        room -= len(item.payload)
        if number and (number >= most or room < 0 or item.failed_before):
            return
        yield item


def _to_read(state: SyncState, kept: Kept, hello: Hello) -> Question | None:
    """What to ask of the first stream that is not here yet."""
    for stream in state.streams:
        place, end = kept.place(stream), state.ends.get(stream)
        fresh = place.generation == hello.generation
        right = end is None or end.is_what_is_here(place)
        may_restart = stream not in state.restarted
        if may_restart and stream == DIRECTORY and not (fresh and right):
            return AskSnapshot(state.manifest) if state.manifest else AskManifest()
        if may_restart and not right:
            return AskChanges(stream, 0)
        if end is None:
            return AskChanges(stream, place.cursor if fresh else 0)
    return None


def _after_calls(
    state: SyncState,
    calls: tuple[OutboxItem, ...],
    answered: Outcomes | SyncError,
    now: datetime,
    chance: float,
) -> Step:
    if isinstance(answered, BatchRefused):
        return replace(state, batch=max(1, len(calls) // 2)), (Land(calls),)
    if isinstance(answered, Outcomes):
        outcomes = answered.by_position
    else:
        outcomes = {item.position: answered for item in calls}
    settled = tuple(
        Settle(item, verdict(outcomes[item.position], item.call_id, item.attempts, now, chance))
        for item in calls
        if item.position in outcomes
    )
    # On one call of many: the server still works. On each of them: it does not.
    failed = all(isinstance(outcome, ServerTroubled) for outcome in outcomes.values())
    troubles = state.troubles + len(outcomes) if failed else 0
    ending = next((o for o in outcomes.values() if ends_the_push(o, troubles)), None)
    state = replace(_counted(state, settled), troubles=troubles)
    return (_ended(state, ending) if isinstance(ending, SyncError) else state), settled


def _counted(state: SyncState, settled: tuple[Settle, ...]) -> SyncState:
    verdicts = [one.verdict for one in settled]
    return replace(
        state,
        sent=state.sent + sum(isinstance(known, Accepted) for known in verdicts),
        refused=state.refused + sum(isinstance(known, Refused) for known in verdicts),
        conflicts=state.conflicts + sum(isinstance(known, Disputed) for known in verdicts),
    )


def _after_pull(state: SyncState, question: Question, answered: Answered) -> Step:
    match question, answered:
        case AskManifest(), SnapshotManifest():
            return replace(state, manifest=answered), ()
        case AskSnapshot(manifest), SnapshotFile():
            received = state.received + manifest.records
            # the file is a page or so behind: what changed since is read next
            state = _restarted(replace(state, manifest=None, received=received), DIRECTORY)
            return state, (Install(manifest, answered),)
        case AskChanges(stream), ChangesPage():
            return _after_page(state, stream, answered)
    raise TypeError(f"{type(answered).__name__} is no answer to {type(question).__name__}")


def _after_page(state: SyncState, stream: str, page: ChangesPage) -> Step:
    writes: tuple[Write, ...] = (Apply(page),)
    if page.since == 0 and stream != DIRECTORY:
        state, writes = _restarted(state, stream), (BeginAgain(stream), Apply(page))
    if not page.has_more:
        state = replace(state, ends={**state.ends, stream: StreamEnd.of(page)})
    # records of the offer are what an operator waits for
    received = len(page.changes) if stream == DIRECTORY else 0
    return replace(state, received=state.received + received), writes


def _restarted(state: SyncState, stream: str) -> SyncState:
    """`stream` is being read from its beginning: what was said of its end does not count."""
    ends = {name: end for name, end in state.ends.items() if name != stream}
    return replace(state, ends=ends, restarted=state.restarted | {stream})


def _after_failed_pull(state: SyncState, question: Question, problem: SyncError) -> Step:
    """Where the answer is no reason to stop, the other streams go on without this one."""
    match question, problem:
        case AskChanges(stream, since), CursorGone():
            if stream in state.restarted or (stream != DIRECTORY and since == 0):
                return _ended(state, ServerTroubled("its changes do not fit its beginning")), ()
            # only the offer comes as a file; another stream is read from 0
            return replace(state, ends={**state.ends, stream: _LOST}), ()
        case AskSnapshot(), NotThere() if not state.renewed:
            # the offer moved on between its announcement and its download
            return replace(state, manifest=None, renewed=True), ()
        case ((AskManifest() | AskSnapshot()), NoOffer()):
            return _without(state, DIRECTORY, problem), ()
        case AskChanges(stream), (Forbidden() | NotThere()) if stream != DIRECTORY:
            return _without(state, stream, state.problem), ()
        case ((AskManifest() | AskSnapshot() | AskChanges()), UpgradeRequired()):
            for stream in state.streams:
                state = _without(state, stream, problem)
            return state, ()
    return _ended(state, problem), ()


def _without(state: SyncState, stream: str, problem: SyncError | None) -> SyncState:
    """Nothing more of `stream` in this sync."""
    state = _restarted(state, stream)
    return replace(state, ends={**state.ends, stream: StreamEnd()}, problem=problem)


def _ended(state: SyncState, problem: SyncError) -> SyncState:
    order = problem.order if isinstance(problem, DeviceRevoked) else None
    return replace(state, problem=problem, order=order, over=True)
