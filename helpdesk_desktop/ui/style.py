"""How the widgets look: one sheet, made from the palette, sizes in the font's own measure."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.ui.palette import LIGHT, PAPER, Colours, qt_palette
from helpdesk_domain.resources import resource

FAMILIES = ["Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "Ubuntu", "DejaVu Sans"]
POINTS = 10


def dress(application: QApplication) -> None:
    """Give the application its font, palette and sheet."""
    application.setStyle("Fusion")
    font = QFont(FAMILIES)
    font.setPointSize(POINTS)
    application.setFont(font)
    application.setPalette(qt_palette(LIGHT))
    application.setStyleSheet(sheet(LIGHT))


def sheet(c: Colours) -> str:
    """The style sheet of `c`. Parts are named by the dynamic property `part`."""
    return f"""
    QMainWindow, QWidget[part="page"] {{ background: {c.window}; color: {c.text}; }}
    QWidget[part="header"] {{ background: {c.header}; color: {c.on_header}; }}
    QLabel[part="brand"] {{ color: {c.on_header}; font-weight: 600; font-size: 12pt; }}
    QLabel[part="header-soft"] {{ color: {c.on_header_soft}; }}
    QLabel[part="demo"] {{
        background: {c.notice_soft}; color: {c.notice}; border-radius: 9px; padding: 2px 10px;
        font-weight: 600;
    }}
    QPushButton[part="language"] {{
        background: transparent; color: {c.on_header_soft}; border: 1px solid transparent;
        border-radius: 4px; padding: 3px 8px; min-width: 20px;
    }}
    QPushButton[part="language"]:checked {{
        color: {c.on_header}; border-color: {c.on_header_soft}; font-weight: 600;
    }}
    QPushButton[part="language"]:focus {{
        border: 1px solid {c.on_header}; padding: 3px 8px; background: {c.header};
    }}
    QPushButton[part="language"]:hover {{ background: {c.header}; color: {c.on_header}; }}
    QFrame[part="pane"] {{
        background: {c.pane}; color: {c.text}; border: 1px solid {c.border}; border-radius: 8px;
    }}
    QLabel[part="title"] {{ font-weight: 600; color: {c.secondary}; }}
    QLabel[part="heading"] {{ font-weight: 600; font-size: 13pt; }}
    QLabel[part="secondary"] {{ color: {c.secondary}; }}
    QLabel[part="secondary"][state="urgent"] {{
        background: {c.full}; color: {c.on_accent}; border-radius: 4px; padding: 4px 8px;
        font-weight: 600;
    }}
    QLabel[part="secondary"][state="problem"] {{ color: {c.full}; }}
    QLabel[part="section"] {{ color: {c.accent}; font-weight: 600; }}
    QLabel[part="pill"] {{
        background: {c.accent_soft}; color: {c.accent}; border-radius: 9px; padding: 2px 9px;
    }}
    QLabel[part="pill"][state="waiting_list"] {{
        background: {c.waiting_list_soft}; color: {c.waiting_list};
    }}
    QLabel[part="pill"][state="full"] {{
        background: {c.pane}; color: {c.full}; border: 1px solid {c.full};
    }}
    QLabel[part="pill"][state="available"] {{ color: {c.available}; background: {c.accent_soft}; }}
    QLabel[part="problem"] {{ color: {c.full}; }}
    QFrame[part="rule"] {{ background: {c.border}; max-height: 1px; min-height: 1px; border: 0; }}
    QLineEdit, QPlainTextEdit, QComboBox {{
        background: {c.pane}; color: {c.text}; border: 1px solid {c.field_border};
        border-radius: 6px; padding: 6px 8px; min-height: 18px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent};
        placeholder-text-color: {c.placeholder};
    }}
    QComboBox {{ combobox-popup: 0; }}
    QLineEdit[part="search"] {{ font-size: 13pt; padding: 8px 10px; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{
        border: 2px solid {c.accent}; padding: 5px 7px;
    }}
    QLineEdit[part="search"]:focus {{ padding: 7px 9px; }}
    QPushButton {{
        background: {c.pane}; color: {c.text}; border: 1px solid {c.field_border};
        border-radius: 6px; padding: 6px 12px; min-height: 18px;
    }}
    QPushButton:hover {{ background: {c.accent_soft}; color: {c.text}; }}
    QPushButton:focus {{ border: 2px solid {c.accent}; padding: 5px 11px; }}
    QPushButton:disabled {{
        color: {c.placeholder}; border-color: {c.border}; background: {c.pane};
    }}
    QPushButton[part="primary"], QPushButton[state="primary"] {{
        background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; font-weight: 600;
    }}
    QPushButton[part="primary"]:hover, QPushButton[state="primary"]:hover {{
        background: {c.header}; color: {c.on_header};
    }}
    QPushButton[part="primary"]:focus, QPushButton[state="primary"]:focus {{
        border: 2px solid {c.text};
    }}
    QPushButton[part="primary"]:disabled {{
        background: {c.border}; color: {c.secondary}; border-color: {c.border};
    }}
    QPushButton[part="choice"] {{ padding: 5px 10px; }}
    QPushButton[part="choice"]:checked {{
        background: {c.accent}; color: {c.on_accent}; border-color: {c.accent};
    }}
    QPushButton[part="chip"] {{
        background: {c.accent_soft}; color: {c.accent}; border: 1px solid {c.accent_soft};
        border-radius: 12px; padding: 3px 10px;
    }}
    QPushButton[part="chip"][state="filter"] {{ background: {c.pane}; border-color: {c.accent}; }}
    QPushButton[part="chip"]:hover {{ border-color: {c.accent}; color: {c.accent}; }}
    QPushButton[part="chip"]:focus {{ border: 2px solid {c.accent}; padding: 2px 9px; }}
    QPushButton[part="quiet"] {{
        background: {c.pane}; color: {c.secondary}; border: 1px solid {c.pane};
        border-radius: 12px; padding: 3px 8px;
    }}
    QPushButton[part="quiet"]:hover {{ color: {c.accent}; background: {c.accent_soft}; }}
    QPushButton[part="quiet"]:focus {{ border: 2px solid {c.accent}; padding: 2px 7px; }}
    QFrame[part="facets"] {{
        background: {c.pane}; color: {c.text}; border: 1px solid {c.field_border};
        border-radius: 6px;
    }}
    QPushButton[part="tab"] {{
        background: {c.pane}; color: {c.secondary}; border: 0; border-radius: 4px;
        padding: 4px 10px; text-align: left;
    }}
    QPushButton[part="tab"]:hover {{ background: {c.accent_soft}; color: {c.accent}; }}
    QPushButton[part="tab"]:checked {{
        background: {c.selected}; color: {c.on_selected}; font-weight: 600;
    }}
    QRadioButton {{ padding: 2px; }}
    QRadioButton:checked {{ color: {c.accent}; }}
    QListView, QTableView {{
        background: {c.pane}; color: {c.text}; border: 0; outline: 0;
        selection-background-color: {c.selected}; selection-color: {c.on_selected};
    }}
    QListView[part="choices"] {{ border: 2px solid {c.accent}; border-radius: 8px; }}
    QListView[part="choices"]::item {{ min-height: 18px; padding: 3px 6px; }}
    QTableView {{ border: 2px solid {c.border}; border-radius: 8px; }}
    QTableView:focus {{ border-color: {c.accent}; }}
    QTableView::item {{ padding: 0 5px; }}
    QHeaderView::section {{
        background: {c.pane}; color: {c.secondary}; border: 0; padding: 4px 8px;
        border-bottom: 1px solid {c.border}; font-weight: 600;
    }}
    QTextEdit[part="paper"] {{
        background: {PAPER.pane}; color: {PAPER.text}; border: 2px solid {c.border};
        border-radius: 8px; padding: 8px 14px;
        selection-background-color: {PAPER.selected}; selection-color: {PAPER.on_selected};
    }}
    QTextEdit[part="paper"]:focus {{ border-color: {c.accent}; }}
    QScrollArea, QWidget[part="sheet"] {{ background: {c.pane}; color: {c.text}; border: 0; }}
    QScrollBar:vertical {{ background: {c.pane}; width: 12px; margin: 0; border: 0; }}
    QScrollBar::handle:vertical {{
        background: {c.field_border}; border-radius: 4px; min-height: 32px; margin: 2px;
    }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: {c.pane}; height: 0; border: 0;
    }}
    QComboBox::drop-down {{ border: 0; width: 26px; }}
    QComboBox::down-arrow {{ image: url("{resource("icons/chevron-down.svg").as_posix()}"); }}
    QComboBox QAbstractItemView {{
        background: {c.pane}; color: {c.text}; border: 1px solid {c.field_border};
        selection-background-color: {c.selected}; selection-color: {c.on_selected};
    }}
    QFrame[part="recovery"] {{
        background: {c.notice_soft}; color: {c.notice}; border-radius: 8px;
    }}
    QFrame[part="recovery"] QLabel {{ color: {c.notice}; }}
    QFrame[part="palette"] {{
        background: {c.pane}; color: {c.text}; border: 2px solid {c.accent}; border-radius: 8px;
    }}
    QFrame[part="wrapup"] {{
        background: {c.accent_soft}; color: {c.text}; border: 1px solid {c.accent};
        border-radius: 8px;
    }}
    QWidget[part="status"] {{ background: {c.pane}; color: {c.text}; }}
    QMenuBar {{ background: {c.pane}; color: {c.text}; }}
    QMenuBar::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
    QSplitter::handle {{ background: {c.window}; }}
    """
