"""A few choices side by side, each picked by one letter."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QRadioButton, QWidget

from helpdesk_desktop.ui.parts.plain import check, identified
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.words.speech import Speech

E = TypeVar("E", bound=StrEnum)


class LetterChoices(QGridLayout, Generic[E]):
    """Radio buttons in columns; nothing is chosen until somebody chooses.

    Args:
        identifier: What the names of the buttons begin with: `wrapup.profile`.
        named: What the screens call each choice, in their order.
        letters: The letters in the same order, a language each.
        chosen: Told of every choice that a person makes, by mouse, keys or an assistive program.
        spoken: The same as a screen reader says it, where the screen is short of room.
        title: Stands in the first place of the grid.
        at_once: A choice ends the matter: arrows only move, and the same choice again is one.
    """

    def __init__(
        self,
        identifier: str,
        named: Mapping[E, str],
        letters: Mapping[str, str],
        speech: Speech,
        chosen: Callable[[E], object],
        *,
        spoken: Mapping[E, str] | None = None,
        title: QLabel | None = None,
        columns: int = 2,
        at_once: bool = False,
    ) -> None:
        super().__init__()
        self._named, self._letters, self._speech = named, letters, speech
        self._spoken, self._chosen, self._at_once = spoken or named, chosen, at_once
        self.setContentsMargins(0, 0, 0, 0)
        self.setVerticalSpacing(2)
        self._has_letters = True
        self.buttons = {one: self._button(identifier, one) for one in named}
        self._cells: list[QWidget] = [*([title] if title else []), *self.buttons.values()]
        self._columns = 0
        self.stand_in(columns)

    def stand_in(self, columns: int) -> None:
        """Have so many beside each other."""
        if columns == self._columns:
            return
        self._columns = columns
        for cell in self._cells:
            self.removeWidget(cell)
        for place, cell in enumerate(self._cells):
            self.addWidget(cell, place // columns, place % columns)

    def show_letters(self, shown: bool) -> None:
        """Show them only while they choose."""
        if shown != self._has_letters:
            self._has_letters = shown
            self.say()

    def room(self) -> int:
        """Pixels it needs across, shown or hidden: a layout does not count what is hidden."""
        widths = [0] * self._columns
        for place, cell in enumerate(self._cells):
            cell.ensurePolished()  # not dressed yet, it would look narrower
            column = place % self._columns
            widths[column] = max(widths[column], cell.sizeHint().width())
        return sum(widths) + self.horizontalSpacing() * (self._columns - 1)

    def say(self) -> None:
        """Say every choice in the language of the screens, its letter before it."""
        words = self._speech.words
        for one, letter in zip(self.buttons, self._letters[words.language], strict=True):
            name = words.say(self._named[one])
            self.buttons[one].setText(f"{letter}  {name}" if self._has_letters else name)
            self.buttons[one].setAccessibleName(words.say(self._spoken[one]))

    def show(self, chosen: E | None) -> None:
        """Show what is chosen, without anyone being told that somebody chose."""
        for one, button in self.buttons.items():
            button.setAutoExclusive(False)
            check(button, one is chosen)
            button.setAutoExclusive(not self._at_once)

    def picked(self, event: QKeyEvent) -> E | None:
        """What a key says: a letter its choice, Enter the choice the keyboard is on.

        A key that is held down says nothing more.
        """
        if event.isAutoRepeat():
            return None
        if event.key() in ENTERS:
            return next((one for one, it in self.buttons.items() if it.hasFocus()), None)
        return self.of_letter(event.text())

    def of_letter(self, letter: str) -> E | None:
        """What `letter` picks in the language of the screens, typed small or large."""
        at = self._letters[self._speech.words.language].find(letter.upper()) if letter else -1
        return list(self.buttons)[at] if at >= 0 else None

    def _button(self, identifier: str, one: E) -> QRadioButton:
        made = QRadioButton()
        identified(made, f"{identifier}.{one.value}")
        made.setAutoExclusive(not self._at_once)
        made.toggled.connect(lambda on: self._chosen(one) if on or self._at_once else None)
        return made
