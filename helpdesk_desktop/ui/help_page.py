"""The keys that do something where the operator is, and those that work everywhere (F1)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.ui.keys import Key
from helpdesk_desktop.ui.place import Place
from helpdesk_desktop.ui.plain import button
from helpdesk_desktop.ui.row_table import RowModel, RowTable
from helpdesk_desktop.ui.screen import Screen
from helpdesk_desktop.ui.speech import Speech
from helpdesk_domain.languages import Words, mark

KeyLine = tuple[str, str]
"""Keys, and what they do: both as marked words."""


HERE: Final[Mapping[Place, Sequence[KeyLine]]] = {
    Place.SEARCH: (
        (mark("↑ ↓"), mark("Choose a service")),
        (mark("Enter"), mark("Give the service to the caller")),
        (mark("Shift+Enter"), mark("Nothing fits: say why")),
        (mark("Delete, in the referrals"), mark("Take a referral out")),
    ),
    Place.UNMET: (
        (mark("a letter"), mark("Why nothing could be given")),
        (mark("Esc"), mark("Say nothing")),
    ),
    Place.WRAP_UP: (
        (mark("a letter"), mark("Who rings, or that it was no call")),
        (mark("Tab"), mark("How it ended")),
        (mark("Enter"), mark("Save")),
        (mark("Esc"), mark("Back to the call")),
    ),
    Place.MY_CALLS: (
        (mark("Enter"), mark("Open a call to complete or mend it")),
        (mark("D"), mark("A new call of the same caller")),
        (mark("← →"), mark("Another day")),
        (mark("Esc"), mark("Back to the desk")),
    ),
    Place.SYNC: (
        (mark("Enter"), mark("Try now")),
        (mark("Esc"), mark("Back to the desk")),
    ),
    Place.SETTINGS: (
        (mark("a few letters"), mark("Only the settings with these words")),
        (mark("Tab"), mark("The next setting")),
        (mark("← →"), mark("Another choice; it holds at once")),
        ("F12", mark("The choice of before")),
        (mark("Esc"), mark("Back, the keyboard where it was")),
    ),
}

EVERYWHERE: Final[Mapping[Key, str]] = {
    Key.NEW_CALL: mark("New call; the one on the desk is parked"),
    Key.CALLER_LANGUAGE: mark("The caller speaks French, Dutch, another language"),
    Key.WHICH_LANGUAGE: mark("Which other language; letters search it"),
    Key.SEARCH: mark("Search; the words are selected"),
    Key.FACETS: mark("Filters, and back"),
    Key.TAKE_OUT: mark("Take out what was recognised last"),
    Key.FINISH: mark("Finish the call; once more: save"),
    Key.UNDO: mark("Undo, the saving too"),
    Key.PARKED: mark("The call that was parked first"),
    Key.NEXT_PANE: mark("Next pane"),
    Key.PREVIOUS_PANE: mark("Previous pane"),
    Key.MY_CALLS: mark("My calls"),
    Key.SYNC: mark("Where the calls are; synchronise"),
    Key.SETTINGS: mark("Settings: languages, text size, colours"),
    Key.FULL_SCREEN: mark("Full screen, and back"),
    Key.QUIT: mark("Quit"),
}

WHAT: Final = 1
"""The column that takes what room is left."""


class HelpPage(Screen):
    """A table to be read; Escape or F1 goes back to where the keyboard was."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("help", Place.HELP, speech, parent)
        self._told = Place.SEARCH
        columns = (mark("Key"), mark("What it does"))
        self.table = RowTable[KeyLine]("help.table", RowModel(columns, _cells, speech), WHAT)
        self.back = button("help.back", self.left.emit)
        self.inside.addWidget(self.table, 1)
        self.inside.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.say()

    def show_place(self, place: Place) -> None:
        """Show the keys of `place` first, the keyboard on them."""
        self._told = place
        self.say()
        self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self) -> None:
        """Say every text in the language of the screens."""
        words = self._speech.words
        self.heading.setText(words.say("Keys"))
        self.back.setText(words.say("Back (Esc)"))
        self.table.setAccessibleName(words.say("Keys"))
        self.table.rows.show([*HERE[self._told], *_everywhere()])
        self.table.rows.say()


def _everywhere() -> Iterator[KeyLine]:
    for key, what in EVERYWHERE.items():
        native = QKeySequence.SequenceFormat.NativeText
        yield " · ".join(QKeySequence(one).toString(native) for one in key.value), what


def _cells(line: KeyLine, words: Words) -> tuple[str, str]:
    return words.say(line[0]), words.say(line[1])
