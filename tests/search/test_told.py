"""What services say they do: a sentence of one kind of help is a way to ask for it."""

from dataclasses import replace

import pytest

from helpdesk_desktop.search.finder import find
from helpdesk_desktop.search.needs.told import LONGEST, SHORTEST, ToldBuilder
from helpdesk_domain.offer import Service, TermId
from tests.search.offers import a_service, an_index
from tests.search.small_offer import DEBTS, DENTIST, NURSING, WOMEN

TELLING = "Nous passons chez les gens avec une trousse"


def told(*services: Service) -> dict[str, list[str]]:
    builder = ToldBuilder()
    for number, service in enumerate(services):
        builder.add(number, service)
    return {str(term): list(said) for term, said in builder.built().items()}


def test_a_sentence_that_two_services_of_one_kind_tell_is_learnt() -> None:
    one = a_service("a", "Aaa", terms=[NURSING], description=f"{TELLING}. Ouvert le matin")
    two = a_service("b", "Bbb", terms=[NURSING], description=f"Bienvenue ! {TELLING}\nFermé")

    assert told(one, two) == {"nursing": [TELLING]}
    assert told(one) == {}


def test_a_sentence_that_many_kinds_of_help_tell_is_typical_of_none() -> None:
    def of(*terms: str) -> list[Service]:
        kinds = {"nursing": NURSING, "debts": DEBTS, "dentist": DENTIST}
        return [
            a_service(f"{n}", "Aaa", terms=[kinds[term]], description=TELLING)
            for n, term in enumerate(terms)
        ]

    assert told(*of("nursing", "debts", "dentist")) == {}
    assert told(*of("nursing", "nursing", "debts", "dentist")) == {"nursing": [TELLING]}
    assert told(*of("nursing", "nursing", "debts", "debts", "dentist")) == {}


@pytest.mark.parametrize(
    ("letters", "learnt"),
    [(SHORTEST - 1, False), (SHORTEST, True), (LONGEST, True), (LONGEST + 1, False)],
)
def test_a_word_says_too_little_and_a_whole_paragraph_too_much(letters: int, learnt: bool) -> None:
    same = [
        a_service(f"{n}", "Aaa", terms=[NURSING], description="x" * letters + ".") for n in range(2)
    ]

    assert bool(told(*same)) is learnt


def test_a_sentence_belongs_to_the_kind_of_help_that_is_named_first_groups_left_out() -> None:
    same = [
        a_service(f"{n}", "Aaa", terms=[WOMEN, DEBTS, NURSING], description=TELLING)
        for n in range(2)
    ]

    assert told(*same) == {"debts": [TELLING]}


def test_a_service_without_a_kind_of_help_teaches_nothing_of_one() -> None:
    same = [a_service(f"{n}", "Aaa", terms=[WOMEN], description=TELLING) for n in range(2)]

    assert told(*same).keys() <= {""}
    assert find(an_index(*same), "une trousse").hits[0].service_id == "0"


def test_a_term_known_by_its_id_alone_counts() -> None:
    named = a_service("a", "Aaa", terms=[NURSING], description=TELLING)
    bare = replace(named, attributes=(replace(named.attributes[0], taxonomy_term=None),))

    assert told(named, bare) == {TermId("nursing"): [TELLING]}


def test_a_dutch_question_finds_a_service_that_says_nothing_in_dutch() -> None:
    def both(id_: str) -> Service:
        texts = {"fr": {"name": id_}, "nl": {"name": id_, "description": "Wij wassen uw haren"}}
        return replace(a_service(id_, id_, terms=[NURSING]), translations=texts)

    index = an_index(
        both("a"),
        both("b"),
        a_service("french", "Zzz", terms=[NURSING], description="Toilette"),
        a_service("other", "Yyy", terms=[DEBTS]),
    )

    found = find(index, "iemand die mijn haren wast")

    assert {hit.service_id for hit in found.hits[:3]} == {"a", "b", "french"}
    assert all(hit.score > found.hits[3].score for hit in found.hits[:3])
    assert found.recognised[0].key == "nursing"
