"""An index as bytes and back: reading them is several times faster than building it.

Only what cannot be worked out in a moment is written; each word is written once.
"""

import sys
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

import zstandard

from helpdesk_desktop.search.arrays import (
    packed_numbers,
    packed_shares,
    read_lists,
    read_numbers,
    read_shares,
)
from helpdesk_desktop.search.bits import bytes_of_bits
from helpdesk_desktop.search.concepts import Concepts, Filing, concepts_of
from helpdesk_desktop.search.facets import Facets
from helpdesk_desktop.search.index import Index
from helpdesk_desktop.search.learnt import Learnt
from helpdesk_desktop.search.names import Entry, Names
from helpdesk_desktop.search.need_model import NeedModel
from helpdesk_desktop.search.needs import Needs
from helpdesk_desktop.search.openings import Openings
from helpdesk_desktop.search.phones import Phones
from helpdesk_desktop.search.place import Places
from helpdesk_desktop.search.postings import Posting, WordsByService
from helpdesk_desktop.search.spoken import Languages
from helpdesk_desktop.search.streets import Streets
from helpdesk_desktop.search.vocabulary import Vocabulary, ordered_vocabulary, with_keys
from helpdesk_desktop.search.wanted import Facet
from helpdesk_domain.offer import ServiceId, TaxonomyTerm, TermId
from helpdesk_domain.territory import Nis
from helpdesk_domain.wire import BadBody, from_msgpack, to_msgpack

FORM: Final = f"1 {sys.byteorder}"
"""The form of the bytes; the number rises whenever an index would come out differently."""

_LEVEL: Final = 1
"""zstd's fastest: it is written for the next start, not for the network."""


