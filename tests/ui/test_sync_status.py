"""When the desk asks the server again."""

import re

from PySide6.QtCore import Qt

from helpdesk_domain.people import PersonId
from tests.ui.window import Key, Window


def test_a_desk_that_was_offline_for_days_still_asks_again_within_a_minute(window: Window) -> None:
    line = window.workplace.line
    line.author = PersonId("p")

    for failures in (0, 1, 5, 1_100, 100_000):
        line._failures = failures
        line.sync()
        window.until(lambda: line.problem is not None and line._timer.isActive())

        assert 0 < line._timer.interval() <= 60_000
        line._timer.stop()


def test_who_tries_now_sees_that_it_is_tried_and_when_it_will_be_again(window: Window) -> None:
    # Given a desk that cannot reach its server
    line = window.workplace.line
    line.author = PersonId("p")
    window.workplace._signed_in = True
    line.sync()
    window.until(lambda: line.problem is not None and line._timer.isActive())
    seen: list[str] = []
    line.began.connect(lambda: seen.append(window.says("sync.next")))
    line.ended.connect(lambda: seen.append(window.says("sync.next")))

    # When the operator asks for a try
    window.press(Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert window.says("sync.next") == "On essaie …"

    # Then it is said that there is one, and when the next one comes
    window.until(lambda: len(seen) == 3)
    assert seen[:2] == ["On essaie …", "On essaie …"]
    assert re.fullmatch(r"Prochain essai dans \d+ s\.", seen[2])
    window.press(Key.Key_Return)
    assert window.says("sync.next") == "On essaie …"
    window.until_says("sync.next", "Prochain essai dans")
