"""What an operator's hands do in an intake: open it, go to a question, answer it."""

from helpdesk_domain.calls import Call
from helpdesk_domain.intake.answers import Answer
from helpdesk_domain.intake.record import Intake
from tests.ui.window import Key, Window


def open_intake(window: Window) -> None:
    """F5, and the first question has the keyboard."""
    window.press(Key.Key_F5)
    window.until(lambda: bool(asked(window)) and held(window) not in ("intake", "intake.back"))


def held(window: Window) -> str:
    """The control that has the keyboard."""
    widget = window.main.focusWidget()
    return widget.objectName() if widget else ""


def asked(window: Window) -> list[str]:
    """The questions that are on the screen, by their names."""
    rows = window.workplace.late.intake.page.form.stops()
    return [row.objectName().removeprefix("intake.") for row in rows]


def go_to(window: Window, question: str) -> None:
    """Arrows down to a question."""
    for _ in asked(window):
        if held(window).startswith(f"intake.{question}"):
            return
        window.press(Key.Key_Down)
    assert held(window).startswith(f"intake.{question}"), held(window)


def down_to(window: Window, control: str) -> None:
    """Arrows down to a control whose name begins so."""
    for _ in range(60):
        if held(window).startswith(control):
            return
        window.press(Key.Key_Down)
    raise AssertionError(f"{held(window)} has the keyboard, not {control}")


def answer(window: Window, question: str, letters: str) -> None:
    """Go to a question and strike letters there."""
    go_to(window, question)
    for letter in letters:
        window.strike(letter)


def current(window: Window) -> Call:
    """The call on the desk."""
    opened = window.workplace.calls.current
    assert opened is not None
    return opened.call


def told(window: Window) -> Intake:
    """The intake of the call on the desk."""
    intake = current(window).intake
    assert intake is not None
    return intake


def answers(window: Window) -> dict[str, Answer]:
    """What was answered in it, by question."""
    return {str(path): answer for path, answer in told(window).answers.items()}


def sums_up(window: Window) -> str:
    """The level that is suggested, as the screen says it."""
    return window.says("intake.reasoning.level")
