"""Every command, found by its name in French, Dutch or English: for who forgot its key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from helpdesk_desktop.search.words.tokens import tokens
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.words import named
from helpdesk_desktop.ui.look.style import scale
from helpdesk_desktop.ui.parts.plain import announce, identified, label, part
from helpdesk_desktop.ui.parts.row_table import RowModel, RowTable
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import INTERFACE_LANGUAGES, Words, mark

WIDTH: Final = 560
ROWS: Final = 9
"""Commands seen at once."""

NAME: Final = 0
"""The column that takes what room is left."""

MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Command:
    """Attributes: key: None where there is none; name: As marked."""

    key: Key | None
    name: str
    action: QAction


class CommandPalette(QFrame):
    """Lies over the window; the keyboard stays in its line, which moves the list.

    Args:
        commands: All there are; those that do nothing now are left out when it opens.
    """

    closed = Signal()

    def __init__(self, commands: Sequence[Command], speech: Speech, over: QWidget) -> None:
        super().__init__(over)
        self._commands = list(commands)
        self._speech = speech
        self._over = over
        self._held: QWidget | None = None
        identified(self, "palette")
        part(self, "palette")
        self.words = QLineEdit()
        identified(self.words, "palette.words")
        self.words.textChanged.connect(lambda _: self._find())
        columns = (mark("Command"), mark("Key"))
        rows = RowModel(columns, partial(_cells, speech), speech)
        self.table = RowTable[Command]("palette.table", rows, NAME)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.clicked.connect(lambda _: self._run())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.words)
        self.none = label("palette.none", "secondary", wrap=True)
        layout.addWidget(self.none)
        layout.addWidget(self.table, 1)
        self.hide()
        self.say()

    def say(self) -> None:
        """Say every text in the language of the screens."""
        words = self._speech.words
        self.setAccessibleName(words.say("All commands"))
        self.words.setAccessibleName(words.say("Which command?"))
        self.words.setPlaceholderText(words.say("Which command?"))
        self.table.setAccessibleName(words.say("Commands"))
        self.none.setText(words.say("No command has these words."))
        self.table.rows.say()

    def turn(self) -> None:
        """Open it, or put it away; the keyboard goes back to where it was."""
        if self.isVisible():
            self._close()
            return
        self._held = self.window().focusWidget()
        self.words.clear()
        self._find()
        self._settle()
        self.show()
        self.raise_()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the line leaves of a key comes here."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() in ENTERS:
            self._run()
        elif event.key() in MOVES:
            self.table.keyPressEvent(event)
        else:
            event.accept()  # nothing that is typed here falls on what lies under it

    def _find(self) -> None:
        able = [one for one in self._commands if one.action.isEnabled()]
        found = [one for one in able if _matches(one, self.words.text())]
        self.table.rows.show(found)
        self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self.none.setVisible(not found)
        if not found:
            announce(self.words, self.none.text())

    def _run(self) -> None:
        chosen = self.table.chosen()
        if chosen is None:
            return
        self._commands.remove(chosen)
        self._commands.insert(0, chosen)  # what was used last stands first
        self._close()
        chosen.action.trigger()

    def _close(self) -> None:
        self.hide()
        if self._held is not None and isValid(self._held) and self._held.isVisible():
            self._held.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def _settle(self) -> None:
        """In the upper middle of the window, as high as its rows, no higher than the window."""
        over = self._over
        rows = ROWS * self.table.verticalHeader().defaultSectionSize()
        wanted = rows + self.table.horizontalHeader().sizeHint().height() + 70
        width = min(round(WIDTH * scale()), over.width() - 20)
        left, top = (over.width() - width) // 2, over.height() // 8
        self.setGeometry(left, top, width, min(wanted, over.height() - top - 10))


def _cells(speech: Speech, one: Command, words: Words) -> tuple[str, str]:
    return words.say(one.name), named(speech.keymap.shown(one.key), words) if one.key else ""


def _matches(one: Command, typed: str) -> bool:
    """Whether each typed word begins a word of the name, in any language of the screens."""
    known = [word for language in _all() for word in tokens(language(one.name))]
    return all(any(word.startswith(asked) for word in known) for asked in tokens(typed))


def _all() -> list[Callable[[str], str]]:
    return [Words(language).say for language in INTERFACE_LANGUAGES]
