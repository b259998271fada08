"""Tests of the soak itself: it counts, catches, stops in time, reports, goes on from a report."""

import json
import time
from pathlib import Path

import pytest

from soak import __main__ as soak
from soak import report
from soak.running import Order, Result, line, run
from tests.soak.coins import LOST, a_campaign, lost_at_the_third, tossed


def order(**fields: object) -> Order:
    return Order(seed=5, workers=1, **fields)  # type: ignore[arg-type]


def test_all_that_is_wanted_is_done_in_batches_and_the_planted_defect_is_caught_first() -> None:
    result = run(a_campaign(), order(scale=0.1))

    assert (result.tally.trials, result.tally.distinct, result.batches) == (100, 6, 3)
    assert [(c.defect, c.caught, c.trials) for c in result.controls] == [
        ("a hole in the pocket", True, 3)
    ]
    assert result.holds
    assert line(a_campaign(), result, 5).startswith(
        "coins: 100 tosses (6 different), 0 coins lost, 1 of 1 planted defects caught (seed 5, "
    )


def test_after_each_batch_it_tells_how_far_it_has_come() -> None:
    told: list[int] = []

    run(a_campaign(), order(scale=0.1), tell=lambda result: told.append(result.tally.trials))

    assert told == [40, 80, 100, 100]


def test_a_planted_defect_that_is_not_caught_fails_the_campaign() -> None:
    result = run(a_campaign(controls={"a hole": tossed}), order(scale=0.01))

    assert not result.tally.violations
    assert not result.holds


def test_a_broken_promise_fails_the_campaign_and_ends_it_when_there_are_enough() -> None:
    result = run(a_campaign(run=lost_at_the_third, size=3), order())

    assert not result.holds
    assert 20 <= len(result.tally.violations) < 30
    assert "coins: 60 tosses, 20 coins lost" in line(a_campaign(), result, 5)


def test_what_is_left_when_time_is_up_is_said_and_done_later() -> None:
    stopped = run(a_campaign(), order(until=time.time()))
    assert (stopped.tally.trials, stopped.left) == (0, 1000)
    assert "1,000 left" in line(a_campaign(), stopped, 5)

    done = run(a_campaign(), order(), stopped)

    assert (done.tally.trials, done.left) == (1000, 0)


def test_a_campaign_that_cannot_be_run_here_says_why() -> None:
    result = run(a_campaign(missing=lambda: "there is no coin"), order())

    assert line(a_campaign(), result, 5) == "coins: not run, there is no coin"
    assert not result.holds


@pytest.fixture
def only_coins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The soak knows no campaign but the coins; where its report is."""
    monkeypatch.setattr(soak, "CAMPAIGNS", {"coins": a_campaign()})
    return tmp_path / "report.json"


def test_the_report_tells_all_and_a_soak_goes_on_from_it(
    only_coins: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ordered = ["--report", str(only_coins), "--scale", "0.05"]
    assert soak.main([*ordered, "--seed", "5", "--minutes", "0"]) == 0
    assert "50 left" in capsys.readouterr().out

    assert soak.main([*ordered, "--resume"]) == 0

    assert "seed 5" in capsys.readouterr().out
    told = json.loads(only_coins.read_text("utf-8"))
    coins = told["campaigns"]["coins"]
    assert (told["seeds"], told["holds"], coins["wanted"], coins["left"]) == ([5], True, 50, 0)
    assert (coins["tally"]["trials"], coins["tally"]["distinct"]) == (50, 4)
    assert coins["controls"] == [{"defect": "a hole in the pocket", "caught": True, "trials": 3}]


def test_the_exit_code_is_one_when_something_does_not_hold(
    only_coins: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(soak, "CAMPAIGNS", {"coins": a_campaign(run=lost_at_the_third)})

    assert soak.main(["--report", str(only_coins), "--scale", "0.001"]) == 1

    assert "coins lost: one fell through the grid; again: again" in capsys.readouterr().out
    (found,) = json.loads(only_coins.read_text("utf-8"))["campaigns"]["coins"]["tally"][
        "violations"
    ]
    assert found == {"kind": LOST.kind, "what": LOST.what, "replay": LOST.replay}


def test_nothing_is_gone_on_from_without_a_report_or_with_one_of_other_sources(
    only_coins: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordered = ["--report", str(only_coins), "--resume"]
    assert soak.main(ordered) == 2
    report.write(report.Report([5], "others", "abc", {"coins": Result("coins", 1)}), only_coins)

    assert soak.main(ordered) == 2
