"""Danger to life is told before any service, and the services found stay those found without it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.search.finder import Index, build_index, find
from helpdesk_desktop.search.needs.learning import learn_needs
from helpdesk_desktop.search.needs.meant import Needs
from helpdesk_domain.lexicon import Saying, SayingKind, is_urgent, phrases_of
from helpdesk_domain.lexicon_file import shipped_lexicon
from tests.search.offers import a_service, a_term

HEART = a_term("heart", "Réadaptation cardiaque", nl="Hartrevalidatie", parent="x")
TEETH = a_term("teeth", "Dentiste", nl="Tandarts", parent="x")


@pytest.fixture(scope="module")
def index() -> Index:
    services = [a_service("heart", "Aaa", terms=[HEART]), a_service("teeth", "Bbb", terms=[TEETH])]
    terms = {term.id: term for term in (HEART, TEETH)}
    lexicon = {
        **{term: said for term, said in shipped_lexicon().items() if is_urgent(term)},
        **phrases_of(
            Saying(term, "fr", SayingKind.LAY, phrase)
            for term, phrase in (
                ("heart", "remonter en forme après une crise cardiaque"),
                ("heart", "mon cœur après l'opération"),
                ("teeth", "mal à une dent"),
                ("teeth", "la gencive qui saigne"),
            )
        ),
    }
    return build_index(services, terms, lexicon)


@pytest.mark.parametrize(
    "query",
    [
        "mon voisin a très mal dans la poitrine",
        "bébé bleu il ne respire plus",
        "zij ademt niet meer",
        "hij heeft een overdosis genomen",
        "elle perd les eaux",
        "zijn vrouw is aan het bevallen",
        "er is brand bij de buren",
        "il est là avec un couteau",
        "ze staat op het dak en wil springen",
        "112",
    ],
)
def test_danger_to_life_is_told(index: Index, query: str) -> None:
    assert find(index, query).urgent


@pytest.mark.parametrize(
    "query",
    ["dentiste", "la gencive saigne un peu", "réadaptation cardiaque", "tandarts", ""],
)
def test_an_ordinary_need_is_no_danger(index: Index, query: str) -> None:
    assert not find(index, query).urgent


def test_danger_hides_no_service(index: Index) -> None:
    found = find(index, "crise cardiaque il a perdu connaissance")

    assert found.urgent
    assert found.hits[0].service_id == "heart"


def test_112_is_danger_also_where_it_is_the_number_of_a_house() -> None:
    index = build_index([a_service("a", "Aaa", street="Rue Haute 112")], {})

    assert find(index, "112").urgent


@given(st.lists(st.floats(0.01, 1.0), min_size=2, max_size=6), st.data())
def test_danger_leaves_the_needs_as_likely_as_they_are_without_it(
    weights: list[float], data: st.DataObject
) -> None:
    numbers = range(len(weights))
    urgent = data.draw(st.frozensets(st.sampled_from(numbers), max_size=len(weights) - 1))
    needs = Needs(learn_needs([[] for _ in numbers]), [None for _ in numbers], urgent)
    likely = [weight / sum(weights) for weight in weights]

    shares, danger = needs.apart_from_danger(likely)

    assert danger == pytest.approx(sum(likely[need] for need in urgent))
    others = sum(weights[need] for need in numbers if need not in urgent)
    assert shares == pytest.approx(
        [0.0 if need in urgent else weights[need] / others for need in numbers]
    )


def test_danger_is_taught_by_a_table_and_unknown_without_it() -> None:
    assert not find(build_index([a_service("a", "Aaa")], {}), "il ne respire plus").urgent
