"""Communes in a query, in either language, half-written or as a postcode; a place is a hint."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Final

from helpdesk_desktop.search.answer import Reason, ReasonKind, Recognised, RecognisedKind
from helpdesk_desktop.search.evidence import Evidence, Part, always
from helpdesk_desktop.search.inverted.postings import without
from helpdesk_desktop.search.places.neighbourhoods import neighbourhood_names
from helpdesk_desktop.search.words.tokens import SAINT, tokens
from helpdesk_domain.offer import Service, addresses
from helpdesk_domain.territory import (
    URI_PREFIX,
    Commune,
    Nis,
    commune_of,
    communes,
    spoken_places,
)

THERE: Final = 1.0
"""How far a service answers a place it lies in or serves."""
NEARBY: Final = 0.25
"""… a place in the same care basin."""
PROPOSED: Final = 0.6
"""… a postcode, when its address has another one but it is in a commune of that postcode."""

_SHORTEST_ALONE: Final = 5
"""Letters from which one word of a longer name stands for it: « Molenbeek », « Noode »."""
_SHORTEST_START: Final = 4
"""Letters from which a half-typed commune is one."""

_VERBS: Final = frozenset({"jette"})
"""Communes that are verbs after `_SUBJECTS`."""
_SUBJECTS: Final = frozenset(
    {"me", "m", "se", "s", "nous", "vous", "le", "la", "l", "les", "je", "j", "on"}
    | {"il", "elle", "ils", "elles", "qui", "lui", "leur", "ne", "n", "y"}
)
_UNITS: Final = frozenset(
    {"euro", "euros", "eur", "frs", "francs", "balles", "uur", "uren", "heures"}
    | {"heure", "jours", "dagen", "jaar", "ans", "km", "fois", "keer"}
)
"""What makes a number of a postcode."""

Names = Mapping[tuple[str, ...], tuple[Commune, ...]]


@cache
def commune_names() -> Names:
    """Words under which communes go: names, postcodes, what tells one apart, neighbourhoods."""
    named: dict[tuple[str, ...], dict[Nis, Commune]] = {}
    for commune in communes():
        for words in _ways(commune):
            named.setdefault(words, {})[commune.nis] = commune
    for words, commune in chain(_spoken(), neighbourhood_names()):
        if words not in named:
            named[words] = {commune.nis: commune}
    return {words: tuple(found.values()) for words, found in named.items()}


def _spoken() -> Iterator[tuple[tuple[str, ...], Commune]]:
    by_nis = {commune.nis: commune for commune in communes()}
    for name, nis in spoken_places():
        yield tuple(tokens(name)), by_nis[nis]


def _ways(commune: Commune) -> Iterator[tuple[str, ...]]:
    yield from ((postcode,) for postcode in commune.postcodes)
    for name in (commune.fr, commune.nl):
        words = tokens(name)
        yield tuple(words)
        if "ten" in words:
            yield tuple(words[: words.index("ten")])
        for before, word in zip(["", *words], words, strict=False):
            # What follows « Saint » is the saint, and saints are in many other names.
            if before != SAINT and len(word) >= _SHORTEST_ALONE:
                yield (word,)


def place_words() -> Iterator[str]:
    """Each word of a commune's name: none of them is a slip."""
    for words in commune_names():
        yield from words


def place_at(
    words: Sequence[str], *, half: bool, after: Sequence[str] = ()
) -> tuple[int, tuple[Commune, ...]]:
    """The longest place with which `words` begin: how many words it takes, and which it may be.

    Args:
        half: Whether the last word may be half-typed: `molenb` is then a place already.
        after: The words before: « il me jette » is nobody of Jette.
    """
    if is_verb(words[0], after) or is_amount(words, after):
        return 0, ()
    names = commune_names()
    for length in range(min(len(words), 5), 0, -1):
        found = names.get(tuple(words[:length]), ())
        if not found and half and length == len(words):
            found = _beginning(words)
        if found:
            return length, found
    return 0, ()


def is_verb(word: str, after: Sequence[str]) -> bool:
    """Whether `word`, which is a commune too, is said of somebody: « on me jette à la rue »."""
    return word in _VERBS and bool(_SUBJECTS.intersection(after[-1:]))


def is_amount(words: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a postcode is none: « 1000 euros de dettes »."""
    beside = {*words[1:2], *after[-1:]}
    return words[0].isdigit() and not _UNITS.isdisjoint(beside)


def _beginning(words: Sequence[str]) -> tuple[Commune, ...]:
    *whole, start = words
    if len(start) < _SHORTEST_START or start.isdigit():
        return ()
    found = {
        commune.nis: commune
        for name, known in commune_names().items()
        for commune in known
        if list(name[: len(whole)]) == whole and name[len(whole) :][:1]
        if name[len(whole)].startswith(start)
    }
    return tuple(found.values())


def recognised_place(commune: Commune, typed: str, language: str) -> Recognised:
    """`commune` as it is told to whoever asked."""
    name = commune.name(language)
    return Recognised(RecognisedKind.PLACE, typed, name, URI_PREFIX + commune.nis)


@dataclass(frozen=True, slots=True)
class Places:
    """Where services are, noted while they pass by.

    Attributes:
        services: Per commune those that are in it or serve it, rising.
        by_postcode: Per postcode those that have an address there, rising.
    """

    services: dict[Nis, list[int]] = field(
        default_factory=lambda: {commune.nis: [] for commune in communes()}
    )
    by_postcode: dict[str, list[int]] = field(default_factory=dict)

    def add(self, number: int, service: Service) -> None:
        """Take in `service`, whose number is higher than all."""
        for postcode in {address.postal_code for address in addresses(service)}:
            self.by_postcode.setdefault(postcode, []).append(number)
        for nis in communes_of(service):
            self.services[nis].append(number)

    def forget(self, gone: Sequence[int]) -> None:
        """Leave out the services of these numbers."""
        for services in chain(self.services.values(), self.by_postcode.values()):
            without(services, gone)


def communes_of(service: Service) -> set[Nis]:
    """The communes in which `service` is or which it serves."""
    served = (commune_of(area.uri) for area in service.service_areas)
    found = {commune.nis for commune in served if commune}
    for address in addresses(service):
        city = commune_names().get(tuple(tokens(address.city)), ())
        found.update(commune.nis for commune in city if len(city) == 1)
    return found


def place_evidence(places: Places, parts: Sequence[Part], language: str) -> Iterator[Evidence]:
    """Evidence for each part that names a commune: services there, and some for those nearby."""
    for part in parts:
        asked = [
            commune
            for recognised in part.recognised
            if recognised.kind is RecognisedKind.PLACE and (commune := commune_of(recognised.key))
        ]
        at = dict.fromkeys(places.by_postcode.get(part.typed, ()), 1.0) if asked else {}
        if at:
            yield Evidence(part.number, at, THERE, always(Reason(ReasonKind.PLACE, part.typed)))
        whole = PROPOSED if part.typed.isdigit() else THERE
        for commune in asked:
            yield from _around(places, part.number, commune, whole, language)


def _around(
    places: Places, part: int, asked: Commune, whole: float, language: str
) -> Iterator[Evidence]:
    for commune in communes():
        share = whole * _nearness(asked, commune)
        if share:
            there = dict.fromkeys(places.services[commune.nis], 1.0)
            reason = Reason(ReasonKind.PLACE, commune.name(language))
            yield Evidence(part, there, share, always(reason))


def _nearness(asked: Commune, commune: Commune) -> float:
    if asked.nis == commune.nis:
        return THERE
    return NEARBY if set(asked.basins) & set(commune.basins) else 0.0
