"""The line under the search box: what was understood, what it is narrowed down by, the filters."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.search.answer import Recognised
from helpdesk_desktop.ui.call.narrowing import Narrowings
from helpdesk_desktop.ui.look.style import scale
from helpdesk_desktop.ui.parts.chips import GAP, ChipBar
from helpdesk_desktop.ui.parts.plain import part
from helpdesk_desktop.ui.parts.scrolled import scrolling
from helpdesk_desktop.ui.search.understood import UnderstoodChip, filters, readings
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import mark
from helpdesk_domain.offer import TaxonomyTerm

LOW = {350: 1, 500: 2}
"""Pixels of the window, of text at 100 %, under which only so many lines of chips are shown."""
NAME, TAKE_OUT = (
    mark("Understood, and filters"),
    mark("Take out (Delete; from the search box {key})"),
)


class Room(QWidget):
    """The room of a widget in a line of chips, whose place it tells."""

    def __init__(self, of: QWidget) -> None:
        super().__init__()
        self._of = of
        self.is_needed = True

    def sizeHint(self) -> QSize:
        size = self._of.sizeHint()
        return size if self.is_needed else QSize(0, size.height())


class UnderstoodLine(QWidget):
    """As many lines of chips as there are; in a low window one or two at a time.

    Args:
        narrow: The button of the filters: at the end of the line, or beside it where it scrolls.
    """

    def __init__(
        self,
        narrowings: Narrowings,
        speech: Speech,
        box: QWidget,
        narrow: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._narrowings = narrowings
        self._speech = speech
        self._narrow = narrow
        self._room = Room(narrow)
        self.chips = ChipBar("search.chip", NAME, TAKE_OUT, speech, box, self._room)
        self.chips.taken_out.connect(self._take_out)
        part(self.chips, "sheet")
        self._scroll = scrolling("search.chips.scroll", self.chips)
        self._scroll.setParent(self)
        narrow.setParent(self)
        self.chips.placed.connect(self._fit)

    def show_understood(
        self, read: Iterable[Recognised], groups: Sequence[TaxonomyTerm], *, with_filters: bool
    ) -> None:
        """Show what was `read`, and the filters where nothing else shows them."""
        narrowing, words = self._narrowings.now, self._speech.words
        chips = readings(read, narrowing, words)
        if with_filters:
            chips += filters(narrowing, groups, words)
        self.chips.show_chips(chips)

    def take_out_last(self) -> None:
        """Take out the chip at the end of the line, from wherever the keyboard is."""
        if self.chips.last_shown:
            self.chips.taken_out.emit(self.chips.last_shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _take_out(self, shown: UnderstoodChip) -> None:
        self._narrowings.take_out(shown.thing, shown.name)

    def _fit(self) -> None:
        """The button of the filters never scrolls away."""
        self._room.is_needed = True
        needed = self.chips.heightForWidth(self.width())
        line = self.chips.minimumSizeHint().height() + GAP
        room = self.window().height() / scale()
        most = next((lines * line for height, lines in LOW.items() if room < height), needed)
        self._room.is_needed = needed <= most
        high, button = min(needed, most), self._narrow.sizeHint()
        aside = 0 if self._room.is_needed else button.width() + GAP
        self.setFixedHeight(high)
        self._scroll.setGeometry(0, 0, self.width() - aside, high)
        end = QPoint(self.width() - button.width(), high - button.height())
        at = end if aside else self._room.mapTo(self, QPoint(0, 0))
        self._narrow.setGeometry(QRect(at, button.boundedTo(QSize(max(1, self.width()), high))))
        self._narrow.raise_()
