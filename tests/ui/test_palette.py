"""Colours that can be read: WCAG 2.2, 1.4.3 and 1.4.11."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QRadioButton, QTextEdit, QWidget

from helpdesk_desktop.settings import THEMES, Settings
from helpdesk_desktop.ui.look.palette import PAPER, SHAPE_PAIRS, TEXT_PAIRS, THEME_COLOURS
from helpdesk_desktop.ui.look.style import sheet
from helpdesk_domain.resources import resource
from tests.ui.window import Key, Window

AA, AAA, SHAPES = 4.5, 7, 3


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2.2 defines it."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    read = QColor(colour)
    red, green, blue = (linear(c) for c in (read.redF(), read.greenF(), read.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEME_COLOURS)
@pytest.mark.parametrize(("ink", "paper"), TEXT_PAIRS)
def test_text_stands_out_from_what_it_is_written_on(theme: str, ink: str, paper: str) -> None:
    colours = THEME_COLOURS[theme]
    least = AAA if theme == "contrast" else AA
    assert contrast(getattr(colours, ink), getattr(colours, paper)) >= least


@pytest.mark.parametrize("theme", THEME_COLOURS)
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_borders_and_the_focus_ring_are_seen(theme: str, shape: str, ground: str) -> None:
    colours = THEME_COLOURS[theme]
    assert contrast(getattr(colours, shape), getattr(colours, ground)) >= SHAPES


def test_with_high_contrast_the_edge_of_each_pane_is_seen_too() -> None:
    colours = THEME_COLOURS["contrast"]
    assert contrast(colours.border, colours.window) >= SHAPES


def test_each_theme_that_can_be_chosen_has_its_colours() -> None:
    assert ("system", *THEME_COLOURS) == THEMES


@pytest.mark.parametrize("theme", THEME_COLOURS)
def test_the_icons_of_a_theme_are_drawn_in_its_colours(theme: str) -> None:
    colours = THEME_COLOURS[theme]
    drawn = {"chevron-down": colours.secondary, "check": colours.on_accent}
    for name, colour in drawn.items():
        path = resource(f"icons/{name}-{colours.icons}.svg")
        assert path.as_posix() in sheet(colours, 100)
        assert re.findall('stroke="(#[0-9A-F]{6})"', path.read_text("utf-8")) == [colour]


@pytest.mark.parametrize("theme", THEME_COLOURS)
def test_a_background_that_is_set_is_set_with_its_text(theme: str) -> None:
    """Else who brings their own colours reads black on black."""
    written = sheet(THEME_COLOURS[theme], 100)
    shapes_only = "indicator|handle|-line|-page|QScrollBar|rule|arrow"
    for what, rule in re.findall(r"([^{}]+){([^{}]*)}", written):
        if "background:" in rule and not re.search(shapes_only, what):
            assert re.search(r"(?<![-\w])color:", rule), what


@pytest.mark.parametrize("theme", THEME_COLOURS)
def test_a_choice_that_has_the_keyboard_is_painted_in_colours_that_can_be_read(
    start_with: Callable[[Settings], Window], theme: str
) -> None:
    window = start_with(Settings(theme=theme))
    window.press(Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    choice = window.find(f"settings.theme.{theme}")
    assert isinstance(choice, QRadioButton)
    choice.setFocus(Qt.FocusReason.TabFocusReason)
    assert choice.isChecked()
    assert choice.hasFocus()

    colours = THEME_COLOURS[theme]
    seen = painted(choice)
    middle, end = seen.height() // 2, seen.width() - 1
    ring = [(0, middle), (1, middle), (end, middle), (end - 1, middle), (end // 2, 1)]
    for x, y in ring:
        assert seen.pixelColor(x, y) == QColor(colours.accent), (x, y)
    assert contrast(colours.accent, colours.selected) >= SHAPES
    # and under the letters is one colour, from which they stand out
    inside = [seen.pixelColor(x, y) for x in range(24, end - 1) for y in range(3, middle * 2 - 3)]
    assert Counter(one.name() for one in inside).most_common(1)[0][0] == colours.selected.lower()
    assert inside.count(QColor(colours.selected)) > len(inside) / 2
    above = {seen.pixelColor(x, 3).name() for x in range(8, end - 8)}
    assert above == {colours.selected.lower()}
    most = max(contrast(one.name(), colours.selected) for one in inside)
    assert most >= (AAA if theme == "contrast" else AA)


def painted(widget: QWidget) -> QImage:
    QApplication.processEvents()
    return widget.grab().toImage()


@pytest.mark.parametrize("theme", THEME_COLOURS)
def test_what_scrolls_has_the_ground_of_what_it_scrolls(
    start_with: Callable[[Settings], Window], theme: str
) -> None:
    window = start_with(Settings(theme=theme, text_size=150))
    window.main.resize(1024, 600)
    window.press(Key.Key_F2)
    window.search("soins")
    window.press(Key.Key_Return)
    window.press(Key.Key_F7)
    paper = window.find("sheet.preview")
    assert isinstance(paper, QTextEdit)
    window.until(lambda: "1. " in paper.toPlainText())

    def ground(area: QAbstractScrollArea) -> QColor:
        bar = area.verticalScrollBar()
        seen = painted(bar)
        assert bar.isVisible()
        return seen.pixelColor(seen.width() // 2, seen.height() - 2)

    assert ground(paper) == QColor(PAPER.pane)
    window.press(Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    settings = window.find("settings.scroll")
    assert isinstance(settings, QAbstractScrollArea)
    assert ground(settings) == QColor(THEME_COLOURS[theme].window)


def test_with_high_contrast_a_button_that_does_nothing_now_has_a_broken_edge(
    start_with: Callable[[Settings], Window],
) -> None:
    window = start_with(Settings(theme="contrast"))
    button = window.find("call.start")

    for can, colours in ((True, 1), (False, 2)):
        button.setEnabled(can)
        seen = painted(button)
        edge = {seen.pixelColor(x, 0).name() for x in range(12, seen.width() - 12)}
        assert len(edge) == colours


@pytest.mark.parametrize("theme", THEME_COLOURS)
def test_nothing_is_painted_over_a_button_that_has_the_keyboard(
    start_with: Callable[[Settings], Window], theme: str
) -> None:
    window = start_with(Settings(theme=theme))
    start = window.find("call.start")
    start.setFocus(Qt.FocusReason.TabFocusReason)
    window.main.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as any Tab does
    assert start.hasFocus()

    seen = painted(start)
    for y in range(4, 9):  # above the letters, also inside the margins
        row = {seen.pixelColor(x, y).name() for x in range(8, seen.width() - 8)}
        assert row == {THEME_COLOURS[theme].accent.lower()}


@pytest.mark.parametrize("theme", THEME_COLOURS)
def test_what_is_chosen_is_not_filled_like_the_one_button_that_goes_on(
    start_with: Callable[[Settings], Window], theme: str
) -> None:
    window = start_with(Settings(theme=theme))
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)

    seen = painted(window.find("call.language.fr"))
    assert seen.pixelColor(8, seen.height() // 2) == QColor(THEME_COLOURS[theme].selected)
    assert seen.pixelColor(seen.width() // 2, 0) == QColor(THEME_COLOURS[theme].accent)


def test_the_measure_itself_is_right() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21.0
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48
