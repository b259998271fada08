"""Telephone numbers in every way people in Belgium write them; one way in which they are shown."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpdesk_domain.phone_numbers import in_one_style, numbers_in
from helpdesk_domain.service_card import service_card
from tests.domain.test_service_card import a_service

PREFIXES = st.sampled_from(["0", "+32", "0032", "+32 ", "0032 ", "+32 (0)", "0032 (0)"])
BETWEEN = st.sampled_from([" ", ".", "-", ""])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("02/511.22.33", "02 511 22 33"),
        ("+32 (0)2 511 22 33", "02 511 22 33"),
        ("(0)2 511 22 33", "02 511 22 33"),
        ("511 22 33", "02 511 22 33"),
        ("0475/12.34.56", "0475 12 34 56"),
        ("010-22.33.44", "010 22 33 44"),
        ("0800/35.243", "0800 35 243"),
        ("+33142345678", "+33 1 42 34 56 78"),
        ("02/511.22.33 (9-12 h)", "02 511 22 33 (9-12 h)"),
        ("02/511.22.33 ou 0475123456", "02 511 22 33 ou 0475 12 34 56"),
        ("(02) 511 22 33", "02 511 22 33"),
        ("(02/511.22.33)", "(02 511 22 33)"),
        ("soir (511 22 33)", "soir (02 511 22 33)"),
        ("(0475123456, le soir)", "(0475 12 34 56, le soir)"),
        ("107", "107"),
        ("116 000", "116 000"),
        ("BE 0123.456.789", "BE 0123.456.789"),
        ("", ""),
    ],
)
def test_a_number_is_shown_in_one_style_and_what_is_none_as_it_is(written: str, shown: str) -> None:
    assert in_one_style(written) == shown


@given(
    st.sampled_from(["2", "475"]),
    st.from_regex(r"[2-9][0-9]{6}", fullmatch=True),
    PREFIXES,
    BETWEEN,
)
def test_however_it_is_written_it_is_shown_alike(
    zone: str, local: str, prefix: str, between: str
) -> None:
    if zone == "2":
        groups, plain = [local[:3], local[3:5], local[5:]], "02 {} {} {}"
    else:
        groups, plain = [local[:2], local[2:4], local[4:6]], "0475 {} {} {}"

    written = prefix + zone + between + between.join(groups)

    assert in_one_style(written) == plain.format(*groups)


@given(st.text(alphabet="0123456789 +/.()-ab,", max_size=40))
@example("(2000000")
@example("+82-912)53).0 ")
@example("0538 000478130/9- 25--5 ")
def test_no_digit_is_lost_and_saying_it_twice_changes_nothing(text: str) -> None:
    shown = in_one_style(text)

    assert in_one_style(shown) == shown
    for written in numbers_in(text):
        seen = re.sub(r"\D", "", text[written.start : written.end])
        assert re.sub(r"\D", "", written.shown).endswith(seen[-6:])


@pytest.mark.parametrize(
    "text",
    [
        "né le 12/03/1980",
        "1000 1050 Bruxelles",
        "85.07.30-033.61",
        "IBAN BE68 5390 0754 7034",
        "avenue Louise 149, 1050 Ixelles",
        "rue 511 22 33 44",
        "12 000 euros",
    ],
)
def test_other_figures_are_no_telephone_numbers(text: str) -> None:
    assert list(numbers_in(text)) == []


def test_a_service_is_read_out_with_its_numbers_in_one_style() -> None:
    service = a_service(phones=[{"number": "+32 (0)2/511.22.33"}, {"number": "107"}])

    assert service_card(service, "nl", {}).numbers == ("02 511 22 33", "107")
