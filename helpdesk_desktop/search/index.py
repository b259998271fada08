"""The index of an offer: what each rule keeps of it, built in one pass over the services."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from helpdesk_desktop.search.concepts import NO_LEXICON, Concepts, ConceptsBuilder
from helpdesk_desktop.search.facets import Facets, FacetsBuilder
from helpdesk_desktop.search.fields import Field
from helpdesk_desktop.search.learnt import Learnt, learn
from helpdesk_desktop.search.names import Names, NamesBuilder, bare
from helpdesk_desktop.search.needs import Needs, needs_of
from helpdesk_desktop.search.phones import Phones, PhonesBuilder
from helpdesk_desktop.search.place import Places, PlacesBuilder, place_words
from helpdesk_desktop.search.records import words_by_field
from helpdesk_desktop.search.spoken import Languages, LanguagesBuilder, spoken_words
from helpdesk_desktop.search.streets import Streets
from helpdesk_desktop.search.tokens import tokens
from helpdesk_desktop.search.told import ToldBuilder
from helpdesk_desktop.search.vocabulary import Posting, Vocabulary, vocabulary_of
from helpdesk_domain.offer import Service, ServiceId, TaxonomyTerm, TermId


@dataclass(frozen=True, slots=True)
class Index:
    """An offer, ready to be searched; build a new one when the offer has changed.

    Attributes:
        ids: The services; everything else here knows them by their place in this list.
        order: Per service, its place among services of equal score: by name, then id.
    """

    ids: Sequence[ServiceId]
    order: Sequence[int]
    vocabulary: Vocabulary
    names: Names
    concepts: Concepts
    needs: Needs
    learnt: Learnt
    places: Places
    languages: Languages
    phones: Phones
    facets: Facets


def build_index(
    services: Iterable[Service],
    vocabulary: Mapping[TermId, TaxonomyTerm],
    lexicon: Mapping[str, Sequence[str]] = NO_LEXICON,
) -> Index:
    """The index of `services`, which are read once and not kept.

    Args:
        vocabulary: The taxonomy of the offer by id; terms found inside services are used besides.
        lexicon: Further ways to say a term, by its `term_key`.

    Cost: about 0.3 ms and 3 kB a service; runs on any thread.
    """
    ids: list[ServiceId] = []
    titles: list[str] = []
    postings: dict[str, Posting] = {}
    names, concepts, streets = NamesBuilder(), ConceptsBuilder(vocabulary), Streets()
    places, languages, phones = PlacesBuilder(), LanguagesBuilder(), PhonesBuilder()
    facets, told = FacetsBuilder(vocabulary, places, languages), ToldBuilder()
    for number, service in enumerate(services):
        ids.append(service.id)
        titles.append(bare(tokens(service.name)))
        _note(postings, number, words_by_field(service))
        for builder in (names, concepts, streets, places, languages, phones, facets, told):
            builder.add(number, service)
    _note_streets(postings, streets)
    built = concepts.built()
    needs = needs_of(built, lexicon, told.built())
    return Index(
        ids=ids,
        order=_places(sorted(range(len(ids)), key=lambda number: (titles[number], ids[number]))),
        vocabulary=vocabulary_of(
            postings,
            built.uses(),
            needs.uses(),
            [*place_words(), *spoken_words()],
            services=len(ids),
            concepts=len(built.concepts),
        ),
        names=names.built(),
        concepts=built,
        needs=needs,
        learnt=learn(postings, built, len(ids)),
        places=places.built(),
        languages=languages.built(),
        phones=phones.built(),
        facets=facets.built(),
    )


def _note(postings: dict[str, Posting], number: int, words: Mapping[str, int]) -> None:
    for word, fields in words.items():
        posting = postings.get(word)
        if posting is None:
            posting = postings[word] = Posting(array("I"), bytearray())
        posting.services.append(number)
        posting.fields.append(fields)


def _note_streets(postings: dict[str, Posting], streets: Streets) -> None:
    """Addresses come last: a street has its other name only once all are read."""
    addressed: dict[str, dict[int, int]] = {}
    for number, words in streets.words():
        for word in words:
            addressed.setdefault(word, {})[number] = Field.ADDRESS.value
    for word, found in addressed.items():
        known = postings.get(word)
        if known is not None:
            for number, fields in zip(known.services, known.fields, strict=True):
                found[number] = found.get(number, 0) | fields
        numbers = sorted(found)
        postings[word] = Posting(array("I", numbers), bytearray(found[n] for n in numbers))


def _places(numbers: Sequence[int]) -> "array[int]":
    places = array("I", bytes(4 * len(numbers)))
    for place, number in enumerate(numbers):
        places[number] = place
    return places
