"""A sentence nobody listed finds the need it speaks of, in whichever language it is said."""

import pytest

from helpdesk_desktop.search.answer import ReasonKind, RecognisedKind
from helpdesk_desktop.search.finder import find
from helpdesk_desktop.search.words.tokens import tokens
from tests.search.offers import a_service, a_term, an_index, ids
from tests.search.small_offer import CALLERS, DEBTS, NURSING, OFFER

HEARD = [
    ("un huissier veut mes meubles", "debts"),
    ("je dois rembourser un crédit et je n'y arrive plus", "debts"),
    ("de deurwaarder stond gisteren aan de deur", "debts"),
    ("wie kan het verband van mama verversen", "nursing"),
    ("mijn vader heeft een wonde", "nursing"),
    ("la gencive de mon père est gonflée", "dentist"),
    ("mijn kroon is gebroken", "dentist"),
    ("le propriétaire m'a mis à la rue", "shelter"),
    ("on dort dehors avec nos valises", "shelter"),
    ("je voudrais apprendre à écrire", "lessons"),
]


@pytest.mark.parametrize(("sentence", "need"), HEARD)
def test_a_sentence_nobody_listed_finds_its_need_and_says_so(sentence: str, need: str) -> None:
    found = find(OFFER, sentence)

    assert tokens(sentence) not in [tokens(said) for said in CALLERS[need]]
    assert found.hits[0].service_id == need
    assert not found.low_confidence
    assert (RecognisedKind.NEED, need) in [(it.kind, it.key) for it in found.recognised]


@pytest.mark.parametrize(("sentence", "need"), HEARD)
def test_without_the_words_of_callers_the_same_sentence_finds_nothing(
    sentence: str, need: str
) -> None:
    bare = an_index(a_service("debts", "La Boussole", terms=[DEBTS]))

    assert find(bare, sentence).low_confidence, need


def test_a_dutch_sentence_finds_a_service_written_in_french_only() -> None:
    found = find(OFFER, "insuline spuiten bij mijn vader", language="nl")

    assert found.hits[0].service_id == "nursing"
    assert [(r.kind, r.word) for r in found.hits[0].reasons] == [
        (ReasonKind.CATEGORY, "Thuisverpleging")
    ]


@pytest.mark.parametrize(
    ("language", "name"), [("fr", "Médiation de dettes"), ("nl", "Schuldbemiddeling")]
)
def test_a_need_is_named_in_the_language_of_who_asks(language: str, name: str) -> None:
    found = find(OFFER, "l'huissier vient", language=language)

    assert [it.name for it in found.recognised] == [name]
    assert {reason.word for reason in found.hits[0].reasons} == {name}


def test_a_half_typed_word_of_a_caller_leads_to_the_need() -> None:
    for end in range(len("pansem"), len("pansement") + 1):
        assert ids(OFFER, "pansement"[:end])[0] == "nursing", end
    for end in range(len("deurw"), len("deurwaarder") + 1):
        assert ids(OFFER, "deurwaarder"[:end])[0] == "debts", end


def test_a_slip_in_the_word_of_a_caller_is_mended_before_the_need_is_looked_for() -> None:
    found = find(OFFER, "pansment ")

    assert found.hits[0].service_id == "nursing"
    assert found.corrected == (("pansment", "pansement"),)
    assert [it.key for it in find(OFFER, "wnde ").recognised] == ["nursing"]


def test_a_need_tells_the_words_it_was_read_from_and_no_function_words() -> None:
    found = find(OFFER, "je ne sais plus payer mes factures")

    assert [(it.typed, it.key) for it in found.recognised] == [("sais payer factures", "debts")]


def test_a_name_typed_whole_beats_the_need_its_words_speak_of() -> None:
    index = an_index(
        a_service("named", "L'huissier et la saisie", terms=[NURSING]),
        a_service("debts", "La Boussole", terms=[DEBTS]),
        lexicon={"debts": ["l'huissier et la saisie des meubles"]},
    )

    found = find(index, "l'huissier et la saisie")

    assert found.hits[0].service_id == "named"
    assert found.recognised == ()
    assert find(index, "saisie par l'huissier").hits[0].service_id == "debts"


def test_beside_a_name_typed_whole_other_names_stand_before_the_need() -> None:
    index = an_index(
        a_service("named", "Le Pansement", terms=[DEBTS]),
        a_service("longer", "Le Pansement du Nord", terms=[DEBTS]),
        a_service("nursing", "Croix de Mai", terms=[NURSING]),
        lexicon=CALLERS,
    )

    assert ids(index, "le pansement ") == ["named", "longer", "nursing"]


def test_a_name_is_met_as_it_was_typed_also_when_its_words_are_read_as_one() -> None:
    index = an_index(
        a_service("apart", "Thuis Verpleging", terms=[DEBTS]),
        a_service("as-one", "Thuisverpleging", terms=[NURSING]),
    )

    assert set(ids(index, "thuis verpleging ")) == {"apart", "as-one"}
    assert ids(index, "thuisverpleging ") == ["as-one"]


def test_place_and_need_are_read_side_by_side() -> None:
    found = find(OFFER, "huissier ixelles")

    assert found.hits[0].service_id == "debts"
    assert [(it.kind, it.typed) for it in found.recognised] == [
        (RecognisedKind.PLACE, "ixelles"),
        (RecognisedKind.NEED, "huissier"),
    ]


def test_a_word_of_another_need_is_followed_less_and_never_hidden() -> None:
    index = an_index(
        a_service("debts", "La Boussole", terms=[DEBTS]),
        a_service("nursing", "Croix de Mai", terms=[NURSING]),
        lexicon={
            "debts": ["rappels de factures", "factures impayées", "payer une facture"],
            "nursing": ["la facture de l'infirmière", "piqûre", "pansement"],
        },
    )

    hits = find(index, "une facture").hits

    assert [hit.service_id for hit in hits] == ["debts", "nursing"]
    assert hits[0].score > 1.5 * hits[1].score


def test_a_word_of_which_only_pieces_are_known_says_less() -> None:
    whole, pieces = find(OFFER, "gencive "), find(OFFER, "gencivologue ")

    assert whole.hits[0].service_id == pieces.hits[0].service_id == "dentist"
    assert pieces.hits[0].score < 0.1 * whole.hits[0].score
    assert pieces.low_confidence


def test_of_many_needs_that_say_a_word_the_likeliest_are_followed() -> None:
    kinds = [a_term(f"{n:02}", f"Genre {n}", parent="all") for n in range(12)]
    said = {kind.id: [f"argent xx{kind.id}", f"jaune xx{kind.id}"] for kind in kinds}
    index = an_index(
        *(a_service(f"of-{kind.id}", "Aaa", terms=[kind]) for kind in kinds),
        lexicon=said | {"11": ["argent", "sans argent"]},
    )

    hits = find(index, "argent ").hits

    assert hits[0].service_id == "of-11"
    assert hits[0].score > 2 * hits[1].score
    assert 2 <= len(hits) < 12


def test_what_is_said_of_a_wide_group_of_needs_is_no_need() -> None:
    money = a_term("money", "Argent et budget")
    index = an_index(
        a_service("a", "La Boussole", terms=[money]),
        terms=[money, DEBTS],
        lexicon={"money": ["mon portefeuille est vide"]},
    )

    assert find(index, "portefeuille vide").hits == ()


def test_the_same_question_on_the_same_offer_gives_the_same_answer() -> None:
    for sentence, _need in HEARD:
        again = find(OFFER, sentence, counted=True)
        assert find(OFFER, sentence, counted=True) == again
