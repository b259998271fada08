"""The chain of what was read: whatever is changed in it shows."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest

from helpdesk_domain.people import PersonId
from helpdesk_domain.reads import BEGINNING, ReadMark, What, Why, breaks, is_code, next_mark
from tests.factories import NOON, an_id


def a_chain(length: int) -> list[ReadMark]:
    marks: list[ReadMark] = []
    for number in range(length):
        previous = marks[-1].hash if marks else BEGINNING
        person = PersonId(an_id("amina")) if number % 3 else None
        at = NOON + timedelta(minutes=number, microseconds=number)
        what = list(What)[number % 3]
        marks.append(next_mark(previous, what, an_id(str(number)), Why.MY_CALLS, person, at))
    return marks


def test_a_chain_that_nobody_touched_is_whole() -> None:
    assert breaks(a_chain(20), BEGINNING) == []
    assert breaks([], BEGINNING) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"id": an_id("other")},
        {"at": NOON + timedelta(microseconds=1)},
        {"person": None},
        {"person": PersonId(an_id("bart"))},
        {"what": What.IDENTITY},
        {"subject": an_id("another call")},
        {"why": "elsewhere"},
        {"previous": "0" * 63 + "1"},
        {"hash": "f" * 64},
    ],
    ids=lambda changed: "-".join(changed),
)
def test_a_mark_of_which_any_field_changed_breaks_the_chain(changed: dict[str, object]) -> None:
    marks = a_chain(5)
    assert marks[1].person is not None
    marks[1] = replace(marks[1], **changed)  # type: ignore[arg-type]
    assert breaks(marks, BEGINNING)


def test_each_field_of_a_mark_is_in_its_hash() -> None:
    assert {field.name for field in fields(ReadMark)} == {
        *("id", "at", "person", "what", "subject", "why", "previous", "hash")
    }, "a new field has to be hashed, and tried above"


def test_a_mark_that_is_missing_or_stands_elsewhere_breaks_the_chain() -> None:
    marks = a_chain(6)
    assert breaks([*marks[:2], *marks[3:]], BEGINNING) == [marks[3].id]
    assert breaks([marks[1], marks[0], *marks[2:]], BEGINNING)
    assert breaks(marks[1:], BEGINNING) == [marks[1].id]


def test_the_same_moment_told_in_another_zone_has_the_same_hash() -> None:
    (mark,) = a_chain(1)
    assert breaks([replace(mark, at=mark.at.astimezone())], BEGINNING) == []
    assert mark.at.tzinfo is UTC
    assert isinstance(mark.at, datetime)


@pytest.mark.parametrize("words", ["", "Mme Dupont", "0470123456", "x" * 41, "my_calls\n"])
def test_what_is_no_code_cannot_be_said_of_where_it_was_opened(words: str) -> None:
    assert not is_code(words)
    assert all(is_code(why) for why in Why)
