"""The strip that asks how far a referral has come; of a refusal it asks why as well."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.ui.call import call_steps
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.call.open_call import Standing
from helpdesk_desktop.ui.parts.just_now import JustNow
from helpdesk_desktop.ui.parts.letter_choices import LetterChoices
from helpdesk_desktop.ui.parts.strip import Strip
from helpdesk_desktop.ui.words.labels import UNMET_KEYS
from helpdesk_desktop.ui.words.referral_words import STATUS_KEYS, STATUSES
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.call_terms import ReferralStatus, UnmetReason
from helpdesk_domain.calls import Referral
from helpdesk_domain.code_words import UNMET_REASONS
from helpdesk_domain.languages import mark


class ReferralStrip(Strip):
    """Opens on Shift+F8, or Enter in the referrals; Escape says nothing."""

    def __init__(self, calls: CallDesk, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("referral", parent)
        self._calls = calls
        self._speech = speech
        self._asked_of: Referral | None = None
        self._on: Standing | None = None
        self._asks_why = False
        self._answered = JustNow()
        self.statuses = LetterChoices[ReferralStatus](
            "referral.status", STATUSES, STATUS_KEYS, speech, self._answer, at_once=True
        )
        self.reasons = LetterChoices[UnmetReason](
            "referral.reason", UNMET_REASONS, UNMET_KEYS, speech, self._refused, at_once=True
        )
        self.lay(self.statuses, self.reasons)
        calls.changed.connect(self._follow_call)

    def say(self) -> None:
        """Say every text of the strip in the language of the screens."""
        words = self._speech.words
        name = self._asked_of.service_name if self._asked_of else ""
        asked = (
            words.say("Why did “{name}” refuse? (a letter)", name=name)
            if self._asks_why
            else words.say("How far is “{name}”? (a letter)", name=name)
        )
        self.title.setText(asked)
        self.setAccessibleName(asked)
        self.statuses.say()
        self.reasons.say()

    def ask(self, place: int | None = None) -> None:
        """Ask about the referral at `place`, else about the one given last.

        While it is asked why a service refused, that stays the question until another is meant.
        """
        if self.isVisible() and self._asks_why and place is None:
            self._take_keyboard()
            return
        current = self._calls.current
        given = current.call.referrals if current else ()
        if current is None or not given:
            self._calls.remarked.emit(mark("No service was given in this call."), {})
            return
        known = place is not None and 0 <= place < len(given)
        self._asked_of = given[place if known and place is not None else -1]
        self._on = current.standing
        self._show(asks_why=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        elif self._asks_why and (reason := self.reasons.picked(event)):
            if not self._answered.is_echo(event.text()):
                self._refused(reason)
        elif not self._asks_why and (status := self.statuses.picked(event)):
            self._answered.begin(event.text())
            self._answer(status)
        else:
            super().keyPressEvent(event)

    def _answer(self, status: ReferralStatus) -> None:
        """A refusal is noted before it is asked why: the next call may come in between."""
        if status is ReferralStatus.REFUSED and self._asked_of:
            call_steps.tell_of(self._calls, self._asked_of, status, self._asked_of.reason)
            self._show(asks_why=True)
        else:
            self._tell(status)

    def _refused(self, reason: UnmetReason) -> None:
        self._tell(ReferralStatus.REFUSED, reason)

    def _tell(self, status: ReferralStatus, reason: UnmetReason | None = None) -> None:
        asked, self._asked_of = self._asked_of, None
        self.hide()
        if asked:
            call_steps.tell_of(self._calls, asked, status, reason)
        self.left.emit()

    def _show(self, *, asks_why: bool) -> None:
        self._asks_why = asks_why
        referral = self._asked_of
        self.statuses.show(referral.status if referral else None)
        self.reasons.show(referral.reason if referral else None)
        for button in self.statuses.buttons.values():
            button.setVisible(not asks_why)
        for why in self.reasons.buttons.values():
            why.setVisible(asks_why)
        self.say()
        self.show()
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        shown = [*(self.reasons if self._asks_why else self.statuses).buttons.values()]
        first = next((one for one in shown if one.isChecked()), shown[0])
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _follow_call(self) -> None:
        """The question was about the call that was on the desk, as it was; no other answers it."""
        current = self._calls.current
        if self._asked_of and (current is None or current.standing != self._on):
            self._asked_of = None
            self.close_strip()
