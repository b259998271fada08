"""The search box and what it finds; the keyboard never has to leave the box."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from helpdesk_desktop.ui.keys import Key
from helpdesk_desktop.ui.plain import announce, identified, label, part, rule
from helpdesk_desktop.ui.result_list import ResultList, capacity, place
from helpdesk_desktop.ui.searcher import SHOWN, Answer, Searcher
from helpdesk_desktop.ui.speech import Speech
from helpdesk_domain.service_card import ServiceCard

QUERY_LIMIT = 200


class SearchBox(QLineEdit):
    """A line edit whose arrows move the list below and whose Enter refers."""

    moved = Signal(int)
    paged = Signal(int)
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif plain and key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.paged.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class SearchPanel(QFrame):
    """Search as you type, in both languages at once."""

    chosen = Signal(object)
    """The service under the cursor, or None."""

    referred = Signal(object)
    typed = Signal(str)
    painted = Signal(str)
    """The results of these words are on screen."""

    def __init__(self, searcher: Searcher, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._searcher = searcher
        self._speech = speech
        self._language = "fr"
        self._shown: Answer | None = None
        self._enter_waits_for: str | None = None
        identified(self, "search")
        part(self, "pane")
        self.box = SearchBox()
        identified(self.box, "search.text")
        part(self.box, "search")
        self.box.setMaxLength(QUERY_LIMIT)
        self.count = label("search.count", "secondary", wrap=True)
        self.results = ResultList(speech)
        self.hint = label("search.hint", "secondary", wrap=True)
        self._lay_out()
        self._connect()
        self.say()

    def say(self) -> None:
        """Say every text of the panel in the language of the screens."""
        words = self._speech.words
        self.box.setPlaceholderText(
            words.say("What does the caller need? ({key})", key=Key.SEARCH.shown)
        )
        self.box.setAccessibleName(words.say("Search the services"))
        self.results.setAccessibleName(words.say("Services found"))
        self.hint.setText(words.say("↑ ↓ choose · Enter refers · F9 finishes the call"))
        self._say_count()
        self.results.viewport().update()

    def show_in(self, language: str) -> None:
        """Show the services in `language` (`fr` or `nl`) from now on."""
        if language != self._language:
            self._language = language
            self.search()

    def put(self, words: str) -> None:
        """Put `words` in the box without calling it typing."""
        if words != self.box.text():
            self.box.blockSignals(True)
            self.box.setText(words)
            self.box.blockSignals(False)
            self.search()

    def search(self) -> None:
        """Find what stands in the box."""
        query = self.box.text()
        if query.strip() and self._searcher.has_index:
            self._searcher.look_for(query, self._language, self._show)
        else:
            self._show(None)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 8)
        layout.setSpacing(6)
        for widget in (self.box, self.count, rule()):
            layout.addWidget(widget)
        layout.addWidget(self.results, 1)
        layout.addWidget(self.hint)

    def _connect(self) -> None:
        self.box.textChanged.connect(self._typed)
        self.box.moved.connect(self.results.step)
        self.box.paged.connect(lambda way: self.results.step(way * self.results.page()))
        self.box.entered.connect(self._refer)
        self.results.selectionModel().currentChanged.connect(lambda *_: self._chosen())
        self.results.doubleClicked.connect(lambda _: self._refer())
        self.results.entered_key.connect(self._refer)
        self.results.letter.connect(self._type_on)
        self._searcher.ready.connect(self.search)

    def _typed(self, words: str) -> None:
        self._enter_waits_for = None
        self.typed.emit(words)
        self.search()

    def _type_on(self, letters: str) -> None:
        """Letters typed on the list were meant for the box."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.insert(letters)

    def _refer(self) -> None:
        """Refer the chosen service; Enter struck before the results are there waits for them."""
        if self._shown is None or self._shown.query != self.box.text():
            self._enter_waits_for = self.box.text()
        elif card := self.results.chosen():
            self.referred.emit(card)

    def _show(self, answer: Answer | None) -> None:
        chosen = self.results.chosen()
        same = answer is not None and self._shown is not None and answer.query == self._shown.query
        self._shown = answer
        self.results.cards.show(answer.cards if answer else ())
        if answer and answer.cards:
            kept = chosen.id if same and chosen else None
            self._choose(next((at for at, card in enumerate(answer.cards) if card.id == kept), 0))
        else:
            self.chosen.emit(None)
        self._say_count()
        if answer:
            announce(self.box, self.count.text())
            self.painted.emit(answer.query)
            if self._enter_waits_for == answer.query:
                self._enter_waits_for = None
                self._refer()

    def _choose(self, row: int) -> None:
        """Choose a row: the first of a new search, the same service when only its texts changed."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        index = self.results.cards.index(row)
        self.results.selectionModel().setCurrentIndex(index, flags)
        self.results.scrollTo(index)

    def _chosen(self) -> None:
        card = self.results.chosen()
        self.chosen.emit(card)
        if card:
            announce(self.box, self._spoken(card))

    def _spoken(self, card: ServiceCard) -> str:
        return self._speech.words.say(
            "{place} of {total}, {state}, {name}, {where}",
            place=self.results.currentIndex().row() + 1,
            total=self.results.cards.rowCount(),
            state=capacity(card, self._speech),
            name=card.name.words,
            where=place(card),
        )

    def _say_count(self) -> None:
        self.count.setText(self._count())

    def _count(self) -> str:
        words = self._speech.words
        if not self._searcher.has_index:
            return words.say("The directory is being opened. You can type already.")
        if self._shown is None:
            return words.say("French or Dutch, a name, a need, a commune: as the caller says it.")
        n = len(self._shown.cards)
        if n == 0:
            return words.say("Nothing found. Try another word, or fewer words.")
        said = words.count("{n} service", "{n} services", n)
        if n == SHOWN:
            said = words.say("The first {n} services", n=n)
        if self._shown.found.low_confidence:
            said = words.say("Nothing certain; the nearest: {services}", services=said)
        slips = ", ".join(f"{typed} → {meant}" for typed, meant in self._shown.found.corrected)
        if slips:
            said = words.say("{services} · read as: {slips}", services=said, slips=slips)
        return said
