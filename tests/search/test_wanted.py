"""What an answer is narrowed down by: each facet, what it lets through, and its numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk_desktop.search.wanted import EVERYTHING, YES, Facet, Wanted
from helpdesk_domain.offer import Schedule, Service, ServiceArea, ServiceStatus, Translations
from helpdesk_domain.territory import communes
from helpdesk_domain.week import WEEK
from tests.search.offers import a_service, a_term, an_index

IXELLES, UCCLE = "urn:be:nis:21009", "urn:be:nis:21016"
WOMEN = a_term("women", "femmes", taxonomy="target_group")
MEN = a_term("men", "hommes", taxonomy="target_group")
EVERYBODY = a_term("tous", "tout public", taxonomy="target_group")
NURSING = a_term("nursing", "Soins infirmiers")
MONDAY_10: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""Monday 2 March 2026, 10:00 in Brussels."""


def kept(services: Sequence[Service], wanted: Wanted) -> list[str]:
    """The ids of those of `services` that have what is `wanted`."""
    allowed = an_index(*services).facets.allowed(wanted)
    return [str(service.id) for number, service in enumerate(services) if allowed[number]]


def wish(facet: Facet, *values: str, now: datetime | None = None) -> Wanted:
    return Wanted({facet: frozenset(values or [YES])}, now)


def counted(
    services: Sequence[Service], wanted: Wanted = EVERYTHING
) -> Mapping[Facet, Mapping[str, int]]:
    return an_index(*services).facets.counts(range(len(services)), wanted)


def open_from(id_: str, *hours: tuple[str, str, str]) -> Service:
    schedules = tuple(Schedule(byday=day, opens_at=a, closes_at=b) for day, a, b in hours)
    return replace(a_service(id_, id_), schedules=schedules)


def test_who_wants_nothing_in_particular_gets_everything() -> None:
    services = [a_service("a", "Aaa"), a_service("b", "Bbb")]

    assert kept(services, EVERYTHING) == ["a", "b"]
    assert kept(services, Wanted({Facet.COMMUNE: frozenset()})) == ["a", "b"]
    assert kept([], EVERYTHING) == []


def test_a_service_is_of_the_commune_it_lies_in_and_of_each_it_serves() -> None:
    areas = tuple(ServiceArea(uri=f"urn:be:nis:{commune.nis}") for commune in communes())
    services = [
        a_service("there", "Aaa", nis="21009"),
        replace(a_service("everywhere", "Bbb"), service_areas=areas),
        a_service("elsewhere", "Ccc", nis="21016"),
    ]

    assert kept(services, wish(Facet.COMMUNE, IXELLES)) == ["there", "everywhere"]
    assert kept(services, wish(Facet.COMMUNE, IXELLES, UCCLE)) == [
        "there",
        "everywhere",
        "elsewhere",
    ]
    assert sorted(counted(services)[Facet.COMMUNE].values()) == [1] * 17 + [2, 2]


def test_a_community_is_the_languages_the_record_is_described_in() -> None:
    dutch = replace(a_service("nl", "Bbb"), translations={"nl": {"name": "Bbb"}})
    english = replace(a_service("en", "Ddd"), translations={"en": {"name": "Ddd"}})
    services = [a_service("fr", "Aaa"), dutch, a_service("both", "Ccc", nl="Ccc"), english]

    assert kept(services, wish(Facet.COMMUNITY, "fr")) == ["fr"]
    assert kept(services, wish(Facet.COMMUNITY, "nl", "both")) == ["nl", "both"]
    assert counted(services)[Facet.COMMUNITY] == {"fr": 1, "nl": 1, "both": 1}


def test_a_third_language_of_a_record_makes_no_other_community_of_it() -> None:
    texts: Translations = {"de": {}, "en": {}, "fr": {}, "nl": {}}
    services = [
        replace(a_service("fr", "Aaa"), translations={"de": {}, "fr": {}}),
        replace(a_service("both", "Bbb"), translations=texts),
    ]

    assert kept(services, wish(Facet.COMMUNITY, "fr")) == ["fr"]
    assert kept(services, wish(Facet.COMMUNITY, "both")) == ["both"]


def test_a_service_is_of_each_language_it_works_in() -> None:
    services = [a_service("a", "Aaa", speaks=["fr", "ar-MA"]), a_service("b", "Bbb", speaks=["nl"])]

    assert kept(services, wish(Facet.LANGUAGE, "ar")) == ["a"]
    assert counted(services)[Facet.LANGUAGE] == {"fr": 1, "ar": 1, "nl": 1}


def test_a_service_is_of_the_groups_its_record_names_and_of_no_other() -> None:
    services = [
        a_service("hers", "Aaa", terms=[WOMEN, NURSING]),
        a_service("all", "Bbb", terms=[EVERYBODY]),
        a_service("his", "Ccc", terms=[MEN, MEN]),
    ]

    assert kept(services, wish(Facet.GROUP, "women")) == ["hers"]
    assert kept(services, wish(Facet.GROUP, "women", "tous")) == ["hers", "all"]
    assert counted(services)[Facet.GROUP] == {"women": 1, "tous": 1, "men": 1}


