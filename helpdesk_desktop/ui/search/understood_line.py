"""The line under the search box: what was understood, what it is narrowed down by, the filters."""

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.search.answer import Recognised
from helpdesk_desktop.ui.call.narrowing import Narrowings
from helpdesk_desktop.ui.look.style import scale
from helpdesk_desktop.ui.parts.chips import GAP, ChipBar
from helpdesk_desktop.ui.parts.plain import Scrolled, identified, part
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


class UnderstoodLine(Scrolled):
    """As many lines of chips as there are; in a low window one or two at a time.

    Args:
        narrow: The button of the filters, at the end of the line.
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
        self.chips = ChipBar("search.chip", NAME, TAKE_OUT, speech, box, narrow)
        self.chips.taken_out.connect(self._take_out)
        identified(self, "search.chips.scroll")
        part(self.chips, "sheet")
        self.show_only_upwards(self.chips)
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
        needed = self.chips.heightForWidth(self.viewport().width())
        line = self.chips.minimumSizeHint().height() + GAP
        room = self.window().height() / scale()
        most = next((lines * line for height, lines in LOW.items() if room < height), needed)
        self.setFixedHeight(min(needed, most))
