"""Charts that can be read: no text on another, none over the edge, each number in every theme."""

from itertools import combinations
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.ui.charts.chart import Bars, Chart
from helpdesk_desktop.ui.charts.letters import letters_of, wrapped
from helpdesk_desktop.ui.charts.painting import (
    areas_of,
    height_of,
    least_width_of,
    paint,
    wanted_width_of,
)
from helpdesk_desktop.ui.charts.pictures import to_png, to_svg
from helpdesk_desktop.ui.charts.shades import STEPS, ink_on, shade
from helpdesk_desktop.ui.look.palette import LIGHT, THEME_COLOURS
from helpdesk_desktop.ui.look.style import FAMILIES
from helpdesk_desktop.whole_file import FileNotWritten
from helpdesk_domain.statistics.months import Month, Period
from tests.ui.chart_tables import a_report, charts
from tests.ui.svg_texts import painted, texts
from tests.ui.test_palette import AA, AAA, SHAPES, contrast

EVERY = tuple(charts())
PIXELS = {100: 13, 200: 27}
"""Letters at 100 % and at 200 %."""


def font_of(percent: int) -> QFont:
    font = QFont(FAMILIES)
    font.setPixelSize(PIXELS[percent])
    return font


def widths(chart: Chart, percent: int) -> list[float]:
    """Narrower than a chart may be, the narrowest, what it wants, a whole window."""
    least = least_width_of(chart, font_of(percent))
    return [0.9 * least, least, wanted_width_of(chart, font_of(percent)), max(least, 1300.0)]


@pytest.mark.parametrize("percent", PIXELS)
@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("name", EVERY)
def test_no_text_of_a_chart_lies_on_another_or_over_the_edge(
    dressed: QApplication, name: str, language: str, percent: int
) -> None:
    chart = charts(language, a_report({"fr": 900, "nl": 15_000}[language]))[name]
    for width in widths(chart, percent):
        svg, size = painted(chart, width, PIXELS[percent], LIGHT)
        found = texts(svg)
        page = QRectF(0, 0, size.width(), size.height()).adjusted(-1.5, -1.5, 1.5, 1.5)
        for one in found:
            assert page.contains(one.area), (one, width)
        for one, other in combinations(found, 2):
            assert not one.area.intersects(other.area), (one, other, width)


@pytest.mark.parametrize("name", EVERY)
def test_in_the_width_it_wants_every_number_of_a_chart_is_written(
    dressed: QApplication, name: str
) -> None:
    chart = charts("nl", a_report(3000))[name]
    svg, _ = painted(chart, wanted_width_of(chart, font_of(100)), 13, LIGHT)
    written = [text.words for text in texts(svg)]
    for spot in chart.spots:
        if name != "calls_by_day":  # columns have their lines across, and the cursor
            assert written.count(spot.told) >= 1, spot
    assert chart.title in " ".join(written)
    assert "oktober 2026" in written


@pytest.mark.parametrize("name", EVERY)
def test_fields_of_numbers_are_inside_the_chart_and_apart_from_each_other(
    dressed: QApplication, name: str
) -> None:
    chart = charts()[name]
    for percent in PIXELS:
        for width in widths(chart, percent):
            high = height_of(chart, width, font_of(percent))
            area = QRectF(7, 11, width, high)
            fields = areas_of(chart, area, font_of(percent))
            assert len(fields) == (0 if chart.is_empty else len(chart.spots))
            for one in fields:
                assert area.adjusted(-1, -1, 1, 1).contains(one)
            for one, other in combinations(fields, 2):
                assert not one.adjusted(0.01, 0.01, -0.01, -0.01).intersects(other)


@pytest.mark.parametrize("theme", THEME_COLOURS)
def test_numbers_stand_out_from_every_shade(theme: str) -> None:
    colours = THEME_COLOURS[theme]
    least = AAA if theme == "contrast" else AA
    grounds = {shade(colours, size, 100).name() for size in range(0, 101)}
    assert len(grounds) == len(STEPS) + 1
    for ground in grounds:
        ink = ink_on(QColor(ground), colours)
        assert contrast(ink.name(), ground) >= least, ground
    for one, other in (("accent", "pane"), ("field_border", "pane"), ("text", "pane")):
        assert contrast(getattr(colours, one), getattr(colours, other)) >= SHAPES
    # the line of the average is seen on the columns
    assert contrast(colours.text, shade(colours, 50, 100).name()) >= SHAPES


def test_a_five_that_may_have_been_a_one_is_never_the_darkest() -> None:
    assert shade(LIGHT, 5, 5) != QColor(LIGHT.accent)
    assert shade(LIGHT, 20, 20) == QColor(LIGHT.accent)
    assert shade(LIGHT, 0, 20) == QColor(LIGHT.pane)


