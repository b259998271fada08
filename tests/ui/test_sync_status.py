"""When the desk asks the server again."""

from helpdesk_domain.people import PersonId
from tests.ui.window import Window


def test_a_desk_that_was_offline_for_days_still_asks_again_within_a_minute(window: Window) -> None:
    line = window.workplace.line
    line.author = PersonId("p")

    for failures in (0, 1, 5, 1_100, 100_000):
        line._failures = failures
        line.sync()
        window.until(lambda: line.problem is not None and line._timer.isActive())

        assert 0 < line._timer.interval() <= 60_000
        line._timer.stop()
