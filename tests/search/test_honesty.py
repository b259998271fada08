"""Honest silence: what nobody answers is said to be so, and a hopeful answer is never hidden."""

import pytest

from helpdesk_desktop.search.finder import find
from tests.search.offers import a_service, an_index, ids
from tests.search.small_offer import CALLERS, DEBTS, DENTIST, LESSONS, NURSING, OFFER


@pytest.mark.parametrize(
    "elsewhere",
    [
        "des tickets pour le match",
        "wie heeft gewonnen",
        "kaartjes voor de wedstrijd van zondag",
        "pleuvoir demain",
        "gaat het dit weekend regenen",
    ],
)
def test_what_callers_ask_elsewhere_is_said_to_have_no_answer(elsewhere: str) -> None:
    found = find(OFFER, elsewhere)

    assert found.low_confidence
    assert found.likely == 0
    assert found.recognised == ()
    assert found.unanswered


def test_a_hopeful_list_stays_there_beside_the_honest_word() -> None:
    found = find(OFFER, "la gencive et le match")

    assert found.low_confidence
    assert found.hits[0].service_id == "dentist"
    assert found.likely == 0


def test_a_need_less_likely_than_something_asked_elsewhere_is_not_called_understood() -> None:
    assert [it.key for it in find(OFFER, "huissier ").recognised] == ["debts"]
    assert find(OFFER, "huissier dimanche ").recognised == ()


def test_a_name_typed_with_slips_is_sure() -> None:
    index = an_index(a_service("a", "Margot"), a_service("b", "Le Gué", description="margot"))

    found = find(index, "mxrgxt ")

    assert found.corrected == (("mxrgxt", "margot"),)
    assert found.hits[0].service_id == "a"
    assert not found.low_confidence


def test_words_of_elsewhere_beside_a_need_told_at_length_do_not_silence_it() -> None:
    found = find(OFFER, "un huissier saisit mes meubles et le match de dimanche m'est égal")

    assert found.hits[0].service_id == "debts"
    assert not found.low_confidence
    assert [it.key for it in found.recognised] == ["debts"]


def test_a_service_that_has_the_very_words_is_believed_whatever_is_usual_elsewhere() -> None:
    tickets = a_service("tickets", "Article 27", description="tickets pour le match de dimanche")
    named = a_service("named", "Tickets pour le match", terms=[LESSONS])

    assert find(an_index(tickets, lexicon=CALLERS), "tickets match").low_confidence
    assert not find(an_index(named, lexicon=CALLERS), "tickets match").low_confidence
    assert not find(an_index(named, lexicon=CALLERS), "tickets pour le match").low_confidence


def test_what_is_named_is_sure_even_when_most_words_are_not_known() -> None:
    index = an_index(a_service("a", "Xqzw Vlork"), a_service("b", "Xqzw Vlork Brimp Gnaf"))

    assert not find(index, "xqzw vlork").low_confidence
    assert find(index, "xqzw grumpf splorg blimfu").low_confidence


@pytest.mark.parametrize(
    ("typed", "sure"),
    [
        ("gencive", True),
        ("gencive xqzw", True),
        ("gencive xqzw vlork", False),
        ("gencive dentiste xqzw vlork", True),
    ],
)
def test_an_answer_is_sure_when_half_of_what_is_asked_is_answered(typed: str, sure: bool) -> None:
    found = find(OFFER, f"{typed} ")

    assert found.low_confidence is not sure
    assert found.hits[0].service_id == "dentist"


def test_the_commune_that_was_understood_does_not_answer_for_the_need() -> None:
    assert find(OFFER, "xqzw ixelles").low_confidence
    assert len(find(OFFER, "xqzw ixelles").hits) >= 3
    assert not find(OFFER, "ixelles").low_confidence


def test_words_without_an_answer_are_those_no_hit_answers() -> None:
    assert find(OFFER, "gencive xqzw").unanswered == ("xqzw",)
    assert find(OFFER, "la gencive de l'huissier").unanswered == ()
    assert find(OFFER, "gencive xqzw ixelles").unanswered == ("xqzw",)
    assert find(OFFER, "croix de mai").unanswered == ()


def test_a_word_that_only_a_later_hit_answers_is_answered() -> None:
    index = an_index(a_service("a", "Le Phare blanc"), a_service("b", "Les Jonquilles"))

    assert find(index, "phare blanc jonquilles ").hits[0].service_id == "a"
    assert find(index, "phare blanc jonquilles ").unanswered == ()


def test_a_word_guessed_from_many_slips_is_shown_and_not_called_sure() -> None:
    index = an_index(a_service("a", "Aaa", description="Atelier de poterie"))

    one_slip, two_slips = find(index, "poteire "), find(index, "pxterxe ")

    assert one_slip.corrected == (("poteire", "poterie"),)
    assert two_slips.corrected == (("pxterxe", "poterie"),)
    assert not one_slip.low_confidence
    assert two_slips.low_confidence
    assert two_slips.hits[0].service_id == "a"


def test_when_nothing_is_sure_all_telling_words_are_without_an_answer() -> None:
    found = find(OFFER, "je cherche des tickets pour un match à Ixelles, un match")

    assert found.unanswered == ("tickets", "match")
    assert find(OFFER, "la gencive et le match").unanswered == ("gencive", "match")


def test_a_word_taken_for_another_is_told_and_counts_as_it_was_typed() -> None:
    found = find(OFFER, "gencibe gonflée xqzwk")

    assert found.hits[0].service_id == "dentist"
    assert found.corrected == (("gencibe", "gencive"),)
    assert found.unanswered == ("xqzwk",)
    assert find(OFFER, "tikcets match").unanswered == ("tikcets", "match")


def test_nothing_is_unanswered_when_nothing_was_asked() -> None:
    assert find(OFFER, "").unanswered == ()
    assert find(OFFER, "de la").unanswered == ()


def test_hits_as_good_as_the_best_are_likely_and_the_rest_is_less_so() -> None:
    index = an_index(
        *(a_service(f"teeth{n}", f"Cabinet {n}", terms=[DENTIST], nis="21009") for n in range(3)),
        a_service("there", "Aaa", terms=[DEBTS], nis="21009"),
        a_service("also", "Bbb", terms=[NURSING, DENTIST], nis="21016"),
        lexicon=CALLERS,
    )

    found = find(index, "gencive gonflée ixelles")

    assert [str(hit.service_id) for hit in found.hits] == [
        *("teeth0", "teeth1", "teeth2"),
        *("also", "there"),
    ]
    assert found.likely == 4


def test_all_that_answer_alike_are_likely() -> None:
    index = an_index(
        *(a_service(f"{n}", f"Cabinet {n}", terms=[DENTIST]) for n in range(7)), lexicon=CALLERS
    )

    assert find(index, "gencive").likely == 7
    assert find(index, "gencive", limit=4).likely == 4
    assert find(index, "gencive", limit=0).likely == 0


def test_an_offer_without_a_lexicon_is_silent_about_what_it_cannot_know() -> None:
    index = an_index(a_service("a", "La Boussole", terms=[DEBTS]))

    assert ids(index, "gencive") == []
    assert find(index, "gencive").low_confidence
