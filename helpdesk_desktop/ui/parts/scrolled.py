"""What is scrolled up and down when the window is too low for it, and follows the keyboard."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget

from helpdesk_desktop.ui.parts.plain import identified, part

MARGIN = 12
"""Pixels above and below what is scrolled into sight."""


PAGE_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Scrolled(QScrollArea):
    """Brings what the keyboard is on into sight, whichever way the keyboard came there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stays_for: QWidget | None = None
        self._first: QWidget | None = None
        self._settled = 0
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self.follow)
        self.verticalScrollBar().rangeChanged.connect(self.follow)  # something grew or came
        self.setMinimumHeight(1)  # it scrolls before it squeezes what is around it

    def show_only_upwards(self, inside: QWidget) -> None:
        """Scroll `inside` up and down, never sideways."""
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def begin_with(self, first: QWidget | None = None) -> None:
        """Show `first`, else the beginning, and stay there until the keyboard goes elsewhere."""
        self._stays_for, self._first = self.window().focusWidget(), first
        self._settle()

    def _settle(self) -> None:
        bar, inside, first = self.verticalScrollBar(), self.widget(), self._first
        bar.setValue(first.mapTo(inside, QPoint(0, 0)).y() if first and inside else 0)
        self._settled = bar.value()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows scroll what is held itself; of those that a control in it left alone pages do."""
        if self.window().focusWidget() is self.widget() or event.key() in PAGE_KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def follow(self, *_: object) -> None:
        """The strip the keyboard is in, as far as there is room, and the whole of what it is on."""
        if not self.isVisible():
            return  # a window on its way out: what it held may be gone
        inside, held = self.widget(), self.window().focusWidget()
        if held is not None and held is self._stays_for:
            if self.verticalScrollBar().value() == self._settled:  # nobody has scrolled since
                self._settle()
            return
        self._stays_for = None
        if inside is not None and held is not None and inside.isAncestorOf(held):
            row = _row_of(held) if held.height() > self.viewport().height() else None
            strip = _strip_of(held)
            for one, its in (row,) if row else ((strip, strip.rect()), (held, held.rect())):
                top = one.mapTo(inside, its.topLeft()).y()
                for y in (top + its.height(), top):
                    self.ensureVisible(0, y, 0, MARGIN)


STRIPS = ("wrapup", "question")
"""Parts that are read whole: what is asked, and every answer to it."""


def _strip_of(held: QWidget) -> QWidget:
    """The question that `held` answers, if it is part of one."""
    around: QWidget | None = held
    while around is not None and around.property("part") not in STRIPS:
        around = around.parentWidget()
    return around or held


def _row_of(held: QWidget) -> tuple[QWidget, QRect] | None:
    """The row the keyboard is on, in a list that is as high as its rows."""
    if not isinstance(held, QAbstractItemView) or not held.currentIndex().isValid():
        return None
    return held.viewport(), held.visualRect(held.currentIndex())


def scrolling(identifier: str, inside: QWidget) -> Scrolled:
    """`inside`, scrolled up and down when the window is too low for it; never sideways."""
    made = Scrolled()
    identified(made, identifier)
    part(made, inside.property("part") or "")
    made.show_only_upwards(inside)
    return made
