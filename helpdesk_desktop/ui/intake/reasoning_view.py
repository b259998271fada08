"""What the rules make of the answers: the level to be discussed, where it comes from, what to ask.

Shows nothing that `helpdesk_domain.intake.suggest` does not compute.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from helpdesk_desktop.reports import reasoning
from helpdesk_desktop.ui.intake.standing import Standing
from helpdesk_desktop.ui.parts.plain import announce, button, identified, label
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.intake.level_words import DIMENSIONS, EVIDENCE, LEVELS
from helpdesk_domain.intake.levels import Dimension
from helpdesk_domain.intake.suggestion import Suggestion


class ReasoningView(QWidget):
    """Read, never answered; the question whose answer would change it is one click away."""

    asked = Signal(str)
    """The question to be put next, as `Suggestion.ask_next` names it."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._said = ""
        identified(self, "intake.reasoning")
        self.heading = label("intake.reasoning.heading", "section", wrap=True)
        self.level = label("intake.reasoning.level", "heading", wrap=True)
        self.evidence = label("intake.reasoning.evidence", "secondary", wrap=True)
        self.ask = button("intake.reasoning.ask", self._ask, "chip")
        self.because = label("intake.reasoning.because", wrap=True)
        self.belrai = label("intake.reasoning.belrai", wrap=True)
        self.caveats = label("intake.reasoning.caveats", "secondary", wrap=True)
        self._dimensions = {
            one: (label(f"intake.reasoning.{one.value}", "secondary"), label(), label())
            for one in Dimension
        }
        self._suggestion: Suggestion | None = None
        self._lay_out()

    def show_standing(self, standing: Standing) -> None:
        """Show what follows from the answers; a screen reader hears when it is another level."""
        words, suggestion = self._speech.words, standing.suggestion
        self._suggestion = suggestion
        self.heading.setText(words.say("Level of continuity, to be discussed").upper())
        self.level.setText(reasoning.level_said(suggestion, words))
        self.evidence.setText(words.say(EVIDENCE[suggestion.evidence]))
        self._show_dimensions(suggestion)
        self.ask.setVisible(suggestion.ask_next is not None)
        if suggestion.ask_next:
            self.ask.setText(reasoning.ask_said(suggestion.ask_next, words))
        self._show(self.because, reasoning.because(suggestion, words))
        self._show(self.belrai, reasoning.belrai_said(suggestion, words))
        self._show(self.caveats, reasoning.caveats_said(suggestion, words))
        self._announce(f"{self.level.text()}, {self.evidence.text()}")

    def _show_dimensions(self, suggestion: Suggestion) -> None:
        words = self._speech.words
        for one, (name, level, evidence) in self._dimensions.items():
            found = suggestion.dimensions[one]
            name.setText(words.say(DIMENSIONS[one]))
            level.setText(words.say(LEVELS[found.level]) if found.level else "?")
            evidence.setText(words.say(EVIDENCE[found.evidence]))
            for cell in (name, level, evidence):
                cell.setVisible(bool(suggestion.possible))

    def _show(self, shown: QLabel, words: str) -> None:
        shown.setText(words)
        shown.setVisible(bool(words))

    def _announce(self, said: str) -> None:
        if self._said and said != self._said and self.isVisible():
            announce(self, said)
        self._said = said

    def _ask(self) -> None:
        if self._suggestion and self._suggestion.ask_next:
            self.asked.emit(self._suggestion.ask_next)

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(10, 0, 10, 6)
        inside.setSpacing(4)
        for widget in (self.heading, self.level, self.evidence, self.ask):
            inside.addWidget(widget)
        table = QGridLayout()
        table.setHorizontalSpacing(12)
        table.setVerticalSpacing(1)
        for row, (name, level, evidence) in enumerate(self._dimensions.values()):
            for column, cell in enumerate((name, level, evidence)):
                table.addWidget(cell, row, column)
        table.setColumnStretch(2, 1)
        inside.addLayout(table)
        for widget in (self.because, self.belrai, self.caveats):
            inside.addWidget(widget)
