"""The level of continuity that a situation suggests, and the set of them while some is not known.

Nothing that is not known counts as « no »: where determinants are open, every way to answer them
is looked at, and only what all of them agree on is suggested.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, TypeAlias

from helpdesk_domain.intake.levels import Dimension, Evidence, Level
from helpdesk_domain.intake.rule_rows import ContinuityRow, Row, Rules
from helpdesk_domain.intake.suggestion import Determinants, DimensionLevel, Told

READ: Final = ("health_cover", "housing", "psychiatric_comorbidity")
"""The determinants that the study varied, in the order in which they are asked for."""

ABOUT: Final = ("level", *Dimension)
"""What a row may suggest a level for."""

Situation: TypeAlias = Mapping[str, Told]

SITUATIONS: Final[Sequence[Situation]] = tuple(
    dict(zip(READ, told, strict=True)) for told in product((Told.YES, Told.NO), repeat=len(READ))
)
"""The eight vignettes of the study."""

SILENT: Final = {Told.UNKNOWN, Told.NOT_ASKED}
"""Not known, and may still be asked; a refusal is not put again."""


@dataclass(frozen=True, slots=True)
class Continuity:
    """What `Suggestion` says of the level; `rows` are those that spoke."""

    level: Level | None
    evidence: Evidence
    dimensions: Mapping[Dimension, DimensionLevel]
    possible: tuple[Level, ...]
    ask_next: str | None
    rows: tuple[Row, ...]


def continuity(determinants: Determinants, rules: Rules) -> Continuity:
    """The level that `rules` suggest, for what is known of the person."""
    if determinants.chronic_disease is Told.NO:
        return _without_level(Evidence.NOT_APPLICABLE, (), None, (rules.not_applicable,))
    found = _found(_told(determinants), rules)
    possible = tuple(level for level in Level if level in _levels(found["level"]))
    spoke = {row.id for rows in found.values() for row in rows}
    rows = (*rules.cautions, *(row for row in rules.continuity if row.id in spoke))
    ask_next = _ask_next(determinants, rules)
    if determinants.chronic_disease is not Told.YES:
        return _without_level(Evidence.UNKNOWN, possible, ask_next, (rules.not_applicable, *rows))
    suggested = {about: _agreed(rows) for about, rows in found.items()}
    return Continuity(
        suggested["level"].level,
        suggested["level"].evidence,
        {dimension: suggested[dimension] for dimension in Dimension},
        possible,
        ask_next,
        rows,
    )


def _without_level(
    evidence: Evidence, possible: tuple[Level, ...], ask_next: str | None, rows: tuple[Row, ...]
) -> Continuity:
    nothing = DimensionLevel(level=None, evidence=evidence)
    dimensions = dict.fromkeys(Dimension, nothing)
    return Continuity(None, evidence, dimensions, possible, ask_next, rows)


def _told(determinants: Determinants) -> Situation:
    """What of `READ` is known."""
    told = {name: getattr(determinants, name) for name in READ}
    return {name: value for name, value in told.items() if value in (Told.YES, Told.NO)}


def _found(known: Situation, rules: Rules) -> Mapping[str, Sequence[ContinuityRow]]:
    """The rows of every situation that agrees with `known`, by what they are about."""
    open_still = [one for one in SITUATIONS if known.items() <= one.items()]
    return {
        about: [
            row
            for situation in open_still
            for row in rules.continuity
            if about in row.about and row.holds(situation)
        ]
        for about in ABOUT
    }


def _levels(rows: Iterable[ContinuityRow]) -> frozenset[Level]:
    return frozenset(row.level for row in rows)


def _agreed(rows: Iterable[ContinuityRow]) -> DimensionLevel:
    levels, evidence = _levels(rows), {row.evidence for row in rows}
    if len(levels) > 1:
        return DimensionLevel(level=None, evidence=Evidence.UNKNOWN)
    common = evidence.pop() if len(evidence) == 1 else Evidence.INTERPOLATED
    return DimensionLevel(level=next(iter(levels)), evidence=common)


def _ask_next(determinants: Determinants, rules: Rules) -> str | None:
    """The entry condition first; then the determinant whose answers leave the least open."""
    if determinants.chronic_disease in SILENT:
        return "chronic_disease"
    known = _told(determinants)
    now = _open(known, rules)
    best: tuple[tuple[int, int], bool, int] | None = None
    for place, name in enumerate(READ):
        told = getattr(determinants, name)
        if told not in SILENT:
            continue
        if_yes, if_no = (_open({**known, name: one}, rules) for one in (Told.YES, Told.NO))
        left = (if_yes[0] + if_no[0], if_yes[1] + if_no[1])
        if left == (2 * now[0], 2 * now[1]):
            continue
        asked_for = (left, told is not Told.NOT_ASKED, place)
        best = min(best, asked_for) if best else asked_for
    return READ[best[2]] if best else None


def _open(known: Situation, rules: Rules) -> tuple[int, int]:
    """How many levels `known` leaves open, and how many in the four dimensions together."""
    found = _found(known, rules)
    widths = {about: len(_levels(rows)) for about, rows in found.items()}
    return widths["level"], sum(widths[dimension] for dimension in Dimension)
