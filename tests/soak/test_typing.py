"""Tests: the window is killed while somebody types, and at most a second of it is lost."""

import pytest

from soak.campaign import Batch
from soak.typing import campaign
from tests.soak.chances import SEED


def test_a_window_killed_while_somebody_types_loses_at_most_one_second_of_it() -> None:
    tally = campaign.run(Batch(SEED, 0, campaign.CAMPAIGN.share))

    assert [found.what for found in tally.violations] == []
    assert tally.trials == campaign.CAMPAIGN.share


@pytest.mark.parametrize("defect", ["never"])
def test_a_window_that_writes_late_is_caught_by_these_very_checks(defect: str) -> None:
    tally = campaign.of_defect(defect, Batch(SEED, 0, campaign.CAMPAIGN.patience, first_only=True))

    assert tally.violations
