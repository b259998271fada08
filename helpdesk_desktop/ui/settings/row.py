"""A setting on the screen: what it is called, and its choices side by side."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QRadioButton, QVBoxLayout, QWidget

from helpdesk_desktop.settings import Settings
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.parts.plain import check, identified, label, part
from helpdesk_desktop.ui.settings.lines import Line, Value, matches, spoken_everywhere
from helpdesk_desktop.ui.words.speech import Speech

SIDE_BY_SIDE, ONE_BELOW_THE_OTHER = (
    QBoxLayout.Direction.LeftToRight,
    QBoxLayout.Direction.TopToBottom,
)

SIDE_MARGIN = 16


class SettingRow(QFrame):
    """Arrows go from choice to choice, and each holds at once; Tab goes to the next setting."""

    chosen = Signal(object)
    """The `Value` somebody chose."""

    def __init__(self, line: Line, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self._speech = speech
        identified(self, f"settings.{line.field}")
        part(self, "pane")
        self.title = label(f"settings.{line.field}.title", "section")
        self.explained = label(f"settings.{line.field}.explained", "secondary", wrap=True)
        self.choices = {value: self._choice(value) for value in line.choices}
        self._across = QBoxLayout(SIDE_BY_SIDE)
        self._across.setSpacing(12)
        for choice in self.choices.values():
            self._across.addWidget(choice)
        self._across.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIDE_MARGIN, 8, SIDE_MARGIN, 8)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addLayout(self._across)
        layout.addWidget(self.explained)

    def say(self) -> None:
        """Say the setting in the language of the screens."""
        words, title = self._speech.words, self._speech.words.say(self.line.title)
        self.title.setText(title)
        self.setAccessibleName(title)
        self.explained.setText(words.say(self.line.explained, key=Key.NEXT_PANE))
        for value, choice in self.choices.items():
            name = self.line.named(value, words)
            choice.setText(name)
            choice.setAccessibleName(words.say("{setting}: {choice}", setting=title, choice=name))
        self._fit()

    def show_settings(self, settings: Settings) -> None:
        """Show what holds; nothing is chosen when it is none of the choices."""
        held = self.line.of(settings)
        for value, choice in self.choices.items():
            choice.setAutoExclusive(False)
            check(choice, value == held)
            choice.setAutoExclusive(True)

    def has_words(self, typed: str) -> bool:
        """Whether the setting, or one of its choices, is called so in any language."""
        line = self.line
        messages = (line.title, *line.choices.values(), line.explained, line.sought)
        return matches(spoken_everywhere(messages), typed)

    def look(self) -> None:
        """The keyboard goes to what is chosen."""
        choices = list(self.choices.values())
        held = next((choice for choice in choices if choice.isChecked()), choices[0])
        held.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Side by side where there is room for every word, else one below the other."""
        choices = self.choices.values()
        needed = sum(choice.sizeHint().width() + self._across.spacing() for choice in choices)
        room = self.width() - 2 * SIDE_MARGIN
        self._across.setDirection(SIDE_BY_SIDE if needed <= room else ONE_BELOW_THE_OTHER)

    def _choice(self, value: Value) -> QRadioButton:
        made = QRadioButton()
        identified(made, f"settings.{self.line.field}.{'screens' if value == '' else value}")
        made.toggled.connect(lambda on: self.chosen.emit(value) if on else None)
        return made
