"""The screen of consent and contact (Shift+F5): what is read aloud, the answer, then who it is.

The fields of an identity are there only while a consent stands; « not asked » is leaving the page.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from helpdesk_desktop.store.personal_records import KeptRecord
from helpdesk_desktop.ui.contact.asked import Asked
from helpdesk_desktop.ui.contact.lock import SettleRow, is_locked
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.plain import button, label, part
from helpdesk_desktop.ui.parts.scrolled import scrolling
from helpdesk_desktop.ui.rows.choice_row import ChoiceRow
from helpdesk_desktop.ui.rows.line_row import LineRow
from helpdesk_desktop.ui.rows.page import RowsPage
from helpdesk_desktop.ui.rows.row import AFTER, BEFORE, ONWARD, Row
from helpdesk_desktop.ui.words.consent_words import ANSWERS, FIELDS, MODES, PURPOSES
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.consent import (
    FIELD_LIMIT,
    ConsentAnswer,
    ConsentMode,
    Identity,
    Purpose,
)
from helpdesk_domain.language_names import name_alone
from helpdesk_domain.languages import CONTENT_LANGUAGES
from helpdesk_domain.personal_rules import is_a_year

YES = "yes"


class ContactPage(RowsPage):
    """Rows from top to bottom; letters answer, Enter and the arrows go on."""

    asked_for = Signal(object)
    """The purposes, a tuple of `Purpose`."""

    named = Signal(object)
    """Names of the services a hand-over may go to, a tuple."""

    read_in = Signal(str)
    """The language in which the sentences are read aloud."""

    given_by = Signal(object)
    """The `ConsentMode`."""

    reasoned = Signal(str)
    answered = Signal(object)
    """The `ConsentAnswer`."""

    represented = Signal(bool)
    typed = Signal(str, str)
    """A field of the identity, and its line as it stands."""

    settled = Signal(bool)
    """Which of two holds that were kept at once: the one from elsewhere, or not."""

    withdrawn = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("contact", Place.CONTACT, speech, parent)
        self.back = button("contact.back", self.left.emit)
        self.about = label("contact.about", "secondary", wrap=True)
        self.purposes = ChoiceRow("contact.purposes", speech, several=True, may_stay_open=False)
        self.services = ChoiceRow("contact.services", speech, several=True, may_stay_open=False)
        self.language = ChoiceRow("contact.language", speech, may_stay_open=False)
        self.mode = ChoiceRow("contact.mode", speech, may_stay_open=False)
        self.representative = ChoiceRow(
            "contact.representative", speech, several=True, may_stay_open=False
        )
        self.reason = LineRow("contact.reason", FIELD_LIMIT)
        self.aloud = label("contact.aloud", "heading", wrap=True)
        self.answer = ChoiceRow("contact.answer", speech, may_stay_open=False)
        self.settle = SettleRow("contact.settle", speech)
        self.fields = {name: LineRow(f"contact.{name}", FIELD_LIMIT) for name in FIELDS}
        self.elsewhere = label("contact.elsewhere", "problem", wrap=True)
        self.withdraw = button("contact.withdraw", self.withdrawn.emit)
        self._lay_out()
        self._connect()
        self.say()

    def show_question(self, asked: Asked, services: Mapping[str, object], aloud: str) -> None:
        """Show what is asked, and the sentences that are read aloud for it.

        Args:
            services: Names of those that a hand-over may go to.
        """
        words = self._speech.words
        self.purposes.offer({one.value: words.say(name) for one, name in PURPOSES.items()})
        self.purposes.show_answer([one.value for one in asked.purposes], None)
        hands_over = Purpose.HAND_OVER in asked.purposes and bool(services)
        self.services.setVisible(hands_over)
        self.services.offer({name: name for name in services})
        self.services.show_answer(asked.services, None)
        self.language.offer({code: name_alone(code, words) for code in CONTENT_LANGUAGES})
        self.language.show_answer((asked.language,), None)
        self.mode.offer({one.value: words.say(name) for one, name in MODES.items()})
        self.mode.show_answer((asked.mode.value,), None)
        self.representative.offer({YES: words.say("yes")})
        self.representative.show_answer((YES,) if asked.representative else (), None)
        self.reason.setVisible(asked.mode is ConsentMode.VITAL_INTERESTS)
        self.reason.show_words(asked.reason)
        self.aloud.setText(aloud)
        self.aloud.setVisible(bool(aloud))

    def show_lock(self, kept: KeptRecord | None) -> None:
        """Say why nothing can be added to who it is: the server alone has it, or two have."""
        self.elsewhere.setVisible(kept is not None and kept.is_elsewhere)
        self.settle.show_both(kept)
        for row in self.fields.values():
            row.setEnabled(not is_locked(kept))

    def forget(self) -> None:
        """No line holds a word of anybody, nor what its Ctrl+Z would bring back."""
        for row in (*self.fields.values(), self.reason):
            row.line.setText("")
        self.settle.show_both(None)

    def show_answer(self, answer: ConsentAnswer | None, stands: bool, problem: str) -> None:
        """Show what was answered; the identity is asked only while the consent stands."""
        words = self._speech.words
        self.answer.describe(self.aloud.text())
        self.answer.offer({one.value: words.say(name) for one, name in ANSWERS.items()})
        self.answer.show_answer((answer.value,) if answer else (), None)
        self.answer.show_problem(problem)
        for row in self.fields.values():
            row.setVisible(stands)
        self.withdraw.setVisible(stands)

    def show_identity(self, identity: Identity) -> None:
        """Show who it is; a year that is none yet is said so, and is not kept."""
        for name, row in self.fields.items():
            row.show_words(getattr(identity, name))
        year = self._speech.words.say("▲ A year has four figures: it is not kept like this.")
        is_sound = is_a_year(identity.birth_year)
        self.fields["birth_year"].show_problem("" if is_sound else year)

    def begin(self) -> None:
        """The keyboard goes to the first thing that is still to be said."""
        self.chain()
        first = (self.settle, self.fields["name"], self.purposes)
        self.start(next(row for row in first if not row.isHidden() and row.isEnabled()))

    def stops(self) -> Sequence[Row]:
        """What can be said now, from top to bottom."""
        return [one for one in self._rows() if not one.isHidden() and one.isEnabled()]

    def say(self) -> None:
        """Say every text in the language of the screens."""
        words = self._speech.words
        self.heading.setText(words.say("Consent and contact"))
        self.back.setText(words.say("Back to the desk (Esc)"))
        self.about.setText(
            words.say(
                "A call names nobody. To keep a name or a number, ask first: a refusal changes "
                "nothing in the help that is given."
            )
        )
        self.purposes.show_title(words.say("What for? (letters, then Enter)"))
        self.services.show_title(words.say("To which services?"))
        self.language.show_title(words.say("Read aloud in"))
        self.mode.show_title(words.say("How is it answered?"))
        self.representative.show_title(
            words.say("Somebody answers for the person: a parent, a representative")
        )
        self.reason.show_title(words.say("Why could nobody be asked?"))
        self.answer.show_title(words.say("What does the person answer? (a letter)"))
        for name, row in self.fields.items():
            row.show_title(words.say(FIELDS[name]))
        self.elsewhere.setText(
            words.say(
                "Who it is has left this desk and is on the server. "
                "To change it, ask the person again."
            )
        )
        self.withdraw.setText(words.say("The person withdraws their consent: erase this"))

    def _rows(self) -> list[Row]:
        return [
            self.purposes,
            self.services,
            self.language,
            self.mode,
            self.representative,
            self.reason,
            self.answer,
            self.settle,
            *self.fields.values(),
        ]

    def _move(self, row: Row, way: int) -> None:
        """Onward from what is asked is what is answered: the rest is as it mostly is.

        Below the last line is the word of somebody who withdraws.
        """
        stops = self.stops()
        if way == ONWARD and row in (self.purposes, self.services) and self.answer in stops:
            self.answer.take_keyboard()
        elif way != BEFORE and row is stops[-1] and not self.withdraw.isHidden():
            self.withdraw.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.step(row, AFTER if way == ONWARD else way)

    def _into_sight(self) -> None:
        self._scroll.follow()

    def _connect(self) -> None:
        for row in self._rows():
            row.moved.connect(lambda way, row=row: self._move(row, way))
        self.purposes.chosen.connect(
            lambda codes: self.asked_for.emit(tuple(Purpose(code) for code in codes))
        )
        self.services.chosen.connect(self.named)
        self.language.chosen.connect(self._read_in)
        self.mode.chosen.connect(self._given_by)
        self.representative.chosen.connect(lambda codes: self.represented.emit(bool(codes)))
        self.reason.typed.connect(self.reasoned)
        self.settle.settled.connect(self.settled)
        self.answer.chosen.connect(
            lambda codes: self.answered.emit(ConsentAnswer(codes[0]) if codes else None)
        )
        for name, row in self.fields.items():
            row.typed.connect(lambda line, name=name: self.typed.emit(name, line))

    def _read_in(self, codes: Sequence[str]) -> None:
        if codes:  # taken back, it stays what it was
            self.read_in.emit(codes[0])

    def _given_by(self, codes: Sequence[str]) -> None:
        if codes:
            self.given_by.emit(ConsentMode(codes[0]))

    def _lay_out(self) -> None:
        self.head(self.back)
        column = QWidget()
        part(column, "sheet")
        inside = QVBoxLayout(column)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setSpacing(4)
        inside.addWidget(self.about)
        for row in self._rows():
            if row is self.answer:
                inside.addWidget(self.aloud)
            inside.addWidget(row)
        inside.addWidget(self.elsewhere)
        self.elsewhere.hide()
        inside.addWidget(self.withdraw, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        self._scroll = scrolling("contact.scroll", column)
        self.inside.addWidget(self._scroll, 1)
