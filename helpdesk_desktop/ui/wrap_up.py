"""The strip that closes a call: who rang, how it ended, what is still missing."""

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from helpdesk_desktop.ui.call_desk import CallDesk
from helpdesk_desktop.ui.labels import MISSING, OUTCOMES, PROFILE_KEYS, PROFILES
from helpdesk_desktop.ui.plain import check, identified, label, part
from helpdesk_desktop.ui.speech import Speech
from helpdesk_domain.calls import CallerProfile, Outcome, missing, proposed_outcome

SIDE_MARGIN = 12
MEANT_FOR_IT_MS = 400
"""An Enter sooner after the strip opened was struck at the list: under X11, a shortcut overtakes
a key that an assistive program is still being told of."""


class OutcomeBox(QComboBox):
    """A choice the mouse wheel does not change on its way down the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class WrapUp(QFrame):
    """Opens on the first F9; one letter says who rang, the second F9 saves."""

    def __init__(self, calls: CallDesk, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calls = calls
        self._speech = speech
        identified(self, "wrapup")
        part(self, "wrapup")
        self.profile_title = label("wrapup.profile.title", "title")
        self.profiles = {profile: self._choice(profile) for profile in CallerProfile}
        self.outcome_title = label("wrapup.outcome.title", "title")
        self.outcome = OutcomeBox()
        identified(self.outcome, "wrapup.outcome")
        self.outcome_title.setBuddy(self.outcome)
        self.missing = label("wrapup.missing", "problem", wrap=True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._open_for = QElapsedTimer()
        self._lay_out()
        self.outcome.activated.connect(self._outcome_chosen)
        self.hide()

    def say(self) -> None:
        """Say every text of the strip in the language of the screens."""
        words = self._speech.words
        self.setAccessibleName(words.say("Finish the call"))
        self.profile_title.setText(words.say("Who rings? (a letter)"))
        for profile, choice in self.profiles.items():
            letter = self._letters()[profile]
            choice.setText(f"{letter}  {words.say(PROFILES[profile])}")
            choice.setAccessibleName(words.say(PROFILES[profile]))
        self.outcome_title.setText(words.say("How did it end?"))
        self.outcome.setAccessibleDescription(self.outcome_title.text())
        self.outcome.clear()
        for outcome in Outcome:
            self.outcome.addItem(words.say(OUTCOMES[outcome]), outcome)

    def show_call(self) -> None:
        """Show the call's wrap-up, or nothing while the caller is still being helped."""
        opened = self._calls.current
        wrapping = opened is not None and opened.wrapping_since_s is not None
        opening = wrapping and self.isHidden()
        self.setVisible(wrapping)
        if opened is None or not wrapping:
            return
        for profile, choice in self.profiles.items():
            choice.setAutoExclusive(False)
            check(choice, opened.call.profile is profile)
            choice.setAutoExclusive(True)
        outcome = opened.call.outcome or proposed_outcome(opened.call)
        self.outcome.setCurrentIndex(list(Outcome).index(outcome))
        self._say_missing()
        if opening:
            self._open_for.start()
            self._first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def room(self) -> int:
        """Pixels the strip needs across in the language of the screens, shown or hidden."""
        for widget in self.findChildren(QWidget):
            widget.ensurePolished()  # hidden widgets are not dressed yet, and would look narrower
        self._grid.invalidate()
        margins = self.contentsMargins().left() + self.contentsMargins().right()
        return self._grid.minimumSize().width() + margins + 2 * SIDE_MARGIN

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letters = self._letters()
        profile = next((p for p, k in letters.items() if k == event.text().upper()), None)
        if profile is not None:
            self._calls.set_profile(profile)
            self.profiles[profile].setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._open_for.hasExpired(MEANT_FOR_IT_MS):
                self._calls.finish()
        else:
            super().keyPressEvent(event)

    def _letters(self) -> dict[CallerProfile, str]:
        return dict(zip(CallerProfile, PROFILE_KEYS[self._speech.words.language], strict=True))

    def _first(self) -> QRadioButton:
        """Where the keyboard starts: on who rings, or on who rang last."""
        chosen = (choice for choice in self.profiles.values() if choice.isChecked())
        return next(chosen, self.profiles[self._calls.last_profile or CallerProfile.GP])

    def _choice(self, profile: CallerProfile) -> QRadioButton:
        made = QRadioButton()
        identified(made, f"wrapup.profile.{profile.value}")

        def toggled(on: bool) -> None:
            if on:
                self._calls.set_profile(profile)

        made.toggled.connect(toggled)
        return made

    def _outcome_chosen(self, place: int) -> None:
        self._calls.set_outcome(list(Outcome)[place])

    def _say_missing(self) -> None:
        words, opened = self._speech.words, self._calls.current
        lacking = missing(opened.call) if opened else ()
        names = ", ".join(words.say(MISSING[one]) for one in lacking)
        self.missing.setText(words.say("Still missing: {names}", names=names) if names else "")
        self.missing.setVisible(bool(names))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIDE_MARGIN, 8, SIDE_MARGIN, 10)
        layout.setSpacing(4)
        layout.addWidget(self.profile_title)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(2)
        for place, choice in enumerate(self.profiles.values()):
            self._grid.addWidget(choice, place // 2, place % 2)
        layout.addLayout(self._grid)
        layout.addWidget(self.outcome_title)
        layout.addWidget(self.outcome)
        layout.addWidget(self.missing)
