"""What a search can be narrowed down by: every value of each facet, named for the screens."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from helpdesk_desktop.search.wanted import YES, Facet
from helpdesk_desktop.search.words.fold import fold
from helpdesk_desktop.ui.call.narrowing import Choice
from helpdesk_desktop.ui.words.labels import COMMUNITIES, CONDITIONS
from helpdesk_domain.language_names import NAMES, language_name
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.offer import TaxonomyTerm, words_in
from helpdesk_domain.territory import URI_PREFIX, communes

SECTIONS: Final[Mapping[str, Sequence[Facet]]] = {
    mark("Access"): tuple(CONDITIONS),
    mark("Commune"): (Facet.COMMUNE,),
    mark("Community"): (Facet.COMMUNITY,),
    mark("Language spoken"): (Facet.LANGUAGE,),
    mark("For whom"): (Facet.GROUP,),
}
"""How the facets are shown together, the most asked for first."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet and what the screen calls it."""

    choice: Choice
    name: str


def values(facets: Iterable[Facet], groups: Iterable[TaxonomyTerm], words: Words) -> list[Value]:
    """Every value of `facets`; those of a long list in the order of letters.

    Args:
        groups: The target groups of the offer.
    """
    return [value for facet in facets for value in _values(facet, groups, words)]


def name_of(choice: Choice, groups: Iterable[TaxonomyTerm], words: Words) -> str:
    """What the screen calls `choice`; a value that is no longer there by its own letters."""
    named = (value.name for value in _values(choice.facet, groups, words) if value.choice == choice)
    return next(named, choice.value)


def _values(facet: Facet, groups: Iterable[TaxonomyTerm], words: Words) -> list[Value]:
    named = [Value(Choice(facet, value), name) for value, name in _names(facet, groups, words)]
    if facet in (Facet.COMMUNE, Facet.LANGUAGE, Facet.GROUP):
        named.sort(key=lambda value: fold(value.name))
    return named


def _names(facet: Facet, groups: Iterable[TaxonomyTerm], words: Words) -> Iterable[tuple[str, str]]:
    if facet in CONDITIONS:
        return [(YES, words.say(CONDITIONS[facet]))]
    language = words.language
    named: Mapping[Facet, Iterable[tuple[str, str]]] = {
        Facet.COMMUNE: ((URI_PREFIX + each.nis, each.name(language)) for each in communes()),
        Facet.COMMUNITY: ((value, words.say(name)) for value, name in COMMUNITIES.items()),
        Facet.LANGUAGE: ((code, language_name(code, words)) for code in NAMES),
        Facet.GROUP: ((term.id, words_in(term, "name", language)) for term in groups),
    }
    return named[facet]
