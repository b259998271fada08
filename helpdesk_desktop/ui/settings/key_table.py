"""The commands and their keys; Enter on one, and the next key that is struck is its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.keymap import Keymap
from helpdesk_desktop.ui.keys.menus import COMMANDS
from helpdesk_desktop.ui.keys.words import all_named, named
from helpdesk_desktop.ui.parts.row_table import RowModel, RowTable
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import Words, mark

COLUMNS: Final = (mark("Command"), mark("Key"), mark("Usual key"))
KEYS, USUAL_KEY = 1, 2

REMOVES: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
HELD: Final = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
NOT_YET_A_KEY: Final = frozenset(
    (
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_Super_L,
        Qt.Key.Key_Super_R,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_ScrollLock,
        Qt.Key.Key_Multi_key,
        Qt.Key.Key_unknown,
    )
)
"""What is struck before the key itself."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class CommandKeys:
    """A row. Attributes: waits: Whether the next key that is struck is meant for it."""

    command: Key
    keymap: Keymap
    waits: bool


class KeyTable(RowTable[CommandKeys]):
    """As high as its rows: the page around it scrolls."""

    struck = Signal(object, str)
    """The `Key` that a key is meant for, and which key, as `key_rules.fit_key` reads it."""

    usual_asked = Signal(object)
    """The `Key` that is to have its usual keys again."""

    turned = Signal()
    """It began to wait for a key, or waits no longer; or the keyboard came or went."""

    moved = Signal()
    """The keyboard is on another row."""

    _waits_for: Key | None = None  # Qt sends events before there is anything else here

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        rows = RowModel(COLUMNS, _cells, speech)
        super().__init__("settings.keys.table", rows, KEYS, parent, (USUAL_KEY,))
        self._speech = speech
        self.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda _: self.wait())

    @property
    def waits_for(self) -> Key | None:
        """The command that the next key is meant for."""
        return self._waits_for

    def show_commands(self, commands: Sequence[Key]) -> None:
        """Show these, the keyboard on the one it was on while that is there."""
        chosen, keymap = self.chosen(), self._speech.keymap
        self.rows.show([CommandKeys(one, keymap, one is self._waits_for) for one in commands])
        if commands:
            held = chosen.command if chosen and chosen.command in commands else commands[0]
            self.setCurrentIndex(self.rows.index(commands.index(held), 0))

    def say(self) -> None:
        """Say every text in the language of the screens."""
        self.setAccessibleName(self._speech.words.say("Keys"))
        self.rows.say()

    def wait(self) -> None:
        """Have the next key be that of the row the keyboard is on."""
        if chosen := self.chosen():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._turn(chosen.command)

    def ask_for_the_usual(self) -> None:
        if chosen := self.chosen():
            self._turn(None)
            self.usual_asked.emit(chosen.command)

    def done(self) -> None:
        """Wait no longer."""
        self._turn(None)

    def event(self, event: QEvent) -> bool:
        """While it waits, no key does what it does elsewhere: not a command's, not Tab."""
        if self._waits_for is not None and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS and event.modifiers() & HELD == Qt.KeyboardModifier.NoModifier:
            if not event.isAutoRepeat():
                self.wait()
        elif event.key() in REMOVES:
            self.ask_for_the_usual()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.turned.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._waits_for = None
        self.turned.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def _take(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() or event.key() in NOT_YET_A_KEY or not event.key():
            return
        held = event.modifiers() & HELD
        if event.key() == Qt.Key.Key_Escape and held == Qt.KeyboardModifier.NoModifier:
            self.done()
        else:
            self.struck.emit(self._waits_for, _struck(event.key(), held))

    def _turn(self, waits_for: Key | None) -> None:
        self._waits_for = waits_for
        self.turned.emit()

    def _fit(self) -> None:
        super()._fit()
        rows = self.rows.rowCount() * self.verticalHeader().defaultSectionSize()
        frame = 2 * self.frameWidth()
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + frame)


def _struck(key: int, held: Qt.KeyboardModifier) -> str:
    key = Qt.Key.Key_Tab if key == Qt.Key.Key_Backtab else Qt.Key(key)
    struck = QKeySequence(QKeyCombination(held, key))
    return struck.toString(QKeySequence.SequenceFormat.PortableText)


def _cells(one: CommandKeys, words: Words) -> tuple[str, str, str]:
    keys, usual = all_named(one.command, one.keymap, words), ""
    if one.command in one.keymap.own:
        usual = named(one.command.value[0], words)
    if one.waits:
        keys = words.say("press a key …")
    return words.say(COMMANDS[one.command]), keys, usual
