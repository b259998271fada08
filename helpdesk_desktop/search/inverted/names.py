"""Services by name: typed whole or from its start, a name beats all else."""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from helpdesk_desktop.search.inverted.records import alternate_names, names, organization_names
from helpdesk_desktop.search.words.function_words import ARTICLES, LEGAL_FORMS
from helpdesk_desktop.search.words.tokens import joined, tokens
from helpdesk_domain.offer import Service

WHOLE: Final = 2.0
"""Bonus for a whole name; more than any evidence adds up to."""
STARTED: Final = 0.9
"""Bonus for the start of a name, times the share of the name that is typed."""
OTHER: Final = 0.6
"""A former name, an acronym or a part behind a dash counts so much of a name."""
OWNER: Final = 0.4
"""The name of the organization counts so much of a name."""
MOST_STARTED: Final = 400
"""Names followed from one start: one letter begins thousands."""

NAMED: Final = 0.3
"""Bonus of a name from which it was meant, whatever else the words say."""

Entry = tuple[str, int, float]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an offer.

    Attributes:
        entries: (name, service number, how much of a name it is), in the order of letters.
        gone: Numbers of services that are there no more.
    """

    entries: list[Entry]
    gone: set[int] = field(default_factory=set)

    def bonuses(self, words: Sequence[str]) -> dict[int, float]:
        """Per service whose name is, or begins with, `words`: 0 to `WHOLE`."""
        asked = bare(words)
        found: dict[int, float] = {}
        if not asked:
            return found
        start = bisect_left(self.entries, (asked, -1, 0.0))
        for name, service, share in islice(self._living(start), MOST_STARTED):
            if not name.startswith(asked):
                break
            bonus = WHOLE if name == asked else STARTED * len(asked) / len(name)
            found[service] = max(found.get(service, 0.0), bonus * share)
        return found

    def note(self, number: int, service: Service) -> None:
        """Take in every name of `service`, which has this number."""
        for entry in _entries(number, service):
            insort(self.entries, entry)

    def _living(self, start: int) -> Iterator[Entry]:
        entries = map(self.entries.__getitem__, range(start, len(self.entries)))
        return (entry for entry in entries if entry[1] not in self.gone)


class NamesBuilder:
    """Gathers names while services pass by."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def add(self, number: int, service: Service) -> None:
        """Take note of every name of `service`, which has this number."""
        self._entries.extend(_entries(number, service))

    def built(self) -> Names:
        return Names(sorted(self._entries))


def _entries(number: int, service: Service) -> set[Entry]:
    return {(key, number, share) for name, share in _named(service) if (key := bare(tokens(name)))}


def _named(service: Service) -> Iterator[tuple[str, float]]:
    for name in names(service):
        yield name, 1.0
        if " – " in name:
            yield from ((piece, OTHER) for piece in name.split(" – "))
    yield from ((name, OTHER) for name in alternate_names(service))
    yield from ((name, OWNER) for name in organization_names(service))


def is_named(bonus: float) -> bool:
    """Whether a service with this `bonus` was asked for by its name."""
    return bonus >= NAMED


def bare(words: Sequence[str]) -> str:
    """A name without the article before it and the legal form behind it, as one line."""
    kept = list(words)
    while len(kept) > 1 and kept[-1] in LEGAL_FORMS:
        kept.pop()
    while len(kept) > 1 and kept[0] in ARTICLES:
        kept.pop(0)
    return joined(kept)
