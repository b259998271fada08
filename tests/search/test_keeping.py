"""An index that was kept answers as the one it was made of, or is no index."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk_desktop.search.finder import Index, build_index
from helpdesk_desktop.search.keeping.packing import pack
from helpdesk_desktop.search.keeping.unpacking import NotAnIndex, unpack
from helpdesk_desktop.search.renewal import renew
from helpdesk_domain.lexicon_file import shipped_lexicon
from helpdesk_domain.offer import Service
from tests.search.offers import a_service, an_index, ids
from tests.search.test_renewal import (
    NURSE,
    SETTLED,
    TERMS,
    Page,
    answers,
    built,
    many,
    pages,
    services,
)

PACKED = pack(an_index(*SETTLED, *many(3)))


@settings(max_examples=12)
@given(
    st.lists(services(), max_size=4, unique_by=lambda s: s.id),
    st.lists(pages(), min_size=1, max_size=3),
)
def test_a_kept_index_answers_and_is_renewed_as_the_one_it_was_made_of(
    first: Sequence[Service], changes: Sequence[Page]
) -> None:
    index = built({service.id: service for service in first})
    *before, last = changes
    for page in before:
        renew(index, page.changed, page.gone)

    again = unpack(pack(index))

    assert answers(again) == answers(index)
    assert renew(again, last.changed, last.gone) == renew(index, last.changed, last.gone)
    assert answers(again) == answers(index)
    assert pack(again) == pack(index)


def test_what_callers_say_and_what_was_learnt_is_kept_too() -> None:
    told = [a_service(f"told-{n}", f"Aaa {n}", terms=[NURSE]) for n in range(4)]
    index = build_index([*SETTLED, *many(40), *told], TERMS, shipped_lexicon())

    again = unpack(pack(index))

    assert again.needs == index.needs
    assert again.learnt.typical == {word: [*of] for word, of in index.learnt.typical.items()}
    assert again.learnt.typical
    assert again.vocabulary == index.vocabulary
    assert ids(again, "ma mère a besoin de piqûres") == ids(index, "ma mère a besoin de piqûres")


def test_an_empty_offer_can_be_kept() -> None:
    assert len(unpack(pack(an_index())).services) == 0


@given(st.integers(0, len(PACKED) - 1))
def test_an_index_cut_short_is_no_index(length: int) -> None:
    with pytest.raises(NotAnIndex):
        unpack(PACKED[:length])


@given(st.integers(0, len(PACKED) - 1), st.integers(1, 255))
def test_an_index_with_a_damaged_byte_is_no_index(place: int, flipped: int) -> None:
    damaged = bytearray(PACKED)
    damaged[place] ^= flipped

    try:
        index: Index | None = unpack(bytes(damaged))
    except NotAnIndex:
        index = None

    assert index is None or pack(index) == PACKED


@given(st.binary(max_size=200))
def test_other_bytes_are_no_index(rubbish: bytes) -> None:
    with pytest.raises(NotAnIndex):
        unpack(rubbish)
