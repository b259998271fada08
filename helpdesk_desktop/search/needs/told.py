"""What services say they do: sentences that only one kind of help tells are ways to say it.

A sentence of a bilingual record stands in both languages: so a Dutch question finds a service
that is described in French only.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from helpdesk_desktop.search.inverted.records import descriptions
from helpdesk_desktop.search.needs.concepts import is_group
from helpdesk_domain.offer import Service, TermId

FEWEST: Final = 2
"""Services that must tell a sentence before anything is learnt from it."""
TYPICAL: Final = 0.5
"""Share of those services that one kind of help must hold."""
SHORTEST: Final = 6
LONGEST: Final = 120
"""Letters of a sentence that says what is done, and not everything at once."""

_SENTENCES: Final = re.compile(r"[.:;!?•\n]+")


class ToldBuilder:
    """Gathers who tells which sentence while services pass by."""

    def __init__(self) -> None:
        self._once: dict[str, TermId] = {}
        self._told: dict[str, Counter[TermId]] = {}

    def add(self, number: int, service: Service) -> None:
        """Take note of the sentences of `service`."""
        first = _first_category(service)
        for text in descriptions(service):
            for sentence in map(str.strip, _SENTENCES.split(text)):
                if SHORTEST <= len(sentence) <= LONGEST:
                    self._count(sentence, first)

    def built(self) -> Mapping[TermId, Sequence[str]]:
        """The sentences typical of each category."""
        typical: dict[TermId, list[str]] = {}
        for sentence, tellers in self._told.items():
            term, count = tellers.most_common(1)[0]
            if count >= FEWEST and count >= TYPICAL * tellers.total():
                typical.setdefault(term, []).append(sentence)
        return typical

    def _count(self, sentence: str, term: TermId) -> None:
        """Most sentences are told once: only for others is there something to count."""
        if sentence in self._told:
            self._told[sentence][term] += 1
        elif sentence in self._once:
            self._told[sentence] = Counter((self._once.pop(sentence), term))
        else:
            self._once[sentence] = term


def _first_category(service: Service) -> TermId:
    for attribute in service.attributes:
        term = attribute.taxonomy_term
        if term is None or not is_group(term):
            return TermId(attribute.taxonomy_term_id or (term.id if term else ""))
    return TermId("")
