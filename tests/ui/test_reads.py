"""Who opens a saved call that holds words leaves one mark, without a network too."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt

from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.reads import kept_marks
from helpdesk_desktop.store.stream_tables import TeamCallRow
from helpdesk_domain.call_exchange import TeamCall
from helpdesk_domain.clock import utc_now
from helpdesk_domain.follow_ups import FollowUp
from helpdesk_domain.reads import What
from helpdesk_domain.wire import from_json, to_json
from tests.factories import a_call
from tests.ui.test_conflict_card import disputed
from tests.ui.test_my_calls import log, look, reopen
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier


def marks(window: Window) -> list[tuple[str, str, str]]:
    """What was read, as (what, of which call, from where)."""
    return [(mark.what, mark.subject, mark.why) for mark in window.store.read(kept_marks)]


def test_opening_one_of_my_calls_leaves_one_mark_and_listing_it_none(window: Window) -> None:
    call = a_call("noted", note="Rappelle demain.")
    log(window, call)
    look(window, 1)
    assert marks(window) == []

    window.press(Key.Key_Return)
    window.until(lambda: window.workplace.calls.current is not None)
    window.until(lambda: window.text("call.note") == "Rappelle demain.")

    assert marks(window) == [(What.CALL_TEXT, call.id, "my_calls")]


def test_a_call_without_a_word_is_opened_without_a_mark(window: Window) -> None:
    log(window, a_call("coded", note="", needs=()))
    reopen(window)
    assert marks(window) == []


def test_opening_a_call_of_a_colleague_from_the_follow_ups_leaves_a_mark(window: Window) -> None:
    # Given a call of a colleague that the team follows
    due = FollowUp(due_at=utc_now() - timedelta(hours=1), task="rappeler le CPAS")
    call = replace(a_call("hers"), follow_up=due, outcome=None)
    told = TeamCall(
        call=from_json(to_json(call), dict),
        author="chloé",
        edited_by="chloé",
        edited_at=utc_now(),
    )

    def bring(session: Session) -> None:
        session.add(TeamCallRow(id=call.id, rev=1, data=to_json(told)))

    window.store.run(bring)
    window.press(Key.Key_L, CTRL)
    window.until(lambda: len(window.table("followups.table")) == 1)
    assert marks(window) == []

    # When it is opened
    window.press(Key.Key_Return)
    window.until(lambda: window.workplace.calls.current is not None)

    # Then that is noted once; coming back to it on the desk is not reading it again
    assert marks(window) == [(What.CALL_TEXT, call.id, "follow_ups")]
    window.press(Key.Key_L, CTRL)
    window.until(lambda: len(window.table("followups.table")) == 1)
    window.press(Key.Key_Return)
    window.until(lambda: window.find("desk").isVisible())
    assert len(marks(window)) == 1


@pytest.mark.parametrize("look_again", [False, True])
def test_both_texts_of_a_conflict_leave_one_mark_each_time_they_are_looked_at(
    window: Window, look_again: bool
) -> None:
    mine = a_call(note="Rappelle lundi.")
    disputed(window, mine, replace(mine, note="Rappelle mardi."))
    once = (What.CALL_TEXT, mine.id, "conflict")
    assert marks(window) == [once]

    # read again while it is shown, it is no other deed
    window.workplace.sync.read()
    window.workplace.desk.drain()
    assert marks(window) == [once]

    if look_again:
        window.press(Key.Key_Escape)
        window.until(lambda: window.find("desk").isVisible())
        window.press(Key.Key_R, CTRL)
        window.until(lambda: len(marks(window)) == 2)


def test_the_person_who_is_signed_in_is_on_the_mark(window: Window) -> None:
    window.workplace.calls.author = None
    log(window, a_call("noted"))
    reopen(window)
    (mark,) = window.store.read(partial(kept_marks))
    assert mark.person is None
