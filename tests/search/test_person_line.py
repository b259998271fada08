"""A line that says whom a call is about, read in any order and language; no guess is made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.search.reading.person_line import (
    NothingSaid,
    NotRead,
    TwoAnswers,
    TwoPlaces,
    person_in_line,
)
from helpdesk_desktop.ui.words.person_words import person_typed, person_words
from helpdesk_domain.languages import Words
from helpdesk_domain.person_concerned import AgeBand, Gender, PersonConcerned, PlaceAnswer
from helpdesk_domain.territory import Nis, communes, quartiers

IXELLES, MOLENBEEK, BRUSSELS = Nis("21009"), Nis("21012"), Nis("21004")


@pytest.mark.parametrize(
    ("line", "commune", "postcode"),
    [
        ("Ixelles", IXELLES, None),
        ("elsene", IXELLES, None),
        ("molenb", MOLENBEEK, None),
        ("1080", MOLENBEEK, "1080"),
        ("1050 Ixelles", IXELLES, "1050"),
        ("Sint-Jans-Molenbeek", MOLENBEEK, None),
        ("laeken", BRUSSELS, None),
        ("1050", None, "1050"),
    ],
)
def test_a_place_is_read_and_a_shared_postcode_decides_nothing(
    line: str, commune: Nis | None, postcode: str | None
) -> None:
    person = person_in_line(line)

    assert (person.commune, person.postcode, person.place) == (commune, postcode, None)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("sans adresse", PlaceAnswer.NO_ADDRESS),
        ("dakloos", PlaceAnswer.NO_ADDRESS),
        ("hors région", PlaceAnswer.OUTSIDE_REGION),
        ("buiten het gewest", PlaceAnswer.OUTSIDE_REGION),
        ("onbekend", PlaceAnswer.UNKNOWN),
        ("refus", PlaceAnswer.REFUSED),
        ("9000", PlaceAnswer.OUTSIDE_REGION),
    ],
)
def test_what_is_no_commune_is_an_answer_too(line: str, place: PlaceAnswer) -> None:
    person = person_in_line(line)

    assert (person.commune, person.place) == (None, place)


def test_somebody_without_an_address_may_stay_in_a_commune() -> None:
    person = person_in_line("sans adresse bruxelles")

    assert (person.commune, person.place) == (BRUSSELS, PlaceAnswer.NO_ADDRESS)


def test_everything_is_read_in_any_order() -> None:
    said = PersonConcerned(
        commune=MOLENBEEK, age=AgeBand.FROM_45, gender=Gender.WOMAN, interpreter=True
    )

    assert person_in_line("Molenbeek 53 f interprète") == said
    assert person_in_line("tolk, vrouw van 53 jaar in Molenbeek") == said
    assert person_in_line("53a F interpreter molenbeek") == said


@pytest.mark.parametrize("line", ["interpr", "molenbeek interpret", "pas d'interpr", "zonder tol"])
def test_a_word_that_is_still_being_typed_is_read_as_what_it_begins(line: str) -> None:
    assert person_in_line(line).interpreter is ("pas" not in line and "zonder" not in line)


@pytest.mark.parametrize("line", ["interpr ixelles", "pa", "hom", "refu int"])
def test_half_a_word_is_no_answer_once_another_follows(line: str) -> None:
    with pytest.raises(NotRead):
        person_in_line(line)


def test_a_neighbourhood_is_kept_with_its_commune() -> None:
    person = person_in_line("cureghem bara")

    assert person.commune == Nis("21001")
    assert person.quartier is not None


@pytest.mark.parametrize("line", ["", "   ", "...", "de la"])
def test_a_line_that_says_nothing_says_so(line: str) -> None:
    with pytest.raises(NothingSaid):
        person_in_line(line)


@pytest.mark.parametrize(
    ("line", "word"),
    [("Ixelles Dupont", "Dupont"), ("fée", "fée"), ("130 ans", "130"), ("0053", "0053")],
)
def test_a_word_that_is_not_understood_is_named(line: str, word: str) -> None:
    with pytest.raises(NotRead) as refused:
        person_in_line(line)

    assert refused.value.word == word


def test_nobody_lives_in_two_communes() -> None:
    with pytest.raises(TwoPlaces):
        person_in_line("ixelles anderlecht")
    with pytest.raises(TwoPlaces):
        person_in_line("1080 ixelles")


@st.composite
def persons(draw: st.DrawFn) -> PersonConcerned:
    """Those that a line can say."""
    commune = draw(st.none() | st.sampled_from(communes()))
    postcodes = list(commune.postcodes) if commune else []
    place = draw(
        st.none() | st.sampled_from([PlaceAnswer.NO_ADDRESS] if commune else list(PlaceAnswer))
    )
    return PersonConcerned(
        commune=commune.nis if commune else None,
        postcode=draw(st.none() | st.sampled_from(postcodes)) if postcodes else None,
        place=place,
        age=draw(st.none() | st.sampled_from(AgeBand)),
        gender=draw(st.none() | st.sampled_from(Gender)),
        interpreter=draw(st.none() | st.booleans()),
    )


@given(persons().filter(lambda one: one != PersonConcerned()), st.sampled_from(["fr", "nl", "en"]))
def test_what_the_line_shows_to_be_changed_is_read_as_the_same_person(
    person: PersonConcerned, language: str
) -> None:
    typed = person_typed(person, Words(language))

    assert person_in_line(typed) == person, typed


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_each_neighbourhood_that_can_be_typed_is_shown_to_be_typed_again(language: str) -> None:
    words = Words(language)
    for quartier in quartiers():
        for name in quartier.name(language).split(" - "):
            try:
                person = person_in_line(name)
            except (NotRead, NothingSaid, TwoAnswers, TwoPlaces):
                continue
            assert person_in_line(person_typed(person, words)) == person, name


@given(st.text(max_size=120))
def test_no_line_is_a_crash(line: str) -> None:
    try:
        person = person_in_line(line)
    except (NothingSaid, NotRead, TwoAnswers, TwoPlaces):
        return
    assert person_words(person, Words("fr"))


@pytest.mark.parametrize("line", ["ixelles 1957 f", "femme 1985", "2004"])
def test_what_may_be_a_year_of_birth_is_no_postcode(line: str) -> None:
    with pytest.raises(NotRead):
        person_in_line(line)


@pytest.mark.parametrize(
    "line", ["ixelles 9000", "9000 ixelles", "1050 9000", "hors région ixelles", "ixelles inconnu"]
)
def test_two_answers_about_a_place_are_told_and_none_is_dropped(line: str) -> None:
    with pytest.raises(TwoPlaces):
        person_in_line(line)


@pytest.mark.parametrize("line", ["6 mois m", "bébé 6 mois", "baby 3 weken", "18 maanden jongen"])
def test_who_is_not_a_year_old_yet_or_hardly_more_is_a_child(line: str) -> None:
    assert person_in_line(line).age is AgeBand.UNDER_12


def test_months_and_years_are_not_the_same() -> None:
    assert person_in_line("18 mois").age is not person_in_line("18 ans").age


@pytest.mark.parametrize("line", ["53 27", "f h", "tolk zonder tolk"])
def test_two_answers_about_a_person_are_told_and_none_is_dropped(line: str) -> None:
    with pytest.raises(TwoAnswers):
        person_in_line(line)
    assert person_in_line("f 53 f 53") == person_in_line("f 53")


@pytest.mark.parametrize("name", ["marie", "anne", "elisabeth", "georges"])
def test_a_first_name_begins_no_place(name: str) -> None:
    with pytest.raises(NotRead):
        person_in_line(f"53 f {name}")
