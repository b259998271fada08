"""Colours that can be read: WCAG 2.2, 1.4.3 and 1.4.11."""

import pytest
from PySide6.QtGui import QColor

from helpdesk_desktop.ui.palette import LIGHT, SHAPE_PAIRS, TEXT_PAIRS


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


@pytest.mark.parametrize(("ink", "paper"), TEXT_PAIRS)
def test_text_stands_out_from_what_it_is_written_on(ink: str, paper: str) -> None:
    assert contrast(getattr(LIGHT, ink), getattr(LIGHT, paper)) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_borders_and_the_focus_ring_are_seen(shape: str, ground: str) -> None:
    assert contrast(getattr(LIGHT, shape), getattr(LIGHT, ground)) >= 3


def test_the_measure_itself_is_right() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21.0
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48
