"""The campaign of power cuts: record, cut, look, for each of the programs in turn."""

from functools import partial

from soak.campaign import Batch, Campaign, Tally, Violation
from soak.power.checking import Checker
from soak.power.found import LOST
from soak.power.programs import PROGRAMS
from soak.power.recording import Recording, missing, quick_folder
from soak.power.replaying import Image, cuts

CORRUPT = "corrupt"
ACKNOWLEDGED_LOST = "acknowledged calls lost"

ENOUGH = 5
"""Violations after which a batch says no more of the same."""


def run(batch: Batch) -> Tally:
    """One program, recorded anew; batches take the programs in turn."""
    names = sorted(PROGRAMS)
    return of_program(names[batch.number % len(names)], "", batch)


def of_program(name: str, defect: str, batch: Batch) -> Tally:
    """Images of the program `name`, with `defect` planted unless that is empty."""
    program, tally = PROGRAMS[name], Tally()
    with quick_folder() as recorded, quick_folder() as folder:
        recording = program.recorded(recorded, f"{batch.seed}/{batch.number}", defect)
        checker = Checker(program, folder)
        wanted = min(batch.trials, program.most)
        for image in cuts(recording, wanted, batch.chance(name, "cuts")):
            tally.trials += 1
            if wrong := checker.wrong(image):
                tally.violations.append(_violation(name, recording, image, wrong, batch))
            if batch.over or len(tally.violations) >= (1 if batch.first_only else ENOUGH):
                break
        tally.distinct = checker.distinct
    return tally


def _violation(
    name: str, recording: Recording, image: Image, wrong: list[str], batch: Batch
) -> Violation:
    kind = ACKNOWLEDGED_LOST if all(one.startswith(LOST) for one in wrong) else CORRUPT
    what = f"{name}, cut after step {image.step}: {'; '.join(wrong[:3])}"
    if batch.findings is None:
        return Violation(kind, what, f"seed {batch.seed}, batch {batch.number}")
    kept = batch.findings / f"power-{name}-{batch.seed}-{batch.number}"
    recording.keep(kept)
    return Violation(kind, what, f"python -m soak.power {name} {kept} {image.step} {image.kept:#x}")


CAMPAIGN = Campaign(
    name="power",
    title="power cuts",
    trials=f"images of {len(PROGRAMS)} programs",
    kinds=(ACKNOWLEDGED_LOST, CORRUPT),
    target=500_000,
    share=4_800,
    size=5_000,
    run=run,
    controls={
        f"{name}: {defect}": partial(of_program, name, defect)
        for name, program in PROGRAMS.items()
        for defect in program.defects
    },
    patience=2_000,
    missing=missing,
)
