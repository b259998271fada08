"""Every screen an operator works with, one after the other, for tests that look at all of them."""

from collections.abc import Iterator

from PySide6.QtCore import Qt

from tests.ui.window import Key, Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def a_day(window: Window) -> Iterator[str]:
    """Every screen an operator works with, one after the other."""
    yield "idle"
    yield from search(window)
    yield from call(window)
    yield from other_screens(window)


def search(window: Window) -> Iterator[str]:
    """Words, chips and filters."""
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    window.search("soins logement")
    yield "found"
    turn_filters(window)
    yield "filters"
    for _ in range(3):
        window.press(Key.Key_Space)
        window.press(Key.Key_Down)
    turn_filters(window)
    yield "several chips"
    window.press(Key.Key_Tab)
    yield "the first chip"
    window.press(Key.Key_Escape)
    turn_filters(window)
    yield "filters below several chips"
    window.press(Key.Key_Delete)
    turn_filters(window)


def turn_filters(window: Window) -> None:
    window.press(Key.Key_Space, CTRL)
    window.until(window.settled)


def call(window: Window) -> Iterator[str]:
    """A referral, each pane, and what a call asks for."""
    window.press(Key.Key_Return)
    yield "referred"
    for number in (1, 2, 3):
        window.press(Key.Key_F6)
        yield f"pane {number}"
    window.press(Key.Key_F9)
    yield "wrap-up"
    window.press(Key.Key_Tab)
    yield "outcome or what was no call"
    window.press(Key.Key_Escape)
    window.press(Key.Key_Return, SHIFT)
    yield "why nothing"
    window.press(Key.Key_Escape)
    window.press(Key.Key_F3, SHIFT)
    yield "which language"
    window.press(Key.Key_Escape)
    yield from strips(window)
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 1)


def strips(window: Window) -> Iterator[str]:
    """What opens under the call and under the service."""
    for key, modifiers, place in (
        (Key.Key_F8, Qt.KeyboardModifier.NoModifier, "when to come back"),
        (Key.Key_F9, SHIFT, "when it took place"),
        (Key.Key_F8, SHIFT, "how far a referral has come"),
        (Key.Key_D, CTRL, "what is wrong with the service"),
        (Key.Key_K, CTRL, "all commands"),
    ):
        window.press(key, modifiers)
        yield place
        window.press(Key.Key_Escape)
    window.press(Key.Key_F8, SHIFT)
    window.strike("r" if window.speech.words.language == "fr" else "n")
    yield "why a referral was refused"
    window.press(Key.Key_Escape)
    window.press(Key.Key_F8)
    window.type("+2 rappeler le CPAS de la commune")
    window.press(Key.Key_Return)
    yield "a follow-up is promised"
    window.press(Key.Key_F7)
    yield "the sheet"
    window.press(Key.Key_Escape)


def other_screens(window: Window) -> Iterator[str]:
    """What is one key away from the desk."""
    window.press(Key.Key_J, CTRL)
    window.until(lambda: len(window.table("mycalls.table")) == 1)
    yield "my calls"
    window.press(Key.Key_L, CTRL)
    window.until(lambda: len(window.table("followups.table")) == 1)
    yield "follow-ups"
    window.press(Key.Key_F1)
    yield "help"
    window.press(Key.Key_Comma, CTRL)
    yield "settings"
    for number in range(7):
        window.press(Key.Key_Tab)
        yield f"setting {number}"
    window.entrance.ask_to_sign_in()
    yield "sign-in"
    for number in range(4):
        window.press(Key.Key_Tab)
        yield f"sign-in {number}"
