"""What a colleague promised is done here, and she sees it."""

from collections.abc import Callable
from datetime import timedelta

from helpdesk_domain.clock import utc_now
from helpdesk_domain.follow_ups import FollowUp
from helpdesk_domain.wire import to_json
from tests.factories import a_call
from tests.journeys.conftest import Office
from tests.journeys.test_a_day import CTRL, signed_in
from tests.server.desk import Desk
from tests.ui.window import Key, Window


def sync(window: Window) -> None:
    with window.qtbot.waitSignal(window.workplace.line.ended, timeout=10_000):
        window.press(Key.Key_R, CTRL)


def test_a_follow_up_of_a_colleague_is_done_here_and_leaves_her_list(
    start: Callable[[], Window], office: Office
) -> None:
    # Given a colleague of the same team who promised to ring back
    window = signed_in(start, office)
    office.server.add_person("chloé")
    colleague = Desk(office.server).sign_in("chloé")
    due = FollowUp(due_at=utc_now() - timedelta(hours=1), task="rappeler le CPAS")
    call = a_call("hers", follow_up=due, outcome=None, note="à garder")
    assert colleague.put_call(to_json(call)).status_code == 201

    # When the next one on duty looks at what is to be done, and does it
    sync(window)
    window.press(Key.Key_L, CTRL)
    window.until(lambda: len(window.table("followups.table")) == 1)
    (row,) = window.table("followups.table")
    assert (row[2], row[5]) == ("rappeler le CPAS", "chloé")
    window.strike("j")
    window.until(lambda: window.table("followups.table") == [])
    sync(window)

    # Then the colleague's desk is told, and the rest of her call is as it was
    page = colleague.get("/v1/changes?stream=calls:midi&since=0").json()
    assert [change["deleted"] for change in page["changes"]] == [True]
    assert office.revisions() == 2
    colleague.close()

    # And it is none of the calls of this desk
    window.press(Key.Key_J, CTRL)
    window.until(lambda: window.find("mycalls").isVisible())
    assert window.table("mycalls.table") == []
