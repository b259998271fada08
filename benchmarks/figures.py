"""A figure of the product, with the goal it is held against."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


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

    @property
    def meets_goal(self) -> bool:
        return self.goal is None or self.value <= self.goal


def percentile(values: Sequence[float], percent: int) -> float:
    """The `percent`-th percentile of `values`, between the two nearest where it falls between."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
