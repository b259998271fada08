"""The list of the services found; a click and a key on it do what they do in the search box."""

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from helpdesk_desktop.ui.parts.plain import identified, tell
from helpdesk_desktop.ui.parts.strokes import ENTERS, letters_of
from helpdesk_desktop.ui.search.result_model import ResultModel
from helpdesk_desktop.ui.search.result_painter import ResultPainter, row_height
from helpdesk_desktop.ui.search.row_words import spoken
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import Clock, utc_now
from helpdesk_domain.service_card import ServiceCard

MINUTE_MS = 20_000
"""Often enough that nobody is told of a minute that is over."""


class ResultList(QListView):
    """The list; the keyboard stays in the search box, which moves it, also after a click."""

    entered_key = Signal()
    letter = Signal(str)
    given = Signal(object)
    """The service that was under the mouse, whatever is being looked for meanwhile."""

    def __init__(
        self, speech: Speech, parent: QWidget | None = None, clock: Clock = utc_now
    ) -> None:
        super().__init__(parent)
        self._speech = speech
        identified(self, "search.results")
        self.cards = ResultModel(speech, self, clock)
        self.setModel(self.cards)
        self.setItemDelegate(ResultPainter(self.cards, speech, self))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerItem)
        self.doubleClicked.connect(self._give)
        self.minute = QTimer(self, interval=MINUTE_MS)
        """Some may have opened or closed, without a search."""
        self.minute.timeout.connect(self.viewport().update)
        self.minute.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS:
            self.entered_key.emit()
        elif letters := letters_of(event, with_blank=True):
            self.letter.emit(letters)
        else:
            super().keyPressEvent(event)

    def chosen(self) -> ServiceCard | None:
        result = self.cards.at(self.currentIndex())
        return result.card if result else None

    def tell_found(self, held: QWidget, count: str) -> None:
        """Have a screen reader say which is chosen of how many, the keyboard being in `held`."""
        tell(held, " ".join(part for part in (self._spoken_choice(), count) if part))

    def tell_choice(self, held: QWidget) -> None:
        """Have it say which is chosen, and its place."""
        if said := self._spoken_choice():
            tell(held, said)

    def _spoken_choice(self) -> str:
        """Empty when none is chosen."""
        words, result = self._speech.words, self.cards.at(self.currentIndex())
        if result is None:
            return ""
        told, why = self.cards.states(result.card), self.cards.reason(result)
        return words.say(
            "{place} of {total}, {service}",
            place=self.currentIndex().row() + 1,
            total=self.cards.rowCount(),
            service=spoken(result, told, why, words),
        )

    def _give(self, clicked: QModelIndex) -> None:
        if result := self.cards.at(clicked):
            self.given.emit(result.card)

    def step(self, rows: int) -> None:
        """Choose the service `rows` further down (or up), stopping at the ends."""
        last = self.cards.rowCount() - 1
        if last >= 0:
            row = min(max(self.currentIndex().row() + rows, 0), last)
            self.setCurrentIndex(self.cards.index(row))

    def turn(self, pages: int) -> None:
        """Go on by as many rows as are seen at once, less one that stays in sight."""
        seen = self.viewport().height() // row_height(self.fontMetrics())
        self.step(pages * max(1, seen - 1))
