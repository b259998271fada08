"""How often a password may be tried."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk_server.tries import PER_ACCOUNT, PER_ADDRESS, WINDOW, TooManyTries, Tries

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_an_address_has_thirty_tries_a_minute_over_all_names() -> None:
    tries = Tries()
    for number in range(PER_ADDRESS):
        tries.enter(f"name {number}", "10.0.0.1", NOON)
    with pytest.raises(TooManyTries):
        tries.enter("another", "10.0.0.1", NOON)
    tries.enter("another", "10.0.0.2", NOON)


def test_refused_tries_do_not_keep_the_door_shut() -> None:
    tries = Tries()
    for _ in range(PER_ACCOUNT):
        tries.enter("amélie", "10.0.0.1", NOON)
    for second in range(60):
        with pytest.raises(TooManyTries):
            tries.enter("amélie", "10.0.0.1", NOON + timedelta(seconds=second))
    tries.enter("amélie", "10.0.0.1", NOON + WINDOW)


@settings(max_examples=50)
@given(st.lists(st.floats(0, 20), min_size=20, max_size=80))
def test_no_minute_ever_holds_more_tries_than_allowed(pauses_s: list[float]) -> None:
    tries, now, let_in = Tries(), NOON, []
    for pause_s in pauses_s:
        now += timedelta(seconds=pause_s)
        with suppress(TooManyTries):
            tries.enter("amélie", "10.0.0.1", now)
            let_in.append(now)
    for moment in let_in:
        assert sum(moment - WINDOW < other <= moment for other in let_in) <= PER_ACCOUNT


def test_ten_thousand_names_of_yesterday_are_forgotten() -> None:
    tries = Tries()
    for number in range(10_001):
        tries.enter(f"name {number}", f"address {number}", NOON)
    tries.enter("amélie", "10.0.0.1", NOON + timedelta(days=1))
    assert len(tries._recent) == 2
