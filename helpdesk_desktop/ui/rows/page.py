"""A page of rows: letters that were struck before it was there are not lost."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.screen import Screen
from helpdesk_desktop.ui.parts.strokes import letters_of
from helpdesk_desktop.ui.rows.row import Row
from helpdesk_desktop.ui.words.speech import Speech


class RowsPage(Screen):
    """What is asked stands in rows, from top to bottom; Tab goes through them as the arrows do."""

    def __init__(
        self, identifier: str, place: Place, speech: Speech, parent: QWidget | None = None
    ) -> None:
        super().__init__(identifier, place, speech, parent)
        self._early: list[str] | None = None
        self._chained: list[QWidget] = []
        self._held: Row | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_keyboard)

    def stops(self) -> Sequence[Row]:
        """The rows that are asked now."""
        raise NotImplementedError

    def wait(self) -> None:
        """What is asked is still being read; letters that are struck meanwhile answer it."""
        self._early = []
        self._held = None
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_waiting(self) -> None:
        """Somebody went elsewhere: what was struck answers nothing."""
        self._early = None

    def start(self, row: Row | None) -> None:
        """The keyboard goes to `row`; what was struck before is heard there, and goes on."""
        if row is not None:
            row.take_keyboard()
        early, self._early = self._early, None
        for letter in early or ():
            if held := self.window().focusWidget():
                none = Qt.KeyboardModifier.NoModifier
                QApplication.sendEvent(held, QKeyEvent(QEvent.Type.KeyPress, 0, none, letter))

    @property
    def held(self) -> Row | None:
        """The row the keyboard was on last, if it is still asked."""
        return self._held if self._held in self.stops() else None

    def chain(self) -> None:
        """Tab goes through the controls as they stand, also through those that came later."""
        controls = [control for row in self.stops() for control in row.controls]
        if controls == self._chained:
            return
        self._chained = controls
        for before, after in pairwise(controls):
            QWidget.setTabOrder(before, after)

    def step(self, row: Row, way: int) -> None:
        """The keyboard goes to the next row (`AFTER`) or the one before; it stops at the ends."""
        stops = self.stops()
        at = stops.index(row) + way if row in stops else 0
        stops[min(max(at, 0), len(stops) - 1)].take_keyboard()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._early is not None and (letter := letters_of(event, with_blank=True)):
            self._early.append(letter)
        else:
            super().keyPressEvent(event)

    def _follow_keyboard(self, *_: object) -> None:
        if not self.isVisible():
            return
        held = next((row for row in self.stops() if row.has_keyboard), None)
        if held is not None and held is not self._held:
            self._held = held
            QTimer.singleShot(0, self, self._into_sight)  # its hint is only coming

    def _into_sight(self) -> None:
        """The whole row, its hint and its last answers too."""
        raise NotImplementedError
