"""Known items: services asked for by what they are called or where they are, in any offer.

No judgement is needed, so any offer will do: of other names, of another size, a real one.
`python -m benchmarks.known_items services.ndjson.gz taxonomy_terms.json` measures one's own.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import fmean
from typing import Final

from benchmarks.engines import ours
from benchmarks.records import Offer, Search, offer
from benchmarks.scoring import DEPTH, IDEAL, Answered, Grades, quality
from helpdesk_desktop.search.inverted.records import alternate_names, names, streets
from helpdesk_desktop.search.words.tokens import joined, tokens
from helpdesk_domain.offer import Service

ASKED: Final = 120
"""Services asked for, by each way to ask."""
START: Final = 0.6
"""Share of a name that is typed when only its start is."""
_LONG_WORD: Final = re.compile(r"[^\W\d_]{5,}")
"""A word in which a slip is a slip and not another word."""


def _as_it_is(text: str, _random: Random) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Way:
    """One way to ask for a service.

    Attributes:
        texts: What a record has that may be asked for.
        typed: What is typed of one of these.
        of_start: Whether every text that begins with what is typed is a right answer.
    """

    texts: Callable[[Service], Sequence[str]]
    typed: Callable[[str, Random], str] = _as_it_is
    of_start: bool = False


def _start(name: str, _random: Random) -> str:
    return name[: round(START * len(name))].rstrip()


def _slip(name: str, random: Random) -> str:
    """`name` with one letter gone, doubled or changed places in one of its longer words."""
    words = list(_LONG_WORD.finditer(name))
    if not words:
        return name
    word = random.choice(words)
    at = random.randrange(word.start() + 1, word.end() - 1)
    before, letter, after = name[:at], name[at], name[at + 1 :]
    slips = before + after, before + 2 * letter + after, before + after[0] + letter + after[1:]
    return random.choice([slip for slip in slips if slip != name])


def _other_language(service: Service) -> Sequence[str]:
    """The name in the language that the record does not put first."""
    return names(service)[1:]


WAYS: Final[Mapping[str, Way]] = {
    "whole name": Way(lambda service: names(service)[:1]),
    "start of the name": Way(lambda service: names(service)[:1], _start, of_start=True),
    "name with a slip": Way(lambda service: names(service)[:1], _slip),
    "name in the other language": Way(_other_language),
    "other name": Way(alternate_names),
    "address": Way(streets),
}


def mrr_by_way(offer: Offer, search: Search, seed: int = 1) -> Mapping[str, float]:
    """Per way to ask, 1 over the place of the service that was meant, on average; 0 past ten.

    Services that have the same text are as good as each other. A way in which nothing can be
    asked for in `offer` is left out.
    """
    found = {
        title: list(_places(way, offer.services, search, Random(f"{seed} {title}")))
        for title, way in WAYS.items()
    }
    return {title: fmean(places) for title, places in found.items() if places}


def _places(
    way: Way, services: Sequence[Service], search: Search, random: Random
) -> Iterator[float]:
    having: dict[str, dict[str, int]] = {}
    for service in services:
        for text in way.texts(service):
            having.setdefault(_compared(text), {})[service.id] = IDEAL
    texts = [text for service in services for text in way.texts(service)]
    for text in random.sample(texts, min(ASKED, len(texts))):
        typed = way.typed(text, random)
        grades = _beginning(typed, having) if way.of_start else having[_compared(text)]
        ids = [str(hit.service_id) for hit in search(typed, limit=DEPTH).hits]
        yield quality(Answered("", grades, ids, is_none=False)).mrr


def _beginning(typed: str, having: Mapping[str, Grades]) -> Grades:
    start = _compared(typed)
    found = (grades for text, grades in having.items() if text.startswith(start))
    return {id_: grade for grades in found for id_, grade in grades.items()}


def _compared(text: str) -> str:
    return joined(tokens(text))


def main() -> None:
    services, terms = map(Path, sys.argv[1:3])
    own = offer(services, terms)
    for way, mrr in mrr_by_way(own, ours(own)).items():
        sys.stdout.write(f"{way:30} {mrr:.3f}\n")


if __name__ == "__main__":
    main()
