"""One service, in the order in which callers ask: for whom, how, what it costs, when, where."""

from PySide6.QtCore import QEvent, QLocale, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from helpdesk_desktop.reports.today import Today
from helpdesk_desktop.ui.card.card_head import CardHead, selectable
from helpdesk_desktop.ui.card.card_sections import heard, sections, verified, warnings
from helpdesk_desktop.ui.card.flag_strip import FlagStrip
from helpdesk_desktop.ui.card.sections_grid import SectionsGrid
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.look.style import scale
from helpdesk_desktop.ui.parts.plain import announce, identified, label, part, rule, state
from helpdesk_desktop.ui.parts.read_aloud import ReadAloud
from helpdesk_desktop.ui.parts.scrolled import scrolling
from helpdesk_desktop.ui.words.call_words import in_numbers
from helpdesk_desktop.ui.words.opening_words import opening
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import Clock, day_in_brussels, utc_now
from helpdesk_domain.eligibility import NOTHING_KNOWN, Known
from helpdesk_domain.service_card import ServiceCard

MINUTE_MS = 20_000
"""Often enough that nobody reads out a minute that is over."""

LOW = 330
"""Pixels of the pane, of text at 100 %, under which its head keeps name and number alone."""


class CardPanel(QFrame):
    """Shows the service under the cursor; read, never typed in."""

    def __init__(
        self, speech: Speech, parent: QWidget | None = None, clock: Clock = utc_now
    ) -> None:
        super().__init__(parent)
        self._speech = speech
        self._clock = clock
        self._card: ServiceCard | None = None
        self._known = NOTHING_KNOWN
        self._today = Today()
        self._found_nothing = False
        self._is_low: bool | None = None
        identified(self, "card")
        part(self, "pane")
        self.head = CardHead()
        self.verified = label("card.verified", "secondary", wrap=True)
        self.body = ReadAloud("card.body")
        self.warnings = selectable(label("card.warnings", "warnings", wrap=True))
        self.flag = FlagStrip(speech)
        self.flag.asks.connect(lambda _: self._show_question())
        self._idle = label("", "secondary", wrap=True)
        self._sections = SectionsGrid()
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
        self._show()

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
            self._show()

    def show_card(self, card: ServiceCard | None) -> None:
        """Show `card`, or what to do when there is none."""
        if card is None or not self.flag.is_about(card):
            self.flag.close_strip()
        self._card, self._found_nothing = card, False
        self._show()

    def know(self, known: Known) -> None:
        """What the call knows of the person now; the service is read with it."""
        if known != self._known:
            self._known = known
            if self._card is not None:
                self._show()

    def show_found(self, services: int) -> None:
        """Where none was found, there is none to be chosen: say what to do then."""
        self._found_nothing = services == 0
        if self._card is None:
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Where the card holds the keyboard, copying takes the number in its head."""
        if not event.matches(QKeySequence.StandardKey.Copy) or not self._number:
            super().keyPressEvent(event)
            return
        QGuiApplication.clipboard().setText(self._number)
        phone = self.head.phone
        phone.setSelection(phone.text().index(self._number), len(self._number))
        announce(self.body, self._speech.words.say("{number} is copied", number=self._number))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # the size of the text, perhaps
            self._fit()

    @property
    def _number(self) -> str:
        return self._card.numbers[0] if self._card and self._card.numbers else ""

    def _fit(self) -> None:
        """In a low pane what is read once is scrolled, and the number stays in sight."""
        self._sections.fit()
        is_low = self.height() < LOW * scale()
        if is_low != self._is_low:
            self._is_low = is_low
            self.head.put_facts(self._upper if is_low else None)
            (self._lower if is_low else self._foot).addWidget(self.verified)

    def _show(self) -> None:
        card, words = self._card, self._speech.words
        for widget in (self.head, self.head.facts, self._rule, self.verified):
            widget.setVisible(card is not None)
        self._idle.setVisible(card is None)
        warned = warnings(card, words) if card else ""
        told = list(sections(card, words, self._known)) if card else []
        self.warnings.setText(warned)
        self.warnings.setVisible(bool(warned))
        self._sections.show_sections(told)
        if card is None:
            self.head.name.setText("")
            self._idle.setText(self._advice())
            self.body.setAccessibleDescription("")
        else:
            self.head.show_card(card, words)
            said, is_old = verified(card, day_in_brussels(self._clock()), words)
            self.verified.setText(said)
            state(self.verified, "old" if is_old else "")
            self._say_opening()
            self.body.setLocale(QLocale(card.language))
            self.body.setAccessibleDescription(heard(card, warned, told, words))
        self.scrolled.verticalScrollBar().setValue(0)

    def _advice(self) -> str:
        words = self._speech.words
        if self._found_nothing:
            return words.say(
                "No service was found. {no_service} says why there is nothing to give.",
                no_service=Key.NO_SERVICE,
            )
        choose = words.say("Choose a service to read it out.")
        counts = words.say("Today: {counts}", counts=in_numbers(self._today, words))
        return f"{choose}\n{counts}"

    def _say_opening(self) -> None:
        """Said again by the minute: a service may close while it is read out."""
        if self._card is not None:
            self.head.show_opening(*opening(self._card, self._clock(), self._speech.words))

    def _show_question(self) -> None:
        """In a low window the question is scrolled like the rest; where it is answered is seen."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self.scrolled.follow()

    def _lay_out_body(self) -> None:
        self._upper, self._lower = QVBoxLayout(), QVBoxLayout()
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(16, 8, 16, 12)
        inside.setSpacing(8)
        inside.addWidget(self.flag)
        inside.addLayout(self._upper)
        inside.addWidget(self.warnings)
        inside.addWidget(self._idle)
        inside.addLayout(self._sections)
        inside.addLayout(self._lower)
        inside.addStretch(1)

    def _lay_out(self) -> None:
        self.scrolled = scrolling("card.scroll", self.body)
        self.scrolled.setFocusProxy(self.body)
        self.body.held.connect(lambda held: state(self.scrolled, "held" if held else ""))
        self._rule = rule()
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(16, 0, 16, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 10, 1, 8)
        layout.addWidget(self.head)
        layout.addWidget(self._rule)
        layout.addWidget(self.scrolled, 1)
        layout.addLayout(self._foot)
