"""Shades of the accent that say how much; whatever is written on one can be read."""

from functools import cache
from typing import Final

from PySide6.QtGui import QColor

from helpdesk_desktop.ui.charts.chart import FULL
from helpdesk_desktop.ui.look.palette import Colours

STEPS: Final = (0.10, 0.22, 0.36, 0.70, 1.0)
"""Parts of the accent in each shade. None lies between 0.36 and 0.70: on what is half dark neither
light nor dark letters can be read (`tests/ui/test_chart_shades.py`)."""


def shade(colours: Colours, size: float, most: float) -> QColor:
    """The colour of a value among others of which the largest is `most`; the pane's for none."""
    if size <= 0 or most <= 0:
        return QColor(colours.pane)
    step = min(len(STEPS) - 1, int(len(STEPS) * size / max(most, FULL)))
    return QColor(_mixed(colours.pane, colours.accent, STEPS[step]))


def ink_on(ground: QColor, colours: Colours) -> QColor:
    """The letters that stand out from `ground`."""
    return QColor(_ink_on(ground.name(), colours.text, colours.on_accent))


@cache
def _mixed(one: str, other: str, share: float) -> str:
    first, second = QColor(one), QColor(other)
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * share,
        first.greenF() + (second.greenF() - first.greenF()) * share,
        first.blueF() + (second.blueF() - first.blueF()) * share,
    ).name()


@cache
def _ink_on(ground: str, *inks: str) -> str:
    return max(inks, key=lambda ink: _contrast(ink, ground))


def _contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    read = QColor(colour)
    red, green, blue = (linear(c) for c in (read.redF(), read.greenF(), read.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
