"""One sync, from the first question to the last page. Blocks."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from helpdesk_desktop.store import (
    orders,
    outbox,
    personal_outbox,
    reads,
    streams,
    suggestions,
    unanswered,
)
from helpdesk_desktop.store.database import Session as DatabaseSession
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.errors import StoreFault
from helpdesk_desktop.sync.asking import Asking
from helpdesk_desktop.sync.revocation.heeding import heeded
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.sync.session import Session
from helpdesk_desktop.sync.state import Kept, SyncState
from helpdesk_desktop.sync.step import after, differs, next_question
from helpdesk_desktop.sync.writing import Writing
from helpdesk_domain.call_exchange import BATCH_LIMIT, team_stream
from helpdesk_domain.clock import Clock
from helpdesk_domain.erasures import ERASED
from helpdesk_domain.people import Person, PersonId, Role
from helpdesk_domain.personal_exchange import personal_stream
from helpdesk_domain.statistics.publication import figures_streams
from helpdesk_domain.sync import DIRECTORY, FLAGS, FORMS, MY_SUGGESTIONS

ASIDE_AT_A_TIME: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What a sync did.

    Attributes:
        sent: Calls the server now keeps.
        refused: Calls it would not take.
        conflicts: Calls of which it holds another content.
        received: Records of the offer that came.
        bootstrapped: Whether the offer was fetched whole.
        differing: Streams of which, read twice, this desk does not hold what the server says.
        received_today: Calls of this device that the server received today; None if not said.
        clock_off_s: Seconds by which this computer's clock is ahead of the server's.
        is_locked: The server took it all, and has not said that the desk may be worked at again.
    """

    sent: int
    refused: int
    conflicts: int
    received: int
    bootstrapped: bool
    finished_at: datetime
    differing: tuple[str, ...] = ()
    received_today: int | None = None
    clock_off_s: int = 0
    is_locked: bool = False


def run_cycle(
    store: Store, server: Server, *, now: Clock, chance: Callable[[], float] = random.random
) -> SyncReport:
    """Send what waits, then fetch what changed; a second caller waits for the first.

    Raises:
        SyncError: Why it could not end; what was settled before stays settled.
        StoreFault: The file of this desk is at fault.
        SuspiciousDeletion: The server's offer would empty ours; somebody has to say yes first.
    """
    with server.cycle:
        asking = Asking(store, server, Session(store, server, now), now)
        read = partial(what_is_kept, author=asking.session.person.id, began=now())
        barred = store.read(orders.standing_order)
        streams = streams_of(asking.session.person)
        state = SyncState(streams=streams, asks_first=barred is not None)
        kept = store.read(partial(read, state=state))
        while (question := next_question(state, kept)) is not None:
            answered = asking.ask(question)
            state, writes = after(state, question, answered, now(), chance())
            if writes:
                store.run(partial(_writing(server, state, now()).write, writes=writes))
            if state.order is not None:  # at once: what comes later may fail
                problem = heeded(store, server, state.problem, state.order, barred, now())
                state = replace(state, problem=problem, order=None)
            kept = store.read(partial(read, state=state))
        forget_traces(store)
        if state.problem is not None:
            with suppress(StoreFault):
                store.run(partial(orders.note_problem, kind=type(state.problem).__name__))
            raise state.problem
        return _report(state, kept, now(), store.read(orders.standing_order) is not None)


def forget_traces(store: Store) -> None:
    """What was erased since the last sync stood in the log of the file as it was: fold that."""
    with suppress(StoreFault):  # the next sync does it, too
        if store.read(personal_outbox.leaves_traces) and store.fold():
            store.run(personal_outbox.note_no_traces)


def streams_of(person: Person) -> tuple[str, ...]:
    """What `person` reads, the offer first. Who looks after the server reads no calls."""
    team = person.team
    of_team = () if person.role is Role.ADMIN else (team_stream(team), personal_stream(team))
    return (DIRECTORY, *of_team, FLAGS, FORMS, MY_SUGGESTIONS, ERASED, *figures_streams(person))


def what_is_kept(
    session: DatabaseSession, state: SyncState, author: PersonId, began: datetime
) -> Kept:
    """What the file says now; what was put off since the sync `began` is not due in it."""
    generation = state.hello.generation if state.hello else ""
    return Kept(
        due=tuple(outbox.due(session, author, began, BATCH_LIMIT)),
        records=tuple(personal_outbox.due_records(session, author, began, ASIDE_AT_A_TIME)),
        suggestions=tuple(suggestions.due_suggestions(session, author, began, ASIDE_AT_A_TIME)),
        days=tuple(unanswered.days_to_send(session, generation)) if state.sends else (),
        reads=reads.reads_to_send(session, generation) if state.sends else None,
        places={stream: streams.place(session, stream) for stream in state.streams},
    )


def _writing(server: Server, state: SyncState, now: datetime) -> Writing:
    assert state.hello is not None
    return Writing(server.url, state.hello.generation, state.streams, now)


def _report(state: SyncState, kept: Kept, now: datetime, is_locked: bool) -> SyncReport:
    return SyncReport(
        sent=state.sent,
        refused=state.refused,
        conflicts=state.conflicts,
        received=state.received,
        bootstrapped=DIRECTORY in state.restarted,
        finished_at=now,
        differing=tuple(sorted(differs(state, kept))),
        received_today=state.heard.received_today if state.heard else None,
        clock_off_s=state.clock_off_s,
        is_locked=is_locked,
    )
