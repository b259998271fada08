"""Kills a desk that saves calls, at any moment, and looks what is there.

The desk is the product's own store, at work in a child of this process: a fork has all of it
loaded already, so that some fifty may be killed in a second. One file goes through several
deaths, as a real one would.
"""

import os
import shutil
import signal
import time
from functools import partial
from pathlib import Path

from soak.campaign import Batch, Campaign, Tally, Violation
from soak.power.found import LOST, Found
from soak.power.programs import PROGRAMS
from soak.power.recorded import desk_saving
from soak.power.recording import quick_folder

DEATHS = 20
"""Of one file, before another one is begun."""

LONGEST_S = 0.06
"""Of a life: opening takes a third of it, the rest is some ten calls."""

ACKNOWLEDGED_LOST, CORRUPT = "acknowledged calls lost", "corrupt"

DESK = PROGRAMS["desk"]


def run(batch: Batch) -> Tally:
    return of_defect("", batch)


def of_defect(defect: str, batch: Batch) -> Tally:
    """Kills of a desk with `defect` planted, unless that is empty."""
    tally = Tally()
    while tally.trials < batch.trials and not batch.over:
        with quick_folder() as folder:
            found = _of_one_file(folder, defect, batch, tally)
            if found is None:
                continue
            if batch.findings is None:
                where = f"seed {batch.seed}, batch {batch.number}"
            else:
                kept = batch.findings / f"kills-{batch.seed}-{batch.number}-{tally.trials}"
                shutil.copytree(folder, kept, dirs_exist_ok=True)
                where = f"no moment comes twice; the file is kept in {kept}"
        tally.violations.append(Violation(*found, where))
        if batch.first_only:
            break
    return tally


def _of_one_file(folder: Path, defect: str, batch: Batch, tally: Tally) -> tuple[str, str] | None:
    """The kind and the words of what was broken in the lives of one file; None: nothing was."""
    (desk := folder / "desk").mkdir()
    DESK.prepare(desk, "")
    said = list[str]()
    for death in range(min(DEATHS, batch.trials - tally.trials)):
        chance = batch.chance(tally.trials)
        said += lived(desk, f"{tally.trials}", defect, chance.random() * LONGEST_S)
        tally.trials += 1
        if wrong := _found(desk, folder, opened=death % 8 == 7).wrong(said):
            lost = all(one.startswith(LOST) for one in wrong)
            kind = ACKNOWLEDGED_LOST if lost else CORRUPT
            return kind, f"desk killed {death + 1} times: {'; '.join(wrong[:3])}"
    return None


def lived(folder: Path, seed: str, defect: str, seconds: float) -> list[str]:
    """What a desk promised in the `seconds` from its start to its death.

    Raises:
        RuntimeError: It ended in another way.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _be_the_desk(folder, seed, defect, writing)
    os.close(writing)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as said:
        lines = said.read().decode().split("\n")[:-1]
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise RuntimeError(f"a desk ended by itself, before it was killed: {status}")
    return lines


def _be_the_desk(folder: Path, seed: str, defect: str, writing: int) -> None:
    """Never comes back: what the parent has open must not be closed a second time."""
    try:
        os.dup2(writing, 1)
        desk_saving.main(str(folder), seed, defect, days=1_000_000)
    finally:
        os._exit(1)


def _found(desk: Path, folder: Path, *, opened: bool) -> Found:
    """What is in a copy: the file itself goes on living."""
    copy = folder / "copy"
    shutil.copytree(desk, copy)
    try:
        return DESK.open(copy) if opened else DESK.look(copy)
    finally:
        shutil.rmtree(copy)


def missing() -> str:
    return "" if hasattr(os, "fork") else "this system cannot fork"


CAMPAIGN = Campaign(
    name="kills",
    title="kills of a desk",
    trials="kills while it saves",
    kinds=(ACKNOWLEDGED_LOST, CORRUPT),
    target=10_000,
    share=100,
    size=200,
    run=run,
    controls={defect: partial(of_defect, defect) for defect in ("hasty", "apart")},
    patience=400,
    missing=missing,
)
