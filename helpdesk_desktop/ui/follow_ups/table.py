"""What is still to be done about calls, a row each; a letter says what became of it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.store.follow_ups import KnownCall
from helpdesk_desktop.ui.parts.just_now import JustNow
from helpdesk_desktop.ui.parts.row_table import RowModel, RowTable
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.words.call_words import clock_or_day, told
from helpdesk_desktop.ui.words.follow_up_words import (
    LATER_KEY,
    NOT_REACHED_KEY,
    RESULT_KEYS,
    done,
    due,
    follow_up_of,
)
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import utc_now
from helpdesk_domain.follow_ups import FollowUpResult
from helpdesk_domain.languages import Words, mark

COLUMNS: Final = (
    mark("Due"),
    mark("Who rings"),
    mark("To be done"),
    mark("Caller's language"),
    mark("Call of"),
    mark("Taken by"),
)

DONE_COLUMNS: Final = (mark("Done"), *COLUMNS[1:])

SPARED: Final = (3, 4, 5, 1)
"""What is left out first where there is no room: the language, the call, who took it, who rings."""

TASK: Final = 2
"""The column that takes what room is left."""


class FollowUpTable(RowTable[KnownCall]):
    """Enter opens the call; letters act on the row."""

    opened = Signal(object)
    postponed = Signal(object)
    not_reached = Signal(object)
    """Each with the `KnownCall`."""

    ended = Signal(object, FollowUpResult)
    turned = Signal()
    """To what is done, or back."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("followups.table", RowModel(COLUMNS, cells, speech), TASK, parent, SPARED)
        self._speech = speech
        self._acted = JustNow()
        self.doubleClicked.connect(lambda _: self._act(Qt.Key.Key_Return, ""))

    def show_calls(self, calls: Sequence[KnownCall]) -> None:
        """Show `calls`; the row that was chosen stays chosen, or the one that took its place."""
        row, chosen = max(self.currentIndex().row(), 0), self.chosen()
        self.rows.show(calls)
        ids = [one.call.id for one in calls]
        if chosen and chosen.call.id in ids:
            row = ids.index(chosen.call.id)
        if calls:
            self.setCurrentIndex(self.rows.index(min(row, len(calls) - 1), 0))

    def show_done(self, done: bool) -> None:
        """What ended says how; what did not, when it is due."""
        self.rows.name(DONE_COLUMNS if done else COLUMNS)

    def say(self) -> None:
        self.setAccessibleName(self._speech.words.say("Follow-ups"))
        self.rows.say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() and event.text():
            event.accept()  # a key that is held down acts on one row, not on those after it
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.turned.emit()
        elif not self._act(event.key(), event.text().upper()):
            super().keyPressEvent(event)

    def _act(self, key: int, letter: str) -> bool:
        """Whether the key says something here."""
        chosen, language = self.chosen(), self._speech.words.language
        if chosen is None:
            return False
        if key in ENTERS:
            self.opened.emit(chosen)
        elif self._acted.is_echo(letter):
            return True  # the row it was struck at has gone; the next one is another caller's
        elif letter and letter in RESULT_KEYS[language]:
            self._acted.begin(letter)
            self.ended.emit(chosen, list(FollowUpResult)[RESULT_KEYS[language].index(letter)])
        elif letter == NOT_REACHED_KEY[language]:
            self._acted.begin(letter)
            self.not_reached.emit(chosen)
        elif letter == LATER_KEY[language]:
            self.postponed.emit(chosen)
        else:
            return False
        return True


def _to_be_done(one: KnownCall, task: str, words: Words) -> str:
    """Who it is stands on the page of contact alone, whose opening is noted."""
    said = task or told(one.call, "needs", words)
    return words.say("{task} · contact ☎", task=said) if one.has_contact else said


def cells(one: KnownCall, words: Words) -> tuple[str, ...]:
    """What is said of a follow-up, in the order of `COLUMNS`."""
    follow_up = follow_up_of(one.call)
    return (
        due(follow_up, words, utc_now()) if follow_up.is_open else done(follow_up, words),
        told(one.call, "profile", words),
        _to_be_done(one, follow_up.task, words),
        told(one.call, "caller_language", words),
        clock_or_day(one.call.started_at),
        one.colleague or words.say("here"),
    )
