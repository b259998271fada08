"""A report on the figures that are on this desk, with the names of what it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.offer_names import OfferNames, offer_names
from helpdesk_desktop.store.statistics import shelf_of
from helpdesk_domain.offer import ServiceId
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.disclosure import Released
from helpdesk_domain.statistics.figures import Figure, figures
from helpdesk_domain.statistics.report import Asked, Report, report


@dataclass(frozen=True, slots=True)
class Told:
    """A report, and what the offer calls what it names by an id.

    Attributes:
        more: Figures of it that are in no file.
    """

    report: Report
    names: OfferNames
    more: tuple[Figure, ...] = ()

    @property
    def figures(self) -> dict[str, Figure]:
        """Every figure of the report, by its id."""
        return {one.id: one for one in (*figures().figure, *self.more)}


def told(session: Session, asked: Asked, today: date, more: Sequence[Figure] = ()) -> Told:
    """What may be seen of what is asked, from the books on this desk.

    Raises:
        Those of `period_words.NOT_TOLD`: It cannot be told.
    """
    made = report(shelf_of(session, asked.whose), asked, figures(), more, today)
    services = {
        ServiceId(key[figure.by.index(Dimension.SERVICE)])
        for figure in (*figures().figure, *more)
        if Dimension.SERVICE in figure.by
        and isinstance(result := made.results.get(figure.id), Released)
        for key in result.cells
    }
    return Told(made, offer_names(session, services), tuple(more))
