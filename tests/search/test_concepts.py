"""Kinds of help: the bridge between languages, and between people's words and the offer's."""

from helpdesk_desktop.search.answer import ReasonKind
from helpdesk_desktop.search.finder import find
from tests.search.offers import a_service, a_term, an_index, ids

DEBTS = a_term(
    "debts",
    "Médiation de dettes",
    nl="Schuldbemiddeling",
    says=["je ne sais plus payer mes factures"],
    acronyms=["SMD"],
    parent="money",
)
MONEY = a_term("money", "Argent et budget", nl="Geld en budget")
WOMEN = a_term("women", "femmes", nl="vrouwen", taxonomy="target_group")


def test_a_dutch_word_finds_a_service_described_in_french_only() -> None:
    index = an_index(a_service("a", "La Boussole", terms=[DEBTS]), a_service("b", "Le Gué"))

    found = find(index, "schuldbemiddeling")

    assert [hit.service_id for hit in found.hits] == ["a"]
    assert found.hits[0].reasons[0].kind is ReasonKind.CATEGORY
    assert found.hits[0].reasons[0].word == "Médiation de dettes"


def test_a_sentence_of_a_caller_and_an_acronym_find_the_kind_of_help() -> None:
    index = an_index(a_service("a", "La Boussole", terms=[DEBTS]), a_service("b", "Le Gué"))

    assert ids(index, "elle ne sait plus payer ses factures") == ["a"]
    assert ids(index, "smd") == ["a"]


def test_the_first_category_of_a_service_counts_more_than_a_later_one() -> None:
    other = a_term("other", "Vestiaire social")
    index = an_index(
        a_service("also", "Aaa", terms=[other, DEBTS]),
        a_service("mainly", "Bbb", terms=[DEBTS]),
    )

    assert ids(index, "médiation de dettes") == ["mainly", "also"]


def test_a_group_is_part_of_the_query_that_a_service_may_answer() -> None:
    index = an_index(
        a_service("all", "Aaa", terms=[DEBTS]), a_service("hers", "Bbb", terms=[DEBTS, WOMEN])
    )

    found = find(index, "dettes vrouwen")

    assert [hit.service_id for hit in found.hits] == ["hers", "all"]
    assert ReasonKind.GROUP in {reason.kind for reason in found.hits[0].reasons}


def test_a_record_filed_too_widely_is_found_by_the_kind_its_name_says() -> None:
    index = an_index(
        a_service("filed", "Aaa", terms=[DEBTS]),
        a_service("named", "Schuldbemiddeling De Linde", terms=[MONEY]),
        a_service("wide", "Ccc", terms=[MONEY]),
        terms=[DEBTS, MONEY],
    )

    assert set(ids(index, "médiation de dettes")[:2]) == {"filed", "named"}


def test_a_word_of_one_language_teaches_what_the_other_one_is_about() -> None:
    told = [
        a_service(f"nl{n}", f"Huis {n}", description="Herintegratie", terms=[DEBTS])
        for n in range(3)
    ]
    others = [
        a_service(f"x{n}", f"Maison {n}", description="Accueil", terms=[WOMEN]) for n in range(40)
    ]
    index = an_index(*told, a_service("fr", "La Boussole", terms=[DEBTS]), *others)

    found = find(index, "herintegratie")

    assert {hit.service_id for hit in found.hits} == {"nl0", "nl1", "nl2", "fr"}
    assert found.hits[-1].reasons[0].word == "Médiation de dettes"


def test_the_start_of_a_phrase_is_followed_to_its_end() -> None:
    begun = a_term("1", "Un", says=["papiers pour logement"])
    same_words = a_term("2", "Deux", says=["logement pour papiers"])
    index = an_index(
        a_service("a", "Aaa", terms=[same_words]), a_service("b", "Bbb", terms=[begun])
    )

    assert ids(index, "papiers pour lo") == ["b", "a"]


def test_a_phrase_met_whole_counts_more_than_a_longer_one_met_in_part() -> None:
    whole = a_term("1", "Psychologue")
    part = a_term("2", "Soutien scolaire par un psychologue")
    index = an_index(a_service("a", "Aaa", terms=[part]), a_service("b", "Bbb", terms=[whole]))

    assert ids(index, "je cherche psychologue ") == ["b", "a"]


def test_a_refused_kind_of_help_is_no_reason_by_any_rule() -> None:
    told = [
        a_service(f"nl{n}", f"Huis {n}", description="Herintegratie", terms=[DEBTS])
        for n in range(3)
    ]
    others = [
        a_service(f"x{n}", f"Maison {n}", description="Accueil", terms=[WOMEN]) for n in range(40)
    ]
    index = an_index(*told, a_service("fr", "La Boussole", terms=[DEBTS]), *others)

    found = find(index, "herintegratie", refused=frozenset({str(DEBTS.id)}))

    assert {hit.service_id for hit in found.hits} == {"nl0", "nl1", "nl2"}
    assert not any(r.word == "Médiation de dettes" for hit in found.hits for r in hit.reasons)
