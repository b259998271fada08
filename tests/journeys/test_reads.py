"""What is read at a desk, without a network too, is on the server after the next sync."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import select

from helpdesk_desktop.store.calls import CallState
from helpdesk_desktop.store.reads import kept_marks
from helpdesk_server.store.read_tables import ReadMarkRow
from helpdesk_server.store.reads import verify
from tests.journeys.conftest import Office
from tests.journeys.test_a_day import CTRL, signed_in, take_a_call
from tests.journeys.test_words_without_result import sync
from tests.ui.window import Key, Window


def on_the_server(office: Office) -> list[tuple[str, str]]:
    query = select(ReadMarkRow.subject, ReadMarkRow.why).order_by(ReadMarkRow.number)
    rows = office.server.store.read(lambda s: s.execute(query).all())
    return [(row.subject, row.why) for row in rows]


def test_a_call_that_was_read_offline_is_in_the_audit_once_after_the_next_sync(
    start: Callable[[], Window], office: Office
) -> None:
    # Given a call with words, on the server; then the network goes
    window = signed_in(start, office)
    take_a_call(window, "soins")
    window.until(lambda: window.logged()[0].state is CallState.ACCEPTED)
    office.line.cut()

    # When it is opened from the list of the day
    window.press(Key.Key_J, CTRL)
    window.until(lambda: len(window.table("mycalls.table")) == 1)
    window.press(Key.Key_Return)
    window.until(lambda: window.workplace.calls.current is not None)
    (mark,) = window.store.read(kept_marks)
    assert on_the_server(office) == []

    # And the network is back, and loses the first answer
    office.line.mend()
    office.line.lose_answer()
    sync(window, office)
    sync(window, office)

    # Then the server knows once who read what, from where, at which desk
    call = office.calls()[0]
    assert on_the_server(office) == [(call, "my_calls")]
    (chain,) = office.server.store.read(partial(verify))
    assert (chain.rows, chain.faults) == (1, ())
    (row,) = office.server.store.read(lambda s: s.scalars(select(ReadMarkRow)).all())
    assert (row.id, row.person_id, row.sender_id) == (mark.id, mark.person, mark.person)
    assert "soins" not in repr(vars(row))
