"""The desk and the screens one key away from it, in the window that shows them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from helpdesk_desktop.ui.desk_page import DeskPage
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.screen import Screen
from helpdesk_desktop.ui.window.main_window import MainWindow


class Screens(QObject):
    """Shows one at a time; none of them while the window asks who is there."""

    turned = Signal()
    """Another page is shown."""

    def __init__(self, window: MainWindow, desk: DeskPage) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._pages: list[DeskPage | Screen] = [desk]
        window.pages.currentChanged.connect(lambda _: self.turned.emit())
        self._trail: list[tuple[DeskPage | Screen, QWidget | None]] = []
        self._held: QWidget | None = None

    def add(self, screen: Screen, back: Callable[[], None] | None = None) -> None:
        """Args: back: What leaving it does; None: the desk is shown."""
        self._pages.append(screen)
        screen.left.connect(back or self.to_the_desk)
        screen.opened.connect(self._to_the_words)

    @property
    def shown(self) -> DeskPage | Screen | None:
        """What somebody sees; None behind the sign-in."""
        current = self._window.pages.currentWidget()
        return next((page for page in self._pages if page is current), None)

    @property
    def place(self) -> Place | None:
        """What the keyboard acts on; None behind the sign-in."""
        return self.shown.place if self.shown else None

    def show(self, page: DeskPage | Screen) -> bool:
        """Show `page`; False behind the sign-in, where nothing changes."""
        if self.shown is None:
            return False
        self._trail.clear()
        self._remember()
        self._window.show_page(page)
        return True

    def turn(self, page: Screen) -> bool:
        """Show `page`, true then; once more: what was shown before, the keyboard where it was."""
        shown = self.shown
        if shown is page and self._trail:
            before, held = self._trail.pop()
            self._window.show_page(before)
            if held and isValid(held):
                held.setFocus(Qt.FocusReason.OtherFocusReason)
        elif shown and shown is not page:
            # nobody comes back twice to the same page
            self._trail = [step for step in self._trail if step[0] is not page]
            self._trail.append((shown, shown.window().focusWidget()))
            self._remember()
            self._window.show_page(page)
            return True
        return False

    def at_the_desk(self, command: Callable[[], object]) -> None:
        """Keys of the desk lead back to it; behind the sign-in, where nobody would see, nowhere."""
        if self.show(self._desk):
            command()

    def type_on(self, letters: str) -> None:
        """Have letters that were struck elsewhere at the desk, in the search box."""
        self.at_the_desk(lambda: self._desk.type_on(letters))

    def to_the_desk(self) -> None:
        """Back to the desk, the keyboard where it was: in a question, in the note, in the words."""
        self._trail.clear()
        self._window.show_page(self._desk)
        held = self._held
        if held and isValid(held) and held.isVisible() and held is not self._desk.search.box:
            held.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._desk.come_back()

    def _remember(self) -> None:
        """Where the keyboard is on the desk, which somebody leaves for a moment."""
        if self.shown is self._desk:
            self._held = self._window.focusWidget()

    def _to_the_words(self) -> None:
        """Back to the desk, on which there is another call than before."""
        self._held = None
        self.to_the_desk()

    def say(self) -> None:
        """Say every text of every screen in the language of the screens."""
        for page in self._pages:
            page.say()

    def vanish(self) -> None:
        """Leave none of them in the window."""
        for page in self._pages:
            self._window.pages.removeWidget(page)
            page.deleteLater()
