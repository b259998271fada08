"""A figure of the product, with the goal it is held against."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 74


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of `make bench`.

    Attributes:
        name: What was measured, of what, how often.
        value: In `unit`; « × » is a ratio to a baseline of the same run.
        goal: The most it may be, in the same unit; None where there is no goal.
    """

    name: str
    value: float
    unit: str
    goal: float | None = None

    def __str__(self) -> str:
        line = f"{self.name:{WIDTH}} {self.value:8.2f} {self.unit}"
        if self.goal is None:
            return line
        return f"{line:{WIDTH + 13}} goal {self.goal:g} {'✓' if self.value <= self.goal else '✗'}"


def percentile(values: Sequence[float], percent: int) -> float:
    """The `percent`-th percentile of `values`, between the two nearest where it falls between."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
