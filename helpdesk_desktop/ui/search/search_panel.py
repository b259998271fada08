"""The search box, what it was understood as, and what it finds."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from helpdesk_desktop.ui.call.narrowing import Narrowings
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.look.style import scale
from helpdesk_desktop.ui.parts.plain import button, identified, label, part, rule, state
from helpdesk_desktop.ui.parts.search_box import SearchBox
from helpdesk_desktop.ui.search.facet_panel import FacetPanel
from helpdesk_desktop.ui.search.facets import name_of
from helpdesk_desktop.ui.search.found_sentence import found_sentence, keys_sentence
from helpdesk_desktop.ui.search.key_hint import KeyHint
from helpdesk_desktop.ui.search.result_list import ResultList
from helpdesk_desktop.ui.search.searcher import Answer, Question, Searcher
from helpdesk_desktop.ui.search.understood_line import UnderstoodLine
from helpdesk_desktop.ui.words.speech import Speech

ROOM_FOR_HINT, ROOM_BESIDE_FILTERS = 330, 300
"""Pixels, of text at 100 %: the pane with its keys, and what it needs besides the filters."""


class SearchPanel(QFrame):
    """Search as you type, in both languages at once; the keyboard never has to leave the box."""

    chosen = Signal(object)
    """The service under the cursor, or None."""

    referred = Signal(object)
    typed = Signal(str)
    painted = Signal(str)
    """The results of these words are on screen."""

    answered = Signal(object)
    """The `Answer` that is on screen."""

    def __init__(
        self,
        searcher: Searcher,
        narrowings: Narrowings,
        speech: Speech,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._searcher = searcher
        self._narrowings = narrowings
        self._speech = speech
        self._language = "fr"
        self._asked = Question("", "fr")
        self._shown: Answer | None = None
        self._struck: list[Callable[[], None]] = []  # what keys ask that came before the results
        identified(self, "search")
        part(self, "pane")
        self.box = SearchBox()
        self.narrow = button("search.narrow", self.turn_facets, "quiet")
        self.understood = UnderstoodLine(narrowings, speech, self.box, self.narrow)
        self.chips = self.understood.chips
        self.count = label("search.count", "secondary", wrap=True)
        self.facets: FacetPanel | None = None
        self.results = ResultList(speech)
        self.results.setMinimumHeight(1)  # « 112 first » has its room, whatever the letters
        self.hint = KeyHint()
        self._lay_out()
        self._connect()
        self.say()

    @property
    def is_settled(self) -> bool:
        """Whether what is shown answers what is asked now."""
        return self._shown is not None and self._shown.question == self._asked

    def say(self) -> None:
        """Say every text of the panel in the language of the screens."""
        words = self._speech.words
        self.box.setPlaceholderText(words.say("What does the caller need? ({key})", key=Key.SEARCH))
        self.box.setAccessibleName(words.say("Search the services"))
        self.narrow.setText(words.say("Filters  {key}", key=Key.FACETS))
        self.results.setAccessibleName(words.say("Services found"))
        self.chips.say()
        if self.facets:
            self.facets.say()
        self._say_chips()
        self._say_count()
        self._say_hint()
        self.results.viewport().update()

    def show_in(self, language: str) -> None:
        """Show the services in `language` (`fr` or `nl`) from now on."""
        if language != self._language:
            self._language = language
            self.search()

    def put(self, words: str) -> None:
        """Put `words` in the box without calling it typing; no key waits for their results."""
        self._struck.clear()
        if words != self.box.text():
            self.box.put(words)
            self.search()

    def search(self) -> None:
        """Find what stands in the box, narrowed down as it is now."""
        narrowing, counted = self._narrowings.now, self._are_facets_open
        refused = frozenset(narrowing.refused)
        self._asked = Question(
            self.box.text(), self._language, narrowing.values(), refused, counted
        )
        if self._searcher.has_index and (self._asked.asks_for_services or counted):
            self._searcher.look_for(self._asked, self._show)
        else:
            self._show(None)

    def turn_facets(self) -> None:
        """Open the facets with the keyboard in them, or close them and go back to the box."""
        facets = self.facets = self.facets or self._make_facets()
        if facets.values.hasFocus():
            self.close_facets()
            return
        was_open = self._are_facets_open
        if not was_open:
            facets.begin()
        facets.show()
        self._fit()
        facets.values.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not was_open:
            self._say_chips()
            self.search()

    def close_facets(self) -> None:
        """Back to the box, the cursor where it was."""
        if self.facets and self._are_facets_open:
            self.box.take_keyboard()
            self.facets.hide()
            self._fit()
            self._say_chips()
            self.search()

    def take_out_last(self) -> None:
        """Take out the chip at the end of the line, from wherever the keyboard is."""
        self.understood.take_out_last()

    def type_on(self, letters: str) -> None:
        """Letters typed on the list or on a chip were meant for the box."""
        self.box.take_keyboard()
        self.box.insert(letters)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._are_facets_open:
            self.close_facets()
        else:
            super().keyPressEvent(event)

    @property
    def _are_facets_open(self) -> bool:
        return self.facets is not None and not self.facets.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """Where the window is low, the keys are not told, and filters take the place of results."""
        self.hint.setVisible(self.height() >= ROOM_FOR_HINT * scale())
        filters = self.facets.sizeHint().height() if self.facets and self._are_facets_open else 0
        low = self.height() < ROOM_BESIDE_FILTERS * scale() + filters
        self.results.setVisible(not (filters and low))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 8)
        layout.setSpacing(6)
        upper = (self.box, self.understood, self.count, rule())
        for widget in (*upper, self.results, self.hint):
            layout.addWidget(widget, widget is self.results)
        self._layout = layout

    def _connect(self) -> None:
        self.box.textChanged.connect(self._typed)
        self.box.moved.connect(lambda way: self._when_found(partial(self.results.step, way)))
        self.box.paged.connect(lambda way: self._when_found(partial(self.results.turn, way)))
        self.box.entered.connect(lambda: self._when_found(self._refer))
        self.chips.typed.connect(self.type_on)
        self.chips.left.connect(self.box.take_keyboard)
        self.chips.focused.connect(lambda _: self._say_hint())
        self.results.selectionModel().currentChanged.connect(lambda *_: self._chosen())
        self.results.given.connect(self.referred)
        self.results.entered_key.connect(lambda: self._when_found(self._refer))
        self.results.letter.connect(self.type_on)
        self.results.minute.timeout.connect(self._say_count)
        self._narrowings.changed.connect(self._narrowed)
        self._searcher.ready.connect(self._follow_offer)

    def _make_facets(self) -> FacetPanel:
        """Made when first asked for: a window that never needs them never pays for them."""
        facets = FacetPanel(self._narrowings, self._searcher.groups, self._speech)
        facets.hide()
        facets.left.connect(self.close_facets)
        facets.values.focused.connect(lambda _: self._say_hint())
        self._layout.insertWidget(self._layout.indexOf(self.count) + 1, facets)
        facets.stackUnder(self.results)  # assistive programs read in the order of this pile
        self.setTabOrder(self.narrow, facets.values)
        return facets

    def _follow_offer(self) -> None:
        if self.facets:
            self.facets.groups = self._searcher.groups
            self.facets.say()
        self.search()

    def _typed(self, words: str) -> None:
        self._struck.clear()
        self._narrowings.read(words)
        self.typed.emit(words)
        self.search()

    def _narrowed(self) -> None:
        self._struck.clear()
        self._say_chips()
        self.search()

    def _when_found(self, act: Callable[[], None]) -> None:
        """Keys struck while the results are looked for wait for them, in their order."""
        if self.is_settled:
            act()
        elif self._asked.asks_for_services and self._searcher.is_answering:
            self._struck.append(act)

    def _refer(self) -> None:
        if card := self.results.chosen():
            self.referred.emit(card)

    def _show(self, answer: Answer | None) -> None:
        if answer and answer.question != self._asked:
            return
        before, self._shown = self._shown, answer
        same = answer and before and answer.question.finds_the_same_as(before.question)
        chosen = self.results.chosen() if same else None
        results = answer.results if answer else ()
        self.results.cards.show(results, answer.found.recognised if answer else ())
        if answer is None:
            self._struck.clear()
        if results:
            self._choose((self.results.cards.row_of(chosen) if chosen else None) or 0)
        else:
            self.chosen.emit(None)
        self._say_chips()
        self._say_count()
        if answer:
            self._tell(answer)

    def _tell(self, answer: Answer) -> None:
        if self.facets:
            self.facets.show_counts(answer.found.counts)
        self.results.tell_found(self.box, self.count.text())
        self.painted.emit(answer.question.words)
        self.answered.emit(answer)
        struck, self._struck = self._struck, []
        for act in struck:
            act()

    def _choose(self, row: int) -> None:
        """Choose a row: the first of a new search, the same service when only its texts changed."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        index = self.results.cards.index(row)
        self.results.selectionModel().setCurrentIndex(index, flags)
        self.results.scrollTo(index)

    def _chosen(self) -> None:
        chosen = self.results.chosen()
        self.chosen.emit(chosen)
        self.results.tell_choice(self.box)

    def _say_chips(self) -> None:
        self.understood.show_understood(
            self._shown.found.recognised if self._shown else (),
            self._searcher.groups,
            with_filters=not self._are_facets_open,  # they show what is chosen themselves
        )

    def _say_count(self) -> None:
        words, groups = self._speech.words, self._searcher.groups
        if not self._searcher.has_index:
            said = words.say("The directory is being opened. You can type already.")
        else:
            named = [name_of(it, groups, words) for it in self._narrowings.now.chosen]
            empty = not self._searcher.services
            open_now = self.results.cards.open_now()
            said = found_sentence(self._shown, named, words, is_empty=empty, open_now=open_now)
        state(self.count, "urgent" if self._shown and self._shown.found.is_for_life else "")
        self.count.setText(said)

    def _say_hint(self) -> None:
        """The keys of where the keyboard is."""
        in_facets = self.facets is not None and self.facets.values.hasFocus()
        words = self._speech.words
        self.hint.tell(keys_sentence(words, facets=in_facets, chips=self.chips.has_focus))
