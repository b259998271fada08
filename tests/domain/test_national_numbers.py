"""No number of the National Register is kept, and few others are taken for one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.call_terms import UnmetReason
from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.national_numbers import HIDDEN, without_national_numbers
from helpdesk_domain.needs import need, unmet
from tests.factories import NOON

BORN_1985, BIS = "85073003328", "98472899765"


def check_digits(nine: str, *, born_after_1999: bool) -> str:
    """The last two digits, as the Register computes them (royal decree of 3 April 1984)."""
    return f"{97 - int('2' * born_after_1999 + nine) % 97:02}"


@pytest.mark.parametrize(
    "written",
    [
        "85073003328",
        "85.07.30-033.28",
        "85 07 30 033 28",
        "850730-033-28",
        "85.07.30 - 033.28",
        "85/07/30-033/28",
        "85.07.30–033.28",
        "850 730 033 28",
        "85 07 30 033\u00a028",
        "85, 07, 30, 033, 28",
    ],
)
def test_however_it_is_written_it_is_hidden_and_the_words_around_it_stay(written: str) -> None:
    assert without_national_numbers(f"NISS {written}, rappeler") == f"NISS {HIDDEN}, rappeler"


def test_no_letter_beside_it_shields_it() -> None:
    assert without_national_numbers(f"NISS{BORN_1985}x") == f"NISS{HIDDEN}x"


def test_who_is_not_registered_has_a_number_too() -> None:
    assert without_national_numbers(BIS) == HIDDEN


@pytest.mark.parametrize(
    "kept",
    ["+32 470 12 34 56", "0470 12 34 56", "02 511 08 00", "85073003329", "BE71 0961 2345 6769"],
)
def test_telephone_and_bank_numbers_and_slips_of_one_digit_stay(kept: str) -> None:
    assert without_national_numbers(kept) == kept


@given(
    st.dates(min_value=date(1930, 1, 1), max_value=NOON.date()),
    st.integers(1, 997),
)
def test_every_number_the_register_can_have_given_is_hidden(born: date, order: int) -> None:
    nine = f"{born:%y%m%d}{order:03}"
    number = nine + check_digits(nine, born_after_1999=f"{born:%Y}" > "1999")

    assert without_national_numbers(number) == HIDDEN


def test_a_need_does_not_hold_one_either() -> None:
    call = Call(id=CallId("1"), started_at=NOON)

    assert need(call, f"aide {BORN_1985}").needs == (f"aide {HIDDEN}",)
    assert unmet(call, f"aide {BORN_1985}", UnmetReason.FULL).needs == (f"aide {HIDDEN}",)
