"""The window closes when all that was typed is on the disk, or when it said why it is not."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from helpdesk_desktop.store.drafts import drafts
from tests.ui.full_disk import first_write_refused, no_room, slow_and_full, slowly
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier


def notes(window: Window) -> list[str]:
    return [draft.call.note for draft in window.store.read(drafts)]


def note_a_call(window: Window, note: str) -> None:
    window.press(Key.Key_F2)
    window.type("logement")
    window.find("call.note").setFocus()
    window.type(note)


def test_a_call_that_the_file_refuses_while_the_window_closes_is_not_lost(
    start: Callable[[], Window],
) -> None:
    # Given a call that is being saved in a file that will not take it
    first = start()
    with slow_and_full(first):
        note_a_call(first, "rappeler sa fille")
        first.press(Key.Key_F9)
        first.strike("f")
        first.press(Key.Key_F9)

        # When the window is closed before anybody knows
        first.press(Key.Key_Q, CTRL)

        # Then it stays open and says why, the call is back on the screen
        assert first.main.isVisible()
        assert "disque plein" in first.says("status.message")
        assert first.text("call.note") == "rappeler sa fille"

    # And once there is room, it closes, and the call is there at the next start
    first.press(Key.Key_Q, CTRL)
    assert not first.main.isVisible()
    second = start()
    second.until_offered()
    assert notes(second) == ["rappeler sa fille"]
    assert second.logged() == []


def test_a_call_that_is_being_saved_when_the_window_closes_is_in_the_log(
    start: Callable[[], Window],
) -> None:
    first = start()
    note_a_call(first, "rappeler sa fille")
    first.press(Key.Key_F9)
    first.strike("f")
    first.press(Key.Key_F9)
    first.press(Key.Key_Q, CTRL)
    assert not first.main.isVisible()

    second = start()
    assert [one.call.note for one in second.logged()] == ["rappeler sa fille"]
    assert notes(second) == []


def test_a_call_whose_saving_is_being_taken_back_when_the_window_closes_keeps_every_word(
    start: Callable[[], Window],
) -> None:
    # Given a call saved without a line that was not understood, and F12 at once
    first = start()
    note_a_call(first, "rappeler sa fille")
    first.press(Key.Key_O, CTRL)
    first.type("ixelles dupont")
    for _ in range(3):
        first.press(Key.Key_F9)
    first.press(Key.Key_F12)

    # When the window closes before the call is back
    first.press(Key.Key_Q, CTRL)
    assert not first.main.isVisible()

    # Then the call is unfinished again, the line with it
    second = start()
    second.until_offered()
    (draft,) = second.store.read(drafts)
    assert (draft.call.note, draft.unread) == ("rappeler sa fille", {"person": "ixelles dupont"})
    assert second.logged() == []


def test_the_last_words_are_in_the_file_although_older_ones_still_waited(
    start: Callable[[], Window],
) -> None:
    # Given words that wait behind a slow read to be written
    first = start()
    first.workplace.desk.read(first.workplace, lambda _: slowly(), lambda _: None)
    note_a_call(first, "un deux")
    first.press(Key.Key_F2)
    first.press(Key.Key_Tab, CTRL)

    # When more is typed, and the window is closed
    first.find("call.note").setFocus()
    first.type(" trois quatre")
    first.press(Key.Key_Q, CTRL)
    assert not first.main.isVisible()

    # Then the file has all of it
    assert notes(start()) == ["un deux trois quatre"]


def test_a_report_that_the_file_refuses_while_the_window_closes_keeps_it_open(
    window: Window,
) -> None:
    window.search("soins à domicile le pont")
    with slow_and_full(window):
        window.press(Key.Key_D, CTRL)
        window.strike("t")
        window.type("02 000 99 99")
        window.press(Key.Key_Return)
        window.press(Key.Key_Q, CTRL)

        assert window.main.isVisible()
        assert "disque plein" in window.says("status.message")
        window.press(Key.Key_D, CTRL)
        assert window.says("flag.words") == "02 000 99 99"

        window.press(Key.Key_Q, CTRL)
        assert not window.main.isVisible()


def test_a_disk_that_is_full_again_is_told_again(window: Window) -> None:
    # Given a window that stayed open once, and whose words then reached the file
    window.press(Key.Key_F2)
    with no_room(window):
        window.type("un")
        window.press(Key.Key_Q, CTRL)
        assert window.main.isVisible()
    window.until_kept()

    # When the disk is full once more, then it stays open once more
    with no_room(window):
        window.type(" deux")
        window.press(Key.Key_Q, CTRL)
        assert window.main.isVisible()


def test_a_draft_that_the_file_refused_does_not_come_back_after_the_call_was_saved(
    start: Callable[[], Window],
) -> None:
    # Given a draft on its way to a file that will refuse it
    first = start()
    with first_write_refused(first) as (begun, ends):
        note_a_call(first, "rappeler sa fille")
        first.until(begun.is_set)

        # When the call is saved meanwhile, and the file takes that
        first.press(Key.Key_F9)
        first.strike("f")
        first.press(Key.Key_F9)
        ends.set()
        first.until(lambda: len(first.logged()) == 1)
        first.press(Key.Key_Q, CTRL)

    # Then nothing unfinished is left of it
    assert notes(start()) == []


def test_a_saving_whose_taking_back_was_refused_can_be_taken_back_later(window: Window) -> None:
    window.log_a_call("logement")
    with no_room(window):
        window.press(Key.Key_F12)
        window.until_says("status.message", "disque plein")
    assert window.workplace.calls.current is None

    window.press(Key.Key_F12)
    window.until(lambda: window.workplace.calls.current is not None)
    window.until(lambda: window.logged() == [])
