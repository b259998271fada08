"""A period as it was told when it was closed: all that is left of it once its calls are erased."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpdesk_domain.statistics.disclosure import Released, Scheme
from helpdesk_domain.statistics.figures import FigureId, Figures
from helpdesk_domain.statistics.months import Piece
from helpdesk_domain.statistics.opened import OpenBook
from helpdesk_domain.statistics.packing import NotPacked, compressed, from_compressed
from helpdesk_domain.statistics.results import Median, Result, Results, Share, results_of_each


class BadSummary(Exception):
    """A summary is damaged, or of a later program."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Packed:
    """One result: exactly one of them is there."""

    released: Released | None = None
    share: Share | None = None
    median: Median | None = None

    @property
    def result(self) -> Result:
        told = self.released or self.share or self.median
        if told is None:
            raise BadSummary
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class _PackedSummary:
    piece: Piece
    figures: str
    told: Mapping[Scheme, Mapping[FigureId, _Packed]]


def summary(piece: Piece, books: Sequence[OpenBook], figures: Figures) -> Summary:
    """What may be told of `books`, which are all of `piece`."""
    return Summary(
        piece=piece,
        figures=figures.version,
        told=results_of_each(books, figures.figure, tuple(Scheme), {}),
    )


def to_bytes(one: Summary) -> bytes:
    told = {
        scheme: {name: _packed(result) for name, result in results.items()}
        for scheme, results in one.told.items()
    }
    return compressed(_PackedSummary(piece=one.piece, figures=one.figures, told=told))


def from_bytes(body: bytes) -> Summary:
    """The summary that `body` is.

    Raises:
        BadSummary: It is none, or one of a later program.
    """
    try:
        read = from_compressed(body, _PackedSummary)
    except NotPacked as problem:
        raise BadSummary from problem
    told = {
        scheme: {name: packed.result for name, packed in results.items()}
        for scheme, results in read.told.items()
    }
    return Summary(piece=read.piece, figures=read.figures, told=told)


def _packed(result: Result) -> _Packed:
    match result:
        case Released():
            return _Packed(released=result)
        case Share():
            return _Packed(share=result)
        case Median():
            return _Packed(median=result)
