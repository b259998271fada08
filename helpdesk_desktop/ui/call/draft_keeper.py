"""Keeps what is typed in the encrypted file, so that a crash costs less than a second."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.drafts import Draft, forget_draft, keep_draft
from helpdesk_desktop.store.thrown_away import discard_call, drop_call
from helpdesk_desktop.ui.background.desk import Changed, Desk
from helpdesk_desktop.ui.call.open_call import OpenCall
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_domain.calls import CallId
from helpdesk_domain.languages import mark
from helpdesk_domain.people import PersonId

PAUSE_MS = 250
"""Longest time a change waits before it is written, together with those that came meanwhile."""

RETRY_MS = 2000


class DraftKeeper(QObject):
    """Writes the calls on the desk to the file, soon after each change."""

    kept = Signal(bool)
    """Whether everything typed so far is in the file."""

    said = Signal(str, dict)
    """A marked sentence and its values: what went along with a call that was thrown away."""

    def __init__(
        self, desk: Desk, ticks: Callable[[], float], clock: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ticks = ticks
        self._clock = clock
        self._waiting: dict[CallId, OpenCall] = {}
        self._gone: set[CallId] = set()
        self._changes = 0
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.write)

    def changed(self, opened: OpenCall) -> None:
        """`opened` is not what the file holds any more."""
        self._gone.discard(opened.call.id)
        self._waiting[opened.call.id] = opened
        self._changes += 1
        self.kept.emit(False)
        if not self._timer.isActive():
            self._timer.start()

    def write(self) -> None:
        """Write what waits to be written."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        if waiting:
            self._desk.write(
                self._writing(waiting),
                Changed.DRAFTS,
                done=partial(self._written, self._changes),
                failed=partial(self._failed, waiting),
            )

    def write_now(self) -> Exception | None:
        """Wait until nothing is under way or waits any more; what was refused and told, if any.

        What is under way ends first: a call whose saving is refused comes back, to be written.
        """
        refused = self._desk.drain()
        self.write()
        return self._desk.drain() or refused

    def forget(self, call_id: CallId) -> None:
        """The call is being logged: the file ends its draft by itself."""
        self._gone.add(call_id)
        self._waiting.pop(call_id, None)

    def drop(self, call_id: CallId, by: PersonId | None) -> None:
        """Nothing of the call is left: neither is its draft, nor who it was about."""
        self.forget(call_id)
        change = partial(drop_call, call_id=call_id, now=self._clock(), by=by)
        self._throw_away(change, mark("The call is gone; who it was about is erased for good."), {})

    def discard(self, call_id: CallId, by: PersonId | None) -> None:
        """Set a draft aside; the file keeps it for thirty days, without who it is about."""
        change = partial(discard_call, call_id=call_id, now=self._clock(), by=by)
        said = mark("Thrown away; who it was about is erased for good. {key} brings back the call.")
        self._throw_away(change, said, {"key": Key.UNDO})

    def take_back(self, draft: Draft) -> None:
        """A draft that was set aside is one to be gone on with again."""
        self._desk.write(partial(keep_draft, draft=draft), Changed.DRAFTS)

    def _throw_away(
        self, change: Callable[[Session], int], sentence: str, values: Mapping[str, object]
    ) -> None:
        def done(erased: int) -> None:
            if erased:
                self.said.emit(sentence, dict(values))

        self._desk.write(change, Changed.DRAFTS | Changed.PERSONAL, done=done)

    def _writing(self, waiting: dict[CallId, OpenCall]) -> Callable[[Session], None]:
        """What was erased on the screen is erased in the file too: it may have been a name."""
        drafts = [self._draft(opened) for opened in waiting.values() if opened.worth_keeping()]
        empty = [call_id for call_id, opened in waiting.items() if not opened.worth_keeping()]

        def write(session: Session) -> None:
            for draft in drafts:
                keep_draft(session, draft)
            for call_id in empty:
                forget_draft(session, call_id)

        return write

    def _written(self, changes: int, _: object) -> None:
        self.kept.emit(changes == self._changes)

    def _failed(self, waiting: dict[CallId, OpenCall], problem: Exception) -> None:
        self._desk.failed.emit(problem)
        still_here = {at: call for at, call in waiting.items() if at not in self._gone}
        self._waiting = still_here | self._waiting
        QTimer.singleShot(RETRY_MS, self, self.write)

    def _draft(self, opened: OpenCall) -> Draft:
        return Draft(
            call=opened.timed(self._ticks()),
            search_text=opened.search_text,
            base_rev=opened.base_rev,
            unread=dict(opened.unread),
            noted_words=opened.noted_words,
            updated_at=self._clock(),
        )
