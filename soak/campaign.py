"""What a campaign is: many trials of one promise, and planted defects that it must catch.

A campaign is run in batches. A batch is known by the seed of the run and its own number, so that
it can be run again, by itself, in a process of its own. `campaigns.py` lists the campaigns; the
README of this folder tells how to add one.
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import time


@dataclass(frozen=True, slots=True)
class Batch:
    """A piece of work: at most so many trials.

    Attributes:
        until: When to stop although trials are left, as `time.time()`; None: never.
        findings: Where to keep what is needed to look at a violation again; None: nowhere.
        first_only: One violation is enough: it is a planted defect that is looked for.
    """

    seed: int
    number: int
    trials: int
    until: float | None = None
    findings: Path | None = None
    first_only: bool = False

    def chance(self, *names: object) -> random.Random:
        """Chance that is the same for the same batch and the same names."""
        return random.Random("/".join(map(str, (self.seed, self.number, *names))))

    @property
    def over(self) -> bool:
        return self.until is not None and time() >= self.until


@dataclass(frozen=True, slots=True)
class Violation:
    """A promise that was broken.

    Attributes:
        kind: One of `Campaign.kinds`.
        replay: How to see it again.
    """

    kind: str
    what: str
    replay: str


@dataclass(slots=True)
class Tally:
    """What a batch, or several of them, came to.

    Attributes:
        distinct: Trials that differ from each other, where that can be told.
    """

    trials: int = 0
    distinct: int | None = None
    violations: list[Violation] = field(default_factory=list)
    cpu_s: float = 0.0

    def add(self, other: "Tally") -> None:
        self.trials += other.trials
        if other.distinct is not None:
            self.distinct = (self.distinct or 0) + other.distinct
        self.violations += other.violations
        self.cpu_s += other.cpu_s

    def by_kind(self) -> Mapping[str, int]:
        return Counter(violation.kind for violation in self.violations)


Run = Callable[[Batch], Tally]
"""A function of a module, which a new process can import; it stops at a handful of violations."""


def nothing_missing() -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """Many trials of one promise.

    Attributes:
        title: How the line of its result begins.
        trials: What one trial is, in the plural.
        kinds: What a violation may be; each is counted in the line.
        target: Trials of a full soak.
        share: Trials of an ordinary test run.
        size: Trials of a batch.
        run: The trials of one batch.
        controls: By the name of a planted defect: as `run`, with the defect planted.
        patience: Trials within which a planted defect must be caught.
        missing: Why the campaign cannot be run here; empty when it can.
    """

    name: str
    title: str
    trials: str
    kinds: Sequence[str]
    target: int
    share: int
    size: int
    run: Run
    controls: Mapping[str, Run]
    patience: int
    missing: Callable[[], str] = nothing_missing
