"""The bottom line: it never moves the desk, and keeps the number that matters in sight."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.settings import Settings
from helpdesk_desktop.sync.errors import ServerUnreachable
from helpdesk_desktop.ui.window.status_bar import OneLine
from helpdesk_desktop.ui.words.in_brief import in_brief
from helpdesk_desktop.ui.words.notices import Standing
from helpdesk_domain.languages import Words
from tests.ui.window import Key, Window

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
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
    assert message.toolTip() == window.says("status.message") == LONG


def test_where_there_is_no_room_the_time_goes_first_and_what_waits_stays(window: Window) -> None:
    window.main.resize(1366, 768)
    line = window.workplace.line
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
        (ServerUnreachable(), Standing(waiting=1), ("Hors ligne · 1 à envoyer", "1 à envoyer")),
        (ServerUnreachable(), Standing(), ("Hors ligne · 0",)),
        (None, Standing(conflicts=2, waiting=1), ("2 appels à revoir",)),
        (None, Standing(last_sync=NOON), ("À jour · 0",)),
        (None, Standing(signed_in=False), ("Non connecté",)),
    ],
)
def test_how_things_stand_is_said_in_two_words(
    problem: Exception | None, standing: Standing, french: tuple[str, ...]
) -> None:
    assert in_brief(problem, standing, Words("fr")) == french


def test_before_anybody_works_here_there_is_no_strip_below(window: Window) -> None:
    window.main.status.clear()
    assert window.find("status").property("state") == "empty"
    window.press(Key.Key_F2)
    window.search("soins")
    window.press(Key.Key_Return)
    assert window.find("status").property("state") == ""
