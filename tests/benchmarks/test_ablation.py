"""Every part that the ablation switches off is where it says, and is back afterwards."""

import pytest

from benchmarks.search_ablation import PARTS, without


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_off_as_long_as_asked_and_on_again_after(part: str) -> None:
    before = [getattr(where, name) for where, name, _instead in PARTS[part]]

    with without(part):
        during = [getattr(where, name) for where, name, _instead in PARTS[part]]

    assert all(off is not on for off, on in zip(during, before, strict=True))
    assert [getattr(where, name) for where, name, _instead in PARTS[part]] == before
