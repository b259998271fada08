"""Where scores that somebody made before put a person of 65 or more; a helpline never scores.

While a score, a neurodegenerative disease or a trouble of behaviour is not known, every value of
it is looked at, and only what all of them agree on is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, TypeAlias

from helpdesk_domain.intake.questions import SCORES
from helpdesk_domain.intake.rule_rows import BelraiRow, Row, Rules
from helpdesk_domain.intake.suggestion import BelraiProfile, Determinants, Intervention, Told
from helpdesk_domain.person_concerned import AgeBand, first_year

SIGNS: Final = ("neurodegenerative", "behaviour")

Cell: TypeAlias = tuple[Mapping[str, float], Mapping[str, Told]]
"""All scores, and both signs as yes or no."""


@dataclass(frozen=True, slots=True)
class Belrai:
    """A profile, and the rows that spoke."""

    told: BelraiProfile
    rows: tuple[Row, ...] = ()


def belrai(determinants: Determinants, rules: Rules) -> Belrai:
    """What the table says of the person; nothing but « ask » while nobody knows how old."""
    age, limit = age_of(determinants), rules.belrai_ages["from"]
    is_scored = any(getattr(determinants, score) is not None for score in SCORES)
    if age is not None and age < limit:
        return Belrai(BelraiProfile())
    if age is None:
        return _of_unknown_age(rules) if is_scored else Belrai(BelraiProfile())
    if not is_scored:
        return _assessment(None, rules, ())
    found = [_spoken(cell, rules) for cell in cells(rules, determinants)]
    profiles = {profile for profile, _, _ in found}
    interventions = {intervention for _, intervention, _ in found}
    profile = profiles.pop() if len(profiles) == 1 else None
    spoke = {row.id for _, _, row in found}
    rows = tuple(row for row in rules.belrai if row.id in spoke)
    if len(interventions) > 1:
        return _assessment(profile, rules, rows)
    outside = (rules.belrai_outside,) if rules.belrai_outside.id in spoke else ()
    return Belrai(BelraiProfile(profile=profile, intervention=interventions.pop()), rows + outside)


def age_of(determinants: Determinants) -> float | None:
    """Years; of a band that was told, its first: no band reaches over 65."""
    if determinants.age is not None:
        return determinants.age
    band = determinants.told.get("age_band")
    if isinstance(band, str) and band in frozenset(AgeBand):
        return first_year(AgeBand(band))
    return None


def cells(rules: Rules, known: Determinants | None = None) -> Iterator[Cell]:
    """Every cell that `known` leaves open; a score stands for all that no row tells from it."""
    scores = [_values(score, rules, known) for score in SCORES]
    signs = [_told(sign, known) for sign in SIGNS]
    for values, told in product(product(*scores), product(*signs)):
        yield dict(zip(SCORES, values, strict=True)), dict(zip(SIGNS, told, strict=True))


def rows_of(cell: Cell, rules: Rules) -> Sequence[BelraiRow]:
    """The rows that have `cell`: at most one in rules that were checked."""
    scores, signs = cell
    return [
        row
        for row in rules.belrai
        if all(row.holds(score, value) for score, value in scores.items())
        and all(getattr(row, sign) in (None, told) for sign, told in signs.items())
    ]


def _spoken(cell: Cell, rules: Rules) -> tuple[int | None, Intervention, Row]:
    for row in rows_of(cell, rules):
        return row.profile, row.intervention, row
    return None, Intervention.OUTSIDE_TABLE, rules.belrai_outside


def _of_unknown_age(rules: Rules) -> Belrai:
    told = BelraiProfile(intervention=Intervention.ASSESSMENT_NEEDED)
    return Belrai(told, (rules.belrai_age,))


def _assessment(profile: int | None, rules: Rules, rows: tuple[Row, ...]) -> Belrai:
    told = BelraiProfile(profile=profile, intervention=Intervention.ASSESSMENT_NEEDED)
    return Belrai(told, (*rows, rules.belrai_assessment))


def _values(score: str, rules: Rules, known: Determinants | None) -> Sequence[float]:
    value: float | None = getattr(known, score, None)
    if value is not None:
        return (value,)
    steps = {bound for row in rules.belrai for bound in row.bounds(score) if bound is not None}
    return sorted({0.0, *steps})


def _told(sign: str, known: Determinants | None) -> Sequence[Told]:
    told = getattr(known, sign, Told.UNKNOWN)
    return (told,) if told in (Told.YES, Told.NO) else (Told.YES, Told.NO)
