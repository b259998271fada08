"""The figures beside each other, as many in a row as there is room for."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from helpdesk_desktop.reports.statistics import Told
from helpdesk_desktop.ui.parts.plain import label
from helpdesk_desktop.ui.statistics.figure_card import FigureCard
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.statistics.disclosure import Released
from helpdesk_domain.statistics.figures import FigureId, figures
from helpdesk_domain.statistics.months import Kind
from helpdesk_domain.statistics.tables import table
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

COLUMN: Final = 46
"""Letters across that a figure needs."""


class Board(QWidget):
    """A card for each figure that can be told."""

    opened = Signal(object, object)
    """The `Figure` and the `Line` that somebody wants to see behind."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self.cards = {name: FigureCard(figures()[name], speech, self) for name in ORDER}
        self.withheld: QLabel = label("statistics.withheld", "secondary", wrap=True)
        self.withheld.setParent(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._columns = 0
        for card in self.cards.values():
            card.opened.connect(lambda line, card=card: self.opened.emit(card.figure, line))
        self._place(2)

    def show_told(self, told: Told, labels: Labels) -> None:
        """Show each figure of a report, and name those that cannot be told so narrowed."""
        report = told.report
        of_days = report.asked.period.kind is Kind.MONTH
        hidden = {"calls_by_month"} if of_days else {"calls_by_day"}
        for name, card in self.cards.items():
            released = report.results.get(FigureId(name))
            is_shown = isinstance(released, Released) and name not in hidden
            card.setVisible(is_shown)
            if isinstance(released, Released) and is_shown:
                card.show_table(table(card.figure, released, labels))
        names = [
            figures()[name].meaning(labels.words.language).name
            for name in ORDER
            if name in report.withheld
        ]
        self.withheld.setVisible(bool(names))
        self.withheld.setText(
            labels.words.say("Not told under these filters: {names}", names=", ".join(names))
        )
        self._place(self._columns)

    def take_keyboard(self) -> bool:
        """Whether there is a figure to hold it."""
        if self.isHidden():
            return False
        shown = (card for card in self.cards.values() if not card.isHidden())
        return any(card.take_keyboard() for card in shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.fontMetrics().averageCharWidth() * COLUMN
        columns = max(1, min(3, self.width() // wide))
        if columns != self._columns:
            self._place(columns)

    def _place(self, columns: int) -> None:
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        shown = [card for card in self.cards.values() if not card.isHidden()]
        for at, card in enumerate(shown):
            self._grid.addWidget(card, at // columns, at % columns)
        self._grid.addWidget(self.withheld, len(shown) // columns + 1, 0, 1, columns)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
