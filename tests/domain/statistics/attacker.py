"""Somebody who has every number that was released, knows the rules, and wants one small cell.

Linear programming over the unknown cells: each number that was told is a bound on a sum of them.
A cell is recovered when no other number of it fits everything that was told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from helpdesk_domain.statistics.disclosure import BAND, FEW, ROUNDED_TO, Shown

SMALL: Final = range(1, 5)

_SLACK: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Told:
    """A number that was released: of which cells it is the sum, and what it may stand for."""

    cells: tuple[int, ...]
    low: int
    high: int


def exactly(cells: tuple[int, ...], number: int) -> Told:
    return Told(cells, number, number)


def rounded(cells: tuple[int, ...], shown: Shown, published: bool = False) -> Told:
    """What stands for `shown`, as the rules have it: nobody keeps those secret."""
    if shown.is_band:
        return Told(cells, 0, BAND)
    fewest = FEW + 1 if published else 0
    low, high = shown.value - ROUNDED_TO + 1, shown.value + ROUNDED_TO - 1
    return Told(cells, max(fewest, low), high)


def sums(shape: Sequence[int], ways: int) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Every sum that keeps at most `ways` dimensions: which those are, and of which cells it is."""
    places = {key: place for place, key in enumerate(product(*map(range, shape)))}
    for way in range(ways + 1):
        for kept in combinations(range(len(shape)), way):
            groups: dict[tuple[int, ...], list[int]] = {}
            for key, place in places.items():
                groups.setdefault(tuple(key[one] for one in kept), []).append(place)
            yield from ((kept, tuple(group)) for group in groups.values())


def recovered(told: Sequence[Told], truth: Sequence[int]) -> list[int]:
    """The released sums, by their place in `told`, that are small and known for certain."""
    rules = _rules(told, len(truth))
    exact = {place: sum(truth[cell] for cell in one.cells) for place, one in enumerate(told)}
    open_ones = [place for place, number in exact.items() if number in SMALL]
    for sign in (-1, 1):
        open_ones = list(_still_open(open_ones, told, exact, rules, sign, len(truth)))
    return [place for place in open_ones if _is_certain(told[place], exact[place], rules)]


def _still_open(
    places: Sequence[int],
    told: Sequence[Told],
    exact: dict[int, int],
    rules: LinearConstraint,
    sign: int,
    cells: int,
) -> Iterator[int]:
    """Those that one other solution, which moves all of them at once, does not clear."""
    wish = np.zeros(cells)
    for place in places:
        wish[list(told[place].cells)] += sign
    found = milp(wish, constraints=rules, bounds=Bounds(0, np.inf), integrality=np.ones(cells))
    for place in places:
        other = found.x[list(told[place].cells)].sum() if found.status == 0 else exact[place]
        if abs(other - exact[place]) < 1 - _SLACK:
            yield place


def _is_certain(one: Told, number: int, rules: LinearConstraint) -> bool:
    cells = rules.A.shape[1]
    for sign in (-1, 1):
        wish = np.zeros(cells)
        wish[list(one.cells)] = sign
        found = milp(wish, constraints=rules, bounds=Bounds(0, np.inf), integrality=np.ones(cells))
        if found.status == 0 and abs(sign * found.fun - number) >= 1 - _SLACK:
            return False
    return True


def _rules(told: Sequence[Told], cells: int) -> LinearConstraint:
    rows = [row for row, one in enumerate(told) for _ in one.cells]
    columns = [cell for one in told for cell in one.cells]
    matrix = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(told), cells))
    return LinearConstraint(matrix, [one.low for one in told], [one.high for one in told])
