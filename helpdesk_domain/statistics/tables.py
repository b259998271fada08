"""A figure as a table in words: the twin of its chart, and a sheet of an export."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpdesk_domain.statistics.counting import Key
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.disclosure import Released, Shown
from helpdesk_domain.statistics.figures import Figure, Meaning
from helpdesk_domain.statistics.words import Labels

_BY_SIZE = frozenset({Dimension.NEED, Dimension.SERVICE, Dimension.COMMUNE, Dimension.LANGUAGE})
"""Dimensions without an order of their own: the most comes first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A key and its number.

    Attributes:
        labels: The key in words.
    """

    key: Key
    labels: tuple[str, ...]
    shown: Shown


@dataclass(frozen=True, slots=True)
class Table:
    """A count in words.

    Attributes:
        heads: What each dimension of the lines is called.
        lines: The most first, where the first dimension has no order of its own.
    """

    figure: Figure
    meaning: Meaning
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Shown


def table(figure: Figure, released: Released, labels: Labels) -> Table:
    return Table(
        figure=figure,
        meaning=figure.meaning(labels.words.language),
        heads=tuple(map(labels.dimension, figure.by)),
        lines=tuple(_ordered(figure.by, _lines(figure.by, released, labels), released)),
        total=released.total,
    )


def _lines(by: Sequence[Dimension], released: Released, labels: Labels) -> Iterable[Line]:
    for key, shown in released.cells.items():
        told = tuple(labels.value(name, code) for name, code in zip(by, key, strict=True))
        yield Line(key, told, shown)


def _ordered(by: Sequence[Dimension], lines: Iterable[Line], released: Released) -> Sequence[Line]:
    if not by or by[0] not in _BY_SIZE:
        return sorted(lines, key=lambda line: tuple(map(_in_order, line.key)))
    sums = released.margins[0] if released.margins else {}

    def order(line: Line) -> tuple[object, ...]:
        whole = sums.get(line.key[0], line.shown)
        return (-whole.value, line.labels[0], -line.shown.value, line.labels)

    return sorted(lines, key=order)


def _in_order(code: str) -> tuple[int, str]:
    """Hours and weekdays by number; what was not asked comes last."""
    if not code:
        return 10**6, ""
    return (int(code), "") if code.isdecimal() and len(code) < 3 else (10**5, code)
