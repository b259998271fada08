"""Tests: in whatever order things happen, everybody ends with the same, and nothing is lost."""

from dataclasses import replace

import pytest

from soak.campaign import Batch, Campaign
from soak.histories import campaign, restore
from soak.histories.places import places
from tests.soak.chances import SEED

CAMPAIGNS = [campaign.CAMPAIGN, restore.CAMPAIGN]


@pytest.mark.parametrize("one", CAMPAIGNS, ids=lambda one: one.name)
def test_whatever_happens_everybody_ends_with_the_same(one: Campaign) -> None:
    tally = one.run(Batch(SEED, 0, one.share))

    assert [f"{found.what}; {found.replay}" for found in tally.violations] == []
    assert tally.trials == one.share


@pytest.mark.parametrize("one", CAMPAIGNS, ids=lambda one: one.name)
def test_each_planted_defect_is_caught_by_these_very_checks(one: Campaign) -> None:
    batch = replace(Batch(SEED, 0, one.patience), first_only=True)

    uncaught = [defect for defect, run in one.controls.items() if not run(batch).violations]

    assert uncaught == []


def test_a_history_is_the_same_for_its_seed() -> None:
    with places() as here:
        once, again = (campaign.lived(here, Batch(SEED, 0, 1).chance(0)) for _ in range(2))

    assert once == again
