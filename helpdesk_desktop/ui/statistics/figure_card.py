"""One figure on the page: its name and total, its chart, or its table in the place of it."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from helpdesk_desktop.ui.charts.chart import Chart, nothing
from helpdesk_desktop.ui.charts.view import ChartView
from helpdesk_desktop.ui.parts.plain import hint, identified, label, part
from helpdesk_desktop.ui.statistics.figure_table import FigureTable
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_desktop.ui.words.statistics_words import number_words
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.figures import Figure
from helpdesk_domain.statistics.tables import Table

LINES: Final = 15
"""How high a table is, in lines of text."""

MARGIN: Final = 10


class FigureCard(QFrame):
    """Says what the figure means where the mouse rests on its name."""

    opened = Signal(object)
    """The key of what somebody wants to see behind."""

    def __init__(self, figure: Figure, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = figure
        self._speech = speech
        self._has_chart = self._as_table = False
        identified(self, f"statistics.{figure.id}")
        part(self, "pane")
        self.title = label(f"statistics.{figure.id}.title", "section", wrap=True)
        self.none = label(f"statistics.{figure.id}.none", "secondary", wrap=True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.chart = ChartView(f"statistics.{figure.id}.chart", speech, can_open=_opens(figure))
        self.table = FigureTable(figure, speech)
        self.chart.opened.connect(lambda spot: self.opened.emit(spot.key))
        self.table.opened.connect(lambda line: self.opened.emit(line.key))
        self._stack = QStackedWidget()
        for one in (self.none, self.chart, self.table):
            self._stack.addWidget(one)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        inside.addWidget(self.title)
        inside.addWidget(self._stack, 1)

    def show_figure(self, table: Table, chart: Chart | None) -> None:
        """Show what may be seen of the figure.

        Args:
            chart: None where there is none for its dimensions: it is shown as a table.
        """
        words = self._speech.words
        total = number_words(table.total, words)
        self.title.setText(f"{table.meaning.name} – {total}" if table.lines else table.meaning.name)
        hint(self.title, table.meaning.formula)
        self.table.show_table(table)
        self.none.setText(nothing(words))
        self._has_chart = chart is not None
        if chart is not None:
            hint(self.chart, table.meaning.formula)
            self.chart.show_chart(chart, table.meaning.formula)
        self._turn(bool(table.lines))

    def turn(self) -> None:
        """The table in the place of the chart, or the chart again; the keyboard stays in it."""
        held = self.isAncestorOf(self.window().focusWidget())
        self._as_table = not self._as_table
        self._turn(self._stack.currentWidget() is not self.none)
        if held:
            self.take_keyboard()

    @property
    def has_keyboard(self) -> bool:
        return self.isAncestorOf(self.window().focusWidget())

    def take_keyboard(self) -> bool:
        """Whether there is something to hold it."""
        if self._stack.currentWidget() is self.none:
            return False
        shown = self.table if self._stack.currentWidget() is self.table else self.chart
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _turn(self, has_lines: bool) -> None:
        shown = self.chart if self._has_chart and not self._as_table else self.table
        self._stack.setCurrentWidget(shown if has_lines else self.none)
        self.title.setVisible(self._stack.currentWidget() is not self.chart)  # it has its own
        self._fit()

    def _fit(self) -> None:
        """As high as what it shows: a chart knows how high it is in the width it has."""
        wide, line = self.width() - 2 * MARGIN, self.fontMetrics().height()
        shown = self._stack.currentWidget()
        high = LINES * line if shown is self.table else self.chart.heightForWidth(wide)
        if shown is not self.chart:
            high = (3 * line if shown is self.none else high) + self.title.heightForWidth(wide)
        self.setFixedHeight(high + 3 * MARGIN)


def _opens(figure: Figure) -> bool:
    """Whether there is something behind its numbers: a service, or a search for a need."""
    return bool({Dimension.SERVICE, Dimension.NEED} & set(figure.by))
