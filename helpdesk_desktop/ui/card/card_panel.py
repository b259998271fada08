"""One service, in the order in which callers ask: for whom, how, what it costs, when, where."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from helpdesk_desktop.reports.today import Today
from helpdesk_desktop.ui.card.card_sections import Section, sections, warnings
from helpdesk_desktop.ui.card.flag_strip import FlagStrip
from helpdesk_desktop.ui.parts.plain import identified, label, part, rule, scrolling, state
from helpdesk_desktop.ui.parts.read_aloud import ReadAloud
from helpdesk_desktop.ui.words.call_words import in_numbers
from helpdesk_desktop.ui.words.flag_words import room, takes_people
from helpdesk_desktop.ui.words.labels import CAPACITY_SHAPES, REGIMES
from helpdesk_desktop.ui.words.opening_words import opening
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import Clock, utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.service_card import ServiceCard

MINUTE_MS = 20_000
"""Often enough that nobody reads out a minute that is over."""


class CardPanel(QFrame):
    """Shows the service under the cursor; read, never typed in."""

    def __init__(
        self, speech: Speech, parent: QWidget | None = None, clock: Clock = utc_now
    ) -> None:
        super().__init__(parent)
        self._speech = speech
        self._clock = clock
        self._card: ServiceCard | None = None
        self._today = Today()
        identified(self, "card")
        part(self, "pane")
        self.name = label("card.name", "heading", wrap=True)
        self.organization = label("card.organization", "secondary", wrap=True)
        self.capacity = label("card.capacity", "pill")
        self.regime = label("card.regime", "pill")
        self.opening = label("card.opening", "opening", wrap=True)
        self.verified = label("card.verified", "secondary")
        self.body = ReadAloud("card.body")
        self.warnings = label("card.warnings", "warnings", wrap=True)
        self.warnings.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.warnings.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.flag = FlagStrip(speech)
        self.flag.asks.connect(self._show_question)
        self._idle = label("", "secondary", wrap=True)
        self._shown: list[tuple[QLabel, QLabel]] = []
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self._say_opening)
        self._lay_out_body()
        self._lay_out()
        self._minute.start()
        self.say()

    def say(self) -> None:
        """Say the card again, in the language of the screens."""
        self.setAccessibleName(self._speech.words.say("The service"))
        self.body.setAccessibleName(self._speech.words.say("What the service offers"))
        self.flag.say()
        self.show_card(self._card)

    @property
    def card(self) -> ServiceCard | None:
        """The service that is shown."""
        return self._card

    def put_away(self) -> bool:
        """Close the question about the service; whether it was open."""
        was_open = self.flag.isVisible()
        self.flag.close_strip()
        return was_open

    def show_today(self, counts: Today) -> None:
        """What was done today; seen between two calls, when no service is shown."""
        self._today = counts
        if self._card is None:
            self.show_card(None)

    def show_card(self, card: ServiceCard | None) -> None:
        """Show `card`, or what to do when there is none."""
        if card is None or not self.flag.is_about(card):
            self.flag.close_strip()
        self._card = card
        for widget in (self.name, self.capacity, self.regime, self.organization, self._rule):
            widget.setVisible(card is not None)
        self._idle.setVisible(card is None)
        if card is None:
            words = self._speech.words
            self.name.setText("")
            self.opening.hide()
            self.verified.setText("")
            choose = words.say("Choose a service to read it out.")
            counts = words.say("Today: {counts}", counts=in_numbers(self._today, words))
            self._idle.setText(f"{choose}\n{counts}")
            self._show_sections("", [])
        else:
            self._head(card)
            words = self._speech.words
            self._show_sections(warnings(card, words), list(sections(card, words)))
            self.body.setLocale(QLocale(card.language))
        self.scrolled.verticalScrollBar().setValue(0)

    def _lay_out_body(self) -> None:
        self._sections = QVBoxLayout(self.body)
        self._sections.setContentsMargins(16, 4, 16, 12)
        self._sections.setSpacing(2)
        self._sections.addWidget(self.flag)
        self._sections.addWidget(self.warnings)
        self._sections.addWidget(self._idle)
        self._sections.addStretch(1)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(16, 14, 16, 4)
        head.setSpacing(6)
        pills = QHBoxLayout()
        pills.setSpacing(6)
        pills.addWidget(self.capacity)
        pills.addWidget(self.regime)
        pills.addStretch(1)
        head.addWidget(self.name)
        head.addWidget(self.organization)
        head.addLayout(pills)
        head.addWidget(self.opening)
        self.scrolled = scrolling("card.scroll", self.body)
        self.scrolled.setFocusProxy(self.body)
        self.body.held.connect(lambda held: state(self.scrolled, "held" if held else ""))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 8)
        layout.addLayout(head)
        self._rule = rule()
        layout.addWidget(self._rule)
        layout.addWidget(self.scrolled, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(self.verified)
        layout.addLayout(foot)

    def _show_question(self, focused: QWidget) -> None:
        """In a low window the question is scrolled like the rest; where it is answered is seen."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self.scrolled.ensureWidgetVisible(self.flag)
        self.scrolled.ensureWidgetVisible(focused)

    def _head(self, card: ServiceCard) -> None:
        words = self._speech.words
        self.name.setText(card.name.words)
        self.name.setLocale(QLocale(card.name.language or card.language))
        other = card.organization if card.organization != card.name.words else ""
        self.organization.setText(" · ".join(t for t in (other, card.other_name) if t))
        self.organization.setVisible(bool(self.organization.text()))
        takes = takes_people(card)
        self.capacity.setText(f"{CAPACITY_SHAPES[takes]} {room(card, words)}")
        state(self.capacity, takes.value if takes else "unknown")
        self.regime.setText(words.say(REGIMES[card.regime]) if card.regime in REGIMES else "")
        self.regime.setVisible(card.regime in REGIMES)
        self.verified.setText(_verified(card, words))
        self._say_opening()

    def _say_opening(self) -> None:
        """Said again by the minute: a service may close while it is read out."""
        if self._card is None:
            return
        said, is_open = opening(self._card, self._clock(), self._speech.words)
        self.opening.setText(said)
        self.opening.setVisible(bool(said))
        state(self.opening, "open" if is_open else "")

    def _show_sections(self, warned: str, told: Sequence[Section]) -> None:
        """Labels are made once and said anew: making them takes longer than all the rest.

        Whoever comes to them by ear hears them whole.
        """
        self.warnings.setText(warned)
        self.warnings.setVisible(bool(warned))
        while len(self._shown) < len(told):
            self._shown.append(self._section())
        for place, (title, body) in enumerate(self._shown):
            is_told = place < len(told)
            if is_told:
                title.setText(told[place].title)
                body.setText(told[place].text)
                state(title, "reported" if told[place].is_reported else "")
            title.setVisible(is_told)
            body.setVisible(is_told)
        heard = [warned, *(f"{one.title} {one.text}" for one in told)]
        self.body.setAccessibleDescription("\n".join(line for line in heard if line))

    def _section(self) -> tuple[QLabel, QLabel]:
        title, body = label("", "section", wrap=True), label("", "", wrap=True)
        title.setContentsMargins(0, 8, 0, 0)
        body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        body.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # copying a line must not stop the typing
        for widget in (title, body):
            self._sections.insertWidget(self._sections.count() - 1, widget)
        return title, body


def _verified(card: ServiceCard, words: Words) -> str:
    if card.assured_date is None:
        return words.say("Never verified")
    return words.say("Verified on {date}", date=card.assured_date.strftime("%d/%m/%Y"))
