"""Why a service is for a person: facts decide, words and gaps are questions."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.eligibility import Known, Reason, eligibility, known_of
from helpdesk_domain.intake.answers import QuestionPath
from helpdesk_domain.intake.record import FormId, Intake
from helpdesk_domain.offer import Service, ServiceId, TaxonomyTerm, TermId
from helpdesk_domain.person_concerned import AgeBand, Gender, PersonConcerned, PlaceAnswer
from helpdesk_domain.service_card import ServiceCard, service_card
from helpdesk_domain.suggestions import Flag, Topic
from helpdesk_domain.target_groups import Verdict
from helpdesk_domain.territory import Nis
from helpdesk_domain.wire import as_kind
from tests.factories import a_call

IXELLES, UCCLE = Nis("21009"), Nis("21016")
YES, NO, ASK = Verdict.YES, Verdict.NO, Verdict.ASK


def a_card(*groups: str, **fields: object) -> ServiceCard:
    terms = {
        TermId(code): TaxonomyTerm(
            id=TermId(code), name=f"les {code}", code=code, taxonomy="target_group"
        )
        for code in groups
    }
    data = {
        "id": "s",
        "name": "Le Pont",
        "status": "active",
        "attributes": [{"taxonomy_term_id": code} for code in groups],
    }
    return service_card(as_kind(data | fields, Service), "fr", terms)


def areas(*places: tuple[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "uri": uri} for name, uri in places]


IN_IXELLES = areas(("Ixelles", "urn:be:nis:21009"))


def found(card: ServiceCard, known: Known | None = None, **person: Any) -> dict[Reason, Verdict]:
    asked = known or Known(person=PersonConcerned(**person))
    return {one.reason: one.verdict for one in eligibility(asked, card)}


def told(**answers: Any) -> Known:
    return Known(answers={QuestionPath(name): value for name, value in answers.items()})


@pytest.mark.parametrize(
    ("least", "most", "age", "expected"),
    [
        (18, None, AgeBand.FROM_18, (YES, Reason.AGE_FITS)),
        (18, None, AgeBand.FROM_12, (NO, Reason.AGE_OUTSIDE)),
        (16, None, AgeBand.FROM_12, (ASK, Reason.AGE_NEAR_LIMIT)),
        (17.5, None, AgeBand.FROM_12, (ASK, Reason.AGE_NEAR_LIMIT)),
        (None, 17, AgeBand.FROM_12, (YES, Reason.AGE_FITS)),
        (None, 17, AgeBand.FROM_18, (NO, Reason.AGE_OUTSIDE)),
        (None, 18, AgeBand.FROM_18, (ASK, Reason.AGE_NEAR_LIMIT)),
        (12, 25, AgeBand.FROM_25, (ASK, Reason.AGE_NEAR_LIMIT)),
        (12, 24, AgeBand.FROM_25, (NO, Reason.AGE_OUTSIDE)),
        (65, None, AgeBand.FROM_80, (YES, Reason.AGE_FITS)),
        (65, 120, AgeBand.FROM_80, (YES, Reason.AGE_FITS)),
        (0, 11, AgeBand.UNDER_12, (YES, Reason.AGE_FITS)),
        (18, 64, None, (ASK, Reason.AGE_NOT_KNOWN)),
    ],
)
def test_a_band_of_ages_is_in_is_out_or_lies_across_the_limit(
    least: float | None, most: float | None, age: AgeBand | None, expected: tuple[Verdict, Reason]
) -> None:
    limits = {"minimum_age": least, "maximum_age": most}
    verdicts = found(a_card(**limits), age=age)

    assert verdicts == {expected[1]: expected[0]}


@given(st.integers(0, 120), st.integers(0, 120), st.integers(0, 120))
def test_a_band_never_says_what_one_of_its_years_would_deny(
    least: int, most: int, years: int
) -> None:
    card = a_card(minimum_age=least, maximum_age=most)
    band = next(
        one for one in AgeBand if found(a_card(minimum_age=years, maximum_age=years), age=one)
        != {Reason.AGE_OUTSIDE: NO}
    )  # fmt: skip
    of_band = set(found(card, age=band).values())
    of_years = set(found(card, told(age=years)).values())

    if of_band in ({YES}, {NO}):
        assert of_years == of_band
    if least <= most and years:
        assert of_years == ({YES} if least <= years <= most else {NO})


def test_an_age_is_read_also_where_the_source_writes_it_as_text() -> None:
    assert found(a_card(minimum_age="18"), age=AgeBand.FROM_12) == {Reason.AGE_OUTSIDE: NO}
    for nonsense in ("eighteen", "", "-3", 900, "nan"):
        assert found(a_card(minimum_age=nonsense), age=AgeBand.FROM_12) == {}
    assert found(a_card(minimum_age=60, maximum_age=18), age=AgeBand.FROM_12) == {}


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ({"commune": IXELLES}, (YES, Reason.AREA_FITS)),
        ({"commune": UCCLE}, (NO, Reason.AREA_OUTSIDE)),
        ({"commune": UCCLE, "is_place_proposed": True}, (ASK, Reason.AREA_PROPOSED)),
        ({"commune": IXELLES, "is_place_proposed": True}, (ASK, Reason.AREA_PROPOSED)),
        ({"place": PlaceAnswer.OUTSIDE_REGION}, (NO, Reason.AREA_OUTSIDE_REGION)),
        ({"place": PlaceAnswer.NO_ADDRESS}, (ASK, Reason.AREA_NO_ADDRESS)),
        (
            {"place": PlaceAnswer.NO_ADDRESS, "commune": UCCLE},
            (ASK, Reason.AREA_NO_ADDRESS),
        ),
        ({"place": PlaceAnswer.UNKNOWN}, (ASK, Reason.AREA_NOT_KNOWN)),
        ({"place": PlaceAnswer.REFUSED}, (ASK, Reason.AREA_NOT_KNOWN)),
        ({"postcode": "1050"}, (ASK, Reason.AREA_NOT_KNOWN)),
        ({}, (ASK, Reason.AREA_NOT_KNOWN)),
    ],
)
def test_where_somebody_lives_counts_once_it_was_said(
    person: dict[str, Any], expected: tuple[Verdict, Reason]
) -> None:
    assert found(a_card(service_areas=IN_IXELLES), **person) == {expected[1]: expected[0]}


def test_an_area_that_is_no_commune_excludes_nobody() -> None:
    region = a_card(service_areas=[*IN_IXELLES, *areas(("Région de Bruxelles", ""))])

    assert found(region, commune=UCCLE) == {Reason.AREA_NOT_KNOWN: ASK}
    assert found(region, place=PlaceAnswer.OUTSIDE_REGION) == {Reason.AREA_NOT_KNOWN: ASK}
    assert found(region, commune=IXELLES) == {Reason.AREA_FITS: YES}
    assert found(a_card(), commune=UCCLE) == {}


def test_a_language_that_is_not_listed_asks_for_an_interpreter() -> None:
    card = a_card(languages=[{"code": "fr"}, {"code": "ar"}])

    assert found(card, Known(caller_language="ar")) == {Reason.LANGUAGE_SPOKEN: YES}
    assert found(card, Known(caller_language="ti")) == {Reason.LANGUAGE_NOT_LISTED: ASK}
    assert found(card, Known()) == found(a_card(), Known(caller_language="ti")) == {}


def test_what_is_full_or_closed_comes_first() -> None:
    card = a_card(
        status="temporarily closed",
        capacity_status="waiting_list",
        service_areas=IN_IXELLES,
        eligibility_description="Sur rendez-vous.",
    )
    known = Known(person=PersonConcerned(commune=IXELLES))

    assert [(one.verdict, one.reason) for one in eligibility(known, card)] == [
        (NO, Reason.NOT_ACTIVE),
        (ASK, Reason.WAITING_LIST),
        (ASK, Reason.CONDITIONS),
        (YES, Reason.AREA_FITS),
    ]
    said = Flag(
        service_id=ServiceId("s"),
        topic=Topic.CLOSED_DOWN,
        comment="",
        made_at=datetime(2026, 11, 3, tzinfo=UTC),
        full_until=None,
        author="Amélie",
    )
    assert found(replace(a_card(), flags=(said,))) == {Reason.SAID_CLOSED: ASK}
    assert found(a_card(capacity_status="full")) == {Reason.FULL: NO}
    assert found(a_card(capacity_status="available")) == {Reason.HAS_ROOM: YES}


def test_words_of_the_record_are_never_judged_but_asked() -> None:
    card = a_card(eligibility_description="Avoir 65 ans ou plus.", fees_description="5 €")
    (condition,) = eligibility(Known(person=PersonConcerned(age=AgeBand.FROM_18)), card)

    assert (condition.verdict, condition.is_text) == (ASK, True)
    assert condition.values == {"text": "Avoir 65 ans ou plus."}
    assert found(card, told(income="ris")) == {Reason.CONDITIONS: ASK, Reason.COST: ASK}


@pytest.mark.parametrize(
    ("group", "known", "expected"),
    [
        ("enfants", {"age": AgeBand.UNDER_12}, YES),
        ("enfants", {"age": AgeBand.FROM_12}, ASK),
        ("enfants", {"age": AgeBand.FROM_18}, NO),
        ("jeunes", {"age": AgeBand.FROM_18}, YES),
        ("jeunes", {"age": AgeBand.FROM_25}, ASK),
        ("jeunes", {"age": AgeBand.FROM_45}, NO),
        ("adultes", {"age": AgeBand.FROM_12}, NO),
        ("adultes", {"age": AgeBand.FROM_80}, YES),
        ("aines", {"age": AgeBand.FROM_45}, ASK),
        ("aines", {"age": AgeBand.FROM_25}, NO),
        ("aines", {"age": AgeBand.FROM_80}, YES),
        ("femmes", {"gender": Gender.WOMAN}, YES),
        ("femmes", {"gender": Gender.MAN}, NO),
        ("hommes", {"gender": Gender.OTHER}, ASK),
        ("tous", {}, YES),
        ("handi", {"age": AgeBand.FROM_25}, ASK),
        ("adultes", {}, ASK),
    ],
)
def test_a_group_says_only_what_it_certainly_means(
    group: str, known: dict[str, Any], expected: Verdict
) -> None:
    assert set(found(a_card(group), **known).values()) == {expected}


@pytest.mark.parametrize(
    ("group", "answers", "expected"),
    [
        ("sanspap", {"residence": "none"}, YES),
        ("sanspap", {"residence": "permit"}, NO),
        ("sanspap", {"residence": "application"}, ASK),
        ("refugies", {"residence": "application"}, YES),
        ("sdf", {"housing_state": "homeless"}, YES),
        ("sdf", {"housing_state": "stable"}, NO),
        ("sdf", {"housing_state": "hosted"}, ASK),
        ("enceintes", {"chronic_diseases": ("diabetes", "pregnancy")}, YES),
        ("enceintes", {"chronic_diseases": ("diabetes",)}, ASK),
        ("enfants", {"age_band": "0-11"}, YES),
    ],
)
def test_answers_of_the_intake_count_as_well(
    group: str, answers: dict[str, Any], expected: Verdict
) -> None:
    assert set(found(a_card(group), told(**answers)).values()) == {expected}


def test_one_group_that_fits_is_enough_and_only_all_that_cannot_are_a_no() -> None:
    known = Known(person=PersonConcerned(age=AgeBand.FROM_80))

    (fits,) = eligibility(known, a_card("enfants", "aines", "handi"))
    assert (fits.verdict, fits.values) == (YES, {"groups": "les aines"})
    (asked,) = eligibility(known, a_card("enfants", "handi"))
    assert (asked.verdict, asked.values) == (ASK, {"groups": "les handi"})
    (other,) = eligibility(known, a_card("enfants", "jeunes"))
    assert (other.verdict, other.values) == (NO, {"groups": "les enfants, les jeunes"})


FULL_CARD = a_card(
    "adultes",
    minimum_age=18,
    service_areas=IN_IXELLES,
    languages=[{"code": "fr"}],
    eligibility_description="Sur rendez-vous.",
)


@given(
    st.sampled_from([None, *AgeBand]),
    st.sampled_from([None, IXELLES, UCCLE]),
    st.sampled_from([None, *Gender]),
)
def test_forgetting_a_fact_never_turns_into_a_no(
    age: AgeBand | None, commune: Nis | None, gender: Gender | None
) -> None:
    whole = PersonConcerned(age=age, commune=commune, gender=gender)
    refused = sum(one.verdict is NO for one in eligibility(Known(person=whole), FULL_CARD))
    for less in (
        replace(whole, age=None),
        replace(whole, commune=None),
        replace(whole, gender=None),
    ):
        noes = [one for one in eligibility(Known(person=less), FULL_CARD) if one.verdict is NO]
        assert len(noes) <= refused
    nobody = eligibility(Known(), FULL_CARD)
    assert {one.verdict for one in nobody} == {ASK}


def test_what_a_call_knows_is_the_person_the_language_and_the_intake() -> None:
    assert not known_of(None).is_anything
    assert not known_of(a_call(caller_language="ar", person=PersonConcerned())).is_anything

    answers = {QuestionPath("residence"): "none", QuestionPath("free_words"): "…"}
    call = a_call(
        caller_language="ar",
        person=PersonConcerned(),
        intake=Intake(form=FormId("complex_situation"), version="1", answers=answers),
    )
    known = known_of(call)
    assert known.is_anything
    assert (known.caller_language, known.answers) == ("ar", {"residence": "none"})


def test_no_address_answers_where_the_person_lives_until_somebody_says_otherwise() -> None:
    nowhere = PersonConcerned(place=PlaceAnswer.NO_ADDRESS)
    homeless = a_card("sdf")

    said = known_of(a_call(person=nowhere))
    assert said.answers == {"housing_state": "homeless"}
    assert found(homeless, said)[Reason.GROUP_FITS] is YES

    told_since = Intake(
        form=FormId("complex_situation"),
        version="1",
        answers={QuestionPath("housing_state"): "hosted"},
    )
    assert known_of(a_call(person=nowhere, intake=told_since)).answers == {
        "housing_state": "hosted"
    }
