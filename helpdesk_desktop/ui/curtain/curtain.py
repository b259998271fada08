"""Hides the desk when nobody touches it, or the computer is left; what was typed is kept.

It hides from who walks by. It keeps nobody out: that is what the lock of the computer is for.
"""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.curtain.session_watch import SessionWatch
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.look.preferences import Preferences
from helpdesk_desktop.ui.parts.just_now import JustNow
from helpdesk_desktop.ui.parts.pages import Page
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.plain import button
from helpdesk_desktop.ui.parts.strokes import ENTERS, letters_of
from helpdesk_desktop.ui.screens import Screens
from helpdesk_desktop.ui.window.main_window import MainWindow
from helpdesk_desktop.ui.words.speech import Speech

LONGER_IN_A_CALL: Final = 4
"""Times longer with a call on the desk: who listens does not type (5 and 20 minutes)."""

LOOK_MS: Final = 10_000

SLEPT_S: Final = 60
"""A clock that went on so much longer than between two looks: the computer slept meanwhile."""

BEGIN_A_CALL: Final = (Key.NEW_CALL, Key.ENCOUNTER, Key.WRITTEN_LATER)
"""Struck when the phone rings, before anybody has looked at the screen."""

QUESTIONS: Final = frozenset(
    {Place.WRAP_UP, Place.REFERRAL, Place.UNMET, Place.FLAG, Place.INTAKE, Place.CONTACT}
)
"""Where a letter struck at a hidden desk is dropped: nobody saw what it would have answered."""

_STRUCK: Final = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress})

_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class CurtainPage(Page):
    """Says that the desk is behind it, and no word of it."""

    left = Signal()
    typed = Signal(str)
    """Letters that were meant for the search box."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("curtain", speech, parent)
        self.back = button("curtain.back", self.left.emit, "primary")
        self.inside.addWidget(self.back)
        self.say()

    def say(self) -> None:
        words = self.speech.words
        self.heading.setText(words.say("The desk is hidden"))
        self.explanation.setText(
            words.say(
                "Nobody touched it for a while. What was typed is kept, and a call goes on. {key} "
                "begins a call, and letters go to the search box. When you leave this place, lock "
                "the computer: whoever presses a key here sees the desk.",
                key=Key.NEW_CALL,
            )
        )
        self.back.setText(words.say("Show the desk (Enter)"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if letters := letters_of(event):
            self.typed.emit(letters)
        else:
            super().keyPressEvent(event)


class Curtain(QObject):
    """Watches what reaches the window from the outside.

    Attributes:
        ticks: Seconds of a clock that never jumps.
        wall: Seconds of the clock on the wall, which goes on while the computer sleeps.
    """

    drawn = Signal()
    """The desk was just hidden."""

    touched = Signal()
    """A key was struck, or a button of the mouse."""

    def __init__(
        self,
        window: MainWindow,
        screens: Screens,
        calls: CallDesk,
        preferences: Preferences,
        speech: Speech,
    ) -> None:
        super().__init__(screens)
        self._window, self._screens, self._calls = window, screens, calls
        self._preferences = preferences
        self._shown = JustNow()
        self._hidden: tuple[QWidget, QWidget | None] | None = None
        self.ticks: Callable[[], float] = time.monotonic
        self._touched_s = self.ticks()
        self.wall: Callable[[], float] = time.time
        self._looked_at = self.wall()
        self.watch = SessionWatch(self)
        self.watch.away.connect(self.draw)
        QTimer.singleShot(LOOK_MS, self, self.watch.listen)  # the window is painted first
        self.page = CurtainPage(speech)
        self.destroyed.connect(self.page.deleteLater)  # no window has it until it is shown
        self.page.left.connect(self.open)
        self.page.typed.connect(self._type_on)
        for key in BEGIN_A_CALL:  # what each does at the desk comes after
            window.on(key, self.open)
        if handle := window.windowHandle():
            handle.installEventFilter(self)  # a few events a key; every widget's would be hundreds
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.look)
        self._look.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._touched_s = self.ticks()
        if event.type() in _STRUCK:
            self.touched.emit()
        # struck twice, the Enter that shows the desk would save a call or answer a question
        return isinstance(event, QKeyEvent) and event.key() in ENTERS and self._shown.is_echo()

    def look(self) -> None:
        """Hide the desk, if it is time, or if the computer slept."""
        before, self._looked_at = self._looked_at, self.wall()
        allowed_s = 60 * self._preferences.now.hide_after_min
        if self._calls.current:
            allowed_s *= LONGER_IN_A_CALL
        idle = bool(allowed_s) and self.ticks() - self._touched_s >= allowed_s
        if idle or self._looked_at - before >= SLEPT_S:
            self.draw()

    def draw(self) -> None:
        """Hide the desk now, if it is shown; what is typed goes to the file."""
        if shown := self._screens.shown:
            self._window.put_palette_away()
            self._hidden = shown, self._window.focusWidget()
            self._calls.drafts.write()
            self._window.show_page(self.page)
            self.page.back.setFocus(Qt.FocusReason.OtherFocusReason)
            self.drawn.emit()

    def open(self) -> None:
        """Show the desk as it was, the keyboard where it was; nothing else that is shown goes."""
        self._touched_s = self.ticks()
        hidden, self._hidden = self._hidden, None
        if hidden is None or self._window.pages.currentWidget() is not self.page:
            return  # the desk may be locked, or somebody asked to sign in
        page, held = hidden
        self._shown.begin()
        self._window.show_page(page)
        if held and isValid(held):
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type_on(self, letters: str) -> None:
        """Whoever types before looking loses no letter; in a question it would be an answer."""
        self.open()
        held = self._window.focusWidget()
        if self._screens.place not in QUESTIONS:
            self._screens.type_on(letters)
        elif isinstance(held, QLineEdit):
            held.insert(letters)
        elif isinstance(held, QPlainTextEdit):
            held.insertPlainText(letters)
