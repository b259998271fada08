"""Runs a campaign: its planted defects first, then batch after batch until it is through."""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from soak.campaign import Batch, Campaign, Run, Tally

ENOUGH = 20
"""Violations after which no more are looked for."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of a run.

    Attributes:
        scale: 1.0 for the whole of each campaign's target.
        until: When to stop, as `time.time()`; None: when it is through.
        findings: Where what is needed to see a violation again is kept.
    """

    seed: int
    scale: float = 1.0
    until: float | None = None
    findings: Path = Path("soak-findings")
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)


@dataclass(slots=True)
class Control:
    """Whether a planted defect was caught, and after how many trials."""

    defect: str
    caught: bool
    trials: int


@dataclass(slots=True)
class Result:
    """How far a campaign has come; a later run may go on from here.

    Attributes:
        batches: How many batches were begun: the number of the next one.
        missing: Why it could not be run here; empty when it was.
    """

    campaign: str
    wanted: int
    tally: Tally = field(default_factory=Tally)
    controls: list[Control] = field(default_factory=list)
    batches: int = 0
    seconds: float = 0.0
    missing: str = ""

    @property
    def left(self) -> int:
        return 0 if self.missing else max(0, self.wanted - self.tally.trials)

    @property
    def holds(self) -> bool:
        """It was run, no promise was broken and each planted defect caught, as far as it came."""
        caught = all(control.caught for control in self.controls)
        return caught and not self.missing and not self.tally.violations


def in_silence(_result: Result) -> None:
    """Nobody wants to know how far it has come."""


def run(
    campaign: Campaign,
    order: Order,
    so_far: Result | None = None,
    tell: Callable[[Result], None] = in_silence,
) -> Result:
    """The campaign, or the rest of it when `so_far` is given.

    Args:
        tell: Hears how far it has come, after each batch.
    """
    wanted = max(1, round(campaign.target * order.scale))
    result = so_far or Result(campaign.name, wanted)
    result.wanted, result.missing = wanted, campaign.missing()
    if result.missing:
        tell(result)
        return result
    began = time.monotonic() - result.seconds

    def tell_time() -> None:
        result.seconds = time.monotonic() - began
        tell(result)

    with ProcessPoolExecutor(order.workers, mp_context=get_context("spawn")) as pool:
        _catch_planted(campaign, order, result, pool)
        _go_through(campaign, order, result, pool, tell_time)
    tell_time()
    return result


def _catch_planted(
    campaign: Campaign, order: Order, result: Result, pool: ProcessPoolExecutor
) -> None:
    known = {control.defect for control in result.controls if control.caught}
    batch = Batch(order.seed, result.batches, campaign.patience, first_only=True)
    looking = {
        defect: pool.submit(measured, run, batch)
        for defect, run in campaign.controls.items()
        if defect not in known
    }
    caught = {defect: future.result() for defect, future in looking.items()}
    result.controls = [control for control in result.controls if control.defect in known] + [
        Control(defect, bool(tally.violations), tally.trials) for defect, tally in caught.items()
    ]
    result.tally.cpu_s += sum(tally.cpu_s for tally in caught.values())


def _go_through(
    campaign: Campaign,
    order: Order,
    result: Result,
    pool: ProcessPoolExecutor,
    tell_time: Callable[[], None],
) -> None:
    running = dict[Future[Tally], int]()
    while True:
        while len(running) < order.workers and _goes_on(order, result):
            size = min(campaign.size, result.left - sum(running.values()))
            if size <= 0:
                break
            batch = Batch(order.seed, result.batches, size, order.until, order.findings)
            result.batches += 1
            running[pool.submit(measured, campaign.run, batch)] = size
        if not running:
            return
        for done in wait(running, return_when=FIRST_COMPLETED).done:
            del running[done]
            result.tally.add(done.result())
        tell_time()


def _goes_on(order: Order, result: Result) -> bool:
    in_time = order.until is None or time.time() < order.until
    return in_time and len(result.tally.violations) < ENOUGH


def measured(run: Run, batch: Batch) -> Tally:
    """What `run` comes to, with the processor time it took, its children included."""
    before = _cpu_s()
    tally = run(batch)
    tally.cpu_s = _cpu_s() - before
    return tally


def _cpu_s() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def line(campaign: Campaign, result: Result, seed: int) -> str:
    """The result in one line, for a person."""
    if result.missing:
        return f"{campaign.title}: not run, {result.missing}"
    tally, counts = result.tally, result.tally.by_kind()
    different = "" if tally.distinct is None else f" ({tally.distinct:,} different)"
    kinds = ", ".join(f"{counts.get(kind, 0)} {kind}" for kind in campaign.kinds)
    caught = sum(control.caught for control in result.controls)
    planted = f"{caught} of {len(result.controls)} planted defects caught"
    rest = [f"{result.left:,} left"] if result.left else []
    what = f"{tally.trials:,} {campaign.trials}{different}"
    told = ", ".join([what, kinds, planted, *rest])
    return f"{campaign.title}: {told} (seed {seed}, {result.seconds:.0f} s)"


def complaints(result: Result) -> Sequence[str]:
    """What does not hold, a line each."""
    return [
        *(
            f"  {found.kind}: {found.what}; again: {found.replay}"
            for found in result.tally.violations
        ),
        *(
            f"  the planted defect {control.defect} was not caught in {control.trials} trials"
            for control in result.controls
            if not control.caught
        ),
    ]
