"""No word is cut and the keyboard is in sight, at every size of text and on the smallest laptops.

WCAG 2.2: 1.4.4 (text at 200 %), 1.4.10 (reflow), 2.4.11 (what has the focus is not hidden).
"""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QScrollArea,
    QTableView,
    QWidget,
)

from helpdesk_desktop.settings import Settings
from helpdesk_desktop.ui.look.palette import LIGHT
from helpdesk_desktop.ui.look.panes import BETWEEN
from helpdesk_desktop.ui.look.style import dress
from helpdesk_desktop.ui.parts.chips import Chip, Shown
from helpdesk_desktop.ui.search import row_words
from tests.ui.a_day import a_day
from tests.ui.pseudo_locale import Stretched
from tests.ui.window import Key, Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SIZES = ((1366, 768), (1024, 600))

NOT_OURS = (
    "language.",
    "settings.language.",
    "settings.content_language.",
    "card.name",
    "card.organization",
    "call.need.",
    "call.person",
)
"""What is said as it is in every language: languages in their own, the directory, the caller."""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_no_word_is_cut_and_the_keyboard_is_in_sight(
    start_with: Callable[[Settings], Window], percent: int, language: str, size: tuple[int, int]
) -> None:
    window = start_with(Settings(language=language, text_size=percent))
    window.main.resize(*size)

    for place in a_day(window):
        settle()
        assert (window.main.width(), window.main.height()) == size, f"{place}: the window grew"
        assert list(cut(window)) == [], place
        assert keyboard_in_sight(window), place


@pytest.mark.parametrize("size", SIZES)
def test_no_word_is_cut_in_a_language_a_third_longer(
    start_with: Callable[[Settings], Window], size: tuple[int, int]
) -> None:
    window = start_with(Settings(language="fr"))
    window.main.resize(*size)
    window.speech.words = Stretched()
    window.speech.changed.emit()

    for place in a_day(window):
        settle()
        assert (window.main.width(), window.main.height()) == size, f"{place}: the window grew"
        assert not (left := list(cut(window))), f"{place}: {left}"
        assert not (left := list(never_translated(window))), f"{place}: {left}"


@pytest.mark.parametrize(
    ("size", "percent", "panes"),
    [
        ((1366, 768), 100, 3),
        ((1280, 800), 100, 3),
        ((1024, 600), 100, 2),
        ((1366, 768), 150, 2),
        ((1366, 768), 200, 1),
        ((1024, 600), 150, 1),
        ((1920, 1080), 150, 3),
    ],
)
def test_there_are_as_many_panes_as_have_room(
    start_with: Callable[[Settings], Window], size: tuple[int, int], percent: int, panes: int
) -> None:
    window = start_with(Settings(text_size=percent))

    window.main.resize(*size)
    QApplication.processEvents()

    assert [in_sight(window, pane) for pane in ("search", "card", "call")].count(True) == panes
    assert window.find("panes").isVisible() is (panes < 3)


def test_where_one_pane_has_room_f6_goes_from_search_to_card_to_call(
    start_with: Callable[[Settings], Window],
) -> None:
    window = start_with(Settings(text_size=200))
    window.main.resize(1366, 768)
    window.press(Key.Key_F2)
    window.search("logement")
    seen = [pane_in_sight(window)]

    for _ in range(3):
        window.press(Key.Key_F6)
        seen.append(pane_in_sight(window))

    assert seen == ["search", "card", "call", "search"]
    assert window.main.focusWidget() is window.find("search.text")


def test_what_asks_for_the_keyboard_comes_into_sight_and_goes_again(
    start_with: Callable[[Settings], Window],
) -> None:
    window = start_with(Settings(text_size=200))
    window.main.resize(1366, 768)
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_Return)
    assert "1" in window.says("panes.call")

    window.press(Key.Key_F9)
    assert pane_in_sight(window) == "call"
    window.press(Key.Key_Escape)
    assert pane_in_sight(window) == "search"
    window.press(Key.Key_F3, SHIFT)
    assert pane_in_sight(window) == "call"
    window.press(Key.Key_Escape)
    assert pane_in_sight(window) == "search"


