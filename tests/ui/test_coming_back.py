"""Coming back to a call: the next letter goes on with the words, and no key strikes too far."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from sqlalchemy import delete

from helpdesk_desktop.store.offer_tables import RecordRow
from helpdesk_desktop.store.replica import install_snapshot
from helpdesk_desktop.ui.parts.plain import in_whole_words
from helpdesk_domain.call_terms import CallerProfile
from tests.factories import NOON
from tests.ui.window import Key, Window


def test_after_a_crash_the_next_letter_goes_on_with_the_sentence(
    start: Callable[[], Window],
) -> None:
    first = start()
    first.press(Key.Key_F2)
    first.type("elle pleure depuis ")
    first.until_kept()
    first.close()

    second = start()
    second.until_offered()
    second.press(Key.Key_Return)
    second.type("hier")

    assert second.says("search.text") == "elle pleure depuis hier"


def test_escape_and_f12_out_of_wrap_up_leave_the_caret_behind_the_words(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")

    for back in (Key.Key_Escape, Key.Key_F12):
        window.press(Key.Key_F9)
        window.press(back)
        window.type("s")

    assert window.says("search.text") == "logementss"


@pytest.mark.parametrize("key", [Key.Key_J, Key.Key_L, Key.Key_Comma])
@pytest.mark.parametrize("where", ["followup.words", "call.note"])
def test_escape_out_of_another_screen_gives_the_keyboard_back_to_where_it_was(
    window: Window, key: Key, where: str
) -> None:
    window.press(Key.Key_F2)
    if where == "followup.words":
        window.press(Key.Key_F8)
    else:
        window.find(where).setFocus()
    window.type("demain rap")

    window.press(key, Qt.KeyboardModifier.ControlModifier)
    assert window.workplace.screens.place is not window.workplace.page.place
    window.press(Key.Key_Escape)
    window.type("peler")

    typed = window.find(where)
    assert isinstance(typed, QLineEdit | QPlainTextEdit)
    words = typed.text() if isinstance(typed, QLineEdit) else typed.toPlainText()
    assert words == "demain rappeler"


def test_f4_selects_the_words_to_type_over_them(window: Window) -> None:
    window.search("logement")
    window.press(Key.Key_F4)
    window.type("soins")

    assert window.says("search.text") == "soins"


def test_an_enter_struck_just_before_wrap_up_opened_does_not_save(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_F9)
    window.press(Key.Key_Return)

    assert window.find("wrapup").isVisible()

    wrap_up = window.workplace.page.call.wrap_up
    window.until(lambda: wrap_up.hears_enter)
    window.press(Key.Key_Return)
    assert window.workplace.calls.opened().call.profile is CallerProfile.GP
    window.press(Key.Key_Return)
    window.until(lambda: window.workplace.calls.current is None)


def test_full_screen_and_back_leaves_the_window_as_it_was(window: Window) -> None:
    window.main.showMaximized()
    before = window.main.windowState()

    window.press(Key.Key_F11)
    assert window.main.isFullScreen()
    window.press(Key.Key_F11)

    assert window.main.windowState() == before


def test_a_line_too_long_ends_between_two_words(window: Window) -> None:
    metrics = QFontMetrics(QFont())
    name = "Geestelijke gezondheid kinderen en jongeren – De Holle Boom"

    for width in range(metrics.horizontalAdvance("Geestelijke …") + 1, 600, 7):
        shown = in_whole_words(name, metrics, width)
        assert metrics.horizontalAdvance(shown) <= width
        assert shown == name or name.startswith(shown.removesuffix(" …"))
        assert set(shown.split()) <= {*name.split(), "…"}


def test_a_desk_without_a_directory_says_so_and_not_that_nothing_was_found(window: Window) -> None:
    window.store.run(lambda session: session.execute(delete(RecordRow)))
    with window.qtbot.waitSignal(window.workplace.searcher.ready, timeout=20_000):
        window.store.run(lambda session: install_snapshot(session, "g", 1, [], NOON))
        window.workplace.searcher.follow_offer()

    window.search("logement")

    assert "répertoire" in window.says("search.count")
