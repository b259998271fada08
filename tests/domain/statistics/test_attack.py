"""An attacker with everything that was released recovers no small cell; without control, many."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Final

import numpy as np
import pytest

from helpdesk_domain.statistics.counting import Counted
from helpdesk_domain.statistics.disclosure import Scheme, release, shown
from tests.domain.statistics.attacker import SMALL, Told, exactly, recovered, rounded, sums

TABLES: Final = 200
SHAPES: Final = ((5, 12), (3, 4), (6, 2), (4, 3, 3), (3, 3, 2), (2, 6, 3))
"""Need by reason, and with a third dimension: all that is told of one month."""

YEAR: Final = (4, 3, 5)
"""Quarters, the months of each, and needs: what is told of a year in pieces."""

BESIDE: Final = [(seed, ((5, 12), (3, 4), (6, 2), (3, 3, 2))[seed % 4]) for seed in range(40)]

MANY: Final = 10**6
"""More than there are: of what nobody tells."""

Cells = Sequence[Counted]
Releasing = Callable[[tuple[int, ...], Counted], Told]


def a_table(shape: Sequence[int], seed: int, *, drawn_anew: bool = False) -> list[Counted]:
    """Cells as needs are: a few of many calls, most of a few or none.

    Args:
        drawn_anew: The same calls, with other keys.
    """
    random = np.random.default_rng(seed)
    size = int(np.prod(shape))
    weights = random.gamma(0.5, 1, size)
    counts = random.poisson(weights / weights.mean() * random.choice([1, 2, 3]))
    random = np.random.default_rng([seed, drawn_anew])
    return [
        Counted(int(rows), int(random.integers(0, 2**16, rows).sum())) if rows else Counted()
        for rows in counts
    ]


def uncontrolled(cells: tuple[int, ...], counted: Counted) -> Told:
    return exactly(cells, counted.rows)


def few_hidden(cells: tuple[int, ...], counted: Counted) -> Told:
    """As many a report does: under five is hidden, the rest and all totals are exact."""
    is_hidden = len(cells) == 1 and counted.rows < 5
    return Told(cells, 0, 4) if is_hidden else exactly(cells, counted.rows)


def controlled(scheme: Scheme) -> Releasing:
    return lambda cells, counted: rounded(cells, shown(counted, scheme), scheme is Scheme.PUBLIC)


def attacked(releasing: Releasing, shape: Sequence[int], seed: int) -> tuple[int, int]:
    """How many small numbers there are in what was told, and how many of them are recovered."""
    cells = a_table(shape, seed)
    groups = [group for _, group in sums(shape, len(shape))]
    told = [releasing(one, sum((cells[cell] for cell in one), Counted())) for one in groups]
    truth = [one.rows for one in cells]
    small = [one for one in groups if sum(truth[cell] for cell in one) in SMALL]
    return len(small), len(recovered(told, truth))


@pytest.mark.parametrize("scheme", Scheme)
def test_of_two_hundred_tables_with_all_their_sums_no_small_cell_is_recovered(
    scheme: Scheme,
) -> None:
    shapes = [SHAPES[number % len(SHAPES)] for number in range(TABLES)]
    found = [attacked(controlled(scheme), shape, seed) for seed, shape in enumerate(shapes)]
    assert sum(small for small, _ in found) > 3000, "there is something to be found"
    assert sum(certain for _, certain in found) == 0


@pytest.mark.parametrize("scheme", Scheme)
def test_of_a_year_told_by_months_quarters_and_whole_none_is_recovered(scheme: Scheme) -> None:
    found = [attacked(controlled(scheme), YEAR, seed) for seed in range(20)]
    assert sum(small for small, _ in found) > 500
    assert sum(certain for _, certain in found) == 0


@pytest.mark.parametrize("scheme", Scheme)
def test_of_the_own_team_beside_all_teams_none_is_recovered_of_the_other(scheme: Scheme) -> None:
    """Of two teams, the lead of one is told of that and of both together: what is left?"""
    found = [attacked_beside(controlled(scheme), shape, seed) for seed, shape in BESIDE]
    assert sum(small for small, _ in found) > 1500
    assert sum(certain for _, certain in found) == 0
    open_book = [attacked_beside(uncontrolled, shape, seed) for seed, shape in BESIDE[:4]]
    assert all(small == certain for small, certain in open_book)


def attacked_beside(
    releasing: Releasing, shape: Sequence[int], seed: int, own: Releasing | None = None
) -> tuple[int, int]:
    """As `attacked`; the small numbers of the other team, of which nothing is told, among them.

    Args:
        own: How those of the own team are known, if otherwise.
    """
    cells = a_table((2, *shape), seed)
    together = a_table((2, *shape), seed, drawn_anew=True)  # as `rebound.together` has them
    told = []
    for kept, one in sums((2, *shape), len(shape) + 1):
        if 0 not in kept:
            told.append(releasing(one, sum((together[cell] for cell in one), Counted())))
        elif one[-1] < len(cells) // 2:
            counted = sum((cells[cell] for cell in one), Counted())
            told.append((own or releasing)(one, counted))
        else:
            told.append(Told(one, 0, MANY))
    small = [one for one in told if sum(cells[cell].rows for cell in one.cells) in SMALL]
    return len(small), len(recovered(told, [one.rows for one in cells]))


def test_who_knows_every_call_of_the_own_team_recovers_few_of_the_other() -> None:
    """A lead may read them all: the price of telling two teams together, said in decision 31."""
    found = [
        attacked_beside(controlled(Scheme.LEADS), shape, seed, own=uncontrolled)
        for seed, shape in BESIDE
    ]
    small, certain = (sum(one) for one in zip(*found, strict=True))
    own = sum(attacked_of_one(shape, seed) for seed, shape in BESIDE)
    assert certain - own < (small - own) * 0.03


def attacked_of_one(shape: Sequence[int], seed: int) -> int:
    """Small numbers of the own team, which are known already."""
    cells = a_table((2, *shape), seed)
    of_own = [one for kept, one in sums((2, *shape), len(shape) + 1) if 0 in kept]
    known = [one for one in of_own if one[-1] < len(cells) // 2]
    return sum(sum(cells[cell].rows for cell in one) in SMALL for one in known)


def test_the_attacker_finds_what_is_not_hidden() -> None:
    small, certain = attacked(uncontrolled, SHAPES[0], 1)
    assert certain == small > 0


def test_the_attacker_finds_what_is_hidden_by_a_threshold_alone() -> None:
    found = [attacked(few_hidden, SHAPES[0], seed) for seed in range(20)]
    small, certain = (sum(one) for one in zip(*found, strict=True))
    assert certain > small // 10


@pytest.mark.parametrize("scheme", Scheme)
def test_what_the_attacker_is_told_is_what_is_released(scheme: Scheme) -> None:
    """The attack is on `shown`; a release of the same cells tells the same numbers."""
    shape = (5, 12)
    cells = a_table(shape, 3)
    keys = [tuple(map(str, key)) for key in product(*map(range, shape))]
    told = release(dict(zip(keys, cells, strict=True)), 2, scheme)
    assert told.total == shown(sum(cells, Counted()), scheme)
    none = shown(Counted(), scheme)
    for key, one in zip(keys, cells, strict=True):
        seen = told.cells.get(key, none)
        sums = [told.margins[place].get(key[place], none) for place in range(2)]
        assert seen == (none if none in sums else shown(one, scheme)), "no part without its sums"
    for place, length in enumerate(shape):
        for value in range(length):
            alone = [one for key, one in zip(keys, cells, strict=True) if key[place] == str(value)]
            whole = shown(sum(alone, Counted()), scheme)
            assert told.margins[place].get(str(value), none) == whole
