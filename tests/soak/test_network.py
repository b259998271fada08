"""Tests: over a line that lies, everybody killed now and then, each call arrives once."""

import pytest

from soak.campaign import Batch
from soak.kills.server import KINDS
from soak.network import nemesis, uploads
from tests.soak.chances import SEED

pytestmark = pytest.mark.skipif(bool(uploads.missing()), reason=uploads.missing())

PLANTED = {
    "no gate": uploads.CAMPAIGN,
    "no idempotence": uploads.CAMPAIGN,
    "naive cursor": nemesis.CAMPAIGN,
}
"""Some of each campaign in every run of the tests; the soak plants all of them."""

CALLS = {"sqlite": 60, "postgresql": 40}


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


@pytest.mark.parametrize("defect", PLANTED)
def test_a_planted_defect_is_caught_by_these_very_checks(defect: str) -> None:
    campaign = PLANTED[defect]
    batch = Batch(SEED, 0, campaign.patience, first_only=True)

    assert campaign.controls[defect](batch).violations
