"""« Sans mutuelle », « gratis »: conditions beside a need, and a need when nothing else is said."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.search.answer import ReasonKind, RecognisedKind
from helpdesk_desktop.search.facets.wishes import LONGEST, wish_at
from helpdesk_desktop.search.finder import find
from helpdesk_desktop.search.wanted import Facet
from helpdesk_desktop.search.words.tokens import tokens
from tests.search.offers import a_service, a_term, an_index
from tests.search.small_offer import CALLERS, NURSING

COVER = a_term("cover", "Mutualité", nl="Ziekenfonds", parent="money")
OFFER = an_index(
    replace(a_service("paid", "Aaa", terms=[NURSING]), fees_description="10 €"),
    replace(a_service("free", "Bbb", terms=[NURSING]), fees_description="Gratuit"),
    replace(
        a_service("open", "Ccc", terms=[NURSING]), eligibility_description="Avec ou sans mutuelle"
    ),
    a_service("cover", "Ddd", terms=[COVER]),
    lexicon={
        **CALLERS,
        "cover": ["plus en ordre de mutuelle", "overstappen naar een ander ziekenfonds"],
    },
)


@pytest.mark.parametrize(
    ("typed", "taken", "facet"),
    [
        ("gratis", 1, Facet.FREE),
        ("gratuit pour tous", 1, Facet.FREE),
        ("kosteloos", 1, Facet.FREE),
        ("sans mutuelle", 2, Facet.WITHOUT_COVER),
        ("plus de mutuelle du tout", 3, Facet.WITHOUT_COVER),
        ("pas de la mutualité", 4, Facet.WITHOUT_COVER),
        ("plus d'une mutuelle", 4, Facet.WITHOUT_COVER),
        ("zonder ziekenfonds", 2, Facet.WITHOUT_COVER),
        ("geen ziekteverzekering", 2, Facet.WITHOUT_COVER),
        ("niet meer ziekteverzekerd", 3, Facet.WITHOUT_COVER),
        ("aucune couverture", 2, Facet.WITHOUT_COVER),
        ("pas en ordre de mutuelle, dentiste", 5, Facet.WITHOUT_COVER),
        ("niet in orde met ziekenfonds", 5, Facet.WITHOUT_COVER),
        ("onverzekerd", 1, Facet.WITHOUT_COVER),
        ("niet verzekerd", 2, Facet.WITHOUT_COVER),
        ("geen verzekering", 2, Facet.WITHOUT_COVER),
        ("pas assurée", 2, Facet.WITHOUT_COVER),
        ("sans assurance auto", 0, None),
        ("mutuelle", 0, None),
        ("sans", 0, None),
        ("sans de la", 0, None),
        ("sans papiers", 0, None),
        ("sans papiers ni mutuelle", 0, None),
        ("pas de la d'une mutuelle", 0, None),
        ("avec mutuelle", 0, None),
    ],
)
def test_a_condition_takes_the_words_it_is_said_with(
    typed: str, taken: int, facet: Facet | None
) -> None:
    assert wish_at(tokens(typed)) == (taken, facet)


@pytest.mark.parametrize("denied", ["niet", "pas", "geen", "non"])
def test_what_is_denied_is_no_wish(denied: str) -> None:
    assert wish_at(["gratis"], [denied]) == (0, None)
    assert wish_at(["gratis"], ["tandarts"]) == (1, Facet.FREE)


WORDS = ["sans", "plus", "de", "la", "mutuelle", "gratis", "zonder", "ziekenfonds", "plaie"]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_a_condition_never_takes_more_words_than_there_are(words: list[str]) -> None:
    taken, facet = wish_at(words)

    assert 0 <= taken <= min(len(words), LONGEST)
    assert bool(taken) == (facet is not None)


@pytest.mark.parametrize(
    ("typed", "first", "said", "key"),
    [
        ("pansement gratis", "free", "gratis", Facet.FREE),
        ("gratis pansement", "free", "gratis", Facet.FREE),
        ("verband verversen kosteloos", "free", "kosteloos", Facet.FREE),
        ("pansement sans mutuelle", "open", "sans mutuelle", Facet.WITHOUT_COVER),
        ("je n'ai plus de mutuelle et une plaie", "open", "plus de mutuelle", Facet.WITHOUT_COVER),
        ("een wonde zonder ziekenfonds", "open", "zonder ziekenfonds", Facet.WITHOUT_COVER),
    ],
)
def test_a_condition_puts_first_who_grants_it_and_removes_nobody(
    typed: str, first: str, said: str, key: Facet
) -> None:
    found = find(OFFER, typed)

    assert found.hits[0].service_id == first
    assert {hit.service_id for hit in found.hits[:3]} == {"paid", "free", "open"}
    told = [it for it in found.recognised if it.kind is RecognisedKind.CONDITION]
    assert [(it.typed, it.name, it.key) for it in told] == [(said, said, key)]
    reasons = [(r.kind, r.word) for r in found.hits[0].reasons]
    assert (ReasonKind.CONDITION, said) in reasons
    assert all(ReasonKind.CONDITION not in {r.kind for r in hit.reasons} for hit in found.hits[1:])


def test_a_condition_narrows_a_need_down_and_never_outweighs_it() -> None:
    index = an_index(
        replace(a_service("need", "Aaa", terms=[NURSING]), fees_description="10 €"),
        replace(a_service("free", "Bbb", terms=[COVER]), fees_description="Gratis"),
        lexicon=CALLERS,
    )

    assert [hit.service_id for hit in find(index, "pansement gratis").hits] == ["need", "free"]


@pytest.mark.parametrize(
    "typed", ["plus de mutuelle", "sans mutuelle", "zonder ziekenfonds", "sans mutuelle ixelles"]
)
def test_a_condition_and_nothing_else_is_the_need(typed: str) -> None:
    found = find(OFFER, typed)

    assert found.hits[0].service_id == "cover"
    assert not [it for it in found.recognised if it.kind is RecognisedKind.CONDITION]
    assert [it.key for it in found.recognised if it.kind is RecognisedKind.NEED] == ["cover"]
    assert not found.low_confidence


def test_a_condition_that_is_refused_is_words_again() -> None:
    found = find(OFFER, "pansement sans mutuelle", refused=frozenset({Facet.WITHOUT_COVER}))

    assert RecognisedKind.CONDITION not in {it.kind for it in found.recognised}
    assert "cover" in {hit.service_id for hit in found.hits}
    assert "cover" not in {hit.service_id for hit in find(OFFER, "pansement sans mutuelle").hits}
