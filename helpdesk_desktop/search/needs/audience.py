"""Whom help is not for: « psychologue enfant » is not answered by who sees adults only."""

from collections.abc import Mapping
from typing import Final

from helpdesk_desktop.search.needs.concepts import Concepts, is_group
from helpdesk_desktop.search.needs.meaning import TOLD, Said

AGES: Final = ("enfants", "jeunes", "adultes", "aines")
"""Codes of the groups that are ages, in their order; a taxonomy without them has no ages."""
EVERYBODY: Final = ("tous", "familles")
"""Codes of the groups in which every age is welcome."""
NEXT: Final = 1
"""Steps between ages that still go together: who sees the young may see a child."""


def for_other_ages(concepts: Concepts, said: Said) -> frozenset[int]:
    """The services that are only for ages far from the one that was `said`; none if none was.

    Who is for everybody, for families or for no age in particular is for all.
    """
    ages = _ages(concepts)
    asked = {
        ages[number]
        for number, strengths in said.items()
        if number in ages and max(strengths.values()) >= TOLD
    }
    if not asked:
        return frozenset()
    near: set[int] = set()
    far: set[int] = set()
    for number, concept in enumerate(concepts.concepts):
        if is_group(concept.term) and concept.term.code in EVERYBODY:
            near.update(concept.services)
        elif number in ages:
            close = any(abs(ages[number] - wanted) <= NEXT for wanted in asked)
            (near if close else far).update(concept.services)
    return frozenset(far - near)


def _ages(concepts: Concepts) -> Mapping[int, int]:
    """Per concept that is an age, which one."""
    return {
        number: AGES.index(concept.term.code)
        for number, concept in enumerate(concepts.concepts)
        if is_group(concept.term) and concept.term.code in AGES
    }
