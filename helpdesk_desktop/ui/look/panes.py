"""As many of the three panes as the window has room for; the keyboard says which.

Panes that are not shown lie beside the window, as `QSplitter` has it for those that are folded:
the keyboard can go into them as ever, by F6, Tab or a command, and brings them into sight.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QSplitterHandle, QWidget

from helpdesk_desktop.ui.look.style import scale

WIDTHS: Final = (480, 440, 380)
"""How search, card and call share the window, in pixels of a 1366 wide screen."""

ROOM_FOR_THREE, ROOM_FOR_TWO = 1160, 800
"""Pixels, of text at 100 %, below which there are fewer panes."""

BETWEEN: Final = 8
"""Pixels from pane to pane."""

SEARCH, CARD, CALL = range(3)


class Handle(QSplitterHandle):
    """What stands before a pane; beside one that is folded, it takes no room."""

    is_folded = False

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(0, size.height()) if self.is_folded else size


class Panes(QSplitter):
    """Search, card and call side by side; or the search and one of them; or one alone."""

    arranged = Signal()
    """Other panes are shown than before."""

    def __init__(self, panes: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._panes = tuple(panes)
        self._held = SEARCH
        self.shown: tuple[int, ...] = ()
        self.setHandleWidth(BETWEEN)
        for pane, width in zip(self._panes, WIDTHS, strict=True):
            self.addWidget(pane)
            if pane is not self._panes[CALL]:  # its own controls say how narrow it may be
                pane.setMinimumWidth(width * 3 // 5)
            pane.raise_()  # assistive programs read the panes in the order of this pile
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def arrange(self) -> None:
        """Show as many panes as there is room for, that with the keyboard among them."""
        shown = self._wanted()
        if shown == self.shown:
            return
        self.shown = shown
        for at in range(len(self._panes)):
            self.setCollapsible(at, at not in shown)
            if isinstance(handle := self.handle(at), Handle):
                handle.is_folded = at not in shown or at == shown[0]
        self.setSizes([width if at in shown else 0 for at, width in enumerate(WIDTHS)])
        self.arranged.emit()

    def createHandle(self) -> QSplitterHandle:
        return Handle(self.orientation(), self)

    def minimumSizeHint(self) -> QSize:
        """That of the widest pane alone: a narrow window shows one at a time."""
        least = [self._least(pane) for pane in self._panes]
        return QSize(max(size.width() for size in least), max(size.height() for size in least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _wanted(self) -> tuple[int, ...]:
        room = self.width() / scale()
        least = [self._least(pane).width() for pane in self._panes]
        handles = (len(self._panes) - 1) * BETWEEN
        if room >= ROOM_FOR_THREE and sum(least) + handles <= self.width():
            return (SEARCH, CARD, CALL)
        beside = CALL if self._held == CALL else CARD
        if room >= ROOM_FOR_TWO and least[SEARCH] + least[beside] + handles <= self.width():
            return (SEARCH, beside)
        return (self._held,)

    @staticmethod
    def _least(pane: QWidget) -> QSize:
        return pane.minimumSizeHint().expandedTo(pane.minimumSize())

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The pane that the keyboard is in is in sight."""
        for at, pane in enumerate(self._panes):
            if now is not None and self.isVisible() and pane.isAncestorOf(now):
                self._held = at
                self.arrange()
