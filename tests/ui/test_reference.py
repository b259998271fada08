"""The number a caller is told: made once, said sign by sign, seen, kept, and on the sheet."""

from PySide6.QtCore import Qt

from helpdesk_domain.references import read_reference, spelled
from tests.blanks import typed
from tests.ui.window import Key, Window


def tell(window: Window) -> str:
    """Shift+F7: the number that the call has now."""
    window.press(Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    current = window.workplace.calls.current
    assert current is not None
    return current.call.reference


def test_a_caller_gets_one_number_that_is_said_seen_and_saved(window: Window) -> None:
    window.give_a_service()
    assert window.find("call.reference").isHidden()

    reference = tell(window)

    assert read_reference(reference) == reference
    assert typed(spelled(reference)) in window.says("status.message")
    assert reference in window.says("call.reference")
    assert not window.find("call.reference").isHidden()
    assert tell(window) == reference, "told again, it is the same"
    assert window.finish().reference == reference


def test_f12_takes_the_number_back_and_the_next_one_is_another(window: Window) -> None:
    window.give_a_service()
    first = tell(window)
    window.press(Key.Key_F12)
    assert window.find("call.reference").isHidden()
    current = window.workplace.calls.current
    assert current is not None
    assert current.call.reference == ""
    assert current.call.referrals, "the step before it stays"
    assert tell(window) != first


def test_a_call_in_which_only_a_number_was_told_is_worth_keeping(window: Window) -> None:
    window.press(Key.Key_F2)
    reference = tell(window)
    window.press(Key.Key_F2)
    window.press(Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    current = window.workplace.calls.current
    assert current is not None
    assert current.call.reference == reference


def test_the_number_stands_on_the_sheet_and_nothing_else_of_the_call(window: Window) -> None:
    window.give_a_service()
    window.find("call.note").setFocus()
    window.type("Kanarie")
    reference = tell(window)
    window.press(Key.Key_F7)
    screen = window.workplace.late.sheet
    window.until(lambda: screen._cards is not None)
    assert screen._cards is not None
    (part,) = screen._written(screen._cards)
    assert any(reference in line for line in part.foot)
    assert "Kanarie" not in repr(part)