class NotAnIndex(Exception):
    """The bytes are no index of this program's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The vocabulary; a posting is of the word at its place among `spelt`."""

    spelt: list[str]
    stems: list[str]
    sounds: list[str]
    said: dict[str, float]
    phrases: list[str]
    posted: bytes
    services: list[bytes]
    fields: list[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Needs:
    """The model of needs; the entries of a trait end where the next begin, as `starts` says."""

    needs: int
    traits: list[str]
    starts: bytes
    of_need: bytes
    gain: bytes
    concepts: list[int | None]
    words: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facets:
    """The facets; sets of services are bits, the lowest byte first."""

    size: int
    values: dict[str, dict[str, bytes]]
    days: dict[int, tuple[list[int], list[bytes]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filed:
    """The taxonomy, and by the id of a term the services of it and how much each is."""

    terms: list[TaxonomyTerm]
    services: dict[str, tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Services:
    """The services, and what is looked up as it stands."""

    ids: list[str]
    numbers: bytes
    order: list[str]
    names: list[Entry]
    phones: list[tuple[str, int]]
    communes: dict[str, bytes]
    postcodes: dict[str, bytes]
    languages: dict[str, bytes]
    streets: dict[str, list[str]]


Kind = _Services | _Words | _Filed | _Needs | _Facets | dict[str, list[tuple[int, float]]]
K = TypeVar("K", bound=Kind)


def pack(index: Index) -> bytes:
    """`index` as bytes; nobody may change it meanwhile.

    In sections, so that writing and reading hold one of them twice in memory and not all.

    Cost: about 0.2 s and 4 MB for 4,200 services.
    """
    sections = (
        ("services", _pack_services),
        ("words", lambda index: _pack_words(index.vocabulary)),
        ("filed", lambda index: _pack_concepts(index.concepts)),
        ("needs", lambda index: _pack_needs(index.needs)),
        ("typical", lambda index: {w: list(known) for w, known in index.learnt.typical.items()}),
        ("facets", lambda index: _pack_facets(index.facets)),
    )
    return to_msgpack({name: _section(kept(index)) for name, kept in sections})


def unpack(packed: bytes) -> Index:
    """The index that `pack` made these bytes of.

    Raises:
        NotAnIndex: They are not such bytes, or not all of them.
    """
    try:
        return _index(from_msgpack(packed, dict[str, bytes]))
    except (zstandard.ZstdError, BadBody, ValueError, LookupError) as problem:
        raise NotAnIndex(str(problem)) from None


def _section(kept: Kind) -> bytes:
    return zstandard.ZstdCompressor(_LEVEL, write_checksum=True).compress(to_msgpack(kept))


def _taken(sections: dict[str, bytes], name: str, kind: type[K]) -> K:
    """A section, which is no longer needed packed."""
    return from_msgpack(zstandard.ZstdDecompressor().decompress(sections.pop(name)), kind)


def _index(sections: dict[str, bytes]) -> Index:
    kept = _taken(sections, "services", _Services)
    ids = [ServiceId(id_) for id_ in kept.ids]
    numbers = {ids[number]: number for number in read_numbers(kept.numbers)}
    gone = set(range(len(ids))).difference(numbers.values())
    vocabulary = _vocabulary(_taken(sections, "words", _Words), len(numbers))
    same = {word: word for word in vocabulary.ordered}
    typical = _taken(sections, "typical", dict[str, list[tuple[int, float]]])
    return Index(
        ids=ids,
        numbers=numbers,
        order=kept.order,
        words=WordsByService(vocabulary.postings, len(ids)),
        vocabulary=vocabulary,
        names=Names(kept.names, set(gone)),
        concepts=_concepts(_taken(sections, "filed", _Filed)),
        needs=_needs(_taken(sections, "needs", _Needs), same),
        learnt=Learnt({same[word]: known for word, known in typical.items()}),
        streets=Streets({street: set(others) for street, others in kept.streets.items()}),
        places=Places(
            {Nis(nis): list(read_numbers(there)) for nis, there in kept.communes.items()},
            read_lists(kept.postcodes),
        ),
        languages=Languages(read_lists(kept.languages)),
        phones=Phones(kept.phones, set(gone)),
        facets=_facets(_taken(sections, "facets", _Facets)),
    )


def _pack_services(index: Index) -> _Services:
    places = index.places
    return _Services(
        ids=[str(id_) for id_ in index.ids],
        numbers=packed_numbers(index.services),
        order=index.order,
        names=index.names.entries,
        phones=index.phones.numbers,
        communes={nis: packed_numbers(services) for nis, services in places.services.items()},
        postcodes={code: packed_numbers(there) for code, there in places.by_postcode.items()},
        languages={code: packed_numbers(there) for code, there in index.languages.services.items()},
        streets={street: sorted(others) for street, others in index.streets.pairs.items()},
    )


def _pack_words(vocabulary: Vocabulary) -> _Words:
    words = list(with_keys(vocabulary.ordered))
    places = {word: place for place, word in enumerate(vocabulary.ordered)}
    return _Words(
        spelt=vocabulary.ordered,
        stems=[root for _word, root, _sound in words],
        sounds=[sound for _word, _root, sound in words],
        said=dict(vocabulary.said),
        phrases=sorted(vocabulary.phrases),
        posted=packed_numbers(places[word] for word in vocabulary.postings),
        services=[posting.services.tobytes() for posting in vocabulary.postings.values()],
        fields=[bytes(posting.fields) for posting in vocabulary.postings.values()],
    )


def _vocabulary(kept: _Words, services: int) -> Vocabulary:
    places = read_numbers(kept.posted)
    postings = {
        kept.spelt[place]: Posting(read_numbers(numbers), bytearray(fields))
        for place, numbers, fields in zip(places, kept.services, kept.fields, strict=True)
    }
    same = {word: word for word in kept.spelt}
    said = {same[word]: weight for word, weight in kept.said.items()}
    roots = (same.get(root, root) for root in kept.stems)
    words = zip(kept.spelt, roots, kept.sounds, strict=True)
    return ordered_vocabulary(services, postings, said, map(same.__getitem__, kept.phrases), words)


def _pack_concepts(concepts: Concepts) -> _Filed:
    return _Filed(
        terms=list(concepts.filing.terms.values()),
        services={
            concept.term.id: (
                packed_numbers(concept.services),
                packed_shares(concept.services.values()),
            )
            for concept in concepts.concepts
        },
    )


def _concepts(kept: _Filed) -> Concepts:
    services = {}
    same: dict[float, float] = {}
    for term, (numbers, shares) in kept.services.items():
        how_much = (same.setdefault(share, share) for share in read_shares(shares))
        services[TermId(term)] = dict(zip(read_numbers(numbers), how_much, strict=True))
    return concepts_of(Filing({term.id: term for term in kept.terms}), services)


def _pack_needs(needs: Needs) -> _Needs:
    model = needs.model
    return _Needs(
        needs=model.needs,
        traits=list(model.traits),
        starts=model.starts.tobytes(),
        of_need=model.of_need.tobytes(),
        gain=model.gain.tobytes(),
        concepts=list(needs.concepts),
        words=dict(needs.words),
    )


def _needs(kept: _Needs, same: Mapping[str, str]) -> Needs:
    of_need, gain = array("H"), array("f")
    of_need.frombytes(kept.of_need)
    gain.frombytes(kept.gain)
    traits = {trait: number for number, trait in enumerate(kept.traits)}
    model = NeedModel(kept.needs, traits, read_numbers(kept.starts), of_need, gain)
    return Needs(model, kept.concepts, {same[word]: uses for word, uses in kept.words.items()})


def _pack_facets(facets: Facets) -> _Facets:
    size = facets.size
    return _Facets(
        size=size,
        values={
            facet.value: {value: bytes_of_bits(bits, size) for value, bits in values.items()}
            for facet, values in facets.values.items()
        },
        days={
            day: (minutes, [bytes_of_bits(bits, size) for bits in opened])
            for day, (minutes, opened) in facets.openings.days.items()
        },
    )


def _facets(kept: _Facets) -> Facets:
    return Facets(
        kept.size,
        {
            Facet(facet): {value: int.from_bytes(bits, "little") for value, bits in of.items()}
            for facet, of in kept.values.items()
        },
        Openings(
            {
                day: (minutes, [int.from_bytes(bits, "little") for bits in opened])
                for day, (minutes, opened) in kept.days.items()
            }
        ),
    )
