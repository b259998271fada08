"""How images are shared out over the steps of a program, and chosen at one step."""

import pytest

from soak.power.found import Found
from soak.power.replaying import choices, spread
from tests.soak.chances import chance


def test_a_step_at_which_little_is_in_doubt_gives_all_its_images_once() -> None:
    assert list(choices([1, 2], 100, chance())) == list(range(8))


def test_a_step_at_which_much_is_in_doubt_gives_as_many_different_ones_as_asked() -> None:
    chosen = list(choices([3, 40], 500, chance()))

    assert len(chosen) == len(set(chosen)) == 500
    assert max(chosen) < 1 << 43


def test_among_few_images_are_those_where_a_file_lost_all_or_nothing() -> None:
    everything = (1 << 30) - 1
    chosen = set(choices([0, 30], 200, chance()))

    assert {0, everything} <= chosen


@pytest.mark.parametrize(
    ("most", "wanted", "shares"),
    [
        ([1, 1, 1], 100, [1, 1, 1]),
        ([1, 100, 100], 21, [1, 10, 10]),
        ([1, 100, 100], 22, [1, 11, 10]),
        ([2, 4, 1 << 200], 10, [2, 4, 4]),
        ([8, 8, 8], 2, [1, 1, 0]),
    ],
)
def test_images_are_shared_out_alike_and_none_is_padded(
    most: list[int], wanted: int, shares: list[int]
) -> None:
    assert spread(most, wanted) == shares


def test_what_was_said_and_is_not_there_is_a_loss_and_so_is_any_fault() -> None:
    found = Found(frozenset({"a", "b"}), ("torn",))

    assert found.wrong(["a"]) == ["torn"]
    assert found.wrong(["a", "c"]) == ["torn", "said and not there: c"]
    assert Found(frozenset({"a"})).wrong(["a"]) == []
