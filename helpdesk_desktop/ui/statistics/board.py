"""The figures beside each other, as many in a row as there is room for."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from helpdesk_desktop.reports.statistics import Told
from helpdesk_desktop.ui.charts.report_charts import ReportCharts
from helpdesk_desktop.ui.parts.plain import label
from helpdesk_desktop.ui.statistics.coverage_tables import CoverageTables
from helpdesk_desktop.ui.statistics.figure_card import FigureCard
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_desktop.ui.words.statistics_words import withheld_words
from helpdesk_domain.statistics.figures import figures
from helpdesk_domain.statistics.months import Kind
from helpdesk_domain.statistics.period_words import period_words
from helpdesk_domain.statistics.report import Asked, Report
from helpdesk_domain.statistics.words import Labels

ORDER: Final = (
    "unmet_needs",
    "needs",
    "calls_by_hour",
    "calls_by_day",
    "calls_by_month",
    "calls_by_commune",
    "calls_by_basin",
    "unmet_needs_by_basin",
    "unmet_needs_by_commune",
    "unmet_needs_by_language",
    "saturated_services",
    "referrals",
    "calls_by_language",
    "calls_by_outcome",
    "calls_by_profile",
    "promises",
    "calls_by_level",
    "calls_by_age",
    "calls_by_gender",
    "calls_by_channel",
    "non_calls",
)
"""What could not be answered comes first: that is what the figures are for."""

MOST_COLUMNS: Final = 3

COLUMN: Final = 46
"""Letters across that a figure needs."""


class Board(QWidget):
    """A card for each figure that can be told."""

    opened = Signal(object, object)
    """The `Figure`, and the key that somebody wants to see behind."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self.cards = {name: FigureCard(figures()[name], speech, self) for name in ORDER}
        self.withheld: QLabel = label("statistics.withheld", "secondary", wrap=True)
        self.replaced: QLabel = label("statistics.replaced", "secondary", wrap=True)
        self._row, self._layouts = QHBoxLayout(), [QVBoxLayout() for _ in range(MOST_COLUMNS)]
        for layout in self._layouts:
            layout.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._row.addLayout(layout)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        self.coverage = CoverageTables(speech)
        inside.addLayout(self._row)
        inside.addWidget(self.coverage)
        for remark in (self.withheld, self.replaced):
            inside.addWidget(remark)
        inside.addStretch(1)
        self._columns = 0
        for card in self.cards.values():
            card.opened.connect(lambda key, card=card: self.opened.emit(card.figure, key))
        self._place(2)

    def show_told(self, told: Told, labels: Labels) -> None:
        """Show each figure of a report, and name those that cannot be told so narrowed."""
        asked = told.report.asked
        charts = ReportCharts(told.report, labels, _about(asked, labels))
        of_days = asked.period.kind is Kind.MONTH
        hidden = {"calls_by_month"} if of_days else {"calls_by_day"}
        for name, card in self.cards.items():
            one = None if name in hidden else charts.told(card.figure)
            card.setVisible(one is not None)
            if one is not None:
                card.show_figure(one.table, charts.chart(one))
        self._say_remarks(told.report, labels)
        self._place(self._columns)

    def turn_tables(self) -> None:
        """The table of the figure that holds the keyboard; of every one where none does."""
        held = [card for card in self.cards.values() if card.has_keyboard]
        for card in held or self.cards.values():
            card.turn()

    @property
    def has_keyboard(self) -> bool:
        """Whether it is in a chart or a table; where a figure has nothing to tell, in neither."""
        held = self.window().focusWidget()
        return self.isAncestorOf(held) and held.focusPolicy() is not Qt.FocusPolicy.NoFocus

    def take_keyboard(self) -> bool:
        """Whether there is a figure to hold it."""
        if self.isHidden():
            return False
        shown = (card for card in self.cards.values() if not card.isHidden())
        return any(card.take_keyboard() for card in shown)

    def _say_remarks(self, report: Report, labels: Labels) -> None:
        names = [
            figures()[name].meaning(labels.words.language).name
            for name in ORDER
            if name in report.withheld
        ]
        self.withheld.setVisible(bool(names))
        self.withheld.setText(withheld_words(report, names, labels.words))
        replaced = labels.replaced(report.replaced)
        self.replaced.setVisible(bool(replaced))
        self.replaced.setText(" · ".join(replaced))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.fontMetrics().averageCharWidth() * COLUMN
        columns = max(1, min(MOST_COLUMNS, self.width() // wide))
        if columns != self._columns:
            self._place(columns)

    def _place(self, columns: int) -> None:
        """Each below the one above it: charts are of different heights."""
        self._columns = columns
        for column, layout in enumerate(self._layouts):
            self._row.setStretch(column, 1 if column < columns else 0)
            for card in self.cards.values():
                layout.removeWidget(card)
        shown = [card for card in self.cards.values() if not card.isHidden()]
        for at, card in enumerate(shown):
            self._layouts[at % columns].addWidget(card)


def _about(asked: Asked, labels: Labels) -> str:
    """« octobre 2026, néerlandais, Sud »: what stands above each chart."""
    narrowing = labels.narrowing(asked.whose, asked.filters)
    return ", ".join((period_words(asked.period, labels.words), *narrowing))
