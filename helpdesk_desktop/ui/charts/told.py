"""What a chart is made from: a table, with its sums and the period it is of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpdesk_desktop.ui.charts.chart import DOT, Key, Spot, shown_words
from helpdesk_domain.languages import Words
from helpdesk_domain.statistics.disclosure import Released, Scheme, Shown
from helpdesk_domain.statistics.figures import Figure
from helpdesk_domain.statistics.months import Period
from helpdesk_domain.statistics.tables import Table, table
from helpdesk_domain.statistics.words import Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A count in words, and all that its chart needs beside.

    Attributes:
        margins: For each dimension the sums over all others, as they were released.
        labels: Of the language of the chart.
        about: The period, and by what it was narrowed, in words.
        cells: The lines of the table, by their keys.
    """

    table: Table
    margins: tuple[Mapping[str, Shown], ...]
    labels: Labels
    period: Period
    about: str
    scheme: Scheme
    cells: Mapping[Key, Shown]

    @property
    def words(self) -> Words:
        return self.labels.words

    def name(self, place: int, code: str) -> str:
        """What a value of the dimension at that place of a key is called."""
        return self.labels.value(self.table.figure.by[place], code)

    @property
    def rows(self) -> Sequence[Sequence[str]]:
        """The table in words, the number last; with the sums of two dimensions."""
        if len(self.margins) != 2:
            return [self._row(key) for key in self.cells]
        by_row, by_column = self.margins
        of: dict[str, list[Key]] = {}
        for key in self.cells:
            of.setdefault(key[0], []).append(key)
        for code in _most_first(by_row):
            of.setdefault(code, [])  # its sum can be told, and none of its parts
        all_of, rows = self.words.say("Total"), list[Sequence[str]]()
        for code, keys in of.items():
            if code in by_row:
                rows.append([self.name(0, code), all_of, self._number(by_row[code])])
            rows += map(self._row, keys)
        for code in _most_first(by_column):
            rows.append([all_of, self.name(1, code), self._number(by_column[code])])
        return rows

    def _row(self, key: Key) -> Sequence[str]:
        names = (self.name(place, code) for place, code in enumerate(key))
        return [*names, self._number(self.cells[key])]

    def _number(self, shown: Shown) -> str:
        return shown_words(shown, self.words)


def told(
    figure: Figure,
    released: Released,
    labels: Labels,
    period: Period,
    about: str,
    scheme: Scheme = Scheme.LEADS,
) -> Told:
    """What was released of `figure`, as a chart needs it."""
    made = table(figure, released, labels)
    return Told(
        table=made,
        cells={line.key: line.shown for line in made.lines},
        margins=released.margins,
        labels=labels,
        period=period,
        about=about,
        scheme=scheme,
    )


def spot(
    of: Told,
    key: Key,
    place: tuple[int, int],
    inhabitants: int | None = None,
) -> Spot:
    """A number of a chart; none, where the table has no such line.

    Args:
        inhabitants: Of where it was counted, when it is told per 10,000 of them, too.
    """
    words, shown = of.words, of.cells.get(key)
    name = ", ".join(of.name(at, code) for at, code in enumerate(key))
    size = float(shown.value) if shown and not shown.is_band else 0.0
    number, also = shown_words(shown, words), ""
    spoken = words.say("none, or too few to be told") if number == DOT else number
    said = words.say("{name}: {number}", name=name, number=spoken)
    if inhabitants and size:
        also = per_10000(size, inhabitants, words)
        said = words.say("{said}, {number} per 10,000 inhabitants", said=said, number=also)
    return Spot(
        by=of.table.figure.by,
        key=key,
        name=name,
        told=number,
        said=said,
        size=size,
        place=place,
        also=also,
    )


def _most_first(sums: Mapping[str, Shown]) -> Sequence[str]:
    return sorted(sums, key=lambda code: -sums[code].value)


def per_10000(count: float, inhabitants: int, words: Words) -> str:
    """As many of 10,000; a digit behind the comma where it is few."""
    rate = 10_000 * count / inhabitants
    if rate >= 10:
        return words.number(round(rate))
    return f"{rate:.1f}".replace(".", "." if words.language == "en" else ",")
