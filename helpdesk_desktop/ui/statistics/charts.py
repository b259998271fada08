"""The chart and the table of each figure of a report."""

from dataclasses import dataclass

from helpdesk_desktop.reports.statistics import Told
from helpdesk_desktop.ui.charts.chart import Chart
from helpdesk_desktop.ui.charts.kinds import chart_of
from helpdesk_desktop.ui.charts.told import Told as ToldFigure
from helpdesk_desktop.ui.charts.told import told as told_figure
from helpdesk_domain.statistics.disclosure import Released
from helpdesk_domain.statistics.figures import Figure, FigureId, figures
from helpdesk_domain.statistics.period_words import period_words
from helpdesk_domain.statistics.tables import Table
from helpdesk_domain.statistics.words import Labels

_COMMUNES = FigureId("calls_by_commune")
_BASINS = FigureId("calls_by_basin")


@dataclass(frozen=True, slots=True)
class Drawn:
    """Attributes: chart: None where there is none for its dimensions."""

    table: Table
    chart: Chart | None


class Charts:
    """Of one report, in one language."""

    def __init__(self, told: Told, labels: Labels) -> None:
        self._report, self._labels = told.report, labels
        asked = told.report.asked
        filters = (labels.value(name, value) for name, value in asked.filters.items())
        self._about = ", ".join((period_words(asked.period, labels.words), *filters))

    def of(self, figure: Figure) -> Drawn | None:
        """How `figure` is shown; None where it cannot be told under the filters."""
        told = self._told(figure)
        if told is None:
            return None
        basins = self._told(figures()[_BASINS]) if figure.id == _COMMUNES else None
        return Drawn(told.table, chart_of(told, basins))

    def _told(self, figure: Figure) -> ToldFigure | None:
        released = self._report.results.get(figure.id)
        if not isinstance(released, Released):
            return None
        asked = self._report.asked
        return told_figure(figure, released, self._labels, asked.period, self._about, asked.scheme)
