"""A group of questions under its name."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from helpdesk_desktop.ui.parts.plain import identified, label
from helpdesk_desktop.ui.rows.row import Row


class GroupView(QWidget):
    """Hidden while nothing of it is asked."""

    def __init__(self, identifier: str) -> None:
        super().__init__()
        identified(self, identifier)
        self.heading = label(f"{identifier}.heading", "section", wrap=True)
        self.rows: list[Row] = []
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 8)
        self._inside.setSpacing(2)
        self._inside.addWidget(self.heading)

    def show_rows(self, name: str, rows: Sequence[Row]) -> None:
        """Show these, in this order, and no others."""
        self.heading.setText(name)
        self.setAccessibleName(name)
        self.heading.setVisible(bool(name))
        self.setVisible(bool(rows))
        for gone in (row for row in self.rows if row not in rows):
            gone.hide()
        for at, row in enumerate(rows, start=1):
            if self._inside.indexOf(row) != at:
                self._inside.insertWidget(at, row)
            row.show()
        self.rows = list(rows)
