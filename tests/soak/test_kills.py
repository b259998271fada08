"""Tests: desk and server are killed at any moment, again and again, and nothing is lost."""

from pathlib import Path

import pytest

from helpdesk_server.settings import Settings
from soak.campaign import Batch
from soak.kills import desk, server
from soak.running import Order, run
from tests.postgres import Cluster, postgres  # noqa: F401
from tests.soak.chances import SEED


@pytest.mark.skipif(bool(desk.missing()), reason=desk.missing())
def test_a_desk_killed_at_any_moment_loses_nothing_and_planted_defects_are_caught() -> None:
    share = desk.CAMPAIGN.share / desk.CAMPAIGN.target

    # In a process of its own: this one has threads, which a fork would not have.
    result = run(desk.CAMPAIGN, Order(SEED, scale=share, workers=1))

    assert [found.what for found in result.tally.violations] == []
    assert result.tally.trials == desk.CAMPAIGN.share
    assert {control.defect: control.caught for control in result.controls} == {
        "hasty": True,
        "apart": True,
    }


@pytest.mark.parametrize("kind", server.KINDS)
def test_a_server_killed_while_desks_send_has_each_call_once(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = ""
    if kind == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgres")
        url = cluster.database()

    tally = server.deaths(Settings(data_dir=tmp_path, database_url=url), "", Batch(SEED, 0, 2))

    assert [found.what for found in tally.violations] == []
    assert tally.trials == 2


@pytest.mark.parametrize("defect", ["hasty", "apart"])
def test_a_planted_defect_of_the_server_is_caught_by_these_very_checks(
    defect: str, tmp_path: Path
) -> None:
    batch = Batch(SEED, 0, server.CAMPAIGN.patience, first_only=True)

    tally = server.deaths(Settings(data_dir=tmp_path), defect, batch)

    assert tally.violations