def test_a_whole_call_takes_the_same_keys_at_twice_the_size(
    start_with: Callable[[Settings], Window],
) -> None:
    window = start_with(Settings(text_size=200))
    window.main.resize(1024, 600)

    window.log_a_call("logement")

    assert len(window.logged()) == 1
    assert len(window.logged()[0].call.referrals) == 1


def test_the_filters_take_the_place_of_the_results_in_a_low_window_and_give_it_back(
    start_with: Callable[[Settings], Window],
) -> None:
    window = start_with(Settings())
    window.main.resize(1024, 600)
    window.search("soins")
    assert window.find("search.results").isVisible()

    window.press(Key.Key_Space, CTRL)
    QApplication.processEvents()
    filters, results = window.find("search.facets"), window.find("search.results")
    assert not results.isVisible() or not filters.geometry().intersects(results.geometry())
    window.press(Key.Key_Space, CTRL)

    assert window.find("search.results").isVisible()


def test_a_chip_too_long_for_its_line_ends_in_dots_and_is_whole_again_when_there_is_room(
    window: Window,
) -> None:
    window.search("soins ixelles")
    chip = window.find("search.chip.0")
    assert isinstance(chip, Chip)

    chip.fit(room=90)
    assert chip.sizeHint().width() <= 90
    assert chip.text().endswith("…  ×")
    assert chip.accessibleName().endswith("Ixelles")
    chip.fit(room=400)

    assert window.chips()[0].endswith("Ixelles")


def settle() -> None:
    """What was asked for is laid out; what that moves, too."""
    for _ in range(3):
        QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def cut(window: Window) -> Iterator[str]:
    """The words on the screen that have less room than they need."""
    over = window.main.findChild(QWidget, "palette")  # what it covers is to be covered
    shown = over if isinstance(over, QWidget) and over.isVisible() else window.main
    for widget in shown.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton) and is_read(widget):
            if missing := too_little(widget):
                yield f"{widget.objectName()} « {widget.text()} »: {missing}"
            elif not scrolled(widget) and widget.visibleRegion().boundingRect() != widget.rect():
                yield f"{widget.objectName()} « {widget.text()} » is hidden in part"
    yield from cut_states(window)


def never_translated(window: Window) -> Iterator[str]:
    """Words of ours on the screen that came from no catalogue."""
    for widget in window.main.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton) and is_read(widget):
            said, own = widget.text(), not widget.objectName().startswith(NOT_OURS)
            told = widget.parent() is window.find("card.body") and not widget.property("part")
            if own and not told and any(letter.isalpha() for letter in said) and "[" not in said:
                yield f"{widget.objectName()} « {said} »"


def is_read(widget: QLabel | QAbstractButton) -> bool:
    return widget.isVisible() and bool(widget.text()) and not widget.visibleRegion().isEmpty()


def too_little(widget: QLabel | QAbstractButton) -> str:
    if isinstance(widget, QLabel) and widget.wordWrap():
        needed = widget.heightForWidth(widget.width())
        return f"{needed} high in {widget.height()}" if needed > widget.height() else ""
    asked, has = widget.sizeHint(), widget.size()
    return "" if asked.boundedTo(has) == asked else f"{asked.toTuple()} in {has.toTuple()}"


def scrolled(widget: QWidget) -> bool:
    parents = iter(parents_of(widget))
    return any(isinstance(parent, QAbstractScrollArea) for parent in parents)


def parents_of(widget: QWidget) -> Iterator[QWidget]:
    while (parent := widget.parentWidget()) is not None:
        yield parent
        widget = parent


def cut_states(window: Window) -> Iterator[str]:
    """Whether a service is open and has room is judged first: it is never cut."""
    results = window.workplace.page.search.results
    if not results.isVisible() or results.visibleRegion().isEmpty():
        return
    for row in range(results.cards.rowCount()):
        index = results.cards.index(row)
        result = results.cards.at(index)
        assert result is not None
        area, width = results.visualRect(index), results.fontMetrics().horizontalAdvance
        told = results.cards.states(result.card)
        said = row_words.BETWEEN.join(row_words.in_brief(told, width, area.width() - 30))
        if width(said) > area.width() - 30:
            yield f"row {row}: {said}"
        if area.height() < 2 * results.fontMetrics().height():
            yield f"row {row}: {area.height()} pixels high"


