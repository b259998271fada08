"""What the team promised to do: what is due stands first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.store.follow_ups import KnownCall
from helpdesk_desktop.ui.call.when_questions import COME_BACK
from helpdesk_desktop.ui.follow_ups.table import FollowUpTable
from helpdesk_desktop.ui.parts.line_strip import LineStrip
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.plain import button, label
from helpdesk_desktop.ui.parts.screen import Screen
from helpdesk_desktop.ui.words.follow_up_words import (
    LATER_KEY,
    NOT_REACHED_KEY,
    RESULT_KEYS,
    RESULTS,
)
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import utc_now
from helpdesk_domain.follow_ups import FollowUp


class FollowUpsPage(Screen):
    """Shows and forwards."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("followups", Place.FOLLOW_UPS, speech, parent)
        self._calls: Sequence[KnownCall] = ()
        self.counts = label("followups.counts", "secondary", wrap=True)
        self.table = FollowUpTable(speech)
        self.later = LineStrip[FollowUp]("followups.later", COME_BACK, speech)
        self.hint = label("followups.hint", "secondary", wrap=True)
        self.back = button("followups.back", self.left.emit)
        self.later.left.connect(self.look)
        for widget, stretch in ((self.counts, 0), (self.table, 1), (self.later, 0), (self.hint, 0)):
            self.inside.addWidget(widget, stretch)
        self.inside.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.say()

    def look(self) -> None:
        """The keyboard goes to the follow-ups."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_calls(self, calls: Sequence[KnownCall]) -> None:
        """Show what is to be done about `calls`, in their order."""
        self._calls = calls
        self.table.show_calls(calls)
        self.say()

    def say(self) -> None:
        """Say every text in the language of the screens."""
        words = self._speech.words
        self.heading.setText(words.say("Follow-ups of the team"))
        self.counts.setText(self._counts() if self._calls else words.say("Nothing is to be done."))
        self.hint.setText(self._keys())
        self.hint.setVisible(bool(self._calls))
        self.back.setText(words.say("Back to the desk (Esc)"))
        self.table.say()
        self.later.say()

    def _counts(self) -> str:
        words = self._speech.words
        overdue = sum(one.due_at <= utc_now() for one in self._calls)
        said = words.count("{n} follow-up", "{n} follow-ups", len(self._calls))
        return said + " · " + words.count("{n} overdue", "{n} overdue", overdue)

    def _keys(self) -> str:
        """« Entrée ouvre · J joint · P pas joint · … »."""
        words = self._speech.words
        letters = zip(RESULT_KEYS[words.language], RESULTS.values(), strict=True)
        ended = [words.say("{key}: {what}", key=key, what=words.say(what)) for key, what in letters]
        missed = words.say("{key}: Not reached, again later", key=NOT_REACHED_KEY[words.language])
        later = words.say("{key}: Postpone", key=LATER_KEY[words.language])
        return " · ".join([words.say("Enter opens the call"), *ended, missed, later])
