"""The bottom line: it never moves the desk, and keeps the number that matters in sight."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as RichText
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from helpdesk_desktop.settings import Settings
from helpdesk_desktop.store.errors import DiskFull
from helpdesk_desktop.sync.errors import NetworkIntercepted, ServerUnreachable, SignInNeeded
from helpdesk_desktop.ui.window.status_bar import OneLine
from helpdesk_desktop.ui.words.in_brief import in_brief
from helpdesk_desktop.ui.words.notices import Standing
from helpdesk_desktop.ui.words.speech import Speech
from tests.blanks import typed
from tests.ui.window import NONE, Key, Window

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CTRL_COMMA = Key.Key_Comma, Qt.KeyboardModifier.ControlModifier
LONG = "Aucun service n’a été donné encore : Entrée donne celui qui est choisi. " * 5


@pytest.mark.parametrize("percent", [100, 200])
def test_no_message_moves_the_desk_and_the_whole_of_it_is_there_to_be_read(
    start_with: Callable[[Settings], Window], percent: int
) -> None:
    window = start_with(Settings(text_size=percent))
    window.main.resize(1024, 600)
    QApplication.processEvents()
    message, high = window.find("status.message"), window.find("desk").height()
    assert isinstance(message, OneLine)

    for words in (LONG, "", "✓", LONG):
        window.main.status.tell(words)
        QApplication.processEvents()
        assert window.find("desk").height() == high
        assert window.main.width() == 1024

    assert message.shown.endswith(" …")
    assert hinted(message) == window.says("status.message") == typed(LONG)


def hinted(widget: QWidget) -> str:
    """What the tooltip of `widget` shows: Qt takes for HTML whatever looks like it."""
    tip = widget.toolTip()
    if not RichText.mightBeRichText(tip):
        return typed(tip)
    return typed(QTextDocumentFragment.fromHtml(tip).toPlainText())


@pytest.mark.parametrize(
    "name",
    [
        "Aide <img src='file:///tmp/x.png'><h1>grand</h1> ",
        "Aide &lt;b&gt; & <!-- rien --> ",
        "Aide  de\nnuit <br> ",
    ],
)
def test_a_tooltip_shows_the_name_of_a_service_letter_by_letter(window: Window, name: str) -> None:
    window.main.resize(1024, 600)
    window.main.status.tell(name * 12)
    QApplication.processEvents()
    message = window.find("status.message")

    assert hinted(message) == name * 12
    assert message.accessibleDescription() == name * 12, "a screen reader hears no signs of HTML"

    window.main.status.stand(name, (), "available")
    assert hinted(window.find("status.sync")) == name


def test_where_there_is_no_room_the_time_goes_first_and_what_waits_stays(window: Window) -> None:
    window.main.resize(1366, 768)
    line = window.workplace.line
    window.until_says("status.sync", "Non connecté")  # what waits was counted; nothing comes now
    line.standing = Standing(last_sync=NOON)
    line.problem = None
    line.changed.emit()
    QApplication.processEvents()
    assert "12:00" in window.says("status.sync") or "13:00" in window.says("status.sync")
    assert window.find("status.sync").property("state") == "quiet"

    window.main.status.tell(LONG)
    assert window.says("status.sync") == "● À jour · 0"
    line.standing = replace(line.standing, waiting=3)
    line.changed.emit()
    assert window.says("status.sync") == "▲ 3 à envoyer"
    assert window.find("status.sync").property("state") == "waiting_list"
    assert "12:00" not in window.says("status.sync")
    assert window.find("status.sync").accessibleName().endswith("3 appels à envoyer")


@pytest.mark.parametrize(
    ("problem", "standing", "french"),
    [
        (ServerUnreachable(), Standing(waiting=1), ("Hors ligne · 1 à envoyer", "Hors ligne · 1")),
        (ServerUnreachable(), Standing(), ("Hors ligne", "Hors ligne")),
        (
            SignInNeeded(),
            Standing(waiting=2),
            ("Session expirée (Ctrl+R) · 2 à envoyer", "Session expirée · 2"),
        ),
        (
            NetworkIntercepted(),
            Standing(waiting=2),
            (
                "Le réseau intercepte la connexion (portail Wi-Fi ?) · 2 à envoyer",
                "2 à envoyer",
            ),
        ),
        (None, Standing(conflicts=2, waiting=1), ("2 appels à revoir",)),
        (None, Standing(last_sync=NOON), ("À jour · 0",)),
        (None, Standing(signed_in=False), ("Non connecté (Ctrl+R)", "Non connecté")),
    ],
)
def test_how_things_stand_is_said_in_two_words(
    problem: Exception | None, standing: Standing, french: tuple[str, ...]
) -> None:
    brief = in_brief(problem, standing, Speech("fr").words)

    assert tuple(map(typed, brief)) == french


def test_before_anybody_works_here_there_is_no_strip_below(window: Window) -> None:
    window.main.status.clear()
    assert window.find("status").property("state") == "empty"
    window.press(Key.Key_F2)
    window.search("soins")
    window.press(Key.Key_Return)
    assert window.find("status").property("state") == ""


def saved(window: Window) -> None:
    window.log_a_call("soins")
    window.until_says("status.message", "L’appel est enregistré")
    QApplication.processEvents()


def later(window: Window, seconds: float) -> None:
    """So many seconds after now, on the clock of what is said; it looks at it."""
    bulletin = window.workplace._bulletin
    then = time.monotonic() + seconds
    bulletin.ticks = lambda: then
    bulletin.look()


def strike_a_key(window: Window) -> None:
    """A key that reaches the window from the outside, as all of a keyboard do."""
    handle = window.main.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Key.Key_Shift)


def test_that_a_call_was_saved_is_not_said_of_the_next_one(window: Window) -> None:
    saved(window)
    later(window, 6)

    window.press(Key.Key_F2)

    assert window.says("status.message") == ""


def test_what_f12_takes_back_is_said_for_five_seconds_whatever_is_done(window: Window) -> None:
    window.search("soins ixelles")
    window.workplace.page.search.take_out_last()
    assert "F12" in window.says("status.message")
    QApplication.processEvents()

    window.press(Key.Key_F1)
    later(window, 4)
    assert "F12" in window.says("status.message")
    later(window, 5.5)

    assert window.says("status.message") == ""


def test_what_was_said_on_one_page_is_not_said_on_another(window: Window) -> None:
    for leaves in (CTRL_COMMA, (Key.Key_F1, NONE)):
        saved(window)
        later(window, 6)

        window.press(*leaves)
        QApplication.processEvents()

        assert window.says("status.message") == ""
        window.press(Key.Key_Escape)
        later(window, 0)


def test_ten_seconds_of_work_later_what_was_said_is_over(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("soins 85.07.30-033 28")
    assert "numéro national" in window.says("status.message")
    QApplication.processEvents()

    later(window, 60)
    assert "numéro national" in window.says("status.message"), "nobody did anything yet"
    strike_a_key(window)
    later(window, 65)
    assert "numéro national" in window.says("status.message")
    later(window, 71)

    assert window.says("status.message") == ""


def test_a_call_that_is_parked_is_said_to_be_so_while_the_next_one_begins(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("soins")
    window.press(Key.Key_Return)
    later(window, 6)

    window.press(Key.Key_F2)
    QApplication.processEvents()
    later(window, 9)

    assert "Ctrl+Tab" in window.says("status.message")


def test_what_went_wrong_is_said_until_something_else_is(window: Window) -> None:
    window.workplace.desk.failed.emit(DiskFull())
    QApplication.processEvents()

    strike_a_key(window)
    later(window, 60)

    assert "disque plein" in window.says("status.message")
