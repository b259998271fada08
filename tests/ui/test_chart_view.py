"""A chart by keyboard and by ear: held, gone through, told, opened, turned into its table."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from helpdesk_desktop.ui.charts.chart import Spot
from helpdesk_desktop.ui.charts.view import ChartView
from helpdesk_desktop.ui.look.palette import LIGHT, THEME_COLOURS
from helpdesk_desktop.ui.look.style import dress
from helpdesk_desktop.ui.parts.scrolled import scrolling
from helpdesk_desktop.ui.words.speech import Speech
from tests.ui.chart_tables import a_report, charts
from tests.ui.mouse import MouseWatch
from tests.ui.test_palette import SHAPES, contrast

Key = Qt.Key


@pytest.fixture
def speech(dressed: QApplication) -> Speech:
    return Speech("fr")


@pytest.fixture
def view(qtbot: QtBot, speech: Speech) -> ChartView:
    """A chart of the needs, held by the keyboard."""
    return held(qtbot, speech, "needs")


def held(qtbot: QtBot, speech: Speech, name: str) -> ChartView:
    made = ChartView("statistics.needs", speech, can_open=True)
    made.show_chart(charts()[name])
    qtbot.addWidget(made)
    made.resize(460, made.heightForWidth(460))
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def press(view: ChartView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(view, key)


def test_a_screen_reader_hears_the_title_and_the_summary(view: ChartView) -> None:
    chart = charts()["needs"]
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.text(QAccessible.Text.Name) == chart.title
    assert interface.text(QAccessible.Text.Description) == chart.summary
    assert view.accessibleIdentifier() == view.objectName() == "statistics.needs"


def test_arrows_go_from_number_to_number_and_stop_at_the_edges(view: ChartView) -> None:
    spots = charts()["needs"].spots
    press(view, Key.Key_Up, Key.Key_Left, Key.Key_Right)
    assert view.spot == spots[0]
    press(view, *[Key.Key_Down] * 3)
    assert view.spot == spots[3]
    press(view, *[Key.Key_Down] * 30)
    assert view.spot == spots[-1]


def test_in_a_map_of_hours_arrows_go_both_ways(qtbot: QtBot, speech: Speech) -> None:
    view = held(qtbot, speech, "calls_by_hour")
    press(view, Key.Key_Right, Key.Key_Right, Key.Key_Down)
    assert view.spot is not None
    assert view.spot.key == ("2", "10")
    assert view.spot.said.startswith("mardi, 10:00")


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Qt hands to the screen reader: there is none in a test."""
    heard: list[str] = []

    def listen(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", listen)
    return heard


@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
def test_each_number_the_cursor_comes_to_is_told(
    view: ChartView, announced: list[str], monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    """Orca of before 45 knows no announcements, and reads a description that changes."""
    monkeypatch.setattr("sys.platform", system)
    summary = view.accessibleDescription()
    press(view, Key.Key_Down)
    assert view.spot is not None
    assert view.spot.told in view.spot.said
    told = [view.accessibleDescription()] if system == "linux" else announced
    assert told == [view.spot.said]
    view.clearFocus()
    assert view.accessibleDescription() == summary, "whoever comes back hears of the whole"


def test_enter_opens_the_number_the_cursor_is_on(view: ChartView) -> None:
    opened: list[Spot] = []
    view.opened.connect(opened.append)
    press(view, Key.Key_Down, Key.Key_Return)
    assert [one.key for one in opened] == [charts()["needs"].spots[1].key]


def test_where_nothing_is_behind_a_number_enter_is_left_to_the_page(
    qtbot: QtBot, speech: Speech
) -> None:
    view = ChartView("statistics.needs", speech)
    view.show_chart(charts()["needs"])
    qtbot.addWidget(view)
    opened: list[object] = []
    view.opened.connect(opened.append)
    press(view, Key.Key_Return)
    assert opened == []


def test_another_language_says_everything_again_and_the_cursor_stays(
    view: ChartView, speech: Speech
) -> None:
    press(view, *[Key.Key_Down] * 4)
    at = view.spot
    speech.use("nl")
    view.show_chart(charts("nl")["needs"])
    assert at is not None
    assert view.spot is not None
    assert view.spot.key == at.key
    assert view.spot.name != at.name
    assert view.accessibleName() == "Hulpvragen"


def test_a_chart_of_nothing_is_held_and_goes_nowhere(qtbot: QtBot, speech: Speech) -> None:
    view = ChartView("statistics.needs", speech, can_open=True)
    view.show_chart(charts("fr", a_report(0))["needs"])
    qtbot.addWidget(view)
    opened: list[object] = []
    view.opened.connect(opened.append)
    press(view, Key.Key_Down, Key.Key_Return)
    assert view.spot is None
    assert opened == []
    assert view.heightForWidth(300) > 0


@pytest.mark.parametrize("theme", THEME_COLOURS)
@pytest.mark.parametrize("name", ["needs", "calls_by_hour", "calls_by_commune"])
def test_what_is_held_has_a_frame_and_so_has_its_number(
    qtbot: QtBot, dressed: QApplication, speech: Speech, theme: str, name: str
) -> None:
    colours = THEME_COLOURS[theme]
    dress(dressed, colours)
    try:
        view = held(qtbot, speech, name)
        seen = view.grab().toImage()
        accent = QColor(colours.accent)
        middle = seen.height() // 2
        assert seen.pixelColor(0, middle) == seen.pixelColor(1, middle) == accent
        assert contrast(colours.accent, colours.pane) >= SHAPES
        view.clearFocus()
        rest = view.grab().toImage()
        assert rest.pixelColor(0, middle) == QColor(colours.pane)
    finally:
        dress(dressed, LIGHT)


def test_a_click_brings_the_cursor_and_a_double_click_opens(
    qtbot: QtBot, speech: Speech, dressed: QApplication
) -> None:
    view = held(qtbot, speech, "calls_by_hour")
    watch = MouseWatch()
    dressed.installEventFilter(watch)
    here = QPoint(view.width() - 30, view.height() // 2)
    opened: list[Spot] = []
    view.opened.connect(opened.append)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=here)
    assert view.spot is not None
    assert view.spot.key[1] == "17"
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=here)
    assert opened == [view.spot]
    dressed.removeEventFilter(watch)


@pytest.mark.parametrize("percent", [100, 200])
def test_a_chart_asks_for_the_height_it_needs_and_a_page_scrolls_to_its_cursor(
    qtbot: QtBot, dressed: QApplication, speech: Speech, percent: int
) -> None:
    dress(dressed, LIGHT, percent)
    try:
        inside = QWidget()
        column = QVBoxLayout(inside)
        views = [ChartView(f"statistics.{name}", speech) for name in ("needs", "calls_by_day")]
        for view, name in zip(views, ("needs", "calls_by_day"), strict=True):
            view.show_chart(charts()[name])
            column.addWidget(view)
        page: QScrollArea = scrolling("statistics.scroll", inside)
        qtbot.addWidget(page)
        page.resize(900, 300)
        page.show()
        page.activateWindow()
        views[0].setFocus()
        qtbot.waitUntil(views[0].hasFocus)
        for view in views:
            assert view.height() >= view.heightForWidth(view.width())
        assert page.horizontalScrollBar().maximum() == 0

        press(views[0], *[Key.Key_Down] * 30)
        assert page.verticalScrollBar().value() > 0
        press(views[0], *[Key.Key_Up] * 30)
        cursor = views[0].mapTo(inside, QPoint(20, 80 * percent // 100))
        top = page.verticalScrollBar().value()
        assert top <= cursor.y() <= top + page.viewport().height()
    finally:
        dress(dressed, LIGHT)
