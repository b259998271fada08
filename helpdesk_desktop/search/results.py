"""The services found, each with its card: those that are full or said to be closed further down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from helpdesk_desktop.search.answer import Found, Reason
from helpdesk_desktop.search.words.tokens import tokens
from helpdesk_domain.offer import CapacityStatus
from helpdesk_domain.service_card import ServiceCard

SINKS: Final = 5
"""Places a service that is full goes down: below the next best, and still in sight."""

NAMED: Final = 3
"""Most services that one name stands for: whoever types it wants just these, full or not."""


@dataclass(frozen=True, slots=True)
class Result:
    """A service found, and why; one that is not likely stands below the rule."""

    card: ServiceCard
    reasons: tuple[Reason, ...] = ()
    is_likely: bool = True


def results(found: Found, cards: Sequence[ServiceCard], words: str) -> Sequence[Result]:
    """Each card with its reasons, in the order in which they are shown for the query `words`.

    When nothing is certain, none is likely. A service that is full goes down `SINKS` places
    within its part, likely or less likely, one that is reported closed below all others of it;
    none is left out. It stays where it is when the words are its name, and no other service of
    that name may have room; a closed one when no other has that name.
    """
    likely = 0 if found.low_confidence else found.likely
    hits = {hit.service_id: (hit, at < likely) for at, hit in enumerate(found.hits)}
    told = [Result(card, hits[card.id][0].reasons, hits[card.id][1]) for card in cards]
    if not any(map(_sinks, cards)):
        return told
    named = _named(cards, words)
    kept = [card for card in named if len(named) == 1 or not card.seen_closed]
    places = {
        card.id: at + (0.0 if card in kept else _places_down(card, len(cards)))
        for at, card in enumerate(cards)
    }
    return sorted(told, key=lambda it: (not it.is_likely, places[it.card.id]))


def _sinks(card: ServiceCard) -> bool:
    return card.seen_closed or card.room is CapacityStatus.FULL


def _places_down(card: ServiceCard, shown: int) -> float:
    if card.seen_closed:
        return shown + SINKS
    return SINKS + 0.5 if _sinks(card) else 0.0


def _named(cards: Sequence[ServiceCard], words: str) -> Sequence[ServiceCard]:
    """The services in whose name all the `words` stand, if they are few and all of them sink."""
    asked = set(tokens(words))
    named = [card for card in cards if asked and asked <= _words_of(card)]
    return named if len(named) <= NAMED and all(map(_sinks, named)) else ()


def _words_of(card: ServiceCard) -> set[str]:
    return {*tokens(card.name.words), *tokens(card.other_name)}
