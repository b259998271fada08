"""Danger to life and a wish to die are told before any service, and move none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.search.finder import Index, build_index, find
from helpdesk_desktop.search.needs.learning import learn_needs
from helpdesk_desktop.search.needs.meant import Needs
from helpdesk_domain.lexicon import Saying, SayingKind, phrases_of
from helpdesk_domain.lexicon_file import shipped_lexicon
from tests.search.offers import a_service, a_term

HEART = a_term("heart", "Réadaptation cardiaque", nl="Hartrevalidatie", parent="x")
TEETH = a_term("teeth", "Dentiste", nl="Tandarts", parent="x")


@pytest.fixture(scope="module")
def index() -> Index:
    services = [a_service("heart", "Aaa", terms=[HEART]), a_service("teeth", "Bbb", terms=[TEETH])]
    terms = {term.id: term for term in (HEART, TEETH)}
    lexicon = {
        **shipped_lexicon(),
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
        "AVC",
        "beroerte",
        "mon père a fait un infarctus",
        "mon père fait un infarctus",
        "ma voisine a fait un infarctus à Molenbeek",
        "mijn moeder heeft net een hartaanval gekregen",
        "je vais me tuer",
        "elle dit quelle va se tuer ce soir",
        "ik ga er vanavond een einde aan maken",
    ],
)
def test_danger_to_life_is_told(index: Index, query: str) -> None:
    assert find(index, query).urgent


@pytest.mark.parametrize(
    "query",
    [
        "dentiste",
        "la gencive saigne un peu",
        "réadaptation cardiaque",
        "tandarts",
        "rue haute 112",
        "",
        "il a fait un infarctus il y a deux ans",
        "revalidation après un infarctus",
        "hij heeft twee jaar geleden een hartinfarct gehad",
        "prévention du suicide",
        "rouw na zelfdoding",
        "mon ami s'est suicidé il y a six mois",
        "demande d'euthanasie",
    ],
)
def test_an_ordinary_need_is_no_danger(index: Index, query: str) -> None:
    assert not find(index, query).is_for_life


@pytest.mark.parametrize(
    "query",
    [
        "je vais me tuer",
        "elle veut se suicider",
        "elle dit quelle va se tuer ce soir",
        "j'ai envie de mourir",
        "mijn zoon wil dood",
        "ik wil niet meer leven",
        "ze zegt dat ze zelfmoord gaat plegen",
    ],
)
def test_who_listens_is_told_of_somebody_who_may_want_to_die(index: Index, query: str) -> None:
    french = [line.number for line in find(index, query).listening]
    dutch = [line.number for line in find(index, query, language="nl").listening]

    assert french == ["080032123", "107", "1813", "106"]
    assert dutch == ["1813", "106", "080032123", "107"]


def test_whoever_is_told_of_takes_nothing_away_from_danger(index: Index) -> None:
    for whom in ("il", "mon père", "ma belle-mère", "le voisin de ma sœur", "mon petit garçon"):
        assert find(index, f"{whom} fait un infarctus").urgent
    for whom in ("hij", "mijn vader", "onze buurvrouw", "de vriend van mijn zus"):
        assert find(index, f"{whom} heeft een hartinfarct").urgent


def test_words_around_danger_take_nothing_away_from_it(index: Index) -> None:
    said = "bonjour madame je vous appelle parce que ma mère ne respire plus que dois-je faire"

    assert find(index, said).urgent


def test_danger_is_heard_where_its_words_have_a_slip(index: Index) -> None:
    assert find(index, "mon pere fait un infartus").urgent


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

    shares = needs.apart_from_danger(likely)

    others = sum(weights[need] for need in numbers if need not in urgent)
    assert shares == pytest.approx(
        [0.0 if need in urgent else weights[need] / others for need in numbers]
    )


def test_danger_is_taught_by_a_table_and_unknown_without_it() -> None:
    assert not find(build_index([a_service("a", "Aaa")], {}), "il ne respire plus").urgent


def test_a_word_of_danger_is_never_corrected(index: Index) -> None:
    assert find(index, "ik wil dood").corrected == ()
