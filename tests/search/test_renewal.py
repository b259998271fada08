"""An index that follows the offer answers as one built from nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk_desktop.search.answer import Found
from helpdesk_desktop.search.finder import Index, build_index, find
from helpdesk_desktop.search.renewal import renew
from helpdesk_desktop.search.wanted import YES, Facet, Wanted
from helpdesk_domain.offer import Schedule, Service, ServiceId, ServiceStatus
from tests.search.offers import a_service, a_term, an_index, ids

CARE = a_term("care", "Soins", nl="Zorg")
NURSE = a_term("nurse", "Soins infirmiers", nl="Thuisverpleging", says=["piqûre"], parent="care")
DEBTS = a_term("debts", "Médiation de dettes", nl="Schuldbemiddeling", acronyms=["MDD"])
WOMEN = a_term("women", "femmes", nl="vrouwen", taxonomy="target_group")
TERMS: Final = {term.id: term for term in (CARE, NURSE, DEBTS, WOMEN)}
STREETS: Final = {
    "Rue des Verriers": "Glasblazersstraat",
    "Rue du Puits": "Putstraat",
}
MORNING: Final = (Schedule(byday="MO", opens_at="08:00", closes_at="12:00"),)
SETTLED: Final = tuple(
    replace(
        a_service(f"settled-{n}", f"Settled {n}", street=f"{fr} 1", straat=f"{nl} 1", terms=[term]),
        schedules=MORNING,
    )
    for n, ((fr, nl), term) in enumerate(
        zip([*STREETS.items()] * 2, [NURSE, DEBTS, WOMEN, CARE], strict=True)
    )
)
"""They keep each kind of help in use, and each street known by both its names."""

WORDS: Final = (
    "Margelle",
    "margelles",
    "Linde",
    "Anker",
    "Saint-Gilles",
    "dettes",
    "Été",
    "Kinésithérapie",
)
NOW: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""Monday 2 March 2026, 10:00 in Brussels."""

QUERIES: Final = (
    *("margelle", "mar", "m", "margele", "la margelle du nord", "linde anker", "l'été"),
    *("thuisverpleging", "soins infirmiers ixelles", "1050", "arabe", "dettes femmes", "mdd"),
    *("glasblazersstraat 3", "rue du puits", "02 345 67 89", "024444", "bain", "gratuit bain"),
    *("quinesiterap", "pret", "xyzzy", "", "saint gilles"),
)
WISHES: Final[Sequence[Mapping[Facet, frozenset[str]]]] = (
    {},
    {Facet.COMMUNE: frozenset({"urn:be:nis:21009"})},
    {Facet.OPEN_NOW: frozenset({YES}), Facet.COMMUNITY: frozenset({"both"})},
    {Facet.LANGUAGE: frozenset({"ar"}), Facet.GROUP: frozenset({"women"})},
    {Facet.FREE: frozenset({YES})},
)

names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
schedules = st.lists(
    st.builds(
        Schedule,
        byday=st.sampled_from(["MO", "SU,MO", "TU"]),
        opens_at=st.sampled_from(["08:00", "10:00", "22:00"]),
        closes_at=st.sampled_from(["09:30", "12:00", "11:00"]),
    ),
    max_size=2,
)


