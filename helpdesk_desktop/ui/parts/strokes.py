"""Letters struck where nothing is written: they were meant for the search box."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_COMMANDS: Final = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def letters_of(event: QKeyEvent) -> str:
    """What a key writes; empty for a blank and for one that commands."""
    letters = event.text()
    writes = letters.strip() and letters.isprintable() and not event.modifiers() & _COMMANDS
    return letters if writes else ""
