"""Titles in a narrow column, texts beside them: the eye goes down the titles to what is asked."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from helpdesk_desktop.ui.card.card_head import REPORTED, selectable
from helpdesk_desktop.ui.card.card_sections import Section
from helpdesk_desktop.ui.look.style import scale
from helpdesk_desktop.ui.parts.plain import label, state

COLUMN: Final = 104
"""Pixels of the titles, of text at 100 %."""


class SectionsGrid(QGridLayout):
    """Labels are made once and said anew: making them takes longer than all the rest."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[tuple[QLabel, QLabel]] = []
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(8)
        self.setColumnStretch(1, 1)

    def show_sections(self, told: Sequence[Section]) -> None:
        """Show `told`, in its order."""
        while len(self._shown) < len(told):
            self._shown.append(self._section(len(self._shown)))
        for place, (title, body) in enumerate(self._shown):
            is_told = place < len(told)
            if is_told:
                title.setText(told[place].title)
                body.setText(told[place].text)
                state(title, REPORTED if told[place].is_reported else "")
            title.setVisible(is_told)
            body.setVisible(is_told)
        self.fit()

    def fit(self) -> None:
        """Follow the size of the text."""
        width = round(COLUMN * scale())
        if self._shown and self._shown[-1][0].width() == width:
            return
        for title, _ in self._shown:
            title.setFixedWidth(width)

    def _section(self, row: int) -> tuple[QLabel, QLabel]:
        title, body = label("", "section", wrap=True), selectable(label("", "", wrap=True))
        for column, widget in enumerate((title, body)):
            self.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
        return title, body
