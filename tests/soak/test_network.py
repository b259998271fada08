"""Tests: over a line that lies, everybody killed now and then, each call arrives once."""

import pytest

from soak.campaign import Batch
from soak.kills.server import KINDS
from soak.network import nemesis, uploads
from tests.soak.chances import SEED

pytestmark = pytest.mark.skipif(bool(uploads.missing()), reason=uploads.missing())

CALLS = {"sqlite": 300, "postgresql": 100}


@pytest.mark.parametrize("kind", KINDS)
def test_calls_over_a_line_that_lies_arrive_once_whoever_is_killed(kind: str) -> None:
    tally = uploads.of_kind(kind, "", Batch(SEED, 0, CALLS[kind]))

    assert [found.what for found in tally.violations] == []
    assert tally.trials >= CALLS[kind]


def test_when_everything_happens_at_once_everybody_ends_with_the_same() -> None:
    tally = nemesis.of_kind("sqlite", "", Batch(SEED, 0, nemesis.CAMPAIGN.share))

    assert [f"{found.what}; {found.replay}" for found in tally.violations] == []
    assert tally.trials == nemesis.CAMPAIGN.share


def test_these_shares_are_that_of_the_campaign() -> None:
    assert sum(CALLS.values()) == uploads.CAMPAIGN.share


@pytest.mark.parametrize("defect", uploads.CAMPAIGN.controls)
def test_a_planted_defect_in_how_calls_go_up_is_caught_by_these_very_checks(defect: str) -> None:
    batch = Batch(SEED, 0, uploads.CAMPAIGN.patience, first_only=True)

    assert uploads.CAMPAIGN.controls[defect](batch).violations


@pytest.mark.parametrize("defect", nemesis.CAMPAIGN.controls)
def test_a_planted_defect_of_a_cursor_is_caught_by_these_very_checks(defect: str) -> None:
    batch = Batch(SEED, 0, nemesis.CAMPAIGN.patience, first_only=True)

    assert nemesis.CAMPAIGN.controls[defect](batch).violations
