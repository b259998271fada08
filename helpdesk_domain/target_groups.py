"""Whether a person is one of those a service is for, by the code of a target group.

A group has no limits in the offer: only what it certainly means is told, the rest is to be asked.
Codes are those of the taxonomy of the offer; one that is not here is always to be asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from helpdesk_domain.person_concerned import Gender


class Verdict(StrEnum):
    """What a fact of a service means for a person."""

    NO = "no"
    ASK = "ask"
    YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What is known of a person, as far as groups go by it.

    Attributes:
        ages: The first year they may be old, and the first they are not; None while not known.
        told: Codes that the intake was answered with, by question.
    """

    ages: tuple[float, float] | None = None
    gender: Gender | None = None
    told: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Attributes:
    ages: Who is certainly in it: of these years; None when age says nothing.
    never_under, never_from: Who certainly is not.
    yes, no: Answers of the intake that settle it.
    """

    ages: tuple[float, float] | None = None
    never_under: float = 0
    never_from: float = 1000
    gender: Gender | None = None
    yes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    no: Mapping[str, frozenset[str]] = field(default_factory=dict)


_EVERYBODY: Final = "tous"

_GROUPS: Final[Mapping[str, _Group]] = {
    "enfants": _Group(ages=(0, 12), never_from=18),
    "jeunes": _Group(ages=(12, 25), never_from=45),
    "adultes": _Group(ages=(18, 1000), never_under=18),
    "aines": _Group(ages=(65, 1000), never_under=45),
    "femmes": _Group(gender=Gender.WOMAN),
    "hommes": _Group(gender=Gender.MAN),
    "enceintes": _Group(yes={"chronic_diseases": frozenset({"pregnancy"})}),
    "sanspap": _Group(
        yes={"residence": frozenset({"none"})},
        no={"residence": frozenset({"belgian_eu", "permit"})},
    ),
    "refugies": _Group(
        yes={"residence": frozenset({"application"})},
        no={"residence": frozenset({"belgian_eu"})},
    ),
    "sdf": _Group(
        yes={"housing_state": frozenset({"homeless"})},
        no={"housing_state": frozenset({"stable"})},
    ),
}


def belongs(code: str, member: Member) -> Verdict:
    """Whether `member` is of the group `code`."""
    if code == _EVERYBODY:
        return Verdict.YES
    group = _GROUPS.get(code)
    if group is None:
        return Verdict.ASK
    verdicts = {_by_age(group, member), _by_gender(group, member), _by_answers(group, member)}
    return next((one for one in (Verdict.NO, Verdict.YES) if one in verdicts), Verdict.ASK)


def _by_age(group: _Group, member: Member) -> Verdict:
    if group.ages is None or member.ages is None:
        return Verdict.ASK
    first, end = member.ages
    if end <= group.never_under or first >= group.never_from:
        return Verdict.NO
    return Verdict.YES if group.ages[0] <= first and end <= group.ages[1] else Verdict.ASK


def _by_gender(group: _Group, member: Member) -> Verdict:
    if group.gender is None or member.gender in (None, Gender.OTHER):
        return Verdict.ASK
    return Verdict.YES if member.gender is group.gender else Verdict.NO


def _by_answers(group: _Group, member: Member) -> Verdict:
    for verdict, wanted in ((Verdict.NO, group.no), (Verdict.YES, group.yes)):
        for question, codes in wanted.items():
            if not codes.isdisjoint(member.told.get(question, frozenset())):
                return verdict
    return Verdict.ASK
