"""After a crash: the calls that were not finished, one at a time, never merged by themselves."""

from functools import partial

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from helpdesk_desktop.store.drafts import Draft
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.parts.plain import button, identified, label, part
from helpdesk_desktop.ui.parts.strokes import letters_of
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.languages import mark

SHOWN_LETTERS = 40


class RecoveryBar(QFrame):
    """Offers the newest unfinished call: Enter resumes it, and nothing is thrown away."""

    settled = Signal()
    """None is left: the keyboard belongs to the search box again."""

    typed = Signal(str)
    """Letters struck on a button of it: they were meant for the search box."""

    def __init__(self, calls: CallDesk, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calls = calls
        self._speech = speech
        self._drafts: list[Draft] = []
        identified(self, "recovery")
        part(self, "recovery")
        self.message = label("recovery.message", wrap=True)
        self.resume = button("recovery.resume", self._resume, "primary")
        self.resume.setAutoDefault(True)
        self.discard = button("recovery.discard", self._discard)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 10, 6)
        layout.addWidget(self.message, 1)
        layout.addWidget(self.resume)
        layout.addWidget(self.discard)
        self.hide()

    def offer(self, drafts: list[Draft]) -> None:
        """Offer `drafts`, newest first."""
        self._drafts = list(drafts)
        self.say()

    @property
    def is_offering(self) -> bool:
        return bool(self._drafts)

    def refresh(self, drafts: list[Draft]) -> None:
        """Of what is offered still, what `drafts` has, as it is there; not what is on the desk.

        A call that was opened another way meanwhile may have other words, or be saved.
        """
        now = {draft.call.id: draft for draft in drafts if not self._calls.find(draft.call.id)}
        offered = [now[old.call.id] for old in self._drafts if old.call.id in now]
        if offered != self._drafts:
            self.offer(offered)

    def say(self) -> None:
        """Say the bar in the language of the screens."""
        words = self._speech.words
        self.setVisible(bool(self._drafts))
        self.setAccessibleName(words.say("Unfinished call"))
        self.resume.setText(words.say("Resume"))
        self.discard.setText(words.say("Throw away"))
        if self._drafts:
            draft = self._drafts[0]
            begun = draft.call.started_at.astimezone(BRUSSELS)
            day = QDate(begun.year, begun.month, begun.day)
            when = QLocale().toString(day, QLocale.FormatType.LongFormat)
            more = len(self._drafts) - 1
            rest = words.count("{n} more", "{n} more", more) if more else ""
            sentence = words.say(
                "⟲ The call of {day}, {time} was not finished: {referrals}, « {words} ».",
                day=when,
                time=begun.strftime("%H:%M"),
                referrals=words.count("{n} referral", "{n} referrals", len(draft.call.referrals)),
                words=_words_of(draft),
            )
            self.message.setText(" · ".join(part for part in (sentence, rest) if part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What its buttons leave of a key comes here."""
        if letters := letters_of(event):
            self.typed.emit(letters)
        else:
            super().keyPressEvent(event)

    def _resume(self) -> None:
        self._calls.resume(self._drafts.pop(0))
        self._go_on()

    def _discard(self) -> None:
        """Set it aside; the file keeps it for thirty days, and F12 brings it back."""
        draft = self._drafts.pop(0)
        self._calls.drafts.discard(draft.call.id, self._calls.author)
        self._calls.did_aside(partial(self._bring_back, draft))
        self._calls.said.emit(mark("Thrown away. {key} brings it back."), {"key": Key.UNDO})
        self._go_on()

    def _bring_back(self, draft: Draft) -> None:
        self._calls.drafts.take_back(draft)
        self._drafts.insert(0, draft)
        self._go_on()

    def _go_on(self) -> None:
        """While some are left, Enter goes on with them: it was struck to have the calls back."""
        self.say()
        if self._drafts:
            self.resume.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.settled.emit()


def _words_of(draft: Draft) -> str:
    """A few words by which the operator knows the call again."""
    typed = (draft.search_text, ", ".join(draft.call.needs), draft.call.note)
    words = next(filter(None, (*typed, *draft.unread.values())), "")
    return words if len(words) <= SHOWN_LETTERS else words[:SHOWN_LETTERS] + "…"