@pytest.mark.parametrize("theme", THEME_COLOURS)
def test_bars_are_as_long_as_their_numbers(dressed: QApplication, theme: str) -> None:
    chart = charts()["calls_by_outcome"]
    assert isinstance(chart, Bars)
    colours = THEME_COLOURS[theme]
    image = QImage(430, 400, QImage.Format.Format_RGB32)
    image.fill(QColor(colours.pane))
    painter = QPainter(image)
    area = QRectF(0, 0, 430, 400)
    paint(chart, painter, area, colours, font_of(100))
    painter.end()
    accent = QColor(colours.accent).rgb()
    long = [
        sum(image.pixel(x, round(field.center().y())) == accent for x in range(430))
        for field in areas_of(chart, area, font_of(100))
    ]
    sizes = [spot.size for spot in chart.spots]
    for pixels, size in zip(long, sizes, strict=True):
        assert abs(pixels / long[0] - size / sizes[0]) < 0.02


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_chart_of_nothing_is_a_sentence(dressed: QApplication, language: str) -> None:
    for name, chart in charts(language, a_report(0)).items():
        svg, _ = painted(chart, 430, 13, LIGHT)
        written = " ".join(text.words for text in texts(svg))
        assert chart.title in written, name
        assert "·" not in written


def test_a_year_of_days_is_painted_in_a_column_of_a_dashboard(dressed: QApplication) -> None:
    year = a_report(200, Period(Month(2026, 1), Month(2026, 12)))
    chart = charts("fr", year)["calls_by_day"]
    assert len(chart.spots) == 365
    svg, _ = painted(chart, least_width_of(chart, font_of(100)), 13, LIGHT)
    found = texts(svg)
    assert len([text for text in found if "/" in text.words]) >= 3
    for one, other in combinations(found, 2):
        assert not one.area.intersects(other.area)


@pytest.mark.parametrize("percent", PIXELS)
def test_dates_below_columns_stay_inside_whatever_the_width(
    dressed: QApplication, percent: int
) -> None:
    chart = charts()["calls_by_day"]
    least = round(least_width_of(chart, font_of(percent)))
    for width in range(least, 3 * least, 11):
        svg, _ = painted(chart, width, PIXELS[percent], LIGHT)
        dates = [text.area for text in texts(svg) if "/" in text.words]
        assert dates
        assert all(one.left() >= -1 and one.right() <= width + 1 for one in dates), width


def test_a_long_name_stands_in_as_many_lines_as_there_are_and_says_that_it_goes_on(
    dressed: QApplication,
) -> None:
    face = letters_of(font_of(100)).plain
    long = "Recherche de logement et accompagnement à l’installation"
    assert wrapped(long, face, 2000, 2) == (long,)
    two = wrapped(long, face, 150, 2)
    assert len(two) == 2
    assert two[1].endswith("…")
    assert all(face.advance(line) <= 150 for line in two)
    assert wrapped("Sint-Lambrechts-Woluwe", face, 80, 3) == ("Sint-", "Lambrechts-", "Woluwe")


def test_pictures_are_whole_files_that_can_be_opened(dressed: QApplication, tmp_path: Path) -> None:
    for name in ("needs", "unmet_needs", "calls_by_commune", "calls_by_day", "calls_by_hour"):
        chart = charts("nl")[name]
        to_png(chart, tmp_path / f"{name}.png")
        to_svg(chart, tmp_path / f"{name}.svg")
        image = QImage(str(tmp_path / f"{name}.png"))
        assert image.width() > 1400
        svg = (tmp_path / f"{name}.svg").read_bytes()
        assert chart.title in " ".join(text.words for text in texts(svg))
        assert b"<title>" in svg
        assert chart.summary.split(":")[0] in svg.decode("utf-8")
    with pytest.raises(FileNotWritten):
        to_png(charts()["needs"], tmp_path / "nowhere" / "needs.png")
    assert not list(tmp_path.glob("*.new"))


def test_a_dashboard_of_eight_charts_is_painted_at_once(dressed: QApplication) -> None:
    """Measured 25 ms of processor time; the bound is wide, for a busy machine is no failure."""
    board = [
        charts()[name]
        for name in (
            "calls_by_hour",
            "needs",
            "unmet_needs",
            "calls_by_day",
            "calls_by_commune",
            "calls_by_outcome",
            "needs_by_commune",
            "unmet_needs_by_language",
        )
    ]
    image = QImage(430, 900, QImage.Format.Format_RGB32)
    took = []
    for _ in range(5):
        painter = QPainter(image)
        begun = perf_counter()
        for chart in board:
            paint(chart, painter, QRectF(0, 0, 430, 900), LIGHT, font_of(100))
        took.append(perf_counter() - begun)
        painter.end()
    assert min(took) < 0.25
