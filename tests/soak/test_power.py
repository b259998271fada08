"""Tests: the power goes at any moment, and no call that was called saved is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from soak.campaign import Batch
from soak.power.campaign import CAMPAIGN, of_program
from soak.power.programs import PROGRAMS
from tests.soak.chances import SEED

pytestmark = pytest.mark.skipif(bool(CAMPAIGN.missing()), reason=CAMPAIGN.missing())

PLANTED = (
    "desk: normal",
    "desk: hasty",
    "desk: apart",
    "desk: unsynced",
    "pages: ahead",
    "server: apart",
)
"""One of each kind in every run of the tests; the soak plants all of them in all programs."""


IMAGES = CAMPAIGN.share // 4
"""Of each program but `profile`, which leaves too few files for so many."""

OPENINGS = 4
"""An older file is brought up to date, an update fails, there is no file yet, …: by number."""

BATCHES = [
    *((name, 0, IMAGES) for name in ("desk", "pages", "server")),
    *(("migration", number, IMAGES // OPENINGS) for number in range(OPENINGS)),
]


@pytest.mark.parametrize(("name", "number", "images"), BATCHES)
def test_the_power_goes_after_each_thing_a_program_does_and_nothing_is_lost(
    name: str, number: int, images: int
) -> None:
    tally = of_program(name, "", Batch(SEED, number, images))

    assert [found.what for found in tally.violations] == []
    assert tally.trials == images
    assert tally.distinct is not None
    assert tally.distinct > images / 2


def test_the_power_goes_while_a_small_file_is_written_and_the_old_or_the_new_one_is_there() -> None:
    tally = of_program("profile", "", Batch(SEED, 0, 5_000))

    assert [found.what for found in tally.violations] == []
    assert tally.trials == PROGRAMS["profile"].most


def test_every_program_is_among_them_and_together_they_are_the_share_of_the_campaign() -> None:
    assert {name for name, _, _ in BATCHES} | {"profile"} == set(PROGRAMS)
    assert sum(images for _, _, images in BATCHES) == CAMPAIGN.share


@pytest.mark.parametrize("defect", PLANTED)
def test_a_planted_defect_is_caught_by_these_very_checks(defect: str) -> None:
    tally = CAMPAIGN.controls[defect](Batch(SEED, 0, CAMPAIGN.patience, first_only=True))

    assert tally.violations, f"not caught in {tally.trials} images"
    assert tally.trials < CAMPAIGN.patience


def test_every_program_has_a_planted_defect_and_every_one_of_them_is_a_control() -> None:
    assert all(program.defects for program in PROGRAMS.values())
    assert set(PLANTED) <= set(CAMPAIGN.controls)


def test_an_image_that_broke_a_promise_can_be_made_and_looked_into_again(tmp_path: Path) -> None:
    batch = Batch(SEED, 0, CAMPAIGN.patience, findings=tmp_path, first_only=True)
    (found,) = of_program("desk", "hasty", batch).violations

    python, *again = found.replay.split()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, *again], cwd=tmp_path, env=environment, capture_output=True, text=True
    )

    assert python == "python"
    assert done.returncode == 1, done.stderr
    assert done.stdout.strip().endswith(found.what.rpartition("; ")[2].rpartition(": ")[2])
