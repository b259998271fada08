"""The pace of one sign-in: a burst at once, then as many in each ten seconds, in little memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_server import pace
from helpdesk_server.pace import WINDOW_S, Pace, TooFast


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def let_through(held: Pace, key: bytes = b"a") -> bool:
    try:
        held.enter(key)
    except TooFast:
        return False
    return True


@given(burst=st.integers(1, 120), steps=st.lists(st.floats(0, 30), max_size=8))
def test_no_ten_seconds_hold_more_than_twice_the_burst_and_a_rest_gives_it_back(
    burst: int, steps: list[float]
) -> None:
    clock = Clock()
    held = Pace(burst, clock)
    through: list[float] = []
    for step in steps:
        clock.now += step
        while let_through(held):
            through.append(clock.now)
    for at in set(through):
        assert sum(at <= moment < at + WINDOW_S for moment in through) <= 2 * burst
    clock.now += WINDOW_S
    assert [let_through(held) for _ in range(burst + 1)] == [True] * burst + [False]


def test_who_waits_as_long_as_told_may_ask_the_full_burst() -> None:
    clock = Clock()
    held = Pace(120, clock)
    assert sum(let_through(held) for _ in range(200)) == 120
    with pytest.raises(TooFast) as told:
        held.enter(b"a")
    clock.now += told.value.retry_after_s
    assert sum(let_through(held) for _ in range(200)) == 120


def test_one_does_not_hold_back_another_and_zero_holds_back_nobody() -> None:
    held = Pace(1, Clock())
    assert [let_through(held, key) for key in (b"a", b"b", b"a")] == [True, True, False]
    free = Pace(0, Clock())
    assert all(let_through(free) for _ in range(1000))


def test_a_flood_of_invented_tokens_does_not_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pace, "_FORGET_FROM", 100)
    held = Pace(5, Clock())
    for number in range(1000):
        held.enter(b"%d" % number)
        assert len(held._free_at) <= 100
