"""The colours of the screens, each pair with a contrast that can be read (WCAG 2.2 AA).

`tests/ui/test_palette.py` computes every ratio of every theme. Colour never says anything alone:
a word or a shape always says it first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """One theme, as `#rrggbb`; the light one, but for what is said otherwise.

    Attributes:
        icons: What the files of its icons end with: an SVG of a style sheet cannot be tinted.
        off_edge: The edge of a button that does nothing now; where greys are out, a shape tells.
    """

    icons: str = "light"
    off_edge: str = "solid"
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
    available_soft: str = "#E3F3E6"
    waiting_list: str = "#7A4A00"
    waiting_list_soft: str = "#FFF4DB"
    full: str = "#A40E26"
    ring: str = "#000000"
    notice: str = "#5A3D00"
    notice_soft: str = "#FFF1CC"


LIGHT: Final = Colours()

PAPER: Final = LIGHT
"""What is printed is read on white, whatever the colours of the screens."""
DARK: Final = Colours(
    icons="dark",
    window="#0E1114",
    pane="#16191D",
    text="#E6EAF0",
    secondary="#A8B1BC",
    placeholder="#8E98A4",
    border="#343B44",
    field_border="#7C8691",
    accent="#7FB8F0",
    on_accent="#0B1B2B",
    accent_soft="#1B2937",
    selected="#1F3A57",
    on_selected="#FFFFFF",
    header="#0C2336",
    on_header="#FFFFFF",
    on_header_soft="#C9DCEB",
    available="#6FCB86",
    available_soft="#16301E",
    waiting_list="#F0B44C",
    waiting_list_soft="#382A0E",
    full="#FF9AA2",
    notice="#F5D48A",
    notice_soft="#382E14",
)

CONTRAST: Final = Colours(
    icons="contrast",
    off_edge="dashed",
    window="#000000",
    pane="#000000",
    text="#FFFFFF",
    secondary="#FFFFFF",
    placeholder="#D0D0D0",
    border="#FFFFFF",
    field_border="#FFFFFF",
    accent="#FFE600",
    on_accent="#000000",
    accent_soft="#1C1C1C",
    selected="#16305C",
    on_selected="#FFFFFF",
    header="#000000",
    on_header="#FFFFFF",
    on_header_soft="#FFFFFF",
    available="#7DFA9B",
    available_soft="#0A2412",
    waiting_list="#FFD24D",
    waiting_list_soft="#262000",
    full="#FFB3B8",
    notice="#FFE600",
    notice_soft="#262000",
)
"""For who needs more than AA: text at 7 to 1, every border at 3 to 1."""

THEME_COLOURS: Final[Mapping[str, Colours]] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
"""By the names that `settings.THEMES` has; « system » is one of these."""

_worn: list[Colours] = []
"""The theme of the application: like its style sheet, there is one for all its windows."""


def worn() -> Colours | None:
    """The theme the application was dressed in, if it was."""
    return _worn[-1] if _worn else None


def wear(colours: Colours) -> None:
    """What is painted from now on is painted in `colours`."""
    _worn[:] = [colours]


def ink(name: str) -> QColor:
    """The colour `name` of the theme that is worn now; asked for at each painting, never kept."""
    return QColor(getattr(worn() or LIGHT, name))


TEXT_PAIRS: Final = (
    ("text", "pane"),
    ("text", "window"),
    ("secondary", "pane"),
    ("secondary", "window"),
    ("placeholder", "pane"),
    ("accent", "pane"),
    ("text", "accent_soft"),
    ("secondary", "accent_soft"),
    ("accent", "accent_soft"),
    ("available", "available_soft"),
    ("full", "accent_soft"),
    ("on_accent", "accent"),
    ("on_selected", "selected"),
    ("secondary", "selected"),
    ("accent", "selected"),
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

SHAPE_PAIRS: Final = (
    ("field_border", "pane"),
    ("accent", "pane"),
    ("accent", "window"),
    ("accent", "accent_soft"),
    ("ring", "accent"),
    ("on_header", "header"),
    ("secondary", "pane"),
    ("on_accent", "accent"),
)
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
