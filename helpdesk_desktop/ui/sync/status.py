"""The line to the server: when to sync, and how things stand, in a sentence."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.outbox import OutboxState, outbox_state, send_refused_again, try_now
from helpdesk_desktop.store.personal_outbox import try_records_now
from helpdesk_desktop.sync.errors import DeskBarred, ServerTroubled
from helpdesk_desktop.ui.background.desk import Changed, Desk
from helpdesk_desktop.ui.background.jobs import Jobs
from helpdesk_desktop.ui.words.in_brief import in_brief
from helpdesk_desktop.ui.words.notices import (
    Standing,
    locked_sentence,
    standing_sentence,
    sync_sentence,
)
from helpdesk_domain.languages import Words
from helpdesk_domain.people import PersonId

if TYPE_CHECKING:
    from helpdesk_desktop.sync.cycle import SyncReport

FIRST_RETRY_S = 2.0
LONGEST_RETRY_S = 60.0
MOST_DOUBLINGS = 5
"""Enough to reach the longest pause; after half a day offline, 2 to the power of every failure
would be a number no clock can hold, and the desk would never ask again."""
WAITING_RETRY_S = 10.0
"""How soon to look again when calls wait although the server answers: each has its own patience."""


class SyncStatus(QObject):
    """Runs a sync at start, after each saved call, and every few minutes; never two at once."""

    changed = Signal()
    began = Signal()
    """A sync is under way, or will be in a moment: somebody asked for it."""
    ended = Signal()
    """A sync is over, well or not: something of the offer may have come."""
    barred = Signal(Exception)
    """The organisation ordered that this desk is not worked at: a `DeskBarred`."""

    def __init__(
        self,
        desk: Desk,
        cycle: "Callable[[], SyncReport]",
        every_s: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._cycle = cycle
        self._every_s = every_s
        self._jobs = Jobs(self)
        self._running = self._again = False
        self._failures = 0
        self.author: PersonId | None = None
        self.is_locked = False
        self.standing = Standing()
        self.problem: Exception | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.sync)
        desk.changed.connect(self._desk_changed)

    def every(self, seconds: int) -> None:
        """Leave so many seconds between two syncs, give or take a fifth."""
        self._every_s = seconds
        if self.problem is None and self._timer.remainingTime() > seconds * 1000:
            self._timer.start(seconds * 1000)

    def sync(self) -> None:
        """Sync now; when one is under way, once more after it; not while nobody is signed in."""
        if self.author is None:
            return
        if self._running:
            self._again = True
            return
        self._running = True
        self._timer.stop()
        self.began.emit()
        self._jobs.run(self._cycle, owner=self, done=self._ended, failed=self._failed)

    def hurry(self) -> None:
        """Sync now, and send also what was told to wait: the operator asked for it."""
        self.began.emit()
        self._desk.write(_forget_the_waits, Changed.CALLS)

    @property
    def next_try_s(self) -> int | None:
        """Seconds until it syncs again by itself; None while nobody knows."""
        return -(-self._timer.remainingTime() // 1000) if self._timer.isActive() else None

    def count(self) -> None:
        """Count again what waits."""
        self._desk.read(self, partial(outbox_state, author=self.author), self._counted)

    def sentence(self, words: Words) -> str:
        """How things stand, for the operator."""
        if self.is_locked:
            return locked_sentence(words)
        if self.problem is not None:
            return sync_sentence(self.problem, self.standing, words)
        return standing_sentence(self.standing, words)

    def in_brief(self, words: Words) -> tuple[str, ...]:
        """The same, ever shorter."""
        return in_brief(DeskBarred() if self.is_locked else self.problem, self.standing, words)

    @property
    def mood(self) -> str:
        """How the sentence looks: see `status_bar.SHAPES`."""
        if self.is_locked:
            return "waiting_list"
        standing = self.standing
        to_look_at = standing.refused or standing.conflicts or standing.differs
        stays = standing.waiting and not self._running  # what is on its way is no news
        if self.problem or to_look_at or standing.clock_is_wrong or stays:
            return "waiting_list"
        return "available" if self.standing.last_sync else "unknown"

    def close(self) -> None:
        self._timer.stop()
        self._jobs.close()

    def _ended(self, report: "SyncReport") -> None:
        self._running = False
        if self._failures and self.standing.waiting:
            self._desk.write(_all_is_due, Changed.CALLS)  # the network is back: what waits is due
        self._failures = 0
        self.problem = None
        self.standing = replace(
            self.standing,
            last_sync=report.finished_at,
            offline_since=None,
            differs=bool(report.differing),
            clock_off_s=report.clock_off_s,
        )
        self._rest(self._every_s * random.uniform(0.8, 1.2))

    def _failed(self, problem: Exception) -> None:
        self._running = False
        self._failures += 1
        self.problem = problem
        since = self.standing.offline_since or datetime.now(UTC)
        self.standing = replace(self.standing, offline_since=since)
        self._rest(self._pause_s(problem))
        if isinstance(problem, DeskBarred):
            self.barred.emit(problem)

    def _pause_s(self, problem: Exception) -> float:
        """Seconds to leave the server alone: longer each time, never all desks at once."""
        asked = problem.retry_after_s if isinstance(problem, ServerTroubled) else None
        doublings = min(self._failures - 1, MOST_DOUBLINGS)
        longest = min(LONGEST_RETRY_S, FIRST_RETRY_S * 2**doublings)
        return (asked or 0) + random.uniform(longest / 2, longest)

    def _rest(self, pause_s: float) -> None:
        self.count()
        again, self._again = self._again, False
        if not again:
            self._timer.start(round(pause_s * 1000))
        self.ended.emit()
        if again:
            self.sync()

    def _counted(self, outbox: OutboxState) -> None:
        self.standing = replace(
            self.standing,
            signed_in=self.author is not None,
            waiting=outbox.waiting,
            refused=outbox.refused,
            conflicts=outbox.conflicts,
            of_colleagues=outbox.other_author,
        )
        soon = self._timer.remainingTime() <= WAITING_RETRY_S * 1000
        if outbox.waiting and self.problem is None and not soon:
            self._timer.start(round(random.uniform(0.5, 1.0) * WAITING_RETRY_S * 1000))
        self.changed.emit()

    def _desk_changed(self, changed: Changed) -> None:
        if Changed.CALLS in changed:
            self.count()
            self.sync()


def _forget_the_waits(session: Session) -> None:
    """What waits is due now, and what was refused is tried again: the server may have learned."""
    send_refused_again(session)
    _all_is_due(session)


def _all_is_due(session: Session) -> None:
    """Calls, and who they are about: colleagues wait for whom to ring back."""
    try_now(session)
    try_records_now(session)