@st.composite
def services(draw: st.DrawFn) -> Service:
    """A service of any kind; what two of them tell alike is too short to learn from."""
    written = draw(st.sampled_from([*STREETS, *STREETS.values(), "Quai 1"]))
    service = a_service(
        draw(st.sampled_from("abcdef")),
        draw(names),
        nl=draw(st.sampled_from(["", "De Linde"]) | names),
        also=draw(st.sampled_from(["", "LM; voorheen Het Anker"])),
        organization=draw(st.sampled_from(["", "Collectif du Puits"])),
        description=draw(st.sampled_from(["", "Bain.", "Prêt", "lit"])),
        street=f"{written} {draw(st.integers(1, 3))}",
        postcode=draw(st.sampled_from(["1000", "1050"])),
        nis=draw(st.sampled_from(["", "21009", "21013"])),
        phone=draw(st.sampled_from(["", "02 345 67 89", "+32 2 444 44 44"])),
        speaks=draw(st.lists(st.sampled_from(["fr", "nl", "ar"]), max_size=2)),
        terms=draw(st.lists(st.sampled_from([*TERMS.values()]), max_size=2)),
    )
    return replace(
        service,
        schedules=tuple(draw(schedules)),
        fees_description=draw(st.sampled_from(["", "Gratuit"])),
        status=draw(st.sampled_from([ServiceStatus.ACTIVE, ServiceStatus.TEMPORARILY_CLOSED])),
    )


@dataclass(frozen=True)
class Page:
    """What one sync brings."""

    changed: Sequence[Service]
    gone: frozenset[ServiceId]


@st.composite
def pages(draw: st.DrawFn) -> Page:
    changed = draw(st.lists(services(), max_size=4, unique_by=lambda service: service.id))
    gone = draw(st.frozensets(st.sampled_from("abcdefgh").map(ServiceId), max_size=3))
    return Page(changed, gone - {service.id for service in changed})


def built(offer: Mapping[ServiceId, Service]) -> Index:
    return build_index([*SETTLED, *offer.values()], TERMS)


def answers(index: Index) -> list[Found]:
    return [
        find(index, query, limit=20, wanted=Wanted(wishes, NOW), counted=True)
        for query in QUERIES
        for wishes in WISHES
    ]


@settings(max_examples=25)
@given(st.lists(services(), max_size=4, unique_by=lambda s: s.id), st.lists(pages(), max_size=4))
def test_after_any_changes_all_answers_are_those_of_an_index_built_from_nothing(
    first: Sequence[Service], changes: Sequence[Page]
) -> None:
    offer = {service.id: service for service in first}
    index = built(offer)
    answers(index)  # what is remembered of an answer must not outlive a change

    for page in changes:
        renew(index, page.changed, page.gone)
        offer = {id_: service for id_, service in offer.items() if id_ not in page.gone}
        offer |= {service.id: service for service in page.changed}

    assert answers(index) == answers(built(offer))
    assert len(index.services) == len(SETTLED) + len(offer)


def many(count: int = 40) -> list[Service]:
    return [a_service(f"{n}", f"Maraude {n}", terms=[NURSE]) for n in range(count)]


def test_a_service_renamed_is_found_by_its_new_name_only() -> None:
    index = an_index(*many(), a_service("a", "La Margelle", terms=[DEBTS]))

    assert renew(index, [a_service("a", "Le Relais", terms=[DEBTS])], ())

    assert ids(index, "relais") == ["a"]
    assert ids(index, "margelle") == []
    assert ids(index, "dettes") == ["a"]


def test_an_index_asks_to_be_built_anew_once_a_tenth_of_it_was_left_behind() -> None:
    index = an_index(*many(40))

    assert renew(index, many(4), ())
    assert not renew(index, many(1), ())


def test_an_index_asks_to_be_built_anew_when_a_kind_of_help_comes_into_use_or_out_of_it() -> None:
    def fresh() -> Index:
        last = a_service("last", "La Margelle", terms=[DEBTS])
        return an_index(*many(), last, terms=[*TERMS.values()])

    assert not renew(fresh(), [a_service("new", "Le Relais", terms=[WOMEN])], ())
    assert not renew(fresh(), [], [ServiceId("last")])
    assert renew(fresh(), [a_service("new", "Le Relais", terms=[DEBTS])], [ServiceId("last")])


def test_what_is_gone_twice_or_was_never_there_changes_nothing() -> None:
    index = an_index(*many())

    assert renew(index, [], [ServiceId("never")])
    assert renew(index, [], [ServiceId("3"), ServiceId("3")])

    assert len(index.services) == 39
    assert len(ids(index, "maraude")) == 39
