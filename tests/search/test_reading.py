"""How a query is understood: slips, half-typed words, compounds."""

from helpdesk_desktop.search.finder import Index, find
from helpdesk_desktop.search.reading.compounds import rejoined, split
from helpdesk_desktop.search.reading.correct import corrections
from tests.search.offers import a_service, a_term, an_index, ids


def care() -> Index:
    """Care at home, a dentist, and a school, each with its words."""
    nursing = a_term("n", "Soins infirmiers à domicile", nl="Thuisverpleging")
    dentist = a_term("d", "Dentiste", nl="Tandarts")
    return an_index(
        a_service("nurse", "Straatverpleging", terms=[nursing]),
        a_service("dentist", "Cabinet Kakan", terms=[dentist]),
        a_service("school", "École des devoirs", description="Soutien scolaire aux enfants"),
    )


def test_a_slip_is_mended_and_told() -> None:
    found = find(care(), "dentsite kakan")

    assert found.hits[0].service_id == "dentist"
    assert found.corrected == (("dentsite", "dentiste"),)


def test_a_misheard_word_is_mended() -> None:
    assert ids(care(), "tuisferpleging ")[0] == "nurse"


def test_what_sounds_the_same_and_looks_other_is_less_likely_than_one_slip() -> None:
    vocabulary = an_index(a_service("a", "Kaart"), a_service("b", "Café")).vocabulary

    assert next(iter(corrections("kaaft", vocabulary))) == "kaart"


def test_a_word_of_the_offer_is_never_mended() -> None:
    assert find(care(), "devoirs ecole").corrected == ()


def test_a_half_typed_word_that_begins_a_word_is_never_mended() -> None:
    for end in range(2, len("straatverpleging") + 1):
        found = find(care(), "straatverpleging"[:end])
        assert found.corrected == ()
        assert found.hits[0].service_id == "nurse"


def test_a_word_misheard_is_followed_while_it_is_typed() -> None:
    index = an_index(a_service("p", "Psychologue"), a_service("o", "Autre"))

    for end in range(len("siko"), len("sikologue") + 1):
        assert ids(index, "sikologue"[:end]) == ["p"], end


def test_a_short_word_is_too_short_to_guess_at() -> None:
    vocabulary = care().vocabulary

    assert "devoirs" in corrections("devoris", vocabulary)
    assert corrections("dse", vocabulary) == {}


def test_words_written_apart_are_joined_and_written_together_are_split() -> None:
    vocabulary = care().vocabulary

    assert rejoined(["thuis", "verpleging"], vocabulary) == ["thuisverpleging"]
    assert rejoined(["soins", "domicile"], vocabulary) == ["soins", "domicile"]
    assert split("ecoledesdevoirs", vocabulary) == ["ecole", "des", "devoirs"]
    assert split("devoirs", vocabulary) == []
    assert ids(care(), "thuis verpleging")[0] == "nurse"


def test_a_saint_without_its_hyphen_is_found() -> None:
    assert ids(an_index(a_service("s", "Centre Saint-Servais")), "saintservais ") == ["s"]
