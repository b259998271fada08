"""A period as it was told when it was closed: all that is left of it once its calls are erased."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpdesk_domain.statistics.disclosure import Scheme
from helpdesk_domain.statistics.figures import Figures
from helpdesk_domain.statistics.months import Piece
from helpdesk_domain.statistics.opened import OpenBook
from helpdesk_domain.statistics.results import Results, results


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Every figure of one piece, narrowed by nothing.

    Attributes:
        figures: The version of the file of figures it was counted by.
        told: For each scheme.
    """

    piece: Piece
    figures: str
    told: Mapping[Scheme, Results]


def summary(piece: Piece, books: Sequence[OpenBook], figures: Figures) -> Summary:
    return Summary(
        piece=piece,
        figures=figures.version,
        told={scheme: results(books, figures.figure, scheme, {}) for scheme in Scheme},
    )
