"""Help: shows the keys of where the operator is, and leads back to that very place."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from helpdesk_desktop.ui.help_page import HelpPage, Place
from helpdesk_desktop.ui.main_window import MainWindow
from helpdesk_desktop.ui.speech import Speech


class HelpScreen(QObject):
    """Ties the page to the window.

    Args:
        place: Where the keyboard is; None where nothing of the desk is shown.
    """

    def __init__(
        self,
        window: MainWindow,
        speech: Speech,
        place: Callable[[], Place | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._place = place
        self._came_from: tuple[QWidget, QWidget | None] | None = None
        self.page = HelpPage(speech)
        self.destroyed.connect(self.page.deleteLater)  # no window has it until it is shown
        self.page.left.connect(self.turn)

    def turn(self) -> None:
        """Show the keys; or go back, the keyboard where it was."""
        shown = self._window.pages.currentWidget()
        if shown is self.page and self._came_from:
            page, held = self._came_from
            self._window.show_page(page)
            if held and isValid(held):
                held.setFocus(Qt.FocusReason.OtherFocusReason)
        elif shown and (place := self._place()):
            self._came_from = (shown, self._window.focusWidget())
            self._window.show_page(self.page)
            self.page.show_place(place)
