"""Keeps what is typed in the encrypted file, so that a crash costs less than a second."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from helpdesk_desktop.store.calls import Draft, discard_draft, keep_draft
from helpdesk_desktop.ui.desk import Changed, Desk
from helpdesk_desktop.ui.open_call import OpenCall
from helpdesk_domain.calls import CallId

PAUSE_MS = 250
"""Longest time a change waits before it is written, together with those that came meanwhile."""

RETRY_MS = 2000


class DraftKeeper(QObject):
    """Writes the call in progress to the file, soon after each change."""

    kept = Signal(bool)
    """Whether everything typed so far is in the file."""

    def __init__(
        self, desk: Desk, ticks: Callable[[], float], clock: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ticks = ticks
        self._clock = clock
        self._pending: OpenCall | None = None
        self._changes = 0
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.write)

    def changed(self, opened: OpenCall) -> None:
        """`opened` is not what the file holds any more."""
        self._pending = opened
        self._changes += 1
        self.kept.emit(False)
        if not self._timer.isActive():
            self._timer.start()

    def write(self) -> None:
        """Write now what waits to be written."""
        self._timer.stop()
        opened, self._pending = self._pending, None
        if opened is None or not opened.worth_keeping():
            return
        self._desk.write(
            partial(keep_draft, draft=self._draft(opened)),
            Changed.DRAFTS,
            done=partial(self._written, self._changes),
            failed=partial(self._failed, opened),
        )

    def forget(self) -> None:
        """The call is being logged: what waits to be written goes with it."""
        self._timer.stop()
        self._pending = None

    def discard(self, call_id: CallId) -> None:
        """Set a draft aside; the file keeps it for thirty days."""
        change = partial(discard_draft, call_id=call_id, now=self._clock())
        self._desk.write(change, Changed.DRAFTS)

    def _written(self, changes: int, _: object) -> None:
        self.kept.emit(changes == self._changes)

    def _failed(self, opened: OpenCall, problem: Exception) -> None:
        self._desk.failed.emit(problem)
        if self._pending is None:
            self._pending = opened
            QTimer.singleShot(RETRY_MS, self, self.write)

    def _draft(self, opened: OpenCall) -> Draft:
        return Draft(
            call=opened.timed(self._ticks()),
            search_text=opened.search_text,
            base_rev=opened.base_rev,
            updated_at=self._clock(),
        )
