"""One answer to a question, with its letter; the question itself hears every other key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton

from helpdesk_desktop.ui.parts.plain import check, identified


class OneOf(QRadioButton):
    """Chosen by its letter, Space or the mouse; the other answers give way to it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoExclusive(False)  # the question says which one is chosen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_of_the_button(event):
            super().keyPressEvent(event)
        else:
            event.ignore()


class SomeOf(QCheckBox):
    """The same, where there may be several answers."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_of_the_button(event):
            super().keyPressEvent(event)
        else:
            event.ignore()


def choice_button(identifier: str, *, several: bool = False) -> QAbstractButton:
    """An answer; `call_it` gives it its words."""
    made = SomeOf() if several else OneOf()
    identified(made, identifier)
    return made


def call_it(made: QAbstractButton, letter: str, name: str) -> None:
    """Show the letter before the name; a screen reader says the name alone."""
    shown = f"{letter}  {name}" if letter else name
    made.setText(shown.replace("&", "&&"))
    made.setAccessibleName(name)


def show_chosen(made: QAbstractButton, on: bool) -> None:
    """Show it as chosen or not; nobody is told that somebody chose."""
    check(made, on)


def _is_of_the_button(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select) and not event.isAutoRepeat()