def keyboard_in_sight(window: Window) -> bool:
    """The whole of what has the focus; where it is higher than its place, a good part of it."""
    held = window.main.focusWidget()
    assert held is not None
    seen = held.visibleRegion().boundingRect()
    whole = QRect(held.mapTo(window.main, QPoint(0, 0)), held.size())
    inside = window.main.rect().contains(whole)
    return (inside and seen == held.rect()) or seen.height() >= 3 * held.fontMetrics().height()


def in_sight(window: Window, identifier: str) -> bool:
    return not window.find(identifier).visibleRegion().isEmpty()


def pane_in_sight(window: Window) -> str:
    QApplication.processEvents()
    (only,) = [pane for pane in ("search", "card", "call") if in_sight(window, pane)]
    return only


def test_at_no_width_does_a_line_of_chips_change_its_mind_for_ever(
    start_with: Callable[[Settings], Window],
) -> None:
    # Given two chips and the filters, in a window so low that chips may have to scroll
    window = start_with(Settings(text_size=150))
    window.main.resize(1366, 741)
    window.search("logement ixelles")
    line = window.workplace.page.search.understood
    line.chips.show_chips(
        [Shown(one, one) for one in ("commune : Molenbeek-Saint-Jean", "besoin : Santé mentale")]
    )

    # When it is laid out at each width, then a width is answered once
    placed: list[int] = []
    line.chips.placed.connect(lambda: placed.append(line.width()))
    for width in range(240, 760):
        placed.clear()
        line.resize(width, line.height())
        QApplication.processEvents()
        assert len(placed) <= 4, width
        scrolled = window.find("search.chips.scroll")
        assert isinstance(scrolled, QScrollArea)
        all_seen = line.chips.heightForWidth(scrolled.viewport().width()) <= line.height()
        assert scrolled.verticalScrollBar().isVisible() != all_seen, width


@pytest.mark.parametrize(("size", "percent"), [((1024, 600), 100), ((1366, 768), 200)])
@pytest.mark.parametrize("pane", ["card", "call"])
def test_the_last_pane_in_sight_ends_where_the_window_does(
    start_with: Callable[[Settings], Window], pane: str, size: tuple[int, int], percent: int
) -> None:
    window = start_with(Settings(text_size=percent))
    window.main.resize(*size)
    window.press(Key.Key_F2)
    window.search("logement")
    for _ in range({"card": 1, "call": 2}[pane]):
        window.press(Key.Key_F6)
    settle()

    panes = window.workplace.page.panes
    last = window.find(pane).geometry()
    assert in_sight(window, pane)
    assert last.right() == panes.width() - 1
    if percent == 100:
        first = window.find("search").geometry()
        assert (first.left(), last.left() - first.right() - 1) == (0, BETWEEN)


def test_a_setting_that_is_found_ends_where_the_line_above_it_does(
    start_with: Callable[[Settings], Window],
) -> None:
    window = start_with(Settings())
    window.main.resize(1366, 768)
    window.press(Key.Key_Comma, CTRL)
    window.type("couleurs")
    settle()

    card, line = window.find("settings.theme"), window.find("settings.search")
    right = card.mapTo(window.main, card.rect().topRight()).x()
    assert right == line.mapTo(window.main, line.rect().topRight()).x()


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_headings_of_a_table_stand_over_their_cells(dressed: QApplication, percent: int) -> None:
    dress(dressed, LIGHT, percent)
    rows = QStandardItemModel(1, 2)
    rows.setHorizontalHeaderLabels(["HHH", "HHH"])
    for column in range(2):
        rows.setItem(0, column, QStandardItem("HHH"))
    table = QTableView()
    table.setModel(rows)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.resize(600, 200)
    table.show()
    settle()

    for column in range(2):
        at, wide = header.sectionViewportPosition(column), header.sectionSize(column)
        above = header.viewport().grab(QRect(at, 3, wide, header.height() - 6)).toImage()
        cell = table.viewport().grab(table.visualRect(rows.index(0, column))).toImage()
        assert first_ink(above) == first_ink(cell)
    table.close()
    dress(dressed, LIGHT)


def first_ink(seen: QImage) -> int:
    """The first column in which something dark is drawn."""
    rows = range(seen.height())
    return next(
        x for x in range(seen.width()) if any(seen.pixelColor(x, y).lightness() < 160 for y in rows)
    )
