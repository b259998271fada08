"""How long what was heard on the phone holds."""

from datetime import UTC, date, datetime

import pytest

from helpdesk_domain.suggestions import Flag, Topic, stands
from tests.factories import a_service_id


def a_flag(topic: Topic, full_until: date | None = None) -> Flag:
    """Seen on 2 November 2026."""
    return Flag(
        service_id=a_service_id("centre"),
        topic=topic,
        comment="",
        made_at=datetime(2026, 11, 2, 10, tzinfo=UTC),
        full_until=full_until,
        author="Bart",
    )


@pytest.mark.parametrize(
    ("until", "last"),
    [(None, date(2026, 11, 16)), (date(2026, 12, 1), date(2026, 12, 1))],
)
def test_a_service_is_full_until_the_day_that_was_said_or_for_two_weeks(
    until: date | None, last: date
) -> None:
    flag = a_flag(Topic.FULL, until)
    assert stands(flag, last)
    assert not stands(flag, last.replace(day=last.day + 1))


def test_what_is_wrong_stays_wrong_until_somebody_decides() -> None:
    assert stands(a_flag(Topic.PHONE), date(2030, 1, 1))
