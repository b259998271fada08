"""What goes along with a file of rows: for what it was asked, what it says, what may not be done.

Every code of the file is told in words: whoever gets it has no offer at hand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.research import WITHHELD, Row, Rows
from helpdesk_domain.statistics.words import Labels, Offer
from helpdesk_domain.territory import SEVERAL_BASINS, basins
from helpdesk_server.store.research_requests import Request

_RULES: Final = (
    mark(
        "A row is a need of a call. A call with two needs is two rows, and nothing tells that they "
        "belong together; a call without a known need is one row. What was no call has none, nor "
        "has a call whose caller objected, or that came once its month was closed."
    ),
    mark(
        "At least five calls of a month share each combination of week, place, age and need. Where "
        "fewer do, the place is the basin, or is withheld. In the other columns a value is "
        "withheld that fewer than five rows of the month have."
    ),
    mark(
        "These are personal data still: who knows somebody may recognise them in a row. Use the "
        "file for this purpose alone, link it to nothing, tell no number under five of it, give it "
        "to nobody, and erase it when the work is done."
    ),
    mark(
        "The file is CSV as in RFC 4180: UTF-8, commas, a head line. A spreadsheet may take an age "
        "such as 12-17 for a date: have it read that column as text."
    ),
)

_COLUMNS: Final[Mapping[str, str]] = {
    "week": mark("Week in which the call began, in Brussels, as in ISO 8601."),
    "place": mark("Where the person lives: commune (NIS code), basin, or what was said instead."),
    "age": mark("Age of the person, in years."),
    "need": mark("Kind of help asked for, as a term of the offer; empty where none is known."),
    "lacking": mark("Why nothing could be given for it; empty where something was."),
    "language": mark("Language of who rang (ISO 639)."),
    "profile": mark("Who rang."),
    "channel": mark("How the helpline was reached."),
    "gender": mark("Gender of the person."),
    "outcome": mark("How the call ended."),
}

_CODED: Final[Mapping[str, Dimension]] = {
    "place": Dimension.COMMUNE,
    "need": Dimension.NEED,
    "lacking": Dimension.REASON,
    "language": Dimension.LANGUAGE,
    "profile": Dimension.PROFILE,
    "channel": Dimension.CHANNEL,
    "gender": Dimension.GENDER,
    "outcome": Dimension.OUTCOME,
}
"""Columns of codes; week and age say themselves."""

_BASINS: Final = frozenset({*(one.id for one in basins()), SEVERAL_BASINS})


@dataclass(frozen=True, slots=True)
class Names:
    """Of the people of a request; the second is empty where nobody had to agree."""

    asked_by: str
    approved_by: str


def explained(
    request: Request,
    names: Names,
    rows: Rows,
    offer: Offer,
    words: Words,
) -> str:
    """The text that goes with the file of `rows`, in the language of `words`."""
    labels = Labels(words, offer)
    parts = (
        _head(request, names, rows, words),
        *((words.say(rule),) for rule in _RULES),
        tuple(f"{name}\t{words.say(_COLUMNS[name])}" for name in Row._fields),
        tuple(_codes(rows, labels)),
    )
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _head(request: Request, names: Names, rows: Rows, words: Words) -> tuple[str, ...]:
    asked = words.say(
        "Request {id}, asked by {name} on {date}.",
        id=request.id,
        name=names.asked_by,
        date=_day(request.asked_at),
    )
    head = [words.say("Rows for research, {period}", period=request.period), asked]
    if request.approved_at is not None:
        date = _day(request.approved_at)
        head.append(words.say("Agreed by {name} on {date}.", name=names.approved_by, date=date))
    head.append(words.say("Purpose: {purpose}", purpose=request.purpose))
    head.append(words.count("{n} row.", "{n} rows.", rows.total()))
    return tuple(head)


def _codes(rows: Rows, labels: Labels) -> Iterator[str]:
    """Each code that the file has, by column."""
    for name, dimension in _CODED.items():
        for code in sorted({getattr(row, name) for row in rows} - {""}):
            yield f"{name}\t{code}\t{_in_words(dimension, code, labels)}"


def _in_words(dimension: Dimension, code: str, labels: Labels) -> str:
    if code == WITHHELD:
        return labels.words.say("withheld")
    if dimension is Dimension.COMMUNE and code in _BASINS:
        return labels.value(Dimension.BASIN, code)
    return labels.value(dimension, code)


def _day(moment: datetime) -> str:
    return moment.astimezone(BRUSSELS).strftime("%d/%m/%Y")
