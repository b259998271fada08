"""What keys say where nothing is written: Enter, or letters that were meant for the search box."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

ENTERS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""The key of the letters and that of the figures."""

_COMMANDS: Final = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def letters_of(event: QKeyEvent, *, with_blank: bool = False) -> str:
    """What a key writes; empty for one that commands, and for a blank where that presses."""
    letters = event.text()
    says = letters if with_blank else letters.strip()
    return letters if says and letters.isprintable() and not event.modifiers() & _COMMANDS else ""
