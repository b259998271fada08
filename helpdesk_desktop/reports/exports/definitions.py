"""What each figure of an export means: its last sheet, and a part of its JSON."""

from collections.abc import Iterator
from dataclasses import dataclass

from helpdesk_desktop.reports.exports.coverage_tables import coverage_tables
from helpdesk_desktop.reports.exports.export import Export
from helpdesk_domain.languages import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A figure in words; the fields that have nothing to say are empty."""

    id: str
    name: str
    formula: str
    numerator: str
    denominator: str
    left_out: str
    source: str


def definitions(export: Export) -> Iterator[Definition]:
    """Of every figure of the report, in its order; those that are withheld come last, but for the
    lists of what the offer lacks.
    """
    for figure in export.named():
        meaning = figure.meaning(export.labels.words.language)
        yield Definition(
            id=figure.id,
            name=export.title(figure),
            formula=meaning.formula,
            numerator=meaning.counted,
            denominator=meaning.among,
            left_out=meaning.left_out,
            source=meaning.source,
        )
    for one in coverage_tables(export):
        yield Definition(
            id=one.id,
            name=one.name,
            formula=f"{one.meaning} {one.as_of}",
            numerator=export.figures[one.figure].meaning(export.labels.words.language).counted,
            denominator="",
            left_out=one.left_out,
            source="",
        )


def heads(words: Words) -> tuple[str, ...]:
    """What the fields of a `Definition` but its id are called."""
    return (
        words.say("Figure"),
        words.say("Formula"),
        words.say("Numerator"),
        words.say("Denominator"),
        words.say("Left out"),
        words.say("Source"),
    )
