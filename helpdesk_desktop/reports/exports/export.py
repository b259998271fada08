"""An export: a report on its way into a file, and who takes it out, when and what for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from helpdesk_desktop.reports.coverage import Coverage
from helpdesk_domain.statistics.figures import Figure, figures
from helpdesk_domain.statistics.purposes import ExportPurpose
from helpdesk_domain.statistics.report import Report
from helpdesk_domain.statistics.results import Result
from helpdesk_domain.statistics.words import Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What leads from a file back to its mark in the audit.

    Attributes:
        export_id: A UUID.
        who: Name of the person who is signed in.
        team: That this person leads.
        when: By the clock of the desk; aware.
    """

    export_id: str
    who: str
    team: str
    when: datetime
    purpose: ExportPurpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """All that may stand in a file, whatever its format.

    Attributes:
        figures: Every figure of `report`, told or withheld, by its id.
        labels: In the language of the file.
        coverage: Where the offer does not meet the calls; None where it is not looked for.
    """

    report: Report
    figures: Mapping[str, Figure]
    labels: Labels
    imprint: Imprint
    coverage: Coverage | None = None

    def told(self) -> Iterator[tuple[Figure, Result]]:
        """Each figure that can be told, in the order of the report."""
        return ((self.figures[name], result) for name, result in self.report.results.items())

    def named(self) -> Iterator[Figure]:
        """Each figure, told or withheld."""
        return (self.figures[name] for name in (*self.report.results, *self.report.withheld))

    def title(self, figure: Figure) -> str:
        """Its name; where somebody chose its dimensions, these stand behind it."""
        name = figure.meaning(self.labels.words.language).name
        if any(figure.id == one.id for one in figures().figure):
            return name
        return f"{name} – " + " × ".join(map(self.labels.dimension, figure.by))
