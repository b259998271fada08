"""Something that is read between two questions: nothing is answered, the keyboard passes by."""

from PySide6.QtWidgets import QWidget

from helpdesk_desktop.ui.rows.row import Row


class NoteRow(Row):
    """Never a stop of the keyboard."""

    @property
    def stop(self) -> QWidget:
        return self
