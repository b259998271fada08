"""The strip that asks why nothing could be given for a need: one letter, and back to the search."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.call.heard import mark_noted, unmet_as_heard
from helpdesk_desktop.ui.call.open_call import Standing
from helpdesk_desktop.ui.parts.letter_choices import LetterChoices
from helpdesk_desktop.ui.parts.strip import Strip
from helpdesk_desktop.ui.words.labels import UNMET_KEYS
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.call_terms import UnmetReason
from helpdesk_domain.code_words import UNMET_REASONS
from helpdesk_domain.languages import mark
from helpdesk_domain.needs import kept_words, reason_for


class UnmetStrip(Strip):
    """Opens on Shift+Enter; Escape closes it and nothing was said."""

    def __init__(self, calls: CallDesk, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("unmet", parent)
        self._calls = calls
        self._speech = speech
        self._need = ""
        self._on: Standing | None = None
        self.reasons = LetterChoices[UnmetReason](
            "unmet.reason", UNMET_REASONS, UNMET_KEYS, speech, self._answer, at_once=True
        )
        self.lay(self.reasons)
        calls.changed.connect(self._follow_call)

    def say(self) -> None:
        """Say every text of the strip in the language of the screens."""
        words = self._speech.words
        title = words.say("Nothing for “{need}”: why? (a letter)", need=self._need)
        self.title.setText(title)
        self.setAccessibleName(title)
        self.reasons.say()

    def ask(self) -> None:
        """Ask why there is nothing for what stands in the search box, else for the last need."""
        needs = self._needs()
        self._need = kept_words(self._calls.search_text) or (needs[-1] if needs else "")
        if not self._need:
            self._calls.remarked.emit(mark("Type first what the caller needs."), {})
            return
        self.say()
        self._on = self._on_the_desk()
        told = self._told()
        self.reasons.show(told)
        self.show()
        first = self.reasons.buttons[told or UnmetReason.NO_SERVICE]
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        elif reason := self.reasons.picked(event):
            self._answer(reason)
        else:
            super().keyPressEvent(event)

    def _answer(self, reason: UnmetReason) -> None:
        self.hide()
        after = unmet_as_heard(self._calls.opened().call, self._need, reason, self._calls.heard)
        opened = self._calls.opened()
        self._calls.do(mark("need without a service"), after)
        if kept_words(opened.search_text) == self._need:
            mark_noted(opened, self._calls.heard)
        noted = self._told() is not None
        said = mark("Noted: nothing for “{need}”.") if noted else mark("No longer noted: “{need}”.")
        self._calls.said.emit(said, {"need": self._need})
        self.left.emit()

    def _on_the_desk(self) -> Standing | None:
        return self._calls.current.standing if self._calls.current else None

    def _follow_call(self) -> None:
        """The question was about the call that was on the desk, as it was; no other answers it."""
        if self._on_the_desk() != self._on:
            self.close_strip()

    def _needs(self) -> Sequence[str]:
        return self._calls.current.call.needs if self._calls.current else ()

    def _told(self) -> UnmetReason | None:
        """The reason that was told for this need before."""
        opened = self._calls.current
        return reason_for(opened.call, self._need) if opened else None
