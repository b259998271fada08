"""The index of an offer: what each rule keeps of it, built in one pass over the services."""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from helpdesk_desktop.search.facets.spoken import Languages, spoken_words
from helpdesk_desktop.search.facets.values import Facets, FacetsBuilder
from helpdesk_desktop.search.inverted.fields import Field
from helpdesk_desktop.search.inverted.names import Names, NamesBuilder, bare
from helpdesk_desktop.search.inverted.phones import Phones, PhonesBuilder
from helpdesk_desktop.search.inverted.postings import Posting, WordsByService, note_words
from helpdesk_desktop.search.inverted.records import words_by_field
from helpdesk_desktop.search.inverted.vocabulary import Vocabulary, vocabulary_of
from helpdesk_desktop.search.needs.concepts import NO_LEXICON, Concepts, ConceptsBuilder
from helpdesk_desktop.search.needs.danger import Danger, danger_words, learn_danger
from helpdesk_desktop.search.needs.learnt import Learnt, learn
from helpdesk_desktop.search.needs.meant import Needs, needs_of
from helpdesk_desktop.search.needs.told import ToldBuilder
from helpdesk_desktop.search.places.place import Places, place_words
from helpdesk_desktop.search.places.streets import Streets
from helpdesk_desktop.search.words.tokens import tokens
from helpdesk_domain.offer import Service, ServiceId, TaxonomyTerm, TermId


@dataclass(frozen=True, slots=True)
class Index:
    """An offer, ready to be searched; `renewal` follows its changes.

    Attributes:
        ids: The services; everything else here knows them by their place in this list.
        numbers: The place in `ids` of each service that is there; other places are of services
            that are gone.
        order: Per service, its place among services of equal score: by name, then id.
        words: The words of each service.
        streets: The names of streets in the other language.
    """

    ids: list[ServiceId]
    numbers: dict[ServiceId, int]
    order: list[str]
    words: WordsByService
    vocabulary: Vocabulary
    names: Names
    concepts: Concepts
    needs: Needs
    danger: Danger
    learnt: Learnt
    streets: Streets
    places: Places
    languages: Languages
    phones: Phones
    facets: Facets

    @property
    def services(self) -> Collection[int]:
        """The numbers of the services that are there."""
        return self.numbers.values()


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
    order: list[str] = []
    postings: dict[str, Posting] = {}
    names, concepts, streets = NamesBuilder(), ConceptsBuilder(vocabulary, lexicon), Streets()
    places, languages, phones = Places(), Languages(), PhonesBuilder()
    facets, told = FacetsBuilder(vocabulary, places, languages), ToldBuilder()
    for number, service in enumerate(services):
        ids.append(service.id)
        order.append(place_in_order(service))
        note_words(postings, number, words_by_field(service))
        for builder in (names, concepts, streets, places, languages, phones, facets, told):
            builder.add(number, service)
    _note_streets(postings, streets)
    built = concepts.built()
    needs, said = needs_of(built, lexicon, told.built())
    return Index(
        ids=ids,
        numbers={id_: number for number, id_ in enumerate(ids)},
        order=order,
        words=WordsByService(postings, len(ids)),
        vocabulary=vocabulary_of(
            postings,
            built.uses(),
            said,
            [*place_words(), *spoken_words(), *danger_words(lexicon)],
            services=len(ids),
            concepts=len(built.concepts),
        ),
        names=names.built(),
        concepts=built,
        needs=needs,
        danger=learn_danger(lexicon),
        learnt=learn(postings, built, len(ids)),
        streets=streets,
        places=places,
        languages=languages,
        phones=phones.built(),
        facets=facets.built(),
    )


def place_in_order(service: Service) -> str:
    """What services of equal score are put in order by: the name, then the id."""
    return f"{bare(tokens(service.name))}\0{service.id}"


def words_with_streets(service: Service, streets: Streets) -> Mapping[str, int]:
    """Each word of `service` with the set of `Field`s it stands in, addresses included."""
    words = words_by_field(service)
    for word in streets.words_of(service):
        words[word] = words.get(word, 0) | Field.ADDRESS.value
    return words


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
