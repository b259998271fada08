"""Makes the chart of a table: bars, a map of hours, a matrix, columns of time, the communes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from helpdesk_desktop.ui.charts.chart import (
    Bars,
    Chart,
    Columns,
    Group,
    Head,
    HeatMap,
    Key,
    Matrix,
    Spot,
    TileMap,
    shown_words,
)
from helpdesk_desktop.ui.charts.tiles import ACROSS, TILES
from helpdesk_desktop.ui.charts.told import Told, spot
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.disclosure import Scheme, Shown
from helpdesk_domain.statistics.words import dated
from helpdesk_domain.territory import inhabitants

BARS: Final = 12
ROWS: Final = 10
"""Of bars and of rows of a matrix so many are drawn; the others are in the table."""
DAYS: Final = 7
"""Days of the moving average."""
_WEEKDAYS: Final = tuple("1234567")


def chart_of(told: Told, basins: Told | None = None) -> Chart | None:
    """The chart that goes with the dimensions of a table; None where there is none.

    Args:
        basins: The same by basin, to stand beside the map of communes.
    """
    match told.table.figure.by:
        case (Dimension.WEEKDAY, Dimension.HOUR):
            return heat_map(told)
        case (Dimension.DAY,):
            return columns(told)
        case (Dimension.MONTH,) if len(told.period.months) > 1:
            return columns(told)
        case (Dimension.COMMUNE,):
            people = {str(nis): one.number for nis, one in inhabitants().items()}
            return tile_map(told, basins, people)
        case (_,):
            return bars(told)
        case (_, _):
            return matrix(told)
    return None


def bars(told: Told, most: int = BARS) -> Bars:
    """The most first. What there is no room for is in the table, and never added up."""
    lines = sorted(told.table.lines, key=lambda line: -line.shown.value)
    spots = (spot(told, line.key, (row, 0)) for row, line in enumerate(lines[:most]))
    return Bars(**_common(told), spots=tuple(spots), more=max(0, len(lines) - most))


def heat_map(told: Told) -> HeatMap:
    """All seven days, and the hours from the first to the last that has a number."""
    told_hours = [int(key[1]) for key in told.cells if key[1].isdecimal()]
    hours = [
        str(hour) for hour in range(min(told_hours, default=0), max(told_hours, default=-1) + 1)
    ]
    return HeatMap(
        **_common(told),
        rows=tuple(Head(name=told.name(0, day)) for day in _WEEKDAYS),
        columns=tuple(Head(name=hour) for hour in hours),
        spots=tuple(_cells(told, _WEEKDAYS, hours)),
    )


def matrix(told: Told, most_rows: int = ROWS, most_columns: int = BARS) -> Matrix:
    """Those with the most of either dimension, with their sums."""
    rows, columns = _largest(told, 0), _largest(told, 1)
    drawn = rows[:most_rows], columns[:most_columns]
    hidden = [key for key in told.cells if key[0] not in drawn[0] or key[1] not in drawn[1]]
    return Matrix(
        **_common(told),
        rows=tuple(_head(told, 0, code) for code in drawn[0]),
        columns=tuple(_head(told, 1, code) for code in drawn[1]),
        spots=tuple(_cells(told, *drawn)),
        more=len(hidden),
    )


def columns(told: Told) -> Columns:
    """Every day, or every month, of the period; days with their moving average."""
    is_by_day = told.table.figure.by == (Dimension.DAY,)
    codes = list(_days(told) if is_by_day else map(str, told.period.months))
    spots = tuple(spot(told, (code,), (0, column)) for column, code in enumerate(codes))
    # of what is published few is a band: nobody can add it up
    averaged = is_by_day and told.scheme is Scheme.LEADS
    return Columns(
        **_common(told),
        spots=spots,
        marks=tuple(dated(code)[:5] if is_by_day else dated(code) for code in codes),
        average=tuple(_averages([one.size for one in spots])) if averaged else (),
    )


def tile_map(
    told: Told, basins: Told | None = None, people: Mapping[str, int] | None = None
) -> TileMap:
    """The nineteen communes; beside them the basins, and what is not on the map.

    Args:
        people: Inhabitants by NIS code or id of a basin, to tell how many of 10,000 it is. Only of
            places of which all calls are counted: part of them to all the people is no rate.
    """
    known = people or {}
    tiles = [spot(told, (nis,), place, known.get(nis)) for nis, place in TILES.items()]
    elsewhere = [(key, shown) for key, shown in told.cells.items() if key[0] not in TILES]
    lists = [(told.words.say("Not on the map"), told, elsewhere)]
    if basins is not None:
        lists.insert(0, (told.words.say("Basins"), basins, list(basins.cells.items())))
    spots, groups = list(tiles), []
    for title, one, rows in lists:
        if rows:
            first = len(spots)
            spots += _listed(one, rows, first - len(tiles), known)
            groups.append(Group(title=title, spots=tuple(range(first, len(spots)))))
    return TileMap(**_common(told), spots=tuple(spots), tiles=len(tiles), groups=tuple(groups))


def _listed(
    told: Told, rows: Sequence[tuple[Key, Shown]], first: int, known: Mapping[str, int]
) -> Iterable[Spot]:
    for row, (key, _) in enumerate(sorted(rows, key=lambda one: -one[1].value), first):
        yield spot(told, key, (row, ACROSS), known.get(key[0]))


def _common(told: Told) -> dict[str, Any]:
    return {
        "title": told.table.meaning.name,
        "about": told.about,
        "counted": told.table.meaning.counted,
        "total": told.table.total,
        "words": told.words,
    }


def _cells(told: Told, rows: Sequence[str], columns: Sequence[str]) -> Iterable[Spot]:
    for row, one in enumerate(rows):
        for column, other in enumerate(columns):
            yield spot(told, (one, other), (row, column))


def _largest(told: Told, place: int) -> Sequence[str]:
    """The values of a dimension, those with the largest sums first."""
    sums = told.margins[place] if told.margins else {}
    largest: dict[str, int] = dict.fromkeys(sums, 0)
    for key, shown in told.cells.items():
        largest[key[place]] = max(largest.get(key[place], 0), shown.value)

    def order(code: str) -> tuple[int, int, str]:
        return -sums.get(code, Shown(0)).value, -largest[code], told.name(place, code)

    return sorted(largest, key=order)


def _head(told: Told, place: int, code: str) -> Head:
    if not told.margins:
        return Head(name=told.name(place, code))
    total = shown_words(told.margins[place].get(code), told.words)
    return Head(name=told.name(place, code), total=total)


def _days(told: Told) -> Iterable[str]:
    day, end = told.period.first.first_day, told.period.last.after().first_day
    while day < end:
        yield str(day)
        day += timedelta(days=1)


def _averages(sizes: Sequence[float]) -> Iterable[float | None]:
    for end in range(1, len(sizes) + 1):
        yield sum(sizes[end - DAYS : end]) / DAYS if end >= DAYS else None
