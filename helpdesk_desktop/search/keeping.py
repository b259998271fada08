"""An index as bytes and back: reading them is several times faster than building it.

Only what cannot be worked out in a moment is written; each word is written once.
"""

import sys
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import zstandard

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
class _Kept:
    """An index; lists of numbers are arrays, as this machine has them in memory."""

    ids: list[str]
    numbers: bytes
    order: list[str]
    words: _Words
    names: list[Entry]
    terms: list[TaxonomyTerm]
    filed: dict[str, tuple[bytes, bytes]]
    needs: _Needs
    typical: dict[str, list[tuple[int, float]]]
    streets: dict[str, list[str]]
    communes: dict[str, bytes]
    postcodes: dict[str, bytes]
    languages: dict[str, bytes]
    phones: list[tuple[str, int]]
    facets: _Facets


def pack(index: Index) -> bytes:
    """`index` as bytes; nobody may change it meanwhile.

    Cost: about 0.2 s and 1 MB for 4,200 services.
    """
    kept = _Kept(
        ids=[str(id_) for id_ in index.ids],
        numbers=_numbers(index.services),
        order=index.order,
        words=_pack_words(index.vocabulary),
        names=index.names.entries,
        terms=list(index.concepts.filing.terms.values()),
        filed={
            concept.term.id: (_numbers(concept.services), _shares(concept.services.values()))
            for concept in index.concepts.concepts
        },
        needs=_pack_needs(index.needs),
        typical={word: list(known) for word, known in index.learnt.typical.items()},
        streets={street: sorted(others) for street, others in index.streets.pairs.items()},
        communes={nis: _numbers(services) for nis, services in index.places.services.items()},
        postcodes={code: _numbers(there) for code, there in index.places.by_postcode.items()},
        languages={code: _numbers(there) for code, there in index.languages.services.items()},
        phones=index.phones.numbers,
        facets=_pack_facets(index.facets),
    )
    return zstandard.ZstdCompressor(_LEVEL, write_checksum=True).compress(to_msgpack(kept))


def unpack(packed: bytes) -> Index:
    """The index that `pack` made these bytes of.

    Raises:
        NotAnIndex: They are not such bytes, or not all of them.
    """
    try:
        return _index(from_msgpack(zstandard.ZstdDecompressor().decompress(packed), _Kept))
    except (zstandard.ZstdError, BadBody, ValueError, LookupError) as problem:
        raise NotAnIndex(str(problem)) from None


def _index(kept: _Kept) -> Index:
    ids = [ServiceId(id_) for id_ in kept.ids]
    numbers = {ids[number]: number for number in _array("I", kept.numbers)}
    gone = set(range(len(ids))).difference(numbers.values())
    vocabulary = _vocabulary(kept.words, len(numbers))
    return Index(
        ids=ids,
        numbers=numbers,
        order=kept.order,
        words=WordsByService(vocabulary.postings, len(ids)),
        vocabulary=vocabulary,
        names=Names(kept.names, set(gone)),
        concepts=_concepts(kept.terms, kept.filed),
        needs=_needs(kept.needs),
        learnt=Learnt(kept.typical),
        streets=Streets({street: set(others) for street, others in kept.streets.items()}),
        places=Places(
            {Nis(nis): list(_array("I", there)) for nis, there in kept.communes.items()},
            _lists(kept.postcodes),
        ),
        languages=Languages(_lists(kept.languages)),
        phones=Phones(kept.phones, set(gone)),
        facets=_facets(kept.facets),
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
        posted=_numbers(places[word] for word in vocabulary.postings),
        services=[posting.services.tobytes() for posting in vocabulary.postings.values()],
        fields=[bytes(posting.fields) for posting in vocabulary.postings.values()],
    )


def _vocabulary(kept: _Words, services: int) -> Vocabulary:
    places = _array("I", kept.posted)
    postings = {
        kept.spelt[place]: Posting(_array("I", numbers), bytearray(fields))
        for place, numbers, fields in zip(places, kept.services, kept.fields, strict=True)
    }
    same = {word: word for word in kept.spelt}
    said = {same[word]: weight for word, weight in kept.said.items()}
    words = zip(kept.spelt, kept.stems, kept.sounds, strict=True)
    return ordered_vocabulary(services, postings, said, map(same.__getitem__, kept.phrases), words)


def _concepts(terms: Iterable[TaxonomyTerm], filed: Mapping[str, tuple[bytes, bytes]]) -> Concepts:
    services = {}
    shared: dict[float, float] = {}
    for term, (numbers, shares) in filed.items():
        same = (shared.setdefault(share, share) for share in _array("d", shares))
        services[TermId(term)] = dict(zip(_array("I", numbers), same, strict=True))
    return concepts_of(Filing({term.id: term for term in terms}), services)


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


def _needs(kept: _Needs) -> Needs:
    model = NeedModel(
        needs=kept.needs,
        traits={trait: number for number, trait in enumerate(kept.traits)},
        starts=_array("I", kept.starts),
        of_need=_array("H", kept.of_need),
        gain=_floats(kept.gain),
    )
    return Needs(model, kept.concepts, kept.words)


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


def _numbers(numbers: Iterable[int]) -> bytes:
    return array("I", numbers).tobytes()


def _shares(shares: Iterable[float]) -> bytes:
    return array("d", shares).tobytes()


def _array(kind: str, kept: bytes) -> "array[int]":
    numbers = array(kind)
    numbers.frombytes(kept)
    return numbers


def _floats(kept: bytes) -> "array[float]":
    shares = array("f")
    shares.frombytes(kept)
    return shares


def _lists(kept: Mapping[str, bytes]) -> dict[str, list[int]]:
    return {key: list(_array("I", numbers)) for key, numbers in kept.items()}
