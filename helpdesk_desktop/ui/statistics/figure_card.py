"""One figure on the page: its name and total, its chart or its table."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from helpdesk_desktop.ui.parts.plain import hint, identified, label, part
from helpdesk_desktop.ui.statistics.figure_table import FigureTable
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_desktop.ui.words.statistics_words import number_words
from helpdesk_domain.statistics.figures import Figure
from helpdesk_domain.statistics.tables import Table

HEIGHT = 15
"""Of what is drawn, in lines of text."""


class FigureCard(QFrame):
    """Says what the figure means where the mouse rests on its name."""

    opened = Signal(object)
    """The `Line` that somebody wants to see behind."""

    def __init__(self, figure: Figure, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = figure
        self._speech = speech
        identified(self, f"statistics.{figure.id}")
        part(self, "pane")
        self.title = label(f"statistics.{figure.id}.title", "section", wrap=True)
        self.none = label(f"statistics.{figure.id}.none", "secondary", wrap=True)
        self.table = FigureTable(figure, speech)
        self.table.opened.connect(self.opened)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        inside = QVBoxLayout(self)
        inside.addWidget(self.title)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.none)
        self._stack.addWidget(self.table)
        inside.addWidget(self._stack, 1)
        self._fit()

    def show_table(self, table: Table) -> None:
        """Show what may be seen of the figure."""
        words = self._speech.words
        total = number_words(table.total, words)
        self.title.setText(f"{table.meaning.name} – {total}" if table.lines else table.meaning.name)
        hint(self.title, table.meaning.formula)
        self.table.show_table(table)
        self.none.setText(words.say("Nothing that can be told without disclosing anybody."))
        self._stack.setCurrentWidget(self.table if table.lines else self.none)

    def take_keyboard(self) -> bool:
        """Whether there is something to hold it."""
        if self._stack.currentWidget() is self.none:
            return False
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().height() * HEIGHT + 60)
