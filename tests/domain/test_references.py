"""The number a caller is told: random enough, and read however it was heard."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.references import (
    LENGTH,
    SIGNS,
    NoReference,
    new_reference,
    read_reference,
    spelled,
)


def test_a_number_has_fifty_random_bits_and_two_groups() -> None:
    assert math.log2(len(SIGNS)) * LENGTH >= 50
    made = {new_reference() for _ in range(2000)}
    assert len(made) == 2000
    assert all(len(one) == 11 and one[5] == "-" for one in made)
    used = {sign for one in made for sign in one if sign != "-"}
    assert used == set(SIGNS), "each sign is drawn"
    for place in (*range(5), *range(6, 11)):
        assert len({one[place] for one in made}) == len(SIGNS), "at each place"


@given(st.text(alphabet=SIGNS, min_size=10, max_size=10))
def test_a_number_is_read_in_whatever_way_it_was_written_down(signs: str) -> None:
    as_said = f"{signs[:5]}-{signs[5:]}"
    heard = {
        signs,
        signs.lower(),
        as_said,
        f"  {signs[:5]} {signs[5:]}\n",
        spelled(as_said),
        "-".join(signs),
        signs.replace("0", "O").replace("1", "l"),
        signs.replace("0", "o").replace("1", "I"),
    }
    assert {read_reference(one) for one in heard} == {as_said}


@pytest.mark.parametrize(
    "typed", ["", "7K3M9", "7K3M9-QX2ABC", "7K3M9-QX2AU", "Mme Dupont", "é" * 10]
)
def test_what_is_no_number_is_refused_and_not_repeated(typed: str) -> None:
    with pytest.raises(NoReference) as refused:
        read_reference(typed)
    assert str(refused.value) == ""


def test_it_is_said_sign_by_sign() -> None:
    assert spelled("7K3M9-QX2AB") == "7 K 3 M 9 – Q X 2 A B"
