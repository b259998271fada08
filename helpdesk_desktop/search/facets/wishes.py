"""Conditions said in passing: « sans mutuelle », « gratis »; they narrow a need down."""

from collections.abc import Iterator, Sequence
from typing import Final

from helpdesk_desktop.search.answer import Reason, ReasonKind, Recognised, RecognisedKind
from helpdesk_desktop.search.evidence import Evidence, Part, always
from helpdesk_desktop.search.facets.admission_words import SPEAKS_OF_COVER, TAKEN
from helpdesk_desktop.search.facets.values import Facets
from helpdesk_desktop.search.wanted import YES, Facet
from helpdesk_desktop.search.words.tokens import joined

GRANTED: Final = 0.9
"""How far a service that grants the condition answers it."""

NEGATIONS: Final = frozenset(
    {"pas", "plus", "sans", "non", "ni", "aucun", "aucune", "niet", "geen", "zonder"} | {"nooit"}
)
"""Words that turn the next one into its contrary."""

_BETWEEN: Final = frozenset({"de", "d", "la", "une", "een", "meer", "l"})
_COVERS: Final = frozenset(
    {"mutuelle", "mutualite", "mutuel", "mutualiteit", "ziekenfonds", "ziekteverzekering"}
    | {"mutualiteiten", "mutuelles", "couverture", "assurabilite", "ziekteverzekerd"}
    | {"assurance", "assure", "assuree", "assures", "verzekering", "verzekerd", "verzekerde"}
)
_OTHER_COVER: Final = frozenset(
    {"auto", "habitation", "incendie", "vie", "vol", "brand", "woning", "leven"} | {"voiture"}
)
_FREE: Final = frozenset({"gratuit", "gratuite", "gratuits", "gratuitement", "gratis", "kosteloos"})

LONGEST: Final = 4
"""Words of the longest condition of two words and what joins them: « plus de la mutuelle »."""


def wish_at(words: Sequence[str], after: Sequence[str] = ()) -> tuple[int, Facet | None]:
    """The condition with which `words` begin: how many words it takes, and which it is.

    Callers and records are understood by the same phrases, and callers by « plus de mutuelle ».

    Args:
        after: The words before: « pas gratuit » is no wish.
    """
    if words[0] in _FREE:
        return (0, None) if NEGATIONS.intersection(after[-1:]) else (1, Facet.FREE)
    count = _without_cover(words) or _as_records_say_it(words)
    return (count, Facet.WITHOUT_COVER) if count else (0, None)


def _without_cover(words: Sequence[str]) -> int:
    if words[0] in NEGATIONS:
        for place, word in enumerate(words[1:LONGEST], start=1):
            if word in _COVERS and _OTHER_COVER.isdisjoint(words[place + 1 : place + 2]):
                return place + 1
            if word not in _BETWEEN:
                break
    return 0


def _as_records_say_it(words: Sequence[str]) -> int:
    text = joined(words)
    if not any(piece in text for piece in SPEAKS_OF_COVER):
        return 0
    said = TAKEN.match(text)
    return len(said.group().split()) if said else 0


def recognised_wish(facet: Facet, typed: str) -> Recognised:
    """The condition as it is told to whoever asked."""
    return Recognised(RecognisedKind.CONDITION, typed, typed, facet.value)


def wish_evidence(facets: Facets, parts: Sequence[Part]) -> Iterator[Evidence]:
    """Evidence for each part that is a condition: the services that grant it."""
    for part in parts:
        for recognised in part.recognised:
            if recognised.kind is RecognisedKind.CONDITION and recognised.key in set(Facet):
                granted = facets.with_value(Facet(recognised.key), YES)
                reason = Reason(ReasonKind.CONDITION, recognised.name)
                services = dict.fromkeys(granted, 1.0)
                yield Evidence(part.number, services, GRANTED, always(reason))
