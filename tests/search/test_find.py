"""Search as a whole: order, honesty, and what nobody should type but someone will."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.search.answer import Found, ReasonKind
from helpdesk_desktop.search.finder import find
from helpdesk_desktop.search.inverted.names import bare
from helpdesk_desktop.search.words.tokens import tokens
from tests.search.offers import a_service, a_term, an_index, ids

HOUSING = a_term("h", "Aide au logement", nl="Woonhulp", says=["mon loyer est trop cher"])
INDEX = an_index(
    a_service("margelle", "La Margelle", organization="Collectif du Puits", terms=[HOUSING]),
    a_service("margelle-2", "Centre de jour La Margelle du Nord", description="Repas et douches"),
    a_service("linde", "De Linde vzw", also="DL; voorheen Het Anker", speaks=["nl"]),
    a_service("rue", "Maraude", street="Rue des Verriers 154", straat="Glasblazersstraat 154"),
    a_service("rue-2", "Le Relais", street="Rue des Verriers 12"),
)


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t", "!!! … ?", "\u200b", "🙂"])
def test_nothing_typed_finds_nothing_and_says_nothing(nothing: str) -> None:
    assert find(INDEX, nothing) == Found()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("la margelle", "margelle"),
        ("MARGELLE", "margelle"),
        ("Linde", "linde"),
        ("linde asbl", "linde"),
        ("het anker", "linde"),
        ("DL", "linde"),
        ("collectif du puits", "margelle"),
    ],
)
def test_a_whole_name_comes_first_with_or_without_article_and_legal_form(
    typed: str, first: str
) -> None:
    assert ids(INDEX, typed)[0] == first


def test_a_former_name_typed_whole_comes_before_a_longer_name() -> None:
    index = an_index(
        a_service("longer", "Anker Noord"),
        a_service("former", "Zon", also="ZN; voorheen Het Anker"),
    )

    assert ids(index, "anker") == ["former", "longer"]
    assert bare(tokens("L'Équinoxe asbl")) == "equinoxe"


def test_another_name_is_found_in_either_language() -> None:
    bridge = a_service("bridge", "Le Pont", also="anciennement La Passerelle")
    dutch = {"nl": {"name": "De Brug", "alternate_name": "voorheen Het Vlondertje"}}
    index = an_index(replace(bridge, translations={**bridge.translations, **dutch}))

    assert ids(index, "passerelle") == ids(index, "vlondertje") == ["bridge"]


def test_a_name_begun_by_one_letter_is_a_reason_however_many_names_there_are() -> None:
    index = an_index(*(a_service(f"{n}", f"K{chr(97 + n)}ra{chr(97 + n)}") for n in range(26)))

    hits = find(index, "k").hits

    assert len(hits) == 26
    assert {reason.kind for hit in hits for reason in hit.reasons} == {ReasonKind.NAME}


def test_the_reason_is_the_best_place_where_any_form_of_the_word_stands() -> None:
    index = an_index(a_service("a", "Service dettes", description="Une dette"))

    assert [(r.kind, r.word) for r in find(index, "dette ").hits[0].reasons] == [
        (ReasonKind.NAME, "dettes")
    ]


def test_a_street_learnt_from_one_bilingual_address_serves_the_others() -> None:
    assert ids(INDEX, "glasblazersstraat 12")[0] == "rue-2"
    assert ids(INDEX, "rue des verriers 154")[0] == "rue"


def test_a_hit_says_why() -> None:
    found = find(INDEX, "douches margelle")

    assert found.hits[0].service_id == "margelle-2"
    assert {(r.kind, r.word) for r in found.hits[0].reasons} == {
        (ReasonKind.NAME, "margelle"),
        (ReasonKind.DESCRIPTION, "douches"),
    }


def test_function_words_are_no_reason_when_there_is_a_better_one() -> None:
    reasons = find(INDEX, "la margelle du nord").hits[0].reasons

    assert {reason.word for reason in reasons} == {"margelle", "nord"}


def test_answering_every_part_beats_answering_one_part_well() -> None:
    index = an_index(
        a_service("twice", "Repas, repas", also="repas", organization="Repas"),
        a_service("both", "Repas et lessive"),
    )

    assert ids(index, "lessive repas")[0] == "both"


@pytest.mark.parametrize("nonsense", ["asdfghjkl", "xzqwrt", "qqqqq", "pizza margherita livraison"])
def test_nonsense_is_told_from_an_answer(nonsense: str) -> None:
    assert find(INDEX, nonsense).low_confidence


@pytest.mark.parametrize("sense", ["woonhulp", "mon loyer est trop cher", "margele", "repas", "ma"])
def test_an_answer_is_not_called_uncertain(sense: str) -> None:
    assert not find(INDEX, sense).low_confidence


def test_a_place_alone_is_no_answer_to_a_need() -> None:
    index = an_index(a_service("a", "Aaa", nis="21009"))

    assert not find(index, "ixelles").low_confidence
    assert find(index, "pizza ixelles").low_confidence
    assert find(index, "pizza 1050 ixelles").low_confidence


def test_every_keystroke_of_a_name_keeps_its_service_in_sight() -> None:
    name = "maraude"
    for end in range(1, len(name) + 1):
        assert "rue" in ids(INDEX, name[:end])[:3], name[:end]


@given(st.text(max_size=300))
def test_no_text_breaks_the_search(query: str) -> None:
    found = find(INDEX, query)

    assert list(found.hits) == sorted(found.hits, key=lambda hit: -hit.score)
    assert all(hit.reasons for hit in found.hits)
    assert find(INDEX, query) == found


@pytest.mark.parametrize(
    "paste",
    [
        "a" * 10_000,
        "logement " * 1_200,
        "ﷺ" * 10_000,
        "1" * 10_000,
        "\ud800" * 10_000,
        "é'-" * 5_000,
    ],
)
def test_a_long_paste_is_answered_at_once(paste: str) -> None:
    before = time.perf_counter()
    find(INDEX, paste)

    assert time.perf_counter() - before < 0.5


def test_a_name_that_only_differs_by_id_is_always_in_the_same_order() -> None:
    services = [a_service(id_, "Le Gué", terms=[HOUSING]) for id_ in "cab"]

    assert ids(an_index(*services), "gué") == ["a", "b", "c"]
    assert ids(an_index(*reversed(services)), "logement") == ["a", "b", "c"]


@given(st.text(alphabet="abcdefgimnoprstu ", min_size=1, max_size=30), st.integers(0, 4))
def test_another_service_never_takes_the_place_of_an_exact_name(name: str, place: int) -> None:
    known = [
        a_service("exact", "La Margelle"),
        a_service("longer", "Margelle du Nord"),
        a_service("told", "Aaa", description="margelle"),
    ]
    known.insert(place, a_service("new", f"{name} zz"))

    assert ids(an_index(*known), "la margelle")[0] == "exact"


def test_an_empty_offer_answers_with_nothing_found() -> None:
    assert find(an_index(), "logement") == Found(low_confidence=True, unanswered=("logement",))


def test_the_list_is_no_longer_than_asked() -> None:
    assert len(find(INDEX, "margelle", limit=1).hits) == 1
    assert find(INDEX, "margelle", limit=0).hits == ()


def test_of_two_ways_to_read_a_name_the_better_one_counts() -> None:
    also = a_service("also", "Thuisverpleging", also="thuis verpleging")
    index = an_index(also, a_service("only", "Thuisverpleging"))

    scores = {str(hit.service_id): hit.score for hit in find(index, "thuis verpleging").hits}

    assert scores["also"] >= scores["only"]
