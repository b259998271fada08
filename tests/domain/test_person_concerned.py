"""Whom a call is about: bands instead of ages, and a search that proposes a place."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.person_concerned import (
    NOBODY_YET,
    AgeBand,
    PersonConcerned,
    PlaceAnswer,
    age_band,
    proposed_place,
)
from helpdesk_domain.territory import Nis

IXELLES, FOREST = Nis("21009"), Nis("21007")


@pytest.mark.parametrize(
    ("years", "band"),
    [
        *((0, "0-11"), (11, "0-11"), (12, "12-17"), (17, "12-17"), (18, "18-24"), (24, "18-24")),
        *((25, "25-44"), (44, "25-44"), (45, "45-64"), (64, "45-64"), (65, "65-79")),
        *((79, "65-79"), (80, "80+"), (120, "80+")),
    ],
)
def test_an_age_is_kept_as_the_band_it_lies_in(years: int, band: str) -> None:
    assert age_band(years) is AgeBand(band)


@pytest.mark.parametrize("years", [-1, 121, 850])
def test_nobody_is_so_old(years: int) -> None:
    with pytest.raises(ValueError, match="age"):
        age_band(years)


def test_the_first_search_proposes_a_place_and_a_later_one_changes_nothing() -> None:
    heard = proposed_place(NOBODY_YET, IXELLES)
    assert (heard.commune, heard.is_place_proposed) == (IXELLES, True)

    assert proposed_place(heard, FOREST) == heard
    assert proposed_place(heard, None) == heard


said_places = st.one_of(
    st.sampled_from([IXELLES, FOREST]).map(lambda nis: PersonConcerned(commune=nis)),
    st.sampled_from(PlaceAnswer).map(lambda said: PersonConcerned(place=said)),
    st.just(PersonConcerned(postcode="1050")),
)


@given(said_places, st.sampled_from([IXELLES, FOREST, None]))
def test_what_somebody_said_is_never_changed_by_a_search(
    person: PersonConcerned, heard: Nis | None
) -> None:
    assert proposed_place(person, heard) == person


def test_what_else_is_known_of_the_person_stays() -> None:
    person = replace(NOBODY_YET, age=AgeBand.FROM_45, interpreter=True)
    assert (
        replace(
            proposed_place(person, FOREST, "1190"),
            commune=None,
            postcode=None,
            is_place_proposed=False,
        )
        == person
    )
