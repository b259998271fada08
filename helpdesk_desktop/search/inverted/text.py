"""Words of the query that stand in the records: names first, descriptions last."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

from helpdesk_desktop.search.answer import Reason
from helpdesk_desktop.search.evidence import Evidence, Part
from helpdesk_desktop.search.inverted.fields import WORTH, best_kind
from helpdesk_desktop.search.inverted.vocabulary import FUNCTION_WEIGHT, Vocabulary

MOST_PLACES: Final = 20_000
"""Records from which « de » is not looked up: it would settle a tie or two, in milliseconds."""


def text_evidence(vocabulary: Vocabulary, parts: Sequence[Part]) -> Iterator[Evidence]:
    """Evidence for each part with a word that some record has."""
    for part in parts:
        if part.weight <= FUNCTION_WEIGHT and _places(vocabulary, part) > MOST_PLACES:
            continue
        services = _services(vocabulary, part)
        if services:
            yield Evidence(part.number, services, 1.0, _explained(vocabulary, part))


def _places(vocabulary: Vocabulary, part: Part) -> int:
    return sum(len(vocabulary.posting(word).services) for word in part.words)


def _services(vocabulary: Vocabulary, part: Part) -> dict[int, float]:
    """Per service the worth of the best word of `part` that it has."""
    best: dict[int, float] = {}
    for word, likeness in part.words.items():
        posting = vocabulary.posting(word)
        worth = [likeness * value for value in WORTH]
        found = zip(posting.services, map(worth.__getitem__, posting.fields), strict=True)
        if not best:
            best = dict(found)
            continue
        for service, value in found:
            if value > best.get(service, 0.0):
                best[service] = value
    return best


def _explained(vocabulary: Vocabulary, part: Part) -> Callable[[int], Reason]:
    return partial(_reason, vocabulary, part)


def _reason(vocabulary: Vocabulary, part: Part, service: int) -> Reason:
    _worth, fields, word = max(
        (likeness * WORTH[fields], fields, word)
        for word, likeness in part.words.items()
        if (fields := vocabulary.posting(word).fields_of(service))
    )
    return Reason(best_kind(fields), word)
