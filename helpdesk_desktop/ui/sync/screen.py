"""The synchronisation screen: shows where each call is, and carries out what a person chose."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from helpdesk_desktop.store.conflicts import Conflict, settle
from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.overview import Overview, overview
from helpdesk_desktop.store.reads import note_texts_read
from helpdesk_desktop.ui.background.desk import Changed, Desk
from helpdesk_desktop.ui.background.jobs import Jobs
from helpdesk_desktop.ui.sync.page import SyncPage
from helpdesk_desktop.ui.sync.status import SyncStatus
from helpdesk_desktop.ui.words.call_words import KindNames
from helpdesk_desktop.ui.words.notices import how_soon
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.clock import utc_now
from helpdesk_domain.devices import DeviceBoard
from helpdesk_domain.languages import mark
from helpdesk_domain.people import Person, PersonId, Role
from helpdesk_domain.reads import Why

ANSWERS_FOR_A_TEAM = (Role.LEAD, Role.ADMIN)


class SyncScreen(QObject):
    """Ties the page to the store and the line.

    Args:
        board: Fetches how the desks of the team stand; blocks.
        kind_names: What the kinds of help are called.
    """

    said = Signal(str, dict)

    def __init__(
        self,
        desk: Desk,
        line: SyncStatus,
        speech: Speech,
        board: Callable[[], DeviceBoard],
        kind_names: KindNames,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._line = line
        self._speech = speech
        self._board = board
        self._jobs = Jobs(self)
        self._person: Person | None = None
        self._read: set[tuple[CallId, int]] = set()
        self.page = SyncPage(speech, kind_names)
        self.destroyed.connect(self.page.deleteLater)  # no window has it until it is shown
        self.page.try_again.connect(line.hurry)
        self.page.chosen.connect(self._settle)
        self.page.gone.connect(self._read.clear)
        self._is_trying = False
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)
        self._second.start()
        line.changed.connect(self._stand)
        line.began.connect(lambda: self._try(True))
        line.ended.connect(lambda: self._try(False))
        desk.failed.connect(lambda _: self._try(False))
        line.ended.connect(self.read)
        desk.changed.connect(self._desk_changed)

    def seat(self, person: Person | None) -> None:
        """Whose calls are shown, and whether a team's desks are."""
        self._person = person
        if person is None or person.role not in ANSWERS_FOR_A_TEAM:
            self.page.show_board(None)

    def read(self) -> None:
        """Read again what the page shows, if anybody sees it."""
        if not self.page.isVisible():
            return
        author = self._person.id if self._person else None
        self._desk.read(self, partial(overview, author=author), self._show)
        if self._person and self._person.role in ANSWERS_FOR_A_TEAM:
            self._jobs.run(
                self._board, owner=self, done=self.page.show_board, failed=lambda _problem: None
            )

    def _show(self, seen: Overview) -> None:
        """Both texts of a conflict are shown once it is noted, in the file, that they are read."""
        told = [one for one in seen.conflicts if _text_of(one) not in self._read]
        if not told:
            self.page.show_overview(seen)
            return
        self._read.update(map(_text_of, told))
        person = self._person.id if self._person else None
        self._desk.write(
            partial(_note_read, conflicts=told, person=person, now=utc_now()),
            Changed(0),
            done=lambda _: self.page.show_overview(seen),
            failed=self._stay_unread,
        )

    def _stay_unread(self, problem: Exception) -> None:
        self._read.clear()
        self._desk.failed.emit(problem)

    def close(self) -> None:
        self._second.stop()
        self._jobs.close()

    def _stand(self) -> None:
        self.page.stand(lambda: self._line.sentence(self._speech.words))

    def _try(self, is_trying: bool) -> None:
        """Say it aloud when it begins and when it is over, not each second between."""
        aloud, self._is_trying = is_trying != self._is_trying, is_trying
        self.page.tell_try(self._next, aloud=aloud)

    def _tick(self) -> None:
        if self.page.isVisible():
            self.page.tell_try(self._next)

    def _next(self) -> str:
        words, line = self._speech.words, self._line
        seconds = line.next_try_s
        if self._is_trying:
            return words.say("Trying …")
        if seconds is None:
            return ""
        time = how_soon(seconds, words)
        if line.problem is None:
            return words.say("Next sync in {time}.", time=time)
        return words.say("Next try in {time}.", time=time)

    def _desk_changed(self, changed: Changed) -> None:
        if Changed.CALLS in changed:
            self.read()

    def _settle(self, conflict: Conflict, chosen: Call) -> None:
        author = self._person.id if self._person else None
        self._desk.write(
            lambda session: settle(session, conflict, chosen, author, utc_now()),
            Changed.CALLS,
            done=self._settled,
        )

    def _settled(self, was_kept: bool) -> None:
        if was_kept:
            self.said.emit(mark("Your choice is kept; the other text stays with the call."), {})
        else:
            self.said.emit(mark("This call has changed meanwhile: look at it again."), {})


def _text_of(conflict: Conflict) -> tuple[CallId, int]:
    """Another text of the server is another one to read."""
    return conflict.mine.id, conflict.copy.rev


def _note_read(
    session: Session, conflicts: Sequence[Conflict], person: PersonId | None, now: datetime
) -> None:
    for one in conflicts:
        note_texts_read(session, (one.mine, one.theirs), Why.CONFLICT, person, now)
