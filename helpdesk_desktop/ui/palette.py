"""The colours of the screens, each pair with a contrast that can be read (WCAG 2.2 AA).

`tests/ui/test_palette.py` computes every ratio. Colour never says anything alone: a word or
a shape always says it first.
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """One theme, as `#rrggbb`."""

    window: str = "#EEF1F5"
    pane: str = "#FFFFFF"
    text: str = "#1B1F23"
    secondary: str = "#57606A"
    placeholder: str = "#6B7480"
    border: str = "#D3D9E0"
    field_border: str = "#7A828C"
    accent: str = "#0A5CA8"
    on_accent: str = "#FFFFFF"
    accent_soft: str = "#E7F0FA"
    selected: str = "#DCEBFA"
    on_selected: str = "#0B1B2B"
    header: str = "#12344D"
    on_header: str = "#FFFFFF"
    on_header_soft: str = "#C9DCEB"
    available: str = "#116329"
    waiting_list: str = "#7A4A00"
    waiting_list_soft: str = "#FFF4DB"
    full: str = "#A40E26"
    notice: str = "#5A3D00"
    notice_soft: str = "#FFF1CC"


LIGHT: Final = Colours()

PAPER: Final = LIGHT
"""What is printed is read on white, whatever the colours of the screens."""

TEXT_PAIRS: Final = (
    ("text", "pane"),
    ("text", "window"),
    ("secondary", "pane"),
    ("secondary", "window"),
    ("placeholder", "pane"),
    ("accent", "pane"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("on_selected", "selected"),
    ("secondary", "selected"),
    ("on_header", "header"),
    ("on_header_soft", "header"),
    ("available", "pane"),
    ("available", "selected"),
    ("waiting_list", "pane"),
    ("waiting_list", "selected"),
    ("waiting_list", "waiting_list_soft"),
    ("full", "pane"),
    ("on_accent", "full"),
    ("full", "selected"),
    ("notice", "notice_soft"),
)
"""Pairs that are read as text: at least 4.5 to 1."""

SHAPE_PAIRS: Final = (("field_border", "pane"), ("accent", "window"))
"""Pairs that are seen as shapes, borders of fields and the focus ring: at least 3 to 1."""


def qt_palette(colours: Colours) -> QPalette:
    """The same colours for the parts Qt draws by itself; each background with its text."""
    palette = QPalette()
    role = QPalette.ColorRole
    for where, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.pane,
        role.AlternateBase: colours.window,
        role.Text: colours.text,
        role.Button: colours.pane,
        role.ButtonText: colours.text,
        role.ToolTipBase: colours.pane,
        role.ToolTipText: colours.text,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.PlaceholderText: colours.placeholder,
    }.items():
        palette.setColor(where, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, where, QColor(colours.placeholder))
    return palette
