"""The seconds of a call, and what F12 takes back of it: steps, never time nor what became known."""

from dataclasses import replace

import pytest

from helpdesk_desktop.ui.call.open_call import OpenCall, new_call
from helpdesk_desktop.ui.call.parked_calls import ParkedCalls
from helpdesk_domain.call_terms import CallerProfile, Channel
from helpdesk_domain.calls import CallId
from tests.factories import NOON


@pytest.fixture
def opened() -> OpenCall:
    return new_call(CallId("c"), NOON, 0, Channel.PHONE)


def a_profile(opened: OpenCall) -> None:
    assert opened.do("profile", replace(opened.call, profile=CallerProfile.GP), opened.since_s or 0)


def spent(opened: OpenCall, now_s: float) -> tuple[int, int]:
    timed = opened.timed(now_s)
    return timed.talk_s, timed.wrap_up_s


def test_a_call_that_is_put_aside_stands_still_in_talk_and_in_wrap_up(opened: OpenCall) -> None:
    opened.pause(60)
    assert spent(opened, 900) == (60, 0)
    opened.go_on(900)
    opened.wrap_up("wrap-up", opened.call, 930)
    opened.pause(940)

    assert spent(opened, 5000) == (90, 10)


def test_f12_after_a_wrap_up_was_parked_counts_no_minute_twice(opened: OpenCall) -> None:
    opened.wrap_up("wrap-up", opened.call, 60)
    a_profile(opened)
    opened.pause(90)
    opened.go_on(990)

    opened.undo(1000)

    assert opened.is_wrapping
    assert spent(opened, 1005) == (60, 45)


def test_f12_after_escape_out_of_wrap_up_leaves_it_closed(opened: OpenCall) -> None:
    opened.wrap_up("wrap-up", opened.call, 60)
    a_profile(opened)
    opened.back_to_call(70)

    opened.undo(370)

    assert not opened.is_wrapping
    assert spent(opened, 370) == (360, 10)


def test_f12_right_after_f9_closes_wrap_up_and_the_time_stays_counted(opened: OpenCall) -> None:
    opened.wrap_up("wrap-up", opened.call, 60)

    opened.undo(65)

    assert not opened.is_wrapping
    assert spent(opened, 100) == (95, 5)


def test_f12_takes_back_minutes_that_were_typed_and_not_those_that_were_talked(
    opened: OpenCall,
) -> None:
    later = replace(opened.call, written_later=True, talk_s=420)
    assert opened.do("moment of the call", later, 720)
    assert spent(opened, 730) == (420, 0)

    opened.undo(730)

    assert spent(opened, 740) == (740, 0)


def test_minutes_typed_and_taken_back_after_the_call_was_parked_cost_none_of_the_talk(
    opened: OpenCall,
) -> None:
    assert opened.do("moment", replace(opened.call, written_later=True, talk_s=420), 720)
    opened.pause(730)
    opened.go_on(900)

    opened.undo(910)

    assert spent(opened, 910) == (730, 0)


def test_typed_minutes_taken_back_in_wrap_up_give_back_those_of_wrap_up(opened: OpenCall) -> None:
    opened.wrap_up("wrap-up", opened.call, 600)
    assert opened.do("moment", replace(opened.call, written_later=True, talk_s=420), 650)

    opened.undo(700)

    assert spent(opened, 710) == (600, 110)


def test_many_steps_count_no_second_less(opened: OpenCall) -> None:
    for step in range(1, 101):
        note = f"{step}"
        assert opened.do("note", replace(opened.call, note=note), step * 0.45)

    assert spent(opened, 45) == (45, 0)


def test_f12_takes_back_a_step_and_not_the_note_that_was_written_after_it(opened: OpenCall) -> None:
    a_profile(opened)
    opened.amend(lambda call: replace(call, note="trois lignes"))

    opened.undo(10)

    assert opened.call.profile is None
    assert opened.call.note == "trois lignes"


def test_parked_calls_come_back_the_last_left_first_and_go_around() -> None:
    parked = ParkedCalls(lambda: 10)
    calls = [new_call(CallId(name), NOON, 0, Channel.PHONE) for name in "abc"]
    parked.put(calls[0])
    parked.put(calls[1])
    parked.put(calls[2], comes_last=True)

    assert parked.take(CallId("x")) is None
    assert [one.call.id for one in parked] == ["b", "a", "c"]
    assert parked.take(CallId("a")) is calls[0]
    assert [parked.take(), parked.take(), parked.take()] == [calls[1], calls[2], None]
    assert spent(calls[0], 15) == (15, 0)