def test_a_group_known_by_its_id_alone_is_one_of_the_taxonomy() -> None:
    hers = a_service("hers", "Aaa", terms=[WOMEN])
    bare = replace(hers, attributes=(replace(hers.attributes[0], taxonomy_term=None),))

    index = an_index(bare, terms=[WOMEN])

    assert index.facets.counts([0], EVERYTHING)[Facet.GROUP] == {"women": 1}


@pytest.mark.parametrize(
    ("hours", "opened"),
    [
        ([("MO", "10:00", "12:00")], True),
        ([("MO", "08:00", "10:00")], False),
        ([("MO", "08:00", "09:30"), ("MO", "09:45", "12:00")], True),
        ([("MO", "08:00", "09:30"), ("MO", "10:01", "12:00")], False),
        ([("MO", "08:00", "11:00"), ("MO", "09:00", "10:00")], True),
        ([("TU", "08:00", "12:00")], False),
        ([("SU", "20:00", "11:00")], True),
        ([("SA", "20:00", "11:00")], False),
        ([], False),
    ],
)
def test_a_service_is_open_when_its_hours_say_so(
    hours: Sequence[tuple[str, str, str]], opened: bool
) -> None:
    services = [open_from("other", ("MO", "06:00", "07:00")), open_from("a", *hours)]

    found = kept(services, wish(Facet.OPEN_NOW, now=MONDAY_10))

    assert found == (["a"] if opened else [])


def test_open_now_moves_with_the_clock_of_brussels() -> None:
    services = [open_from("a", ("MO,TU,WE,TH,FR,SA,SU", "09:00", "17:00"))]

    def open_at(now: datetime) -> bool:
        return bool(kept(services, wish(Facet.OPEN_NOW, now=now)))

    assert not open_at(datetime(2026, 3, 2, 7, 59, tzinfo=UTC))
    assert open_at(datetime(2026, 3, 2, 8, 0, tzinfo=UTC))
    assert open_at(datetime(2026, 7, 6, 7, 0, tzinfo=UTC))
    assert not open_at(datetime(2026, 7, 6, 15, 0, tzinfo=UTC))


@pytest.mark.parametrize("hour", [0, 1, 10, 20, 21])
def test_on_a_public_holiday_only_who_never_closes_is_known_to_be_open(hour: int) -> None:
    week = "MO,TU,WE,TH,FR,SA,SU"
    services = [
        open_from("always", (week, "00:00", "24:00")),
        open_from("in two", (week, "00:00", "12:00"), (week, "12:00", "24:00")),
        open_from("every day", (week, "08:00", "23:00")),
        open_from("not on Sundays", ("MO,TU,WE,TH,FR,SA", "00:00", "24:00")),
    ]
    labour_day = datetime(2026, 5, 1, hour, tzinfo=UTC)

    assert kept(services, wish(Facet.OPEN_NOW, now=labour_day)) == ["always", "in two"]


def test_the_day_after_a_public_holiday_hours_speak_again() -> None:
    services = [open_from("a", ("MO,TU,WE,TH,FR,SA,SU", "08:00", "18:00"))]

    assert kept(services, wish(Facet.OPEN_NOW, now=datetime(2026, 5, 2, 10, tzinfo=UTC))) == ["a"]


def test_a_service_that_is_closed_down_is_not_open_whatever_its_hours() -> None:
    closed = replace(
        open_from("a", ("MO", "08:00", "18:00")), status=ServiceStatus.TEMPORARILY_CLOSED
    )

    assert kept([closed], wish(Facet.OPEN_NOW, now=MONDAY_10)) == []


def test_without_a_moment_nothing_is_told_of_who_is_open() -> None:
    services = [open_from("a", ("MO", "08:00", "18:00"))]

    assert counted(services)[Facet.OPEN_NOW] == {}
    assert counted(services, Wanted(now=MONDAY_10))[Facet.OPEN_NOW] == {YES: 1}
    assert kept(services, wish(Facet.OPEN_NOW)) == []


def test_the_count_of_a_value_heeds_the_other_facets_and_not_its_own() -> None:
    services = [
        a_service("1", "Aaa", nis="21009", speaks=["ar"]),
        a_service("2", "Bbb", nis="21009", speaks=["tr"]),
        a_service("3", "Ccc", nis="21016", speaks=["ar"]),
        a_service("4", "Ddd", nis="21016", speaks=["ar"]),
    ]
    wanted = Wanted(
        {Facet.COMMUNE: frozenset([IXELLES]), Facet.LANGUAGE: frozenset(["ar"])},
    )

    counts = counted(services, wanted)

    assert (counts[Facet.COMMUNE][IXELLES], counts[Facet.COMMUNE][UCCLE]) == (1, 2)
    assert counts[Facet.LANGUAGE] == {"ar": 1, "tr": 1}
    assert counts[Facet.COMMUNITY] == {"fr": 1}


