"""What I did on a day, call by call; each can be opened again."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from helpdesk_desktop.reports.today import today
from helpdesk_desktop.store.calls import LoggedCall
from helpdesk_desktop.ui.my_calls.table import CallTable
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.plain import button, label
from helpdesk_desktop.ui.parts.screen import Screen
from helpdesk_desktop.ui.words.call_words import in_numbers
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import today_in_brussels


class MyCallsPage(Screen):
    """Shows and forwards."""

    turned = Signal(int)
    """So many days later, or earlier."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("mycalls", Place.MY_CALLS, speech, parent)
        self._day = today_in_brussels()
        self._calls: Sequence[LoggedCall] = ()
        self.counts = label("mycalls.counts", "secondary", wrap=True)
        self.table = CallTable(speech)
        self.earlier = button("mycalls.earlier", lambda: self.turned.emit(-1))
        self.later = button("mycalls.later", lambda: self.turned.emit(1))
        self.back = button("mycalls.back", self.left.emit)
        self.hint = label("mycalls.hint", "secondary", wrap=True)
        self.table.days.connect(self.turned)
        self._lay_out()
        self.say()

    def look(self) -> None:
        """The keyboard goes to the calls."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_day(self, day: date, calls: Sequence[LoggedCall]) -> None:
        """Show the `calls` that began on `day`."""
        self._day, self._calls = day, calls
        self.table.show_calls(calls)
        self.say()

    def say(self) -> None:
        """Say every text in the language of the screens."""
        words = self._speech.words
        day = QDate(self._day.year, self._day.month, self._day.day)
        self.heading.setText(
            words.say("My calls – {day}", day=self._speech.locale.toString(day, "dddd d MMMM yyyy"))
        )
        self.counts.setText(in_numbers(today(one.call for one in self._calls), words))
        self.earlier.setText(words.say("← Day before"))
        self.later.setText(words.say("Day after →"))
        self.later.setEnabled(self._day < today_in_brussels())
        self.back.setText(words.say("Back to the desk (Esc)"))
        self.hint.setText(
            words.say("Enter opens a call · D: the same caller rings again · ← → another day")
        )
        self.table.say()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for one in (self.earlier, self.later, self.back):
            buttons.addWidget(one)
        buttons.addStretch(1)
        self.inside.addWidget(self.counts)
        self.inside.addWidget(self.table, 1)
        self.inside.addWidget(self.hint)
        self.inside.addLayout(buttons)
