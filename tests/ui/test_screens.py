"""What the screens say: languages, names for assistive programs, room for every word."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget

from helpdesk_desktop.ui.keys.key import Key as Keys
from tests.ui.window import Key, Window

T = TypeVar("T", bound=QWidget)


def test_the_screens_change_language_at_once_and_nothing_is_left_over(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_F9)
    french = {label.text() for label in shown(window, QLabel)}

    window.find("language.nl").click()  # type: ignore[attr-defined]

    dutch = {label.text() for label in shown(window, QLabel)}
    kept = {text for text in french & dutch if any(letter.isalpha() for letter in text)}
    assert "LOPENDE OPROEP" in dutch
    assert "Wie belt? (een letter)" in dutch
    assert kept <= from_the_directory(window) | {"Helpdesk"}, "a French sentence was left over"


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_every_control_that_takes_the_focus_has_a_name_and_an_identifier(
    window: Window, language: str
) -> None:
    window.find(f"language.{language}").click()  # type: ignore[attr-defined]
    window.press(Key.Key_F2)
    window.press(Key.Key_F9)

    for widget in window.main.findChildren(QWidget):
        by_keyboard = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        if by_keyboard and widget.isVisible() and widget.objectName()[:3] != "qt_":
            spoken = widget.accessibleName() or getattr(widget, "text", lambda: "")()
            labelled = isinstance(widget, QComboBox) and widget.accessibleDescription()
            assert spoken or labelled, widget.objectName() or widget
            assert widget.accessibleIdentifier() == widget.objectName() != "", widget


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize("size", [(1366, 768), (1280, 800)])
def test_no_button_is_narrower_than_its_words(
    window: Window, language: str, size: tuple[int, int]
) -> None:
    window.main.resize(*size)
    window.find(f"language.{language}").click()  # type: ignore[attr-defined]
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_F9)
    window.until(lambda: window.find("wrapup").isVisible())

    assert (window.main.width(), window.main.height()) == size, "the window grew past the screen"
    for control in shown(window, QAbstractButton):
        assert control.width() >= control.sizeHint().width(), control.objectName()
        assert control.height() >= control.sizeHint().height(), control.objectName()
        assert control.visibleRegion().boundingRect() == control.rect(), control.objectName()


def test_a_language_that_cannot_be_kept_is_used_all_the_same_and_the_operator_is_told(
    window: Window, profile_folder: Path
) -> None:
    (profile_folder / "settings.json").mkdir()

    window.find("language.nl").click()  # type: ignore[attr-defined]

    assert "kan niet bewaard worden" in window.says("status.message")
    assert window.says("call.title") == "GEEN OPROEP"


def test_a_hostile_name_in_the_directory_is_shown_letter_by_letter(window: Window) -> None:
    window.search("hostile")

    window.until(lambda: "<img" in window.says("card.name"))
    assert all(label.textFormat().name == "PlainText" for label in shown(window, QLabel))


def test_a_fictitious_offer_is_named_as_such(window: Window) -> None:
    window.until(lambda: window.find("demo.notice").isVisible())
    assert "fictifs" in window.says("demo.notice")


def test_the_keys_are_safe_on_every_belgian_keyboard() -> None:
    for key in Keys:
        for written in key.value:
            *modifiers, letter = written.split("+")
            assert not letter.isdigit()
            assert "Alt" not in modifiers
            assert len(letter) > 1 or "Ctrl" in modifiers, "a bare letter would be typed"
            assert len(letter) > 1 or "Shift" not in modifiers


@pytest.mark.parametrize(
    ("language", "letter", "who"),
    [("fr", "h", "hospital"), ("nl", "h", "gp"), ("nl", "z", "hospital"), ("en", "g", "gp")],
)
def test_the_letter_of_who_rings_is_the_first_of_the_word_on_the_screen(
    window: Window, language: str, letter: str, who: str
) -> None:
    window.find(f"language.{language}").click()  # type: ignore[attr-defined]
    window.press(Key.Key_F2)
    window.press(Key.Key_F9)

    window.strike(letter)

    current = window.workplace.calls.current
    assert current is not None
    assert current.call.profile == who


def test_no_key_means_two_things() -> None:
    written = [keys for key in Keys for keys in key.value]

    assert len(written) == len(set(written))


def shown(window: Window, kind: type[T]) -> list[T]:
    return [widget for widget in window.main.findChildren(kind) if widget.isVisible()]


def from_the_directory(window: Window) -> set[str]:
    card = window.workplace.page.search.results.chosen()
    assert card is not None
    body = window.find("card.body")
    return {label.text() for label in body.findChildren(QLabel)} | {
        window.says("card.name"),
        window.says("card.organization"),
        window.says("card.phone"),
        *window.needs(),
    }
