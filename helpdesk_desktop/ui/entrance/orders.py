"""Carries out what the organisation orders of a desk that was given up for lost.

First the desk is shut, then what is typed is kept, then all of it is sealed; only then, and only
while the file says that it is to be erased, is anything erased. The network comes last.
"""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from helpdesk_desktop.sync.errors import (
    DeskBarred,
    DeskLocked,
    ServerUnreachable,
    SignInNeeded,
    WipeOrdered,
)
from helpdesk_desktop.ui.background.desk import Changed
from helpdesk_desktop.ui.background.jobs import Jobs
from helpdesk_desktop.ui.entrance.barred_pages import ErasedPage, LockedPage
from helpdesk_desktop.ui.window.main_window import MainWindow
from helpdesk_desktop.ui.words.notices import Standing, problem_sentence, sync_sentence
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import BRUSSELS

if TYPE_CHECKING:
    from helpdesk_desktop.store.database import Store
    from helpdesk_desktop.store.orders import StandingOrder
    from helpdesk_desktop.ui.entrance.entrance import Doors
    from helpdesk_desktop.ui.workplace import Workplace
    from helpdesk_domain.directives import Action


RETRY_MS = 2000
"""Between two tries to keep and seal what is here, on a disk that does not take it."""


class Orders(QObject):
    """Locks the window until the desk is released, or sees the desk erased; loses nothing.

    Attributes:
        has_closed: Whether its file is closed, to be erased.
    """

    freed = Signal()
    """The desk was locked, and may be worked at again."""
    sign_in_asked = Signal()

    def __init__(self, window: MainWindow, speech: Speech, sealed: str, doors: "Doors") -> None:
        """Args: sealed: Folder of sealed boxes."""
        super().__init__(window)
        self._window = window
        self._speech = speech
        self._sealed = sealed
        self._doors = doors
        self._jobs = Jobs(self)
        self._store: Store | None = None
        self._workplace: Workplace | None = None
        self._asked_at = ""
        self._erases = False
        self.has_closed = False
        speech.changed.connect(self._say_how_it_stands)

    @property
    def stand(self) -> bool:
        """Whether the desk is not to be shown."""
        return self._workplace is not None and self._workplace.line.is_locked

    def watch(self, store: "Store", workplace: "Workplace") -> None:
        """Obey what the line of `workplace` hears."""
        self._store, self._workplace = store, workplace
        workplace.line.barred.connect(self.bar)
        workplace.line.ended.connect(self._look)
        workplace.line.changed.connect(self._say_how_it_stands)

    def obey(self, order: "StandingOrder") -> None:
        """The file says at the start that an order stands."""
        if _erases(order.action):
            self.bar(WipeOrdered())
            return
        self.bar(DeskLocked())
        if self._workplace:
            self._workplace.line.sync()

    def bar(self, problem: DeskBarred) -> None:
        """Show the desk no more; then see that nothing of it is lost."""
        if self._erases or self._workplace is None:
            return
        self._workplace.line.is_locked = True
        self._workplace.hush()
        self._erases = isinstance(problem, WipeOrdered)
        if self._erases:
            self._window.show_page(self._erased_page)
            self._workplace.line.close()  # nothing it could hear changes what is begun
        else:
            self.show()
        # behind every write that is under way, so that the page is seen while they are waited for
        self._workplace.desk.write(
            lambda _: None,
            Changed(0),
            done=lambda _: self._keep_and_seal(),
            failed=lambda _: self._keep_and_seal(),
        )

    def show(self) -> None:
        """The page that stands before a desk that is locked."""
        self._locked_page.over(False)
        self._window.show_page(self._locked_page)
        self._locked_page.look()

    def send_what_is_left(self) -> None:
        """Boxes of a desk that was erased here may still wait, whoever sits here now."""
        self._jobs.run(
            self._doors.send_sealed, owner=self, done=lambda _: None, failed=lambda _: None
        )

    def close(self) -> None:
        """Let the work under way end."""
        self._jobs.close()

    def _look(self) -> None:
        """Whether the server released the desk, in a sync that ended well or not."""
        self._asked_at = datetime.now(BRUSSELS).strftime("%H:%M")
        if self.stand and self._workplace and not self.has_closed:
            from helpdesk_desktop.store.orders import standing_order

            self._workplace.desk.read(self, standing_order, self._read)

    def _read(self, order: "StandingOrder | None") -> None:
        if self.stand and order is None and self._workplace and not self.has_closed:
            self._workplace.line.is_locked = False
            self._locked_page.over(True)

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
        words, problem = self._speech.words, self._workplace.line.problem
        if isinstance(problem, DeskLocked):
            still = words.say("Asked at {time}: still locked.", time=self._asked_at)
        elif isinstance(problem, ServerUnreachable):
            still = words.say(
                "{time}: the server cannot be reached; still locked.", time=self._asked_at
            )
        else:
            still = sync_sentence(problem, Standing(), words) if problem else ""
        self._locked_page.tell(still)

    def _keep_and_seal(self) -> None:
        """Seal what the file holds; of a desk that is erased nothing may be left outside of it."""
        store, workplace = self._store, self._workplace
        if store is None or workplace is None or self.has_closed:
            return
        problem = workplace.keep_what_is_typed()
        if problem is not None and self._erases:
            self._not_sealed(problem)
            return
        self._jobs.run(
            lambda: self._doors.seal(store),
            owner=self,
            done=self._erase_if_it_stands if self._erases else lambda _: self.send_what_is_left(),
            failed=self._not_sealed if self._erases else lambda _: None,
        )

    def _not_sealed(self, problem: Exception) -> None:
        """Nothing is erased before: the disk may take it later."""
        self._not_erased(problem)
        QTimer.singleShot(RETRY_MS, self, self._keep_and_seal)

    def _erase_if_it_stands(self, sealed_under: "Action | None") -> None:
        if not _erases(sealed_under):
            self._not_erased(DeskLocked("nothing says so in the file"))
            return
        self._erased_page.tell("")
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
        page.left.connect(self.freed)
        return page

    @cached_property
    def _erased_page(self) -> ErasedPage:
        page = ErasedPage(self._speech, self._sealed)
        page.asked.connect(self._send)
        page.left.connect(self._window.close)
        return page


def _erases(action: "Action | None") -> bool:
    from helpdesk_domain.directives import Action  # after the first paint: it reads half the domain

    return action is Action.WIPE
