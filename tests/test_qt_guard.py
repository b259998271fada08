"""PySide6 6.12 on Python 3.11 drops references to None until the process dies: keep it out."""

import sys

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 2000


def test_qt_calls_do_not_eat_the_references_to_none(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)

    for number in range(CALLS):
        widget.setToolTip(str(number))

    assert sys.getrefcount(None) > before - CALLS // 4
