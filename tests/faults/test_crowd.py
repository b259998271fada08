"""Two hundred desks after ten minutes without a server, on a clock that is only counted.

The pauses are the product's own: between syncs, and between two tries of a call.
"""

import random
from collections import Counter
from collections.abc import Callable
from random import Random
from types import SimpleNamespace
from typing import cast
from unittest import mock

from helpdesk_desktop.sync.errors import ServerUnreachable
from helpdesk_desktop.sync.verdicts import wait_s
from helpdesk_desktop.ui.sync.status import LONGEST_RETRY_S, SyncStatus
from tests.faults.conftest import SEED

DESKS, AWAY_S, RUNS = 200, 600, 20


Uniform = Callable[[float, float], float]


def pause_s(failures: int, uniform: Uniform) -> float:
    """What the window does after so many failures in a row."""
    status = cast("SyncStatus", SimpleNamespace(_failures=failures))
    with mock.patch.object(random, "uniform", uniform):
        return SyncStatus._pause_s(status, ServerUnreachable())


def coming_back(uniform: Uniform) -> Counter[int]:
    """How many desks come in each second after the server is back; all failed at one moment."""
    seconds = Counter[int]()
    for _ in range(DESKS):
        at_s, failures = 0.0, 0
        while at_s < AWAY_S:
            failures += 1
            at_s += pause_s(failures, uniform)
        seconds[int(at_s - AWAY_S)] += 1
    return seconds


def test_desks_that_failed_together_do_not_come_back_together() -> None:
    runs = [coming_back(Random(f"{SEED}/{run}").uniform) for run in range(RUNS)]
    mean = DESKS / LONGEST_RETRY_S

    # Every desk is back within the longest pause
    assert all(run.total() == DESKS for run in runs)
    assert all(max(run) < LONGEST_RETRY_S for run in runs)

    # The rule makes no second likelier than twice the mean, and mostly none sees three times that.
    # Now and then one does: in 26 of 200 runs a second had 11 to 15 desks instead of 10 at most.
    together = Counter[int]()
    for run in runs:
        together += run
    assert max(together.values()) / RUNS <= 2 * mean
    assert sorted(max(run.values()) for run in runs)[RUNS // 2] <= 3 * mean

    # And without its dice they all come in one second
    assert max(coming_back(lambda _low, high: high).values()) == DESKS


def test_an_hour_without_a_server_is_a_bounded_number_of_tries() -> None:
    uniform, at_s, tries = Random(SEED).uniform, 0.0, 0
    while at_s < 3600:
        tries += 1
        at_s += pause_s(tries, uniform)

    assert 3600 / LONGEST_RETRY_S < tries < 3600 / LONGEST_RETRY_S * 2 + 8


def test_two_hundred_calls_that_failed_together_are_due_at_different_times() -> None:
    chance = Random(SEED)
    due = Counter(int(wait_s(attempts=9, chance=chance.random())) for _ in range(DESKS))

    assert max(due.values()) <= 3 * DESKS / 300 + 4
    assert max(due) <= 300
