"""Two texts of a call, side by side: each word of both is seen, and settled by keyboard alone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from helpdesk_desktop.settings import Settings
from helpdesk_desktop.store.conflicts import ServerCopy
from helpdesk_desktop.ui.parts.wrapped_choice import WrappedChoice
from helpdesk_domain.calls import Call
from helpdesk_domain.wire import from_json, to_json
from tests.blanks import typed
from tests.factories import a_call
from tests.store.test_outbox import clash, log, send
from tests.ui.small_offer import HOME_CARE, HOUSING
from tests.ui.window import Key, Window

NOTE = (
    "Madame demande une aide à domicile pour sa mère, qui sort de l’hôpital jeudi ; "
    "le fils rappelle lundi, la voisine a la clé, et l’ascenseur est en panne. "
)
CTRL = Qt.KeyboardModifier.ControlModifier


def disputed(window: Window, mine: Call, theirs: Call) -> None:
    """The synchronisation screen, with a call of which the server holds another text."""
    store = window.store
    log(store, mine)
    send(store)
    clash(store, to_json(ServerCopy(rev=2, call=from_json(to_json(theirs), dict))))
    window.workplace._signed_in = True
    window.press(Key.Key_R, CTRL)
    window.until(lambda: window.main.findChild(QWidget, "sync.conflict") is not None)
    choices = window.find("sync.conflict").findChildren(WrappedChoice)
    window.until(lambda: all(one.height() >= one.heightForWidth(one.width()) for one in choices))


def choice(window: Window, line: str) -> WrappedChoice:
    found = window.find(f"sync.conflict.{line}")
    assert isinstance(found, WrappedChoice)
    return found


def place(window: Window, widget: QWidget) -> QRect:
    """Where `widget` is, seen from what scrolls."""
    scroll = window.find("sync.scroll")
    assert isinstance(scroll, QScrollArea)
    return QRect(widget.mapTo(scroll.viewport(), QPoint()), widget.size())


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize(
    ("size", "percent"), [((1280, 800), 100), ((1024, 600), 100), ((1024, 600), 200)]
)
def test_each_word_of_both_texts_and_each_button_is_inside_the_window(
    start_with: Callable[[Settings], Window],
    language: str,
    size: tuple[int, int],
    percent: int,
) -> None:
    window = start_with(Settings(text_size=percent, language=language))
    window.main.resize(*size)
    mine = a_call(note=NOTE + "Rappelle lundi.", need_terms=(HOME_CARE,))
    disputed(window, mine, replace(mine, note=NOTE + "Rappelle mardi.", caller_language="nl"))

    card = window.find("sync.conflict")
    shown = [*card.findChildren(WrappedChoice), *card.findChildren(QPushButton)]
    assert len(shown) == 4 + 3
    scroll = window.find("sync.scroll")
    assert isinstance(scroll, QScrollArea)
    for one in shown:
        at = place(window, one)
        assert at.left() >= 0, one.objectName()
        assert at.right() < scroll.viewport().width(), one.objectName()
        if isinstance(one, WrappedChoice):
            assert " ".join(one.lines()).split() == one.words.split()
            widest = max(map(one.fontMetrics().horizontalAdvance, one.lines()))
            assert widest <= one.room().width()


def test_a_word_without_blanks_is_broken_rather_than_cut(
    start_with: Callable[[Settings], Window],
) -> None:
    window = start_with(Settings(text_size=200))
    window.main.resize(1024, 600)
    mine = a_call(note="https://exemple.test/" + "chemin" * 40)
    disputed(window, mine, replace(mine, note="court"))

    long = choice(window, "note.mine")
    assert len(long.lines()) > 1
    assert max(map(long.fontMetrics().horizontalAdvance, long.lines())) <= long.room().width()


def test_the_keyboard_alone_reads_chooses_and_keeps(
    start_with: Callable[[Settings], Window],
) -> None:
    window = start_with(Settings(text_size=200))
    window.main.resize(1024, 600)
    mine = a_call(note=NOTE + "Rappelle lundi.")
    theirs = replace(mine, note=NOTE + "Rappelle mardi.", caller_language="nl")
    disputed(window, mine, theirs)
    scroll = window.find("sync.scroll")
    assert isinstance(scroll, QScrollArea)

    def is_held(line: str) -> bool:
        held = choice(window, line)
        seen = QRect(QPoint(), scroll.viewport().size())
        return held.hasFocus() and held.isChecked() and seen.contains(place(window, held))

    window.until(lambda: is_held("caller_language.mine"))
    greek = QKeyEvent(QEvent.Type.KeyPress, 0x391, Qt.KeyboardModifier.NoModifier, "")
    QApplication.sendEvent(choice(window, "caller_language.mine"), greek)
    window.press(Key.Key_Down)
    window.until(lambda: is_held("caller_language.theirs"))
    window.press(Key.Key_Left)
    window.until(lambda: is_held("caller_language.mine"))
    window.press(Key.Key_Tab)
    window.until(lambda: is_held("note.mine"))
    window.press(Key.Key_Right)
    window.until(lambda: is_held("note.theirs"))
    window.press(Key.Key_Down)
    assert is_held("note.theirs"), "it is the last one"
    for _ in range(3):
        window.press(Key.Key_Tab)
    assert window.find("sync.conflict.save").hasFocus()
    assert QRect(QPoint(), scroll.viewport().size()).contains(
        place(window, window.find("sync.conflict.save"))
    )
    window.press(Key.Key_Return)

    window.until(lambda: window.logged()[0].call.note == theirs.note)
    assert window.logged()[0].call.caller_language == "fr"


def test_a_text_higher_than_the_window_is_read_with_the_page_keys(
    start_with: Callable[[Settings], Window],
) -> None:
    window = start_with(Settings(text_size=200))
    window.main.resize(1024, 600)
    mine = a_call(note="Ligne.\n" * 60)
    disputed(window, mine, replace(mine, note="Autre."))
    scroll = window.find("sync.scroll")
    assert isinstance(scroll, QScrollArea)
    window.until(lambda: choice(window, "note.mine").hasFocus())
    before = scroll.verticalScrollBar().value()

    window.press(Key.Key_PageDown)

    assert scroll.verticalScrollBar().value() > before + scroll.viewport().height() // 2
    window.press(Key.Key_PageUp)
    assert scroll.verticalScrollBar().value() == before


def test_two_notes_that_begin_alike_are_shown_from_where_they_differ(window: Window) -> None:
    mine = a_call(note=NOTE * 3 + "Rappelle lundi." + NOTE)
    disputed(window, mine, replace(mine, note=NOTE * 3 + "Rappelle mardi." + NOTE))

    ours, theirs = (choice(window, f"note.{side}").words for side in ("mine", "theirs"))
    assert "Rappelle lundi." in ours
    assert "Rappelle mardi." in theirs
    assert typed(ours).count("…") == 2
    assert "Rappelle mardi." in choice(window, "note.theirs").accessibleName()


def test_the_kinds_of_help_are_named(window: Window) -> None:
    mine = a_call(need_terms=(HOME_CARE,))
    disputed(window, mine, replace(mine, need_terms=(HOUSING, HOME_CARE)))

    assert choice(window, "need_terms.mine").words.endswith(": Soins à domicile")
    assert choice(window, "need_terms.theirs").words.endswith(": Logement, Soins à domicile")
    window.speech.use("nl")
    window.until(lambda: "Huisvesting" in choice(window, "need_terms.theirs").words)


def test_lines_that_read_alike_say_so(window: Window) -> None:
    mine = a_call(talk_s=300)
    disputed(window, mine, replace(mine, started_at=mine.started_at.replace(second=30)))

    assert "se lisent de même" in window.says("sync.conflict.started_at")


def test_a_click_anywhere_on_a_text_chooses_it_and_its_signs_are_shown(window: Window) -> None:
    mine = a_call(note="Aide & soins <b>gras</b>")
    disputed(window, mine, replace(mine, note="rien"))

    assert choice(window, "note.mine").words.endswith("Aide & soins <b>gras</b>")
    assert choice(window, "note.mine").text().endswith("Aide && soins <b>gras</b>")
    there = choice(window, "note.theirs")
    end = there.rect().bottomRight() - QPoint(3, 3)
    QTest.mouseClick(there, Qt.MouseButton.LeftButton, pos=end)
    assert there.isChecked()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_line_of_a_text_is_painted(
    start_with: Callable[[Settings], Window], theme: str
) -> None:
    window = start_with(Settings(theme=theme))
    window.main.resize(1024, 600)
    mine = a_call(note=NOTE + NOTE[:140])
    disputed(window, mine, replace(mine, note="rien"))
    long = choice(window, "note.mine")
    seen, room = long.grab().toImage(), long.room()
    high = long.fontMetrics().lineSpacing()
    assert len(long.lines()) == 3
    top = room.center().y() - high * 3 // 2

    for row in range(3):
        painted = {
            seen.pixelColor(x, y).name()
            for x in range(room.left(), room.left() + 200)
            for y in range(top + row * high + 2, top + (row + 1) * high - 2)
        }
        assert len(painted) > 2, row
