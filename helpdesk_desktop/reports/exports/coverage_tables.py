"""Where the offer does not meet the calls, as tables: those of the screen that name nobody.

What was searched without result stays on the desk: a word may be a name.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from helpdesk_desktop.reports.coverage import Coverage, coverage
from helpdesk_desktop.reports.coverage_words import (
    AS_OF,
    CONTRADICTED,
    GAPS,
    STALE,
    Listing,
    name_of,
    what_there_is,
)
from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.store.database import Session
from helpdesk_domain.clock import day_in_brussels
from helpdesk_domain.languages import content_language, mark
from helpdesk_domain.statistics.coverage import Gap, Touched
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.disclosure import Scheme, Shown

NOTHING: Final = mark("Nothing of the kind was found.")

Row = tuple[str | date | Shown, ...]
"""Texts, days, and the number last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageTable:
    """One of the lists, in the language of the file.

    Attributes:
        figure: Of which the numbers are; where it is not told, neither is the list.
        as_of: Of when the records of the directory are.
        is_of_records: It names services, for whoever keeps the directory.
    """

    id: str
    figure: str
    name: str
    meaning: str
    as_of: str
    left_out: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    is_of_records: bool


def with_coverage(session: Session, export: Export) -> Export:
    """`export` with what the offer has on its day; as it is, where no call can be told."""
    if export.report.is_empty:
        return export
    language = content_language(export.labels.words.language)
    today = day_in_brussels(export.imprint.when)
    return replace(export, coverage=coverage(session, export.report, language, today))


def coverage_tables(export: Export) -> Iterator[CoverageTable]:
    """Each list of which the numbers are told; an empty one, too: that is an answer.

    What is published says what is lacking, and not of which service the record is wrong.
    """
    found = export.coverage
    if found is None:
        return
    is_public = export.report.asked.scheme is Scheme.PUBLIC
    for one in _tables(export, found):
        if one.figure in export.report.results and not (is_public and one.is_of_records):
            yield one


def coverage_data(export: Export) -> dict[str, Any]:
    """The same as codes and names, for programs."""
    found, labels = export.coverage, export.labels
    if found is None:
        return {}
    # what is published names no service: how many they are
    services = len if export.report.asked.scheme is Scheme.PUBLIC else list
    gaps = [
        {
            "need": one.need,
            "need_name": labels.value(Dimension.NEED, one.need),
            "commune": one.commune,
            "commune_name": labels.value(Dimension.COMMUNE, one.commune),
            "asked": one.asked.value,
            "full": services(one.full),
            "elsewhere": services(one.elsewhere),
            "broader": services(one.broader),
        }
        for one in found.gaps
    ]
    lists = {
        "gaps": gaps,
        "contradicted": list(map(_touched_data, found.contradicted)),
        "stale": list(map(_touched_data, found.stale)),
    }
    return {"coverage": {one.id: lists[one.id] for one in coverage_tables(export)}}


def _tables(export: Export, found: Coverage) -> Iterator[CoverageTable]:
    words = export.labels.words
    number = words.say("Number")
    of_gaps = tuple(map(words.say, (mark("Need"), mark("Commune"), mark("What there is"))))
    of_records = tuple(map(words.say, (mark("Service"), mark("Last verified"))))

    def made(
        name: str, figure: str, of: Listing, heads: tuple[str, ...], rows: Iterator[Row]
    ) -> CoverageTable:
        return CoverageTable(
            id=name,
            figure=figure,
            name=words.say(of.name),
            meaning=words.say(of.meaning),
            as_of=words.say(AS_OF),
            left_out=words.say(of.left_out),
            heads=(*heads, number),
            rows=tuple(rows),
            is_of_records=of is not GAPS,
        )

    gaps = (_of_gap(one, export) for one in found.gaps)
    yield made("gaps", "needs_by_commune", GAPS, of_gaps, gaps)
    refusing = (_of_record(one, export) for one in found.contradicted)
    yield made("contradicted", "saturated_services", CONTRADICTED, of_records, refusing)
    stale = (_of_record(one, export) for one in found.stale)
    yield made("stale", "referrals_by_service", STALE, of_records, stale)


def _of_gap(gap: Gap, export: Export) -> Row:
    labels = export.labels
    need = labels.value(Dimension.NEED, gap.need)
    commune = labels.value(Dimension.COMMUNE, gap.commune)
    return need, commune, what_there_is(gap, labels.words), gap.asked


def _of_record(one: Touched, export: Export) -> Row:
    checked = one.card.assured_date if one.card else None
    return name_of(one), checked or export.labels.words.say("never"), one.referrals


def _touched_data(one: Touched) -> dict[str, Any]:
    checked = one.card.assured_date if one.card else None
    return {
        "service": one.service,
        "name": name_of(one),
        "last_verified": checked.isoformat() if checked else None,
        "referrals": one.referrals.value,
    }
