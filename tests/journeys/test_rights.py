"""A desk lets go of what its caller had erased, and of words that the server has long enough."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt

from helpdesk_desktop.store.calls import CallState, log_call
from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_server.commands.group import command_line
from helpdesk_server.store.calls import revisions
from helpdesk_server.store.server import note_durable
from tests.factories import a_call
from tests.journeys.conftest import Office
from tests.journeys.test_a_day import CTRL, signed_in
from tests.journeys.test_words_without_result import sync
from tests.ui.window import Key, Window

NOTE = "Kanarie, rue Haute"


def a_call_with_a_reference(window: Window) -> str:
    """A call with a note, on the server; the number its caller was told."""
    window.give_a_service()
    window.press(Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    window.find("call.note").setFocus()
    window.type(NOTE)
    reference = window.finish().reference
    window.until(lambda: window.logged()[0].state is CallState.ACCEPTED)
    return reference


@pytest.mark.parametrize("drop_row", [False, True])
def test_what_a_caller_had_erased_is_gone_from_the_desk_after_its_next_sync(
    start: Callable[[], Window], office: Office, drop_row: bool
) -> None:
    # Given a call of which the caller knows the reference
    window = signed_in(start, office)
    reference = a_call_with_a_reference(window)

    # When the caller has it erased, and the desk syncs
    options = ["--data-dir", str(office.server.settings.data_dir), "rights", "erase", reference]
    done = CliRunner().invoke(
        command_line(Words("fr")), [*options, *(["--drop-row"] if drop_row else [])]
    )
    assert done.exit_code == 0, done.stderr
    sync(window, office)

    # Then the desk has no word of it, or nothing at all
    if drop_row:
        assert window.logged() == []
        assert office.calls() == []
        return
    (left,) = window.logged()
    assert (left.call.note, left.call.needs, left.call.reference) == ("", (), reference)
    assert left.call.referrals
    sync(window, office)
    assert len(office.calls()) == 1
    assert office.revisions() == 1


def test_words_a_backup_has_held_for_a_day_leave_the_desk_and_the_list_stays(
    start: Callable[[], Window], office: Office
) -> None:
    # Given a call of two days ago that a backup of the server has held for a day
    window = signed_in(start, office)
    long_ago = utc_now() - timedelta(days=2)
    call = a_call(started_at=long_ago, note=NOTE, needs=("soins",))
    author = window.workplace.calls.author
    window.store.run(partial(log_call, call=call, author=author, now=long_ago))
    sync(window, office)
    through = utc_now() + timedelta(hours=25)
    office.server.store.run(partial(note_durable, through=through))

    # When the desk syncs
    sync(window, office)

    # Then the call is listed, without what was told; the server has it
    window.press(Key.Key_J, CTRL)
    window.until(lambda: window.find("mycalls").isVisible())
    window.press(Key.Key_Left)
    window.press(Key.Key_Left)
    window.until(lambda: len(window.table("mycalls.table")) == 1)
    assert "soins" in " ".join(window.table("mycalls.table")[0])
    (body,) = office.server.store.read(lambda session: revisions(session, call.id))
    assert NOTE.encode() in body

    # And who opens it hears why it cannot be opened here
    window.press(Key.Key_Return)
    window.until_says("status.message", "n’est plus sur ce poste")
    assert window.workplace.calls.current is None
    sync(window, office)
    assert office.revisions() == 1
