"""One sync, from the first question to the last page. Blocks.

Calls go up first, then words searched without result, then the offer comes down.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from helpdesk_desktop.store import offer, outbox, replica, unanswered
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.outbox import OutboxItem
from helpdesk_desktop.store.unanswered import DayOfWords
from helpdesk_desktop.sync.errors import CursorGone, ServerTroubled, SyncError
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.sync.session import Session
from helpdesk_desktop.sync.step import (
    Accepted,
    Disputed,
    Outcome,
    OutcomeOfWords,
    Postponed,
    Pull,
    Refused,
    Verdict,
    ends_the_push,
    next_pull,
    settles,
    verdict,
)
from helpdesk_domain.people import PersonId
from helpdesk_domain.sync import ChangesPage
from helpdesk_domain.wire import digest

BACKUP_AGE: Final = timedelta(days=30)
"""Calls the server kept longer ago are taken to be in any backup it is restored from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What a sync did.

    Attributes:
        sent: Calls the server now keeps.
        refused: Calls it would not take.
        conflicts: Calls of which it holds another content.
        received: Records of the offer that came.
        bootstrapped: Whether the offer was fetched whole.
    """

    sent: int
    refused: int
    conflicts: int
    received: int
    bootstrapped: bool
    finished_at: datetime


@dataclass(frozen=True, slots=True)
class Cycle:
    """What the steps of one sync share; nothing of it outlives the sync."""

    store: Store
    server: Server
    session: Session
    generation: str
    now: Callable[[], datetime]
    chance: Callable[[], float]


def run_cycle(
    store: Store,
    server: Server,
    *,
    now: Callable[[], datetime],
    chance: Callable[[], float] = random.random,
) -> SyncReport:
    """Send what waits, then fetch what changed; a second caller waits for the first.

    Raises:
        SyncError: Why it could not end; what was settled before stays settled.
        StoreFault: The file of this desk is at fault.
        SuspiciousDeletion: The server's offer would empty ours; somebody has to say yes first.
    """
    with server.cycle:
        session = Session(store, server, now)
        cycle = Cycle(store, server, session, server.hello().generation, now, chance)
        requeue_what_was_lost(cycle)
        verdicts = list(push(cycle))
        push_words(cycle)
        received, bootstrapped = pull(cycle)
        return SyncReport(
            sent=sum(isinstance(known, Accepted) for known in verdicts),
            refused=sum(isinstance(known, Refused) for known in verdicts),
            conflicts=sum(isinstance(known, Disputed) for known in verdicts),
            received=received,
            bootstrapped=bootstrapped,
            finished_at=now(),
        )


def requeue_what_was_lost(cycle: Cycle) -> None:
    """A server restored from a backup has forgotten calls it kept: they are sent once more.

    Asked at every sync: a desk that has no offer yet remembers no generation to compare.
    """
    again = partial(outbox.send_again_after_restore, acked_since=cycle.now() - BACKUP_AGE)
    cycle.store.run(lambda session: again(session, cycle.generation))


def push(cycle: Cycle) -> Iterator[Verdict]:
    """Send the calls that are due, one by one, oldest first, each once.

    One at a time is taken from the outbox, so that a kill leaves at most one in flight.
    """
    began, troubles = cycle.now(), 0
    author = cycle.session.person.id
    while items := _next_item(cycle, author, began):
        outcome = _sent(cycle, items[0])
        troubles = troubles + 1 if isinstance(outcome, ServerTroubled) else 0
        yield _settled(cycle, items[0], outcome)
        if isinstance(outcome, SyncError) and ends_the_push(outcome, troubles):
            raise outcome


def _next_item(cycle: Cycle, author: PersonId, began: datetime) -> list[OutboxItem]:
    """The call to be sent now, if any: once the window closes, nothing is taken any more."""
    cycle.server.refuse_when_stopped()
    return cycle.store.run(lambda session: outbox.take(session, author, began, limit=1))


def _sent(cycle: Cycle, item: OutboxItem) -> Outcome:
    put = cycle.server.put_call
    try:
        return cycle.session.asked(
            lambda access: put(access, item.call_id, item.payload, item.base_rev)
        )
    except SyncError as problem:
        return problem


def _settled(cycle: Cycle, item: OutboxItem, outcome: Outcome) -> Verdict:
    """Write down what became of the call; by its digest, as it may have changed meanwhile."""
    now, sent = cycle.now(), digest(item.payload)
    known = verdict(outcome, item.call_id, item.attempts, now, cycle.chance())
    match known:
        case Accepted(receipt):
            kept = partial(outbox.settle_accepted, receipt=receipt, generation=cycle.generation)
            cycle.store.run(lambda session: kept(session, item.call_id, sent))
        case Refused(code):
            cycle.store.run(lambda session: outbox.settle_refused(session, item.call_id, code, now))
        case Disputed(copy):
            cycle.store.run(
                lambda session: outbox.settle_conflict(session, item.call_id, copy, now)
            )
        case Postponed(until, code):
            cycle.store.run(lambda session: outbox.postpone(session, item.call_id, until, code))
    return known


def push_words(cycle: Cycle) -> None:
    """Send the days of words searched without result that the server lacks, each once.

    What fails here fails quietly and waits for the next sync: no call waits for a word.
    """
    here, troubles = cycle.generation, 0
    for sent in cycle.store.read(lambda session: unanswered.days_to_send(session, here)):
        outcome = _words_sent(cycle, sent)
        if settles(outcome, sent.day, digest(sent.payload)):
            settle = partial(unanswered.settle_day, sent=sent, generation=here)
            cycle.store.run(settle)
        troubles = troubles + 1 if isinstance(outcome, ServerTroubled) else 0
        if ends_the_push(outcome, troubles):
            return


def _words_sent(cycle: Cycle, sent: DayOfWords) -> OutcomeOfWords:
    put = cycle.server.put_words
    try:
        cycle.server.refuse_when_stopped()
        return cycle.session.asked(lambda access: put(access, sent.day, sent.payload))
    except SyncError as problem:
        return problem


def pull(cycle: Cycle) -> tuple[int, bool]:
    """Fetch the offer until nothing is left; records received, and whether it came whole."""
    received, bootstrapped = 0, False
    last: ChangesPage | CursorGone | None = None
    while True:
        cycle.server.refuse_when_stopped()
        here = cycle.store.read(offer.offer_state)
        match next_pull(here.generation, cycle.generation, last):
            case Pull.NOTHING:
                return received, bootstrapped
            case Pull.WHOLE if bootstrapped:
                raise ServerTroubled("its own snapshot does not fit its changes")
            case Pull.WHOLE:
                received += _bootstrap(cycle)
                last, bootstrapped = None, True
            case Pull.CHANGES:
                last = _page(cycle, here.cursor)
                received += len(last.changes) if isinstance(last, ChangesPage) else 0


def _bootstrap(cycle: Cycle) -> int:
    manifest = cycle.session.asked(cycle.server.manifest)
    changes = cycle.session.asked(lambda access: cycle.server.snapshot(access, manifest))
    install = partial(replica.install_snapshot, changes=changes, now=cycle.now())
    cycle.store.run(lambda session: install(session, cycle.generation, manifest.seq))
    return manifest.records


def _page(cycle: Cycle, since: int) -> ChangesPage | CursorGone:
    try:
        page = cycle.session.asked(lambda access: cycle.server.changes(access, since))
    except CursorGone as gone:
        return gone
    apply = partial(replica.apply_page, page=page, generation=cycle.generation, now=cycle.now())
    cycle.store.run(apply)
    return page
