"""Carries out what the organisation orders of a desk that was given up for lost."""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.sync.errors import DeskBarred, DeskLocked, SignInNeeded, WipeOrdered
from helpdesk_desktop.ui.barred_pages import ErasedPage, LockedPage
from helpdesk_desktop.ui.jobs import Jobs
from helpdesk_desktop.ui.main_window import MainWindow
from helpdesk_desktop.ui.notices import problem_sentence
from helpdesk_desktop.ui.speech import Speech
from helpdesk_domain.directives import Action

if TYPE_CHECKING:
    from helpdesk_desktop.store.database import Store
    from helpdesk_desktop.store.orders import StandingOrder
    from helpdesk_desktop.ui.entrance import Doors
    from helpdesk_desktop.ui.workplace import Workplace


class Orders(QObject):
    """Locks the window until the desk is released, or sees the desk erased; loses nothing."""

    freed = Signal()
    """The desk was locked, and may be worked at again."""
    sign_in_asked = Signal()

    def __init__(
        self, window: MainWindow, speech: Speech, sealed: str, doors: "Doors", jobs: Jobs
    ) -> None:
        """Args: sealed: Folder of sealed boxes."""
        super().__init__(window)
        self._window = window
        self._speech = speech
        self._sealed = sealed
        self._doors = doors
        self._jobs = jobs
        self._store: Store | None = None
        self._workplace: Workplace | None = None
        self._asked_at = ""
        self.stand = self.has_closed = False
        speech.changed.connect(self._say_how_it_stands)

    def watch(self, store: "Store", workplace: "Workplace") -> None:
        """Obey what the line of `workplace` hears."""
        self._store, self._workplace = store, workplace
        workplace.line.barred.connect(self.bar)
        workplace.line.ended.connect(self._look)
        workplace.line.changed.connect(self._say_how_it_stands)

    def obey(self, order: "StandingOrder") -> None:
        """The file says at the start that an order stands."""
        self.bar(WipeOrdered() if order.action is Action.WIPE else DeskLocked())
        if self._workplace:
            self._workplace.line.sync()

    def bar(self, problem: DeskBarred) -> None:
        """Show the desk no more; what is typed is kept first."""
        if self.has_closed:
            return
        self.stand = True
        if self._workplace:
            self._workplace.keep_what_is_typed()
        if isinstance(problem, WipeOrdered):
            self._window.show_page(self._erased_page)
            self._seal()
        else:
            self.show()

    def show(self) -> None:
        """The page that stands before a desk that is locked."""
        self._window.show_page(self._locked_page)
        self._locked_page.look()

    def _look(self) -> None:
        """Whether the server released the desk, in a sync that ended well or not."""
        self._asked_at = datetime.now().astimezone().strftime("%H:%M")
        if self.stand and self._workplace and not self.has_closed:
            from helpdesk_desktop.store.orders import standing_order

            self._workplace.desk.read(self, standing_order, self._read)

    def _read(self, order: "StandingOrder | None") -> None:
        if self.stand and order is None:
            self.stand = False
            self.freed.emit()

    def _ask(self) -> None:
        """Whether it is over: only who is signed in can be told."""
        workplace = self._workplace
        if workplace is None:
            return
        if workplace.line.author is None or isinstance(workplace.line.problem, SignInNeeded):
            self.sign_in_asked.emit()
        else:
            workplace.line.sync()

    def _say_how_it_stands(self) -> None:
        if self._workplace is None or not self.stand:
            return
        words, line = self._speech.words, self._workplace.line
        if isinstance(line.problem, DeskLocked):
            still = words.say("Asked at {time}: still locked.", time=self._asked_at)
            self._locked_page.tell(still)
        elif line.problem is not None:
            self._locked_page.tell(line.sentence(words))

    def _seal(self) -> None:
        """First of all: nothing is erased that is not sealed."""
        store = self._store
        if store is None:
            return
        self._jobs.run(
            lambda: self._doors.seal(store),
            owner=self,
            done=lambda _: self._erase(),
            failed=self._not_erased,
        )

    def _erase(self) -> None:
        self.has_closed = True
        self._window.may_close = lambda: True
        if self._workplace:
            self._workplace.vanish()
        self._jobs.run(
            self._doors.erase, owner=self, done=self._erased_page.ended, failed=self._not_erased
        )

    def _not_erased(self, problem: Exception) -> None:
        """It stays shut; the next start tries again."""
        self._erased_page.tell(problem_sentence(problem, self._speech.words))

    def _send(self) -> None:
        page = self._erased_page
        page.sending()
        self._jobs.run(
            self._doors.send_sealed, owner=self, done=page.ended, failed=self._not_erased
        )

    @cached_property
    def _locked_page(self) -> LockedPage:
        page = LockedPage(self._speech)
        page.asked.connect(self._ask)
        return page

    @cached_property
    def _erased_page(self) -> ErasedPage:
        page = ErasedPage(self._speech, self._sealed)
        page.asked.connect(self._send)
        page.left.connect(self._window.close)
        return page
