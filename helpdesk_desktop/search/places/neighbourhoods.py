"""Neighbourhoods in a query: « marolles », « gare du midi »; each stands for its commune."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from helpdesk_desktop.search.words.tokens import SAINT, tokens
from helpdesk_domain.territory import Commune, Quartier, communes, quartiers

_ORDINARY: Final = frozenset(
    {"aurore", "basiliek", "basilique", "begijnhof", "beguinage", "botanique", "chasse"}
    | {"conscience", "constellations", "delta", "dries", "duchesse", "erasme", "erasmus", "globe"}
    | {"helmet", "hertogin", "houba", "jacht", "kastelein", "louise", "louiza", "martelaars"}
    | {"martyrs", "moliere", "observatoire", "observatorium", "paix", "rad", "roue", "squares"}
    | {"sterrebeelden", "transvaal", "universite", "universiteitswijk", "vrede", "grand", "grote"}
)
"""Names of neighbourhoods that say something else in most queries."""

_STREETS: Final = frozenset({"avenue", "boulevard", "chaussee", "steenweg", "laan"})
"""Neighbourhoods named after a street: the street is meant, and it is longer than they are."""

_SHORTEST: Final = 5
"""Letters of one word alone that is a neighbourhood."""


def neighbourhood_names() -> Iterator[tuple[tuple[str, ...], Commune]]:
    """Words under which neighbourhoods go, in either language, with their commune."""
    by_name = {commune.fr.lower(): commune for commune in communes()}
    for quartier in quartiers():
        commune = by_name.get(quartier.commune.lower())
        if commune is not None:
            for name in f"{quartier.fr} - {quartier.nl}".split(" - "):
                yield from ((words, commune) for words in _ways(tuple(tokens(name))))
            yield from ((words, commune) for words in map(_former, quartier.former) if words)


def quartier_named(words: tuple[str, ...]) -> Quartier | None:
    """The one neighbourhood that goes by `words`; None where several do, or none, or a commune."""
    return _quartiers().get(words)


@cache
def _quartiers() -> Mapping[tuple[str, ...], Quartier | None]:
    named: dict[tuple[str, ...], Quartier | None] = {}
    of_communes = [set(tokens(name)) for one in communes() for name in (one.fr, one.nl)]
    for quartier in quartiers():
        names = f"{quartier.fr} - {quartier.nl}".split(" - ")
        for words in {way for name in names for way in _ways(tuple(tokens(name)))}:
            is_commune = any(words_of.issuperset(words) for words_of in of_communes)
            named[words] = None if words in named or is_commune else quartier
    return named


def _ways(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """`cureghem bara` also goes by its first word; a saint gives a name to much else."""
    if SAINT in words or not _STREETS.isdisjoint(words):
        return
    if len(words) > 1 or (len(words[0]) >= _SHORTEST and words[0] not in _ORDINARY):
        yield words
    if words[0] in ("cureghem", "kuregem"):
        yield words[:1]


def _former(name: str) -> tuple[str, ...]:
    """`laeken`; but « mijn haren » are not in Haren."""
    words = tuple(tokens(name))
    return () if words == ("haren",) else words
