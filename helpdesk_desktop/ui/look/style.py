"""How the widgets look: one sheet, made from the palette, sizes in the font's own measure."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.ui.look.palette import LIGHT, PAPER, Colours, qt_palette, wear, worn
from helpdesk_domain.resources import resource

FAMILIES = ["Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "Ubuntu", "DejaVu Sans"]
POINTS = 10
TARGET = 24
"""Pixels of height that can be hit. Source: WCAG 2.2, success criterion 2.5.8."""
_STYLE = "fusion"
_SIZE = "helpdesk.text_size"


def dress(application: QApplication, colours: Colours = LIGHT, percent: int = 100) -> None:
    """Give the application its font, palette and sheet; nothing is done when it wears them.

    Args:
        percent: Size of the text, of the usual one.
    """
    if (worn(), application.property(_SIZE)) == (colours, percent):
        return
    wear(colours)
    application.setProperty(_SIZE, percent)
    if application.style().name() != _STYLE:  # else every icon and every polish begins anew
        application.setStyle(_STYLE)
    font = QFont(FAMILIES)
    font.setPointSizeF(POINTS * percent / 100)
    application.setFont(font)
    application.setPalette(qt_palette(colours))
    application.setStyleSheet(sheet(colours, percent))


def scale() -> float:
    """How many times larger than usual the text is."""
    application = QApplication.instance()
    return int((application and application.property(_SIZE)) or 100) / 100


def sheet(c: Colours, percent: int) -> str:
    """The style sheet of `c`. Parts are named by the dynamic property `part`.

    Lengths grow with the text, but for lines of one or two pixels: `p`, pixels; `t`, points. What
    has the focus has a line that is one pixel thicker and one pixel less inside it: nothing moves.
    """

    def p(pixels: int) -> int:
        return round(pixels * percent / 100)

    def t(points: int) -> str:
        return f"{points * percent / 100:g}"

    def icon(name: str) -> str:
        return resource(f"icons/{name}-{c.icons}.svg").as_posix()

    return f"""
    QMainWindow, QWidget[part="page"] {{ background: {c.window}; color: {c.text}; }}
    QWidget[part="header"] {{ background: {c.header}; color: {c.on_header}; }}
    QLabel[part="brand"] {{ color: {c.on_header}; font-weight: 600; font-size: {t(12)}pt; }}
    QLabel[part="header-soft"] {{ color: {c.on_header_soft}; }}
    QLabel[part="demo"] {{
        background: {c.notice_soft}; color: {c.notice}; border-radius: {p(9)}px;
        padding: {p(2)}px {p(10)}px; font-weight: 600;
    }}
    QPushButton[part="language"] {{
        background: transparent; color: {c.on_header_soft}; border: 1px solid transparent;
        border-radius: {p(4)}px; padding: {p(3)}px {p(8)}px; min-width: {p(20)}px;
    }}
    QPushButton[part="language"]:checked {{
        color: {c.on_header}; border-color: {c.on_header_soft}; font-weight: 600;
    }}
    QPushButton[part="language"]:focus {{
        border: 1px solid {c.on_header}; padding: {p(3)}px {p(8)}px;
        background: {c.header}; color: {c.on_header};
    }}
    QPushButton[part="language"]:hover {{ background: {c.header}; color: {c.on_header}; }}
    QFrame[part="pane"] {{
        background: {c.pane}; color: {c.text}; border: 1px solid {c.border};
        border-radius: {p(8)}px;
    }}
    QLabel[part="title"] {{ font-weight: 600; color: {c.secondary}; }}
    QLabel[part="heading"] {{ font-weight: 600; font-size: {t(13)}pt; }}
    QLabel[part="secondary"] {{ color: {c.secondary}; }}
    QLabel[part="secondary"][state="urgent"] {{
        background: {c.full}; color: {c.on_accent}; border-radius: {p(4)}px;
        padding: {p(4)}px {p(8)}px; font-weight: 600;
    }}
    QLabel[part="secondary"][state="problem"] {{ color: {c.full}; }}
    QLabel[part="opening"] {{ color: {c.secondary}; }}
    QLabel[part="opening"][state="open"] {{ color: {c.available}; font-weight: 600; }}
    QLabel[part="secondary"][state="old"] {{ color: {c.waiting_list}; font-weight: 600; }}
    QLabel[part="phone"] {{ font-weight: 600; font-size: {t(13)}pt; }}
    QLabel[part="phone"][state="reported"] {{ color: {c.full}; }}
    QLabel[part="section"] {{ color: {c.secondary}; font-weight: 600; }}
    QLabel[part="section"][state="reported"] {{ color: {c.full}; }}
    QFrame[part="question"] {{
        background: {c.pane}; color: {c.text}; border: 1px solid {c.pane};
        border-radius: {p(6)}px;
    }}
    QFrame[part="question"][state="held"] {{
        background: {c.accent_soft}; color: {c.text}; border-color: {c.accent};
    }}
    QLabel[part="asked"] {{ font-weight: 600; }}
    QListWidget[part="jump"] {{ background: {c.window}; color: {c.text}; }}
    QListWidget[part="jump"]::item {{ padding: {p(4)}px {p(6)}px; }}
    QLabel[part="warnings"] {{
        background: {c.notice_soft}; color: {c.notice}; border-radius: {p(6)}px;
        padding: {p(6)}px {p(8)}px;
    }}
    QLabel[part="pill"] {{
        background: {c.pane}; color: {c.secondary}; border: 1px solid {c.border};
        border-radius: {p(9)}px; padding: {p(2) - 1}px {p(9) - 1}px;
    }}
    QLabel[part="pill"][state="plain"] {{ background: {c.window}; color: {c.secondary}; }}
    QLabel[part="pill"][state="waiting_list"] {{
        background: {c.waiting_list_soft}; color: {c.waiting_list};
        border-color: {c.waiting_list_soft};
    }}
    QLabel[part="pill"][state="full"] {{ color: {c.full}; border-color: {c.full}; }}
    QLabel[part="pill"][state="available"] {{
        background: {c.available_soft}; color: {c.available}; border-color: {c.available_soft};
    }}
    QLabel[part="pill"][state="quiet"] {{ border-color: {c.pane}; }}
    QLabel[part="problem"] {{ color: {c.full}; }}
    QFrame[part="rule"] {{ background: {c.border}; max-height: 1px; min-height: 1px; border: 0; }}
    QLineEdit, QPlainTextEdit, QComboBox {{
        background: {c.pane}; color: {c.text}; border: 1px solid {c.field_border};
        border-radius: {p(6)}px; padding: {p(6)}px {p(8)}px; min-height: {p(18)}px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent};
        placeholder-text-color: {c.placeholder};
    }}
    QPlainTextEdit {{ min-height: {p(17) + 8}px; }}
    QComboBox {{ combobox-popup: 0; }}
    QLineEdit[part="search"] {{
        font-size: {t(13)}pt; padding: {p(8)}px {p(10)}px; min-height: {p(23)}px;
    }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{
        border: 2px solid {c.accent}; padding: {p(6) - 1}px {p(8) - 1}px;
    }}
    QLineEdit[part="search"]:focus {{ padding: {p(8) - 1}px {p(10) - 1}px; }}
    QPushButton {{
        background: {c.pane}; color: {c.text}; border: 1px solid {c.field_border};
        border-radius: {p(6)}px; padding: {p(6)}px {p(12)}px; min-height: {p(18)}px;
        outline: none;
    }}
    QPushButton:hover {{ background: {c.accent_soft}; color: {c.text}; }}
    QPushButton:focus {{ border: 2px solid {c.accent}; padding: {p(6) - 1}px {p(12) - 1}px; }}
    QPushButton:disabled {{
        color: {c.placeholder}; border: 1px {c.off_edge} {c.border}; background: {c.pane};
    }}
    QPushButton[part="primary"], QPushButton[state="primary"] {{
        background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; font-weight: 600;
    }}
    QPushButton[part="primary"]:hover, QPushButton[state="primary"]:hover {{
        background: {c.header}; color: {c.on_header};
    }}
    QPushButton[part="primary"]:focus, QPushButton[state="primary"]:focus {{
        border: 2px solid {c.ring};
    }}
    QPushButton[part="primary"]:disabled, QPushButton[state="primary"]:disabled {{
        background: {c.window}; color: {c.secondary}; border: 1px {c.off_edge} {c.border};
        font-weight: normal;
    }}
    QPushButton[part="choice"] {{ padding: {p(5)}px {p(10)}px; }}
    QPushButton[part="choice"]:checked {{
        background: {c.selected}; color: {c.on_selected}; border-color: {c.accent};
    }}
    QPushButton[part="chip"] {{
        background: {c.accent_soft}; color: {c.accent}; border: 1px solid {c.accent_soft};
        border-radius: {p(12)}px; padding: {p(3)}px {p(10)}px;
    }}
    QPushButton[part="chip"][state="filter"] {{
        background: {c.pane}; color: {c.accent}; border-color: {c.accent};
    }}
    QPushButton[part="chip"]:hover {{ border-color: {c.accent}; color: {c.accent}; }}
    QPushButton[part="chip"]:focus {{
        border: 2px solid {c.accent}; padding: {p(3) - 1}px {p(10) - 1}px;
    }}
    QPushButton[part="quiet"] {{
        background: {c.pane}; color: {c.secondary}; border: 1px solid {c.pane};
        border-radius: {p(12)}px; padding: {p(3)}px {p(8)}px;
    }}
    QPushButton[part="quiet"]:hover {{ color: {c.accent}; background: {c.accent_soft}; }}
    QPushButton[part="quiet"]:focus {{
        border: 2px solid {c.accent}; padding: {p(3) - 1}px {p(8) - 1}px;
    }}
    QFrame[part="facets"] {{
        background: {c.pane}; color: {c.text}; border: 1px solid {c.field_border};
        border-radius: {p(6)}px;
    }}
    QPushButton[part="tab"] {{
        background: {c.pane}; color: {c.secondary}; border: 0; border-radius: {p(4)}px;
        border-bottom: 2px solid {c.pane}; padding: {p(4)}px {p(10)}px; text-align: left;
    }}
    QPushButton[part="tab"]:hover {{ background: {c.accent_soft}; color: {c.accent}; }}
    QPushButton[part="tab"]:checked {{
        background: {c.selected}; color: {c.on_selected}; border-bottom-color: {c.accent};
    }}
    QFrame[part="facets"][state="held"] {{ border-color: {c.accent}; }}
    QFrame[part="facets"] QPushButton[part="tab"]:checked {{
        background: {c.pane}; color: {c.accent}; border-bottom-color: {c.accent};
    }}
    QRadioButton, QCheckBox {{
        padding: {p(2) - 1}px; spacing: {p(5)}px; border: 1px solid transparent; outline: none;
        border-radius: {p(4)}px; min-height: {p(TARGET) - 2 * p(2)}px;
    }}
    QRadioButton::indicator, QCheckBox::indicator, QListView::indicator {{
        width: {p(12)}px; height: {p(12)}px;
        background: {c.pane}; border: 1px solid {c.field_border}; border-radius: {p(12) // 2 + 1}px;
    }}
    QRadioButton::indicator:checked {{
        width: {p(12) + 2 - 2 * p(4)}px; height: {p(12) + 2 - 2 * p(4)}px;
        background: {c.on_accent}; border: {p(4)}px solid {c.accent};
    }}
    QListView::indicator, QCheckBox::indicator {{ border-radius: {p(3)}px; }}
    QListView::indicator:checked, QCheckBox::indicator:checked {{
        background: {c.accent}; border-color: {c.accent}; image: url("{icon("check")}");
    }}
    QRadioButton:checked, QCheckBox:checked {{ color: {c.accent}; }}
    QRadioButton:focus, QCheckBox:focus {{
        background: {c.selected}; color: {c.on_selected}; border: 2px solid {c.accent};
        padding: {p(2) - 2}px;
    }}
    QListView, QTableView {{
        background: {c.pane}; color: {c.text}; border: 0; outline: 0;
        selection-background-color: {c.selected}; selection-color: {c.on_selected};
    }}
    QListView[part="choices"] {{ border: 2px solid {c.accent}; border-radius: {p(8)}px; }}
    QListView[part="choices"]::item {{ min-height: {p(18)}px; padding: {p(3)}px {p(6)}px; }}
    QTableView {{ border: 2px solid {c.border}; border-radius: {p(8)}px; }}
    QTableView:focus {{ border-color: {c.accent}; }}
    QTableView::item {{ padding: 0 {p(8) - 3}px; }}
    QHeaderView::section {{
        background: {c.pane}; color: {c.secondary}; border: 0; padding: {p(4)}px {p(8)}px;
        border-bottom: 1px solid {c.border}; font-weight: 600;
    }}
    QTextEdit[part="paper"] {{
        background: {PAPER.pane}; color: {PAPER.text}; border: 2px solid {c.border};
        border-radius: 8px; padding: 8px 14px;
        selection-background-color: {PAPER.selected}; selection-color: {PAPER.on_selected};
    }}
    QTextEdit[part="paper"]:focus {{ border-color: {c.accent}; }}
    QScrollArea[state="held"] {{ border: 2px solid {c.accent}; border-radius: {p(6)}px; }}
    QScrollArea, QWidget[part="sheet"] {{ background: {c.pane}; color: {c.text}; border: 0; }}
    QScrollArea[part="page"] {{ background: {c.window}; color: {c.text}; }}
    QScrollBar:vertical {{ background: {c.pane}; width: {p(12)}px; margin: 0; border: 0; }}
    QScrollBar::handle:vertical {{
        background: {c.field_border}; border-radius: {p(4)}px; min-height: {p(32)}px; margin: 2px;
    }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: transparent; height: 0; border: 0;
    }}
    QScrollArea[part="page"] QScrollBar:vertical {{ background: {c.window}; }}
    QScrollArea[part="page"] QAbstractItemView QScrollBar:vertical {{ background: {c.pane}; }}
    QTextEdit[part="paper"] QScrollBar:vertical {{ background: {PAPER.pane}; }}
    QTextEdit[part="paper"] QScrollBar::handle:vertical {{ background: {PAPER.field_border}; }}
    QComboBox::drop-down {{ border: 0; width: {p(26)}px; }}
    QComboBox::down-arrow {{
        image: url("{icon("chevron-down")}"); width: {p(12)}px; height: {p(12)}px;
    }}
    QComboBox QAbstractItemView {{
        background: {c.pane}; color: {c.text}; border: 1px solid {c.field_border};
        selection-background-color: {c.selected}; selection-color: {c.on_selected};
    }}
    QFrame[part="recovery"] {{
        background: {c.notice_soft}; color: {c.notice}; border-radius: {p(8)}px;
    }}
    QFrame[part="recovery"] QLabel {{ color: {c.notice}; }}
    QFrame[part="palette"] {{
        background: {c.pane}; color: {c.text}; border: 2px solid {c.accent}; border-radius: 8px;
    }}
    QFrame[part="wrapup"] {{
        background: {c.accent_soft}; color: {c.text}; border: 1px solid {c.accent};
        border-radius: {p(8)}px;
    }}
    QWidget[part="status"] {{ background: {c.pane}; color: {c.text}; }}
    QWidget[part="status"][state="empty"] {{ background: {c.window}; color: {c.text}; }}
    QToolTip {{ background: {c.pane}; color: {c.text}; border: 1px solid {c.field_border}; }}
    QMenuBar {{ background: {c.pane}; color: {c.text}; }}
    QMenuBar::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
    QSplitter::handle {{ background: {c.window}; }}
    """
