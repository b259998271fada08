"""The keys that do something where the operator is, and those that work everywhere (F1)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.words import all_named
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.plain import button
from helpdesk_desktop.ui.parts.row_table import RowModel, RowTable
from helpdesk_desktop.ui.parts.screen import Screen
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import Words, mark

KeyLine = tuple[str | Key, str]
"""Keys, as marked words or as those of a command, and what they do, as marked words."""


HERE: Final[Mapping[Place, Sequence[KeyLine]]] = {
    Place.SEARCH: (
        (mark("↑ ↓"), mark("Choose a service")),
        (mark("Enter"), mark("Give the service to the caller")),
        (Key.NO_SERVICE, mark("Nothing fits: say why")),
        (mark("Delete, in the referrals"), mark("Take a referral out")),
    ),
    Place.UNMET: (
        (mark("a letter"), mark("Why nothing could be given")),
        (mark("Esc"), mark("Say nothing")),
    ),
    Place.FLAG: (
        (mark("a letter"), mark("What is wrong in the directory")),
        (mark("Enter"), mark("Report it")),
        (mark("Esc"), mark("Say nothing")),
    ),
    Place.WRAP_UP: (
        (mark("a letter"), mark("Who rings, or that it was no call")),
        (mark("Tab"), mark("How it ended")),
        (mark("Enter"), mark("Save")),
        (mark("Esc"), mark("Back to the call")),
    ),
    Place.REFERRAL: (
        (mark("a letter"), mark("How far it has come; why it was refused")),
        (mark("Esc"), mark("Say nothing")),
    ),
    Place.FOLLOW_UP: (
        (mark("Enter"), mark("Promise it; an emptied line promises nothing")),
        (mark("Esc"), mark("As it was")),
    ),
    Place.WRITTEN_LATER: (
        (mark("Enter"), mark("It took place then; an emptied line: now")),
        (mark("Esc"), mark("As it was")),
    ),
    Place.PERSON: (
        (mark("Enter"), mark("That is what is known; an emptied line: nothing is")),
        (mark("Esc"), mark("As it was")),
    ),
    Place.FOLLOW_UPS: (
        (mark("Enter"), mark("Open the call")),
        (mark("a letter"), mark("What became of it; they stand under the list")),
        (mark("← →"), mark("What is done, and back to what is to be done")),
        (mark("Esc"), mark("Back to the desk")),
    ),
    Place.MY_CALLS: (
        (mark("Enter"), mark("Open a call to complete or mend it")),
        (mark("D"), mark("A new call of the same caller")),
        (mark("← →"), mark("Another day")),
        (mark("Esc"), mark("Back to the desk")),
    ),
    Place.SHEET: (
        (mark("↑ ↓"), mark("French, Dutch, both; beside the address a letter does it too")),
        (mark("Enter"), mark("A draft of an e-mail, in your mail program")),
        (Key.SHEET, mark("Print")),
        (mark("Ctrl+E"), mark("Keep it as a PDF")),
        (mark("Ctrl+C"), mark("Copy its text")),
        (mark("PgUp PgDn"), mark("Scroll the sheet")),
        (mark("Esc"), mark("Back to the desk")),
    ),
    Place.INTAKE: (
        (mark("a letter"), mark("Answers the question; I and R: not known, declined to say")),
        (mark("↑ ↓ Enter"), mark("The next question, or the one before; any order will do")),
        (mark("PgUp PgDn"), mark("The next part of the form, or the one before")),
        (mark("Home End"), mark("The first question; what is decided")),
        (mark("Ctrl+End"), mark("The plan: a step more")),
        (mark("Delete"), mark("Takes an answer back: the question was not put")),
        (mark("Enter, on the decision"), mark("Keeps the level that is suggested")),
        (mark("Enter, on a service"), mark("Give the service to the caller")),
        (Key.INTAKE, mark("Back to the desk, and here again")),
        (mark("Esc"), mark("Back to the desk")),
    ),
    Place.CONTACT: (
        (mark("a letter"), mark("What it is for, how and what is answered")),
        (mark("↑ ↓ Enter"), mark("The next line, or the one before")),
        (mark("Delete"), mark("Takes an answer back")),
        (Key.CONTACT, mark("Back, and here again")),
        (mark("Esc"), mark("Back; what was typed is kept while the consent stands")),
    ),
    Place.STATISTICS: (
        (
            mark("a letter"),
            mark("What is on the button with that letter"),
        ),
        (mark("Alt+← Alt+→"), mark("The period before, the one after")),
        (mark("Backspace"), mark("Take the last filter out")),
        (mark("Tab"), mark("The next figure")),
        (mark("Enter"), mark("The service, or a search for the need")),
        (mark("Esc"), mark("Back to the desk")),
    ),
    Place.EXPORT: (
        (mark("a letter"), mark("Which file, language, for whom and what for")),
        (mark("Enter"), mark("The next question; then the file")),
        (mark("Esc"), mark("Back to the figures")),
    ),
    Place.SYNC: (
        (mark("Enter"), mark("Try now")),
        (mark("↑ ↓"), mark("Of a call that was changed twice: the other text of a line")),
        (mark("PgUp PgDn"), mark("Scroll the page")),
        (mark("Esc"), mark("Back to the desk")),
    ),
    Place.SETTINGS: (
        (mark("a few letters"), mark("Only the settings with these words")),
        (mark("Tab"), mark("The next setting")),
        (mark("← →"), mark("Another choice; it holds at once")),
        (Key.UNDO, mark("The choice of before")),
        (mark("Enter, on a command"), mark("Then press the key that it is to have")),
        (mark("Delete, on a command"), mark("Its usual key")),
        (mark("Esc"), mark("Back, the keyboard where it was")),
    ),
}

EVERYWHERE: Final[Mapping[Key, str]] = {
    Key.NEW_CALL: mark("New call; the one on the desk is parked"),
    Key.ENCOUNTER: mark("New encounter in the field: no clock runs"),
    Key.WRITTEN_LATER: mark("This call took place before: when, and for how long"),
    Key.CALLER_LANGUAGE: mark("The caller speaks French, Dutch, another language"),
    Key.WHICH_LANGUAGE: mark("Which other language; letters search it"),
    Key.SEARCH: mark("Search; the words are selected"),
    Key.FACETS: mark("Filters, and back"),
    Key.TAKE_OUT: mark("Take out what was recognised last"),
    Key.FLAG: mark("Report an error in the directory, or that a service is full"),
    Key.PERSON: mark("Whom it is about: commune, age, interpreter; no name"),
    Key.INTAKE: mark("Complex situation: questions, a level to be discussed, a plan"),
    Key.CONTACT: mark("Ask for consent; then a name and how to reach the person"),
    Key.REFERENCE: mark("A number for the caller, to ask about this call later"),
    Key.FOLLOW_UP: mark("When to come back to the caller, and what is to be done"),
    Key.REFERRAL: mark("How far a referral has come: accepted, refused, waiting list …"),
    Key.SHEET: mark("The sheet for the caller: e-mail, print, PDF, copy"),
    Key.FINISH: mark("Finish the call; once more: save"),
    Key.UNDO: mark("Undo, the saving too"),
    Key.PARKED: mark("The parked call that was left last; once more: the one before"),
    Key.NEXT_PANE: mark("Next pane"),
    Key.PREVIOUS_PANE: mark("Previous pane"),
    Key.MY_CALLS: mark("My calls"),
    Key.FOLLOW_UPS: mark("Follow-ups of the team"),
    Key.STATISTICS: mark("What the calls of the team say, in figures"),
    Key.SYNC: mark("Where the calls are; synchronise"),
    Key.PALETTE: mark("All commands, found by their names"),
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
        rows = RowModel(columns, partial(_cells, speech), speech)
        self.table = RowTable[KeyLine]("help.table", rows, WHAT)
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
        self.table.rows.show([*HERE[self._told], *EVERYWHERE.items()])
        self.table.rows.say()


def _cells(speech: Speech, line: KeyLine, words: Words) -> tuple[str, str]:
    pressed, what = line
    if isinstance(pressed, Key):
        return all_named(pressed, speech.keymap, words), words.say(what)
    return words.say(pressed), words.say(what)
