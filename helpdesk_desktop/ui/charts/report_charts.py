"""The figures of one report as charts, on a screen and on paper alike."""

from typing import Final

from helpdesk_desktop.ui.charts.chart import Chart
from helpdesk_desktop.ui.charts.kinds import chart_of
from helpdesk_desktop.ui.charts.told import Told, told
from helpdesk_domain.statistics.disclosure import Released
from helpdesk_domain.statistics.figures import Figure, FigureId, figures
from helpdesk_domain.statistics.report import Report
from helpdesk_domain.statistics.words import Labels

_COMMUNES: Final = FigureId("calls_by_commune")
_BASINS: Final = FigureId("calls_by_basin")


class ReportCharts:
    """Args:
    labels: Of the language of the charts.
    about: The period, and by what it was narrowed, in words.
    """

    def __init__(self, report: Report, labels: Labels, about: str) -> None:
        self._report, self._labels, self._about = report, labels, about

    def told(self, figure: Figure) -> Told | None:
        """`figure` as a chart needs it; None where it is no count, or cannot be told."""
        released = self._report.results.get(figure.id)
        if not isinstance(released, Released):
            return None
        asked = self._report.asked
        return told(figure, released, self._labels, asked.period, self._about, asked.scheme)

    def chart(self, one: Told) -> Chart | None:
        """The chart of it, that of communes with their basins; None where there is none."""
        is_of_communes = one.table.figure.id == _COMMUNES
        return chart_of(one, self.told(figures()[_BASINS]) if is_of_communes else None)
