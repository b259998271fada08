"""The desk itself: search on the left, the service in the middle, the call on the right."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from helpdesk_desktop.store.drafts import Draft
from helpdesk_desktop.ui.call import call_steps
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.call.call_panel import CallPanel
from helpdesk_desktop.ui.call.heard import heard_in, heard_late, said_in
from helpdesk_desktop.ui.call.pane_bar import PaneBar
from helpdesk_desktop.ui.call.recovery_bar import RecoveryBar
from helpdesk_desktop.ui.card.card_panel import CardPanel
from helpdesk_desktop.ui.look.panes import Panes
from helpdesk_desktop.ui.look.preferences import Preferences
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.plain import identified, part
from helpdesk_desktop.ui.search.asked_queries import AskedQueries
from helpdesk_desktop.ui.search.search_panel import SearchPanel
from helpdesk_desktop.ui.search.searcher import Answer, Searcher
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.call_terms import Channel
from helpdesk_domain.eligibility import known_of
from helpdesk_domain.languages import content_language, mark


class DeskPage(QWidget):
    """Lays the three panes out and ties them to the call on the desk."""

    def __init__(
        self,
        calls: CallDesk,
        searcher: Searcher,
        speech: Speech,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._calls = calls
        self._speech = speech
        self._preferences = preferences
        self._was_wrapping = False
        self._shown_call = ""
        identified(self, "desk")
        part(self, "page")
        self.recovery = RecoveryBar(calls, speech)
        self.search = SearchPanel(searcher, calls.narrowings, speech)
        self.card = CardPanel(speech)
        self.call = CallPanel(calls, speech, searcher.term_name)
        self.asked = AskedQueries(self)
        self.panes = Panes((self.search, self.card, self.call))
        self.bar = PaneBar(calls, speech, self._go_to, lambda: self.call.timer.text())
        self._lay_out()
        self._connect()
        searcher.ready.connect(self.call.facts.show_call)
        self.search.show_in(self._language())

    def _connect(self) -> None:
        calls = self._calls
        self.search.chosen.connect(self.card.show_card)
        self.search.referred.connect(partial(call_steps.refer, calls))
        self.search.typed.connect(lambda _: self.call.strips.unmet.close_strip())
        self.search.typed.connect(calls.write_search)
        self.search.typed.connect(self.asked.typed)
        self.search.answered.connect(self.asked.answered)
        self.search.answered.connect(self._hear)
        self.search.answered.connect(lambda answer: self.card.show_found(len(answer.results)))
        self.call.facts.typed.connect(self.search.type_on)
        self.call.facts.left.connect(self._back_to_work)
        self.search.referred.connect(lambda _: self.asked.settle())
        calls.changed.connect(self._follow_call)
        calls.left.connect(self.card.flag.close_strip)
        calls.questions.append(self.card.flag.settle)
        calls.left.connect(self.look)
        self.call.strips.left.connect(self._back_to_work)
        self.card.flag.left.connect(self._back_to_work)
        self.call.language.others.left.connect(self._back_to_work)
        self.recovery.settled.connect(self.come_back)
        self.recovery.typed.connect(self.search.type_on)
        self._preferences.changed.connect(self._follow_preferences)
        self.panes.arranged.connect(lambda: self.bar.show_panes(self.panes.shown))

    def say(self) -> None:
        """Say every text in the language of the screens."""
        for panel in (self.recovery, self.search, self.card, self.call, self.bar):
            panel.say()
        self.search.show_in(self._language())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not (self.card.put_away() or self.call.strips.dismiss()):
            self._calls.back_to_call()

    @property
    def place(self) -> Place:
        """What the keyboard acts on here."""
        if self.card.flag.isVisible():
            return Place.FLAG
        if place := self.call.strips.place:
            return place
        return Place.WRAP_UP if self.call.wrap_up.isVisible() else Place.SEARCH

    def start_call(self, channel: Channel = Channel.PHONE) -> None:
        self._calls.start(channel)
        self.look()

    def look(self) -> None:
        """The keyboard goes to the search box, its words selected."""
        self.go_on()
        self.search.box.selectAll()

    def go_on(self) -> None:
        """The keyboard goes to the end of the words: the next letter goes on with them."""
        self.search.close_facets()
        self.search.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.box.end(False)

    def come_back(self) -> None:
        """The same, from what Enter closed: struck twice, it gives no service."""
        self.go_on()
        self.search.box.come_back()

    @property
    def is_searching_for_a_call(self) -> bool:
        """Whether there are words of a caller in the box."""
        return self._calls.current is not None and bool(self.search.box.text())

    def type_on(self, letters: str) -> None:
        """Letters struck elsewhere: a word more for the call, or else a new search."""
        box = self.search.box
        self.look()
        if self.is_searching_for_a_call:
            box.end(False)
            letters = f" {letters}"
        box.insert(letters)

    def recover(self, drafts: list[Draft]) -> None:
        """Offer what a crash left unfinished."""
        self.recovery.offer(drafts)
        if drafts and not self.search.box.text():
            self.recovery.resume.setFocus()  # nobody is typing yet

    def flag(self) -> None:
        """Ask what is wrong with the service that is shown."""
        if self.card.card is None:
            self._calls.remarked.emit(mark("Choose first the service in question."), {})
        else:
            self.card.flag.ask(self.card.card)

    def next_pane(self, way: int) -> None:
        """The keyboard goes to the next pane, or the one before."""
        alone = len(self.panes.shown) == 1  # what lies beside it is not read at a glance
        second = self.card.body if alone else self.search.results
        stops: list[QWidget] = [self.search.box, second, self.call.note]
        held = self.window().focusWidget()
        at = next((i for i, stop in enumerate(stops) if stop is held), -1)
        stops[(at + way) % len(stops)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_to(self, pane: int) -> None:
        """The keyboard goes to a pane that is beside the window, and so brings it into sight."""
        stop = (self.search.box, self.card.body, self.call.note)[pane]
        stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bar.show_panes(self.panes.shown)

    def _follow_preferences(self) -> None:
        """Other letters need other room; another language of the services, other words."""
        self.call.make_room()
        self.panes.arrange()
        self.search.show_in(self._language())

    def _back_to_work(self) -> None:
        """The keyboard goes back to the words, or to wrap-up when that is open."""
        if self._was_wrapping:
            self.call.wrap_up.take_keyboard()
        else:
            self.come_back()

    def _follow_call(self) -> None:
        """Another call on the desk brings its own words back into the search box."""
        opened = self._calls.current
        self.card.know(known_of(opened.call if opened else None))
        shown = opened.call.id if opened else ""
        if shown != self._shown_call:
            if self._shown_call:  # words typed before any call are those of the one that begins
                self.asked.end(self._calls.search_text)
            self._shown_call = shown
            self._calls.narrowings.follow(shown, self._calls.search_text)
            self.search.put(self._calls.search_text)
        self.search.show_in(self._language())
        wrapping = opened is not None and opened.is_wrapping
        if opened and self._was_wrapping and not wrapping:
            self.go_on()
        self._was_wrapping = wrapping

    def _hear(self, answer: Answer) -> None:
        asked = answer.question
        read = (it for it in answer.found.recognised if it.key not in asked.refused)
        likely = [result.card.kinds for result in answer.results if result.is_likely]
        heard = self._calls.heard = heard_in(asked.words, read, likely)
        opened = self._calls.current
        if opened and opened.is_unheard and said_in(opened.noted_words, heard) is heard:
            opened.is_unheard = False
            opened.amend(partial(heard_late, heard=heard))
            self._calls.drafts.changed(opened)
            self._calls.changed.emit()

    def _language(self) -> str:
        """Services are shown as the caller speaks; before that is known, as somebody chose."""
        opened = self._calls.current
        return content_language(
            opened.call.caller_language if opened else None,
            self._preferences.now.content_language,
            self._speech.words.language,
        )

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self.recovery)
        layout.addWidget(self.bar)
        layout.addWidget(self.panes, 1)
