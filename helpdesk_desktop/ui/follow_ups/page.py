"""What the team promised to do: what is due stands first."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.store.follow_ups import KnownCall
from helpdesk_desktop.ui.call.when_questions import COME_BACK
from helpdesk_desktop.ui.follow_ups.table import FollowUpTable
from helpdesk_desktop.ui.parts.line_strip import LineStrip
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.plain import button, label
from helpdesk_desktop.ui.parts.screen import Screen
from helpdesk_desktop.ui.words.follow_up_words import LATER_KEY, NOT_REACHED_KEY, RESULT_KEYS
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import utc_now
from helpdesk_domain.code_words import FOLLOW_UP_RESULTS
from helpdesk_domain.follow_ups import FollowUp

SHOWN_DONE: Final = timedelta(days=30)
"""How long what was done is listed: as long as a call of this desk is kept at least."""


class FollowUpsPage(Screen):
    """Shows and forwards."""

    turned = Signal()
    """To what is done, or back to what is to be done."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("followups", Place.FOLLOW_UPS, speech, parent)
        self._calls: Sequence[KnownCall] = ()
        self.shows_done = False
        self.counts = label("followups.counts", "secondary", wrap=True)
        self.table = FollowUpTable(speech)
        self.later = LineStrip[FollowUp]("followups.later", COME_BACK, speech)
        self.hint = label("followups.hint", "secondary", wrap=True)
        self.back = button("followups.back", self.left.emit)
        self.later.left.connect(self.look)
        self.table.turned.connect(lambda: self.turn(done=not self.shows_done))
        for widget, stretch in ((self.counts, 0), (self.table, 1), (self.later, 0), (self.hint, 0)):
            self.inside.addWidget(widget, stretch)
        self.inside.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.say()

    def look(self) -> None:
        """The keyboard goes to the follow-ups."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self, *, done: bool) -> None:
        """Show what is done, or what is to be done."""
        if done != self.shows_done:
            self.shows_done = done
            self.table.show_done(done)
            self.show_calls(())
            self.turned.emit()

    def show_calls(self, calls: Sequence[KnownCall]) -> None:
        """Show what is to be done about `calls`, in their order."""
        self._calls = calls
        self.table.show_calls(calls)
        self.say()

    def say(self) -> None:
        """Say every text in the language of the screens."""
        words = self._speech.words
        self.heading.setText(
            words.say("Follow-ups done at this desk")
            if self.shows_done
            else words.say("Follow-ups of the team")
        )
        self.counts.setText(self._counts())
        self.hint.setText(self._keys())
        self.back.setText(words.say("Back to the desk (Esc)"))
        self.table.say()
        self.later.say()

    def _counts(self) -> str:
        words = self._speech.words
        if not self._calls:
            return (
                words.say("Nothing was done in the last {n} days.", n=SHOWN_DONE.days)
                if self.shows_done
                else words.say("Nothing is to be done.")
            )
        if self.shows_done:
            return words.count("{n} follow-up", "{n} follow-ups", len(self._calls))
        overdue = sum(one.due_at <= utc_now() for one in self._calls)
        said = words.count("{n} follow-up", "{n} follow-ups", len(self._calls))
        return said + " · " + words.count("{n} overdue", "{n} overdue", overdue)

    def _keys(self) -> str:
        """« Entrée ouvre · J joint · P pas joint · … »."""
        words = self._speech.words
        other = words.say("← → to do") if self.shows_done else words.say("← → done")
        if not self._calls:
            return other
        letters = zip(RESULT_KEYS[words.language], FOLLOW_UP_RESULTS.values(), strict=True)
        ended = [words.say("{key}: {what}", key=key, what=words.say(what)) for key, what in letters]
        missed = words.say("{key}: Not reached, again later", key=NOT_REACHED_KEY[words.language])
        later = words.say("{key}: Postpone", key=LATER_KEY[words.language])
        return " · ".join([words.say("Enter opens the call"), *ended, missed, later, other])
