"""One service, in the order in which callers ask: for whom, how, what it costs, when, where."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from helpdesk_desktop.reports.today import Today
from helpdesk_desktop.ui.card.flag_strip import FlagStrip
from helpdesk_desktop.ui.parts.plain import identified, label, part, rule, scrolling, state
from helpdesk_desktop.ui.parts.read_aloud import ReadAloud
from helpdesk_desktop.ui.words.call_words import in_numbers
from helpdesk_desktop.ui.words.flag_words import flagged, room
from helpdesk_desktop.ui.words.labels import (
    CAPACITY_SHAPES,
    DAYS,
    REGIMES,
    STATUSES,
)
from helpdesk_desktop.ui.words.language_names import language_name
from helpdesk_desktop.ui.words.opening_words import opening
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import Clock, utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.offer import Text
from helpdesk_domain.service_card import Hours, ServiceCard

MINUTE_MS = 20_000
"""Often enough that nobody reads out a minute that is over."""

MOST_FLAGS = 5
"""Reports that are read out; older ones of the same service are for who looks after it."""


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
            self._show_sections([])
        else:
            self._head(card)
            self._show_sections(list(sections(card, self._speech.words)))
            self.body.setLocale(QLocale(card.language))
        self.scrolled.verticalScrollBar().setValue(0)

    def _lay_out_body(self) -> None:
        self._sections = QVBoxLayout(self.body)
        self._sections.setContentsMargins(16, 4, 16, 12)
        self._sections.setSpacing(2)
        self._sections.addWidget(self.flag)
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
        self.capacity.setText(f"{CAPACITY_SHAPES[card.room]} {room(card, words)}")
        state(self.capacity, card.room.value if card.room else "unknown")
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

    def _show_sections(self, told: Sequence[tuple[str, str]]) -> None:
        """Labels are made once and said anew: making them takes longer than all the rest.

        Whoever comes to them by ear hears them whole.
        """
        while len(self._shown) < len(told):
            self._shown.append(self._section())
        for place, (title, body) in enumerate(self._shown):
            is_told = place < len(told)
            if is_told:
                title.setText(told[place][0])
                body.setText(told[place][1])
            title.setVisible(is_told)
            body.setVisible(is_told)
        self.body.setAccessibleDescription("\n".join(f"{title} {body}" for title, body in told))

    def _section(self) -> tuple[QLabel, QLabel]:
        title, body = label("", "section", wrap=True), label("", "", wrap=True)
        title.setContentsMargins(0, 8, 0, 0)
        body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        body.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # copying a line must not stop the typing
        for widget in (title, body):
            self._sections.insertWidget(self._sections.count() - 1, widget)
        return title, body


def sections(card: ServiceCard, words: Words) -> Iterator[tuple[str, str]]:
    """The card's titles and texts, empty ones left out, in the order of the phone."""
    for title, body in (
        (words.say("Take note"), _alert(card, words)),
        (
            words.say("For whom?"),
            _joined(_say(card.eligibility, card.language), ", ".join(card.groups)),
        ),
        (words.say("What for?"), ", ".join(card.categories)),
        (words.say("How to get in?"), _say(card.application, card.language)),
        (words.say("Cost"), _say(card.fees, card.language)),
        (words.say("When?"), "\n".join(_hours(hours, words) for hours in card.hours)),
        (words.say("Where?"), "\n".join(place.words for place in card.addresses)),
        (words.say("Reach"), _joined(*card.numbers, card.email, card.url)),
        (words.say("Languages"), ", ".join(language_name(code, words) for code in card.languages)),
        (words.say("Serves"), ", ".join(card.communes)),
        (words.say("In short"), _say(card.description, card.language)),
    ):
        if body:
            yield title, body


def _alert(card: ServiceCard, words: Words) -> str:
    status = STATUSES[card.status]
    said = (flagged(flag, words) for flag in card.flags[:MOST_FLAGS])
    return _joined(words.say(status) if status else "", card.alert, *said)


def _say(text: Text | None, asked: str) -> str:
    """A text; when it is not in the language asked for, its language is named first."""
    if text is None:
        return ""
    return f"[{text.language}] {text.words}" if text.language not in ("", asked) else text.words


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _hours(hours: Hours, words: Words) -> str:
    if not hours.days:
        return hours.note
    days = ", ".join(words.say(DAYS[day]) for day in hours.days)
    said = f"{days}  " + ", ".join(f"{opens}–{closes}" for opens, closes in hours.spans)
    return words.say("{hours} (read by the program)", hours=said) if hours.is_read else said


def _verified(card: ServiceCard, words: Words) -> str:
    if card.assured_date is None:
        return words.say("Never verified")
    return words.say("Verified on {date}", date=card.assured_date.strftime("%d/%m/%Y"))