def test_a_value_that_no_service_has_lets_nothing_through() -> None:
    assert kept([a_service("a", "Aaa")], wish(Facet.LANGUAGE, "zz")) == []


@dataclass(frozen=True)
class Traits:
    """What a made-up service has, in words that a test can recount by hand."""

    communes: frozenset[str]
    described: frozenset[str]
    languages: frozenset[str]
    groups: frozenset[str]
    hours: tuple[tuple[int, int, int], ...]
    without_cover: bool
    free: bool

    def service(self, number: int) -> Service:
        named = [term for term in (WOMEN, MEN, EVERYBODY) if term.id in self.groups]
        schedules = [
            Schedule(byday=WEEK[day], opens_at=_clock(opens), closes_at=_clock(closes))
            for day, opens, closes in self.hours
        ]
        return replace(
            a_service(str(number), "Aaa", speaks=sorted(self.languages), terms=named),
            service_areas=tuple(ServiceArea(uri=uri) for uri in self.communes),
            translations={language: {"name": "Aaa"} for language in self.described},
            schedules=tuple(schedules),
            eligibility_description="Avec ou sans mutuelle" if self.without_cover else "",
            fees_description="Gratis" if self.free else "10 €",
        )

    def values(self, facet: Facet, now: datetime) -> frozenset[str]:
        both = frozenset(["both"]) if len(self.described) == 2 else self.described
        held = {
            Facet.COMMUNE: self.communes,
            Facet.COMMUNITY: both,
            Facet.LANGUAGE: self.languages,
            Facet.GROUP: self.groups,
            Facet.OPEN_NOW: frozenset([YES] if self.is_open(now) else []),
            Facet.WITHOUT_COVER: frozenset([YES] if self.without_cover else []),
            Facet.FREE: frozenset([YES] if self.free else []),
        }
        return held[facet]

    def is_open(self, now: datetime) -> bool:
        local = now + timedelta(hours=1)
        moment = local.weekday() * 1440 + local.hour * 60 + local.minute
        for day, opens, closes in self.hours:
            length = (closes - opens) % 1440
            if (moment - day * 1440 - opens) % (7 * 1440) < length:
                return True
        return False


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def some(*values: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values))


HOURS = st.tuples(st.integers(0, 6), st.integers(0, 1438), st.integers(0, 1438)).filter(
    lambda hours: hours[1] != hours[2]
)
TRAITS = st.builds(
    Traits,
    communes=some(IXELLES, UCCLE, "urn:be:nis:21001"),
    described=some("fr", "nl"),
    languages=some("fr", "nl", "ar"),
    groups=some("women", "men", "tous"),
    hours=st.lists(HOURS, max_size=8).map(tuple),
    without_cover=st.booleans(),
    free=st.booleans(),
)
WISHES = st.fixed_dictionaries(
    {},
    optional={
        Facet.COMMUNE: some(IXELLES, UCCLE, "urn:be:nis:21002"),
        Facet.COMMUNITY: some("fr", "nl", "both"),
        Facet.LANGUAGE: some("fr", "ar", "tr"),
        Facet.GROUP: some("women", "tous"),
        Facet.OPEN_NOW: some(YES),
        Facet.WITHOUT_COVER: some(YES),
        Facet.FREE: some(YES),
    },
)
A_WEEK_WITHOUT_HOLIDAYS = st.integers(0, 7 * 1440 - 1).map(
    lambda minutes: MONDAY_10 + timedelta(minutes=minutes)
)


@settings(max_examples=80)
@given(st.lists(TRAITS, max_size=20), WISHES, A_WEEK_WITHOUT_HOLIDAYS, st.sets(st.integers(0, 19)))
def test_what_is_let_through_and_counted_is_what_a_recount_by_hand_gives(
    traits: list[Traits],
    wishes: dict[Facet, frozenset[str]],
    now: datetime,
    numbers: set[int],
) -> None:
    facets = an_index(*(each.service(number) for number, each in enumerate(traits))).facets
    found = [number for number in numbers if number < len(traits)]
    wanted = Wanted(wishes, now)

    def passes(each: Traits, asked: Iterable[Facet]) -> bool:
        wished = ((facet, wishes.get(facet)) for facet in asked)
        return all(not values or values & each.values(facet, now) for facet, values in wished)

    assert list(facets.allowed(wanted)) == [passes(each, Facet) for each in traits]
    for facet, counts in facets.counts(found, wanted).items():
        others = [other for other in Facet if other is not facet]
        among = [traits[number] for number in found if passes(traits[number], others)]
        seen = {value for each in traits for value in each.values(facet, now)}
        assert seen <= counts.keys()
        for value, count in counts.items():
            assert count == sum(value in each.values(facet, now) for each in among)
