"""Two needs in one sentence: both among the first, and who answers both before all."""

import pytest

from helpdesk_desktop.search.answer import Found, RecognisedKind
from helpdesk_desktop.search.finder import find
from helpdesk_desktop.search.ranking.confidence import NEAR
from tests.search.offers import a_service, an_index
from tests.search.small_offer import CALLERS, DEBTS, DENTIST, NURSING, OFFER, SHELTER

DEBTS_ONLY = [a_service(f"debts{n}", f"Aaa {n}", terms=[DEBTS]) for n in range(9)]
TEETH_ONLY = [a_service(f"teeth{n}", f"Bbb {n}", terms=[DENTIST]) for n in range(9)]
BOTH = a_service("both", "Zzz", terms=[SHELTER, DEBTS, DENTIST])
"""Neither need is what it names first."""
BOTH_TOLD = "un huissier pour mes meubles et une gencive gonflée"


def needs(found: Found) -> set[str]:
    return {it.key for it in found.recognised if it.kind is RecognisedKind.NEED}


@pytest.mark.parametrize(
    ("sentence", "two"),
    [
        ("un huissier pour mes meubles et une gencive gonflée", {"debts", "dentist"}),
        ("rembourser mes crédits et une plaie qui ne guérit pas", {"debts", "nursing"}),
        ("ik slaap in de auto en mijn tandvlees bloedt", {"shelter", "dentist"}),
        ("on dort dehors et mijn kroon is gebroken", {"shelter", "dentist"}),
    ],
)
def test_two_needs_are_both_understood_and_both_lead(sentence: str, two: set[str]) -> None:
    found = find(OFFER, sentence)

    assert {str(hit.service_id) for hit in found.hits[:2]} == two
    assert needs(found) == two
    assert found.likely >= 2
    assert not found.low_confidence


def test_the_second_need_is_likely_however_few_words_speak_of_it() -> None:
    found = find(OFFER, "un huissier et une plaie")

    assert found.hits[1].score < NEAR * found.hits[0].score
    assert found.likely == 2


def test_the_second_need_is_in_sight_however_many_answer_the_first() -> None:
    index = an_index(*DEBTS_ONLY, *TEETH_ONLY, lexicon=CALLERS)

    first, second, *_others = find(index, BOTH_TOLD).hits

    assert {str(hit.service_id)[:5] for hit in (first, second)} == {"debts", "teeth"}


def test_a_service_that_answers_both_stands_before_those_that_answer_one() -> None:
    index = an_index(*DEBTS_ONLY, BOTH, *TEETH_ONLY, lexicon=CALLERS)

    found = find(index, BOTH_TOLD)

    assert found.hits[0].service_id == "both"
    assert len(found.hits) == len({hit.service_id for hit in found.hits}) == 19


def test_one_need_told_at_length_is_not_two() -> None:
    index = an_index(*DEBTS_ONLY, *TEETH_ONLY, lexicon=CALLERS)

    found = find(
        index, "un huissier vient saisir mes meubles car je ne sais plus payer mes crédits"
    )

    assert needs(found) == {"debts"}
    assert all(str(hit.service_id).startswith("debts") for hit in found.hits[:9])


def test_one_word_of_another_need_does_not_outweigh_a_sentence() -> None:
    found = find(OFFER, "le pansement de la plaie de ma mère ne tient pas dehors")

    assert found.hits[0].service_id == "nursing"
    assert needs(found) == {"nursing"}


def test_two_needs_in_a_commune_are_each_sought_there() -> None:
    index = an_index(
        a_service("debts-far", "Aaa", terms=[DEBTS], nis="21016"),
        a_service("debts-there", "Bbb", terms=[DEBTS], nis="21009"),
        a_service("teeth-far", "Ccc", terms=[DENTIST], nis="21016"),
        a_service("teeth-there", "Ddd", terms=[DENTIST], nis="21009"),
        a_service("other", "Eee", terms=[NURSING, SHELTER], nis="21009"),
        lexicon=CALLERS,
    )

    hits = find(index, f"{BOTH_TOLD} ixelles").hits

    assert {str(hit.service_id) for hit in hits[:2]} == {"debts-there", "teeth-there"}
    assert {str(hit.service_id) for hit in hits[2:4]} == {"debts-far", "teeth-far"}


def test_a_need_that_is_refused_leaves_the_other_one() -> None:
    found = find(OFFER, BOTH_TOLD, refused=frozenset({"debts"}))

    assert found.hits[0].service_id == "dentist"
    assert needs(found) == {"dentist"}
