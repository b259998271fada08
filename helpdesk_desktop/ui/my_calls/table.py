"""Calls that were logged, a row each: when, who rang, what for, how it ended, where it is now."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.store.calls import CallState, LoggedCall
from helpdesk_desktop.ui.parts.row_table import RowModel, RowTable
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.words.call_words import ended, told
from helpdesk_desktop.ui.words.person_words import place_words
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.languages import Words, mark

COLUMNS: Final = (
    mark("Time"),
    mark("Length"),
    mark("Caller's language"),
    mark("Who rings"),
    mark("Need"),
    mark("Commune"),
    mark("Outcome"),
    mark("Sent?"),
)

SAME_CALLER: Final = "d"
"""« Dupliquer », "dezelfde beller", "duplicate": one letter for all languages of the screens."""

NEED: Final = 4
"""The column that takes what room is left."""

SPARED: Final = (1, 2, 5, 3, 7)
"""What is left out first where there is no room: the length, the language, the commune, who rings,
whether it was sent; the row says it, and the call that is opened shows it."""

STATES: Final[Mapping[CallState, str]] = {
    CallState.PENDING: mark("▲ to be sent"),
    CallState.ACCEPTED: mark("✓ sent"),
    CallState.REFUSED: mark("✖ refused"),
    CallState.CONFLICT: mark("⇄ changed twice"),
}


class CallTable(RowTable[LoggedCall]):
    """The calls of a day; Enter opens one, D begins another of the same caller."""

    opened = Signal(object)
    """The `LoggedCall` to be opened."""

    same_caller = Signal(object)
    """The `LoggedCall` whose caller rings again."""

    days = Signal(int)
    """So many days later, or earlier."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("mycalls.table", RowModel(COLUMNS, cells, speech), NEED, parent, SPARED)
        self._speech = speech
        self.doubleClicked.connect(lambda _: self._give(self.opened))

    def show_calls(self, calls: Sequence[LoggedCall]) -> None:
        """Show `calls`; the row that was chosen stays chosen while its call is there."""
        chosen = self.chosen()
        self.rows.show(calls)
        ids = [one.call.id for one in calls]
        row = ids.index(chosen.call.id) if chosen and chosen.call.id in ids else 0
        if calls:
            self.setCurrentIndex(self.rows.index(row, 0))

    def say(self) -> None:
        self.setAccessibleName(self._speech.words.say("My calls"))
        self.rows.say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() and event.text():
            event.accept()  # a key that is held down opens one call, not two
        elif event.key() in ENTERS:
            self._give(self.opened)
        elif event.text().lower() == SAME_CALLER:
            self._give(self.same_caller)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.days.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    def _give(self, signal: SignalInstance) -> None:
        if chosen := self.chosen():
            signal.emit(chosen)


def cells(one: LoggedCall, words: Words) -> tuple[str, ...]:
    """What is said of a call, in the order of `COLUMNS`."""
    call = one.call
    return (
        call.started_at.astimezone(BRUSSELS).strftime("%H:%M"),
        told(call, "channel", words) or told(call, "talk_s", words),
        told(call, "caller_language", words),
        told(call, "profile", words),
        told(call, "needs", words),
        place_words(call.person, words),
        ended(call, words),
        words.say(STATES[one.state]),
    )
