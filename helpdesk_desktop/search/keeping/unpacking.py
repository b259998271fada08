"""Bytes as an index again: reading them is several times faster than building it."""

from array import array
from collections.abc import Iterable, Iterator

import zstandard

from helpdesk_desktop.search.facets.openings import Openings
from helpdesk_desktop.search.facets.spoken import Languages
from helpdesk_desktop.search.facets.values import Facets
from helpdesk_desktop.search.index import Index
from helpdesk_desktop.search.inverted.names import Names
from helpdesk_desktop.search.inverted.phones import Phones
from helpdesk_desktop.search.inverted.postings import Posting, WordsByService
from helpdesk_desktop.search.inverted.vocabulary import Vocabulary, ordered_vocabulary
from helpdesk_desktop.search.keeping import shapes
from helpdesk_desktop.search.keeping.arrays import read_lists, read_numbers, read_shares
from helpdesk_desktop.search.keeping.shapes import S
from helpdesk_desktop.search.needs.concepts import Concepts, Filing, concepts_of
from helpdesk_desktop.search.needs.danger import Alarm, Danger
from helpdesk_desktop.search.needs.learnt import Learnt
from helpdesk_desktop.search.needs.meant import Needs
from helpdesk_desktop.search.needs.model import NeedModel
from helpdesk_desktop.search.places.place import Places
from helpdesk_desktop.search.places.streets import Streets
from helpdesk_desktop.search.wanted import Facet
from helpdesk_desktop.search.words.fingerprints import Fingerprints
from helpdesk_domain.offer import ServiceId, TermId
from helpdesk_domain.territory import Nis
from helpdesk_domain.wire import BadBody, from_msgpack


class NotAnIndex(Exception):
    """The bytes are no index of this program's."""


def unpack(packed: bytes) -> Index:
    """The index that `pack` made these bytes of.

    Raises:
        NotAnIndex: They are not such bytes, or not all of them.
    """
    try:
        return _index(_frames(packed))
    except (zstandard.ZstdError, BadBody, ValueError, LookupError) as problem:
        raise NotAnIndex(str(problem)) from None


def _frames(packed: bytes) -> Iterator[bytes]:
    """The sections, read one by one."""
    while packed:
        frame = zstandard.ZstdDecompressor().decompressobj()
        section = frame.decompress(packed)
        if not frame.eof:
            raise NotAnIndex("a section is cut short")
        packed = frame.unused_data
        yield section


def _taken(sections: Iterator[bytes], kind: type[S]) -> S:
    section = next(sections, None)
    if section is None:
        raise NotAnIndex("a section is missing")
    return from_msgpack(section, kind)


def _index(sections: Iterator[bytes]) -> Index:
    kept = _taken(sections, shapes.Services)
    ids = [ServiceId(id_) for id_ in kept.ids]
    numbers = {ids[number]: number for number in read_numbers(kept.numbers)}
    gone = set(range(len(ids))).difference(numbers.values())
    vocabulary = _vocabulary(sections, len(numbers))
    concepts = _concepts(_taken(sections, shapes.Filed))
    needs = _needs(sections)
    danger = _danger(_taken(sections, shapes.Danger))
    learnt = _learnt(_taken(sections, shapes.Typical), vocabulary)
    facets = _facets(_taken(sections, shapes.Facets))
    if next(sections, None) is not None:
        raise NotAnIndex("there is more than an index")
    return Index(
        ids=ids,
        numbers=numbers,
        order=kept.order,
        words=WordsByService(vocabulary.postings, len(ids)),
        vocabulary=vocabulary,
        names=Names(kept.names, set(gone)),
        concepts=concepts,
        needs=needs,
        danger=danger,
        learnt=learnt,
        streets=Streets({street: set(others) for street, others in kept.streets.items()}),
        places=Places(
            {Nis(nis): list(read_numbers(there)) for nis, there in kept.communes.items()},
            read_lists(kept.postcodes),
        ),
        languages=Languages(read_lists(kept.languages)),
        phones=Phones(kept.phones, set(gone)),
        facets=facets,
    )


def _learnt(typical: shapes.Typical, vocabulary: Vocabulary) -> Learnt:
    same = {word: word for word in vocabulary.ordered}
    return Learnt({same[word]: known for word, known in typical.items()})


def _vocabulary(sections: Iterator[bytes], services: int) -> Vocabulary:
    kept = _taken(sections, shapes.Words)
    same = {word: word for word in kept.spelt}
    return ordered_vocabulary(
        services,
        _postings(_taken(sections, shapes.Postings), kept.spelt),
        dict(zip(map(same.__getitem__, kept.said), _each_once(kept.said.values()), strict=True)),
        map(same.__getitem__, kept.phrases),
        zip(kept.spelt, (same.get(root, root) for root in kept.stems), kept.sounds, strict=True),
    )


def _postings(kept: shapes.Postings, spelt: list[str]) -> dict[str, Posting]:
    found = zip(read_numbers(kept.words), kept.services, kept.fields, strict=True)
    return {
        spelt[place]: Posting(read_numbers(numbers), bytearray(fields))
        for place, numbers, fields in found
    }


def _concepts(kept: shapes.Filed) -> Concepts:
    services = {
        TermId(term): dict(zip(read_numbers(numbers), _each_once(read_shares(shares)), strict=True))
        for term, (numbers, shares) in kept.services.items()
    }
    return concepts_of(Filing({term.id: term for term in kept.terms}, kept.called), services)


def _each_once(numbers: Iterable[float]) -> Iterable[float]:
    """`numbers`, of which equal ones become the same: there are few, in many places."""
    same: dict[float, float] = {}
    return (same.setdefault(number, number) for number in numbers)


def _needs(sections: Iterator[bytes]) -> Needs:
    kept = _taken(sections, shapes.Traits)
    gains = _taken(sections, shapes.Gains)
    traits, of_need, gain = array("Q"), array("H"), array("f")
    traits.frombytes(kept.traits)
    of_need.frombytes(gains.of_need)
    gain.frombytes(gains.gain)
    starts = read_numbers(kept.starts)
    model = NeedModel(kept.needs, Fingerprints(traits), starts, of_need, gain)
    return Needs(model, kept.concepts, frozenset(kept.urgent))


def _danger(kept: shapes.Danger) -> Danger:
    return Danger(_prints(kept.traits), _alarm(*kept.now), _alarm(*kept.wish))


def _prints(kept: bytes) -> Fingerprints:
    prints = array("Q")
    prints.frombytes(kept)
    return Fingerprints(prints)


def _alarm(phrases: bytes, heard: bytes, in_force: bytes) -> Alarm:
    alarm = Alarm(_prints(phrases))
    alarm.heard.frombytes(heard)
    alarm.in_force.frombytes(in_force)
    return alarm


def _facets(kept: shapes.Facets) -> Facets:
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
