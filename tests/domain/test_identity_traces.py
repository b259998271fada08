"""What reaches a person is told from what does not; a need keeps none of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.call_terms import Missing, UnmetReason
from helpdesk_domain.calls import missing
from helpdesk_domain.identity_traces import Trace, traced, without_traces
from helpdesk_domain.needs import need, reason_for, unmet
from helpdesk_domain.offer import TermId
from tests.factories import a_call


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tel 0470 12 34 56", Trace.TELEPHONE),
        ("rappeler au 02/511.22.33 demain", Trace.TELEPHONE),
        ("+32 470 12 34 56", Trace.TELEPHONE),
        ("jan.peeters@example.com", Trace.E_MAIL),
        ("BE68 5390 0754 7034", Trace.ACCOUNT),
        ("be68539007547034", Trace.ACCOUNT),
        ("né le 30/07/1985", Trace.BIRTH_DATE),
        ("née 3.4.62", Trace.BIRTH_DATE),
        ("geboren op 12-05-1950", Trace.BIRTH_DATE),
        ("° 12/05/1971", Trace.BIRTH_DATE),
        ("née en 1957", Trace.BIRTH_DATE),
        ("né le 3 mars 1980", Trace.BIRTH_DATE),
        ("born 3 May 1980", Trace.BIRTH_DATE),
    ],
)
def test_what_reaches_a_person_is_found(text: str, kind: Trace) -> None:
    assert {found for found, _ in traced(text)} == {kind}
    assert "•••" in without_traces(text)


@pytest.mark.parametrize(
    "text",
    [
        "cpas forest 1190",
        "rendez-vous le 30/11 à 14h",
        "3 enfants, loyer 850 euros",
        "code 107 et 112",
        "j+2 rappeler @ 9h",
        "née à Bruxelles",
        "geboortecheque",
        "1000 1050 1060",
        "personne ne vient 2000 anvers",
        "il ne dort plus 1970",
        "nee, woont in 1930 zaventem",
        "aide n° 2018",
        "gebeld 2020",
    ],
)
def test_what_reaches_nobody_is_left_alone(text: str) -> None:
    assert traced(text) == frozenset()
    assert without_traces(text) == text


def test_a_need_keeps_no_number_and_a_number_alone_only_what_it_led_to() -> None:
    call = need(a_call(needs=()), "madame 0470 12 34 56 jette")
    assert call.needs == ("madame ••• jette",)

    looked_up = need(a_call(needs=()), "02 511 22 33", [TermId("cpas")])
    assert (looked_up.needs, looked_up.need_terms) == ((), (TermId("cpas"),))
    assert Missing.NEED not in missing(looked_up)


def test_what_was_lacking_is_found_again_by_the_words_as_they_were_typed() -> None:
    typed = "madame 0470 12 34 56 jette"
    call = unmet(a_call(needs=()), typed, UnmetReason.FULL)

    assert reason_for(call, typed) is UnmetReason.FULL
    assert unmet(call, typed, UnmetReason.FULL).unmet_needs == ()


@given(st.text(max_size=200))
def test_nothing_is_found_any_more_in_what_was_hidden(text: str) -> None:
    assert without_traces(without_traces(text)) == without_traces(text)
