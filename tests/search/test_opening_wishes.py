"""« Ouvert le dimanche », « ouvert ce soir », "vanavond open": who is known to be open then."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk_desktop.search.answer import Found
from helpdesk_desktop.search.facets.opening_wishes import PREFIX, open_when, opening_at
from helpdesk_desktop.search.finder import Index, find
from helpdesk_desktop.search.wanted import Wanted
from helpdesk_desktop.search.words.tokens import tokens
from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.holidays import is_public_holiday
from helpdesk_domain.offer import Schedule, Service
from helpdesk_domain.open_or_closed import open_or_closed
from helpdesk_domain.service_card import weekly_hours
from helpdesk_domain.week import WEEK
from tests.search.offers import a_service, a_term, an_index
from tests.search.test_wanted import open_from

NURSING = a_term("nursing", "Soins infirmiers", says=["infirmière"])
WEDNESDAY_15: Final = datetime(2026, 12, 2, 14, 0, tzinfo=UTC)
"""Wednesday 2 December 2026, 15:00 in Brussels."""


@pytest.mark.parametrize(
    ("typed", "taken", "key"),
    [
        ("ouvert le dimanche", 3, "6"),
        ("open op zondag", 3, "6"),
        ("dimanche ouvert", 2, "6"),
        ("ouvert le samedi après-midi", 5, "5 afternoon"),
        ("zaterdagvoormiddag open", 2, "5 morning"),
        ("ouvert ce soir", 3, "today evening"),
        ("vanavond nog open", 3, "today evening"),
        ("ouvert aujourd'hui", 3, "today"),
        ("morgen open", 2, "tomorrow"),
        ("ouvert demain matin", 3, "tomorrow morning"),
        ("'s avonds open", 3, "any evening"),
        ("ouvert le week-end", 4, "weekend"),
        ("nu open", 2, "now"),
        ("ouvert 24h/24", 3, "always"),
        ("dag en nacht open", 4, "always"),
        ("open vld", 0, ""),
        ("cœur ouvert le mois passé", 0, ""),
        ("ouvert du lundi au vendredi", 0, ""),
        ("dimanche", 0, ""),
        ("ce soir", 0, ""),
        ("droit ouvert", 0, ""),
    ],
)
def test_a_wish_is_read_with_its_moment_only(typed: str, taken: int, key: str) -> None:
    assert opening_at(tokens(typed)) == (taken, PREFIX + key if taken else "")


def test_not_open_is_no_wish() -> None:
    assert opening_at(tokens("ouvert le dimanche"), ["pas"]) == (0, "")


@pytest.fixture(scope="module")
def index() -> Index:
    hours = {
        "week": [("MO,TU,WE,TH,FR", "09:00", "17:00")],
        "sunday": [("SU", "10:00", "12:00")],
        "evening": [("WE", "17:00", "21:00")],
        "always": [(",".join(WEEK), "00:00", "23:59")],
    }
    timed = [replace(open_from(id_, *spans)) for id_, spans in hours.items()]
    silent = a_service("silent", "silent")
    return an_index(*(_nursing(service) for service in (*timed, silent)))


def _nursing(service: Service) -> Service:
    return replace(service, attributes=a_service("", "", terms=[NURSING]).attributes)


def answer(index: Index, typed: str, now: datetime = WEDNESDAY_15) -> Found:
    return find(index, typed, wanted=Wanted({}, now))


def first(index: Index, typed: str, count: int, now: datetime = WEDNESDAY_15) -> set[str]:
    return {str(hit.service_id) for hit in answer(index, typed, now).hits[:count]}


@pytest.mark.parametrize(
    ("typed", "open_then"),
    [
        ("infirmière ouverte le dimanche", {"sunday", "always"}),
        ("infirmière ce soir ouvert", {"evening", "always"}),
        ("infirmière vanavond open", {"evening", "always"}),
        ("infirmière ouverte maintenant", {"week", "always"}),
        ("infirmière ouverte demain matin", {"week", "always"}),
        ("infirmière open in het weekend", {"sunday", "always"}),
        ("infirmière ouverte 24h/24", {"always"}),
        ("infirmière ouverte la nuit", {"always"}),
    ],
)
def test_who_is_open_when_the_caller_can_go_comes_first(
    index: Index, typed: str, open_then: set[str]
) -> None:
    assert first(index, typed, len(open_then)) == open_then
    assert len(answer(index, typed).hits) == 5, "nobody is hidden"


def test_the_wish_alone_lists_who_is_open_and_is_certain(index: Index) -> None:
    found = answer(index, "ouvert le dimanche")

    assert {hit.service_id for hit in found.hits} == {"sunday", "always"}
    assert (found.low_confidence, found.unanswered, found.corrected) == (False, (), ())
    assert [it.name for it in found.recognised] == ["ouvert le dimanche"]


def test_a_wish_refused_is_words_again(index: Index) -> None:
    found = find(index, "infirmière ouverte le dimanche", refused=frozenset([f"{PREFIX}6"]))

    assert found.recognised == find(index, "infirmière").recognised


def test_what_is_over_today_does_not_count(index: Index) -> None:
    evening = WEDNESDAY_15 + timedelta(hours=6, minutes=30)

    assert first(index, "infirmière ouverte ce soir", 1, evening) == {"always"}
    assert answer(index, "ouvert ce soir", evening).hits[0].service_id == "always"


def test_on_a_public_holiday_only_who_never_closes_is_known_to_be_open(index: Index) -> None:
    christmas_eve = datetime(2026, 12, 24, 11, 0, tzinfo=UTC)

    found = answer(index, "ouvert demain", christmas_eve)

    assert {hit.service_id for hit in found.hits} == {"always"}


def test_without_a_clock_this_evening_means_nothing(index: Index) -> None:
    assert (
        find(index, "infirmière ouverte ce soir").recognised == find(index, "infirmière").recognised
    )


def test_who_opens_on_saturday_night_is_open_on_sunday_and_in_the_night_of_saturday() -> None:
    facets = an_index(open_from("a", ("SA", "22:00", "03:00"))).facets
    late = an_index(open_from("a", ("SU", "01:00", "03:00"))).facets

    assert open_when(facets, f"{PREFIX}6", None)
    assert open_when(facets, f"{PREFIX}5 night", None)
    assert open_when(late, f"{PREFIX}5 night", None)
    assert not open_when(late, f"{PREFIX}5", None)
    assert not open_when(facets, f"{PREFIX}4 night", None)


minutes = st.integers(0, 24 * 60 - 1)
spans = st.lists(st.tuples(st.sampled_from(WEEK), minutes, minutes), max_size=4)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@settings(max_examples=30)
@given(spans, minutes, st.integers(0, 60))
def test_open_today_agrees_with_what_the_card_says_minute_by_minute(
    hours: list[tuple[str, int, int]], minute: int, days: int
) -> None:
    day = date(2026, 11, 30) + timedelta(days=days)
    now = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=BRUSSELS)
    told = tuple(Schedule(byday=d, opens_at=_clock(a), closes_at=_clock(b)) for d, a, b in hours)
    service = replace(a_service("a", "Aaa"), schedules=told)

    known = bool(open_when(an_index(service).facets, f"{PREFIX}today", now))

    if is_public_holiday(day):
        return
    left = (now + timedelta(minutes=ahead) for ahead in range(24 * 60 - minute))
    states = (open_or_closed(weekly_hours(told), moment) for moment in left)
    assert known == any(state.always or state.until is not None for state in states)
