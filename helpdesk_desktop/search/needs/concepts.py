"""Kinds of help and of people as small documents: every way to say each, and whose it is.

Each name, synonym and acronym of a taxonomy term, in either language, is a phrase. It stands
for the services of the term, whatever language they are written in.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from helpdesk_desktop.search.inverted.records import names
from helpdesk_desktop.search.words.tokens import joined, tokens
from helpdesk_domain.lexicon import GROUP, names_a_group, term_key
from helpdesk_domain.offer import Service, TaxonomyTerm, TermId

NO_LEXICON: Final[Mapping[str, Sequence[str]]] = {}

FIRST: Final = 1.0
"""How much a service is of the category it names first."""
FURTHER: Final = 0.75
"""… of a category it names later."""
NARROWER: Final = 0.4
"""… of the wider category above its own."""
NAMED: Final = 0.95
"""… of a category that its own name says, when it is filed under the wider one."""
ALSO_NAMED: Final = 0.6
"""… of a category that its own name says, when it is filed elsewhere."""
LONGEST_NAMED: Final = 7
"""Words of the longest name of a category looked for in names."""
SHORTEST_NAMED: Final = 6
"""Letters under which a way to say a category may be something else in a name."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A taxonomy term and how much each service is of it, 0 to 1, by service number."""

    term: TaxonomyTerm
    services: dict[int, float]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say a concept, by its number."""

    concept: int
    words: frozenset[str]


class Filing:
    """Under which terms a record is filed, and how far it is of each.

    Attributes:
        terms: The taxonomy by id, and the terms met inside records besides.
        called: What groups of people are called besides, by their `term_key`.
    """

    def __init__(
        self,
        terms: Mapping[TermId, TaxonomyTerm],
        called: Mapping[str, Sequence[str]] = NO_LEXICON,
    ) -> None:
        self.terms = dict(terms)
        self.called = called
        self._spelt = _spelt(terms.values())

    def file(self, service: Service) -> dict[TermId, float]:
        """Take in the terms `service` brings; per term how much it is of it, 0 to 1."""
        shares: dict[TermId, float] = {}
        first = True
        for attribute in service.attributes:
            inside = attribute.taxonomy_term
            id_ = TermId(attribute.taxonomy_term_id or (inside.id if inside else ""))
            term = self.terms.get(id_) or inside
            if term is None:
                continue
            self.terms.setdefault(term.id, term)
            category = not is_group(term)
            _note(shares, term.id, FIRST if first or not category else FURTHER)
            _note(shares, TermId(term.parent_id), NARROWER)
            first = first and not category
        self._note_named(shares, service)
        return shares

    def _note_named(self, shares: dict[TermId, float], service: Service) -> None:
        """A record filed under a wide category often says the narrow one in its name."""
        for name in names(service):
            words = tokens(name)
            for start in range(len(words)):
                for end in range(start + 1, min(len(words), start + LONGEST_NAMED) + 1):
                    for term in self._spelt.get(tuple(words[start:end]), ()):
                        filed = term.parent_id in shares
                        _note(shares, term.id, NAMED if filed else ALSO_NAMED)


def _note(shares: dict[TermId, float], term: TermId, share: float) -> None:
    shares[term] = max(share, shares.get(term, 0.0))


@dataclass(frozen=True, slots=True)
class Concepts:
    """The concepts of an offer.

    Attributes:
        filing: What tells of which concepts a further service is.
        by_term: The number of each concept by the id of its term.
        by_word: Per word the numbers of the phrases that have it.
        spelt: Each phrase as one line with the number of its concept, in the order of letters.
    """

    filing: Filing
    by_term: Mapping[TermId, int]
    concepts: Sequence[Concept]
    phrases: Sequence[Phrase]
    by_word: Mapping[str, Sequence[int]]
    spelt: Sequence[tuple[str, int]]

    def acronyms(self) -> tuple[str, ...]:
        """The acronyms of all concepts."""
        return tuple(a for concept in self.concepts for a in concept.term.acronyms)

    def says(self, words: Sequence[str]) -> bool:
        """Whether `words` are a phrase of a concept, whole."""
        phrase = joined(words)
        at = bisect_left(self.spelt, (phrase, -1))
        return at < len(self.spelt) and self.spelt[at][0] == phrase

    def uses(self) -> dict[str, int]:
        """Per word, how many concepts use it."""
        return {
            word: len({self.phrases[number].concept for number in numbers})
            for word, numbers in self.by_word.items()
        }

    @property
    def is_whole(self) -> bool:
        """Whether each concept has a service; one that lost its last is a concept no more."""
        return all(concept.services for concept in self.concepts)

    def note(self, number: int, service: Service) -> bool:
        """Take in `service`; whether all its terms are concepts already."""
        shares = self.filing.file(service)
        for term, share in shares.items():
            if term in self.by_term:
                self.concepts[self.by_term[term]].services[number] = share
        return self.filing.terms.keys() & shares.keys() <= self.by_term.keys()

    def forget(self, gone: Iterable[int]) -> None:
        """Leave out the services of these numbers."""
        for number in gone:
            for concept in self.concepts:
                concept.services.pop(number, None)


class ConceptsBuilder:
    """Gathers which services belong to which terms while the services pass by."""

    def __init__(
        self, terms: Mapping[TermId, TaxonomyTerm], lexicon: Mapping[str, Sequence[str]]
    ) -> None:
        called = {term: phrases for term, phrases in lexicon.items() if names_a_group(term)}
        self._filing = Filing(terms, called)
        self._services: dict[TermId, dict[int, float]] = {}

    def add(self, number: int, service: Service) -> None:
        """Take note of the terms of `service`, which has this number."""
        for term, share in self._filing.file(service).items():
            self._services.setdefault(term, {})[number] = share

    def built(self) -> Concepts:
        """The concepts of all that was added, in the order of their ids."""
        return concepts_of(self._filing, self._services)


def concepts_of(filing: Filing, services: Mapping[TermId, dict[int, float]]) -> Concepts:
    """The concepts of the terms that have `services`, in the order of their ids."""
    concepts = [
        Concept(filing.terms[id_], services[id_]) for id_ in sorted(services) if id_ in filing.terms
    ]
    said = [[tokens(text) for text in sayings(concept.term, filing.called)] for concept in concepts]
    phrases = [
        Phrase(number, words)
        for number, ways in enumerate(said)
        for words in dict.fromkeys(map(frozenset, ways))
        if words
    ]
    by_word: dict[str, list[int]] = {}
    for number, phrase in enumerate(phrases):
        for word in phrase.words:
            by_word.setdefault(word, []).append(number)
    spelt = {(joined(words), number) for number, ways in enumerate(said) for words in ways}
    by_term = {concept.term.id: number for number, concept in enumerate(concepts)}
    return Concepts(filing, by_term, concepts, phrases, by_word, sorted(spelt))


def _spelt(terms: Iterable[TaxonomyTerm]) -> Mapping[tuple[str, ...], Sequence[TaxonomyTerm]]:
    """The categories by each way to say them, but for single words too short to be sure of."""
    spelt: dict[tuple[str, ...], dict[TermId, TaxonomyTerm]] = {}
    for term in terms:
        if not is_group(term):
            for text in sayings(term):
                words = tuple(tokens(text))
                if len("".join(words)) >= SHORTEST_NAMED:
                    spelt.setdefault(words, {})[term.id] = term
    return {words: tuple(found.values()) for words, found in spelt.items()}


def is_group(term: TaxonomyTerm) -> bool:
    """Whether `term` is a group of people that is helped, not a kind of help."""
    return term.taxonomy == GROUP


def sayings(term: TaxonomyTerm, lexicon: Mapping[str, Sequence[str]] = NO_LEXICON) -> Iterator[str]:
    """Every way to say `term`: its own, and those that `lexicon` has for it."""
    yield term.name
    yield from term.acronyms
    for texts in term.translations.values():
        for value in texts.values():
            said = value if isinstance(value, list | tuple) else (value,)
            yield from (text for text in said if isinstance(text, str))
    yield from lexicon.get(term_key(term), ())
