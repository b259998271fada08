"""The strip that closes a call: who rang, how it ended, what is still missing."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from helpdesk_desktop.ui.call import call_steps
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.call.guard import never_kept
from helpdesk_desktop.ui.call.open_call import OpenCall
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.parts.just_now import JustNow
from helpdesk_desktop.ui.parts.letter_choices import LetterChoices
from helpdesk_desktop.ui.parts.plain import identified, label, part, rule, state
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.words.call_words import lacking
from helpdesk_desktop.ui.words.labels import NON_CALL_KEYS, NON_CALLS_IN_SHORT, PROFILE_KEYS
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.call_terms import CallerProfile, Channel, NonCall, Outcome
from helpdesk_domain.calls import Call, loses_by_being_none, proposed_outcome
from helpdesk_domain.code_words import NON_CALLS, OUTCOMES, PROFILES
from helpdesk_domain.languages import mark

SIDE_MARGIN = 12


class OutcomeBox(QComboBox):
    """A choice the mouse wheel does not change on its way down the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters say who rings, wherever the keyboard is; the arrows choose here."""
        if event.text().isalpha():
            event.ignore()
        else:
            super().keyPressEvent(event)


class WrapUp(QFrame):
    """Opens on the first F9; one letter says who rang, the second F9 saves."""

    def __init__(self, calls: CallDesk, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calls = calls
        self._speech = speech
        identified(self, "wrapup")
        part(self, "wrapup")
        self.profile_title = label("wrapup.profile.title", "title")
        self.profiles = LetterChoices[CallerProfile](
            "wrapup.profile", PROFILES, PROFILE_KEYS, speech, partial(call_steps.set_profile, calls)
        )
        self.non_call_title = label("wrapup.non_call.title", "title")
        self.non_calls = LetterChoices[NonCall](
            "wrapup.non_call",
            NON_CALLS_IN_SHORT,
            NON_CALL_KEYS,
            speech,
            self._is_none,
            spoken=NON_CALLS,
            title=self.non_call_title,
            columns=3,
        )
        self._apart = QWidget()
        """Arrows go through who rings and do not slip into what was no call."""
        self.outcome_title = label("wrapup.outcome.title", "title")
        self.outcome = OutcomeBox()
        identified(self.outcome, "wrapup.outcome")
        self.outcome_title.setBuddy(self.outcome)
        self.person = label("wrapup.person", "secondary", wrap=True)
        self.missing = label("wrapup.missing", "secondary", wrap=True)
        """Stands by the key that saves, in sight however large the letters are."""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._opened, self._was_none = JustNow(), JustNow()
        self._lay_out()
        self.outcome.activated.connect(self._outcome_chosen)
        self.hide()
        self.missing.hide()

    def say(self) -> None:
        """Say every text of the strip in the language of the screens."""
        words = self._speech.words
        self.profiles.say()
        self.non_call_title.setText(words.say("No call?"))
        self.non_calls.say()
        for choice in self.non_calls.buttons.values():
            choice.setAccessibleDescription(words.say("Not a call"))
        self.outcome.clear()
        for outcome in Outcome:
            self.outcome.addItem(words.say(OUTCOMES[outcome]), outcome)

    def show_call(self) -> None:
        """Show the call's wrap-up, or nothing while the caller is still being helped."""
        opened = self._calls.current
        wrapping = opened is not None and opened.is_wrapping
        opening = wrapping and self.isHidden()
        self.setVisible(wrapping)
        self.missing.setVisible(wrapping)
        if opened is None or not wrapping:
            return
        self._say_titles(opened.call.channel)
        self.profiles.show(None if opened.call.non_call else opened.call.profile)
        self.non_calls.show(opened.call.non_call)
        for widget in (self.outcome_title, self.outcome):
            widget.setVisible(opened.call.non_call is None)
        outcome = opened.call.outcome or proposed_outcome(opened.call)
        self.outcome.setCurrentIndex(list(Outcome).index(outcome))
        self._say_person(opened.call)
        self._say_missing()
        if opening:
            self.take_keyboard()

    @property
    def hears_enter(self) -> bool:
        """Not at once after it opened."""
        return not self._opened.is_echo()

    def take_keyboard(self) -> None:
        """The keyboard goes to what was chosen, or to who rang last."""
        self._opened.begin()
        self._first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def room(self) -> int:
        """Pixels the strip needs across in the language of the screens, shown or hidden."""
        choices = (self.profiles, self.non_calls)
        margins = self.contentsMargins().left() + self.contentsMargins().right()
        return max(grid.room() for grid in choices) + margins + 2 * SIDE_MARGIN

    def keyPressEvent(self, event: QKeyEvent) -> None:
        profile = self.profiles.of_letter(event.text())
        non_call = self.non_calls.of_letter(event.text()) if self._apart.isVisible() else None
        if event.isAutoRepeat() and event.text():
            event.accept()  # held down, it would say one thing and take it back
        elif profile is not None:
            call_steps.set_profile(self._calls, profile)
            self.profiles.buttons[profile].setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif non_call is not None:
            if not self._was_none.is_echo(event.text()):
                self._is_none(non_call)
            self._was_none.begin(event.text())
            self.non_calls.buttons[non_call].setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() in ENTERS:
            self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """Choose what the keyboard is on; when that is chosen, save."""
        if not self.hears_enter:
            return
        buttons = [*self.profiles.buttons.values(), *self.non_calls.buttons.values()]
        held = next((one for one in buttons if one.hasFocus() and not one.isChecked()), None)
        if held:
            held.click()
        else:
            self._calls.finish()

    def _is_none(self, kind: NonCall) -> None:
        """It was no call; the same letter again says that it was one."""
        call = self._calls.opened().call
        said = None if call.non_call is kind else kind
        self._calls.do(mark("not a call"), replace(call, non_call=said))

    def _first(self) -> QRadioButton:
        buttons = [*self.profiles.buttons.values(), *self.non_calls.buttons.values()]
        last = self.profiles.buttons[self._calls.last_profile or CallerProfile.GP]
        return next((one for one in buttons if one.isChecked()), last)

    def _outcome_chosen(self, place: int) -> None:
        call_steps.set_outcome(self._calls, list(Outcome)[place])

    def _say_titles(self, channel: Channel) -> None:
        """Nobody rings in the street, and nobody rings off."""
        words, met = self._speech.words, channel is Channel.ENCOUNTER
        self.setAccessibleName(
            words.say("Finish the encounter") if met else words.say("Finish the call")
        )
        self.profile_title.setText(
            words.say("Who is it? (a letter)") if met else words.say("Who rings? (a letter)")
        )
        self.outcome_title.setText(
            words.say("How did the encounter end?") if met else words.say("How did it end?")
        )
        self.outcome.setAccessibleDescription(self.outcome_title.text())
        self._apart.setVisible(not met)

    def _say_person(self, call: Call) -> None:
        """Where the person lives is no field that has to be filled: it is only asked again."""
        said = self._speech.words.say("Where the person lives was not said.  {key}", key=Key.PERSON)
        self.person.setText(said)
        self.person.setVisible(call.non_call is None and not call.person.has_place)

    def _say_missing(self) -> None:
        opened, words = self._calls.opened(), self._speech.words
        call = opened.call
        lines = [self._what_lacks(opened), self._what_is_too_much(call), self._odd_outcome(call)]
        said = "\n".join(line for line in lines if line)
        self.missing.setText(said or words.say("Nothing is missing."))
        state(self.missing, "problem" if said else "")

    def _what_lacks(self, opened: OpenCall) -> str:
        words = self._speech.words
        if line := opened.unanswered:
            return words.say("Not understood, so not noted: “{line}”", line=line)
        if loses_by_being_none(opened.call):
            return words.say("No call: what was given, promised or lacking will not count.")
        names = lacking(opened.call, words)
        return words.say("Still missing: {names}", names=names) if names else ""

    def _what_is_too_much(self, call: Call) -> str:
        words = self._speech.words
        found = ", ".join(map(words.say, never_kept(call.note)))
        return words.say("To be taken out of the note: {what}", what=found) if found else ""

    def _odd_outcome(self, call: Call) -> str:
        """Chosen by hand, an outcome stays when what was given becomes more, or less."""
        words = self._speech.words
        if call.non_call or call.outcome not in (Outcome.REFERRED, Outcome.INFORMATION):
            return ""
        if (call.outcome is Outcome.REFERRED) == bool(call.referrals):
            return ""
        outcome, given = words.say(OUTCOMES[call.outcome]), len(call.referrals)
        return words.count(
            "“{outcome}”, with {n} service given?",
            "“{outcome}”, with {n} services given?",
            given,
            outcome=outcome,
        )

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIDE_MARGIN, 8, SIDE_MARGIN, 10)
        layout.setSpacing(4)
        layout.addWidget(self.profile_title)
        layout.addLayout(self.profiles)
        layout.addWidget(rule())
        self._apart.setLayout(self.non_calls)
        layout.addWidget(self._apart)
        layout.addWidget(self.outcome_title)
        layout.addWidget(self.outcome)
        layout.addWidget(self.person)
