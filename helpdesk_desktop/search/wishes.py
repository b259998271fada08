"""Conditions said in passing: « sans mutuelle », « gratis »; they narrow a need down."""

from collections.abc import Iterator, Sequence
from typing import Final

from helpdesk_desktop.search.answer import Reason, ReasonKind, Recognised, RecognisedKind
from helpdesk_desktop.search.evidence import Evidence, Part, always
from helpdesk_desktop.search.facets import Facets
from helpdesk_desktop.search.wanted import YES, Facet

GRANTED: Final = 0.9
"""How far a service that grants the condition answers it."""

_WITHOUT: Final = frozenset({"sans", "pas", "plus", "aucune", "zonder", "geen", "niet"})
_BETWEEN: Final = frozenset({"de", "d", "la", "une", "een", "meer", "l"})
_COVERS: Final = frozenset(
    {"mutuelle", "mutualite", "mutuel", "mutualiteit", "ziekenfonds", "ziekteverzekering"}
    | {"mutualiteiten", "mutuelles", "couverture", "assurabilite", "ziekteverzekerd"}
)
_FREE: Final = frozenset({"gratuit", "gratuite", "gratuits", "gratuitement", "gratis", "kosteloos"})

LONGEST: Final = 4
"""Words of the longest condition: « plus de la mutuelle »."""


def wish_at(words: Sequence[str]) -> tuple[int, Facet | None]:
    """The condition with which `words` begin: how many words it takes, and which it is."""
    if words[0] in _FREE:
        return 1, Facet.FREE
    if words[0] in _WITHOUT:
        for place, word in enumerate(words[1:LONGEST], start=1):
            if word in _COVERS:
                return place + 1, Facet.WITHOUT_COVER
            if word not in _BETWEEN:
                break
    return 0, None


def recognised_wish(facet: Facet, typed: str) -> Recognised:
    """The condition as it is told to whoever asked."""
    return Recognised(RecognisedKind.CONDITION, typed, typed, facet.value)


def wish_evidence(facets: Facets, parts: Sequence[Part]) -> Iterator[Evidence]:
    """Evidence for each part that is a condition: the services that grant it."""
    for part in parts:
        for recognised in part.recognised:
            if recognised.kind is RecognisedKind.CONDITION:
                granted = facets.with_value(Facet(recognised.key), YES)
                reason = Reason(ReasonKind.CONDITION, recognised.name)
                services = dict.fromkeys(granted, 1.0)
                yield Evidence(part.number, services, GRANTED, always(reason))
