"""The window: header, pages, status bar, menus and keys. Lays out and forwards; no logic."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.menus import COMMANDS, LANGUAGES, MENUS
from helpdesk_desktop.ui.keys.rules import both_enters
from helpdesk_desktop.ui.parts.pages import OpeningPage, Page
from helpdesk_desktop.ui.parts.plain import identified, part
from helpdesk_desktop.ui.window.command_palette import Command, CommandPalette
from helpdesk_desktop.ui.window.header import Header
from helpdesk_desktop.ui.window.status_bar import StatusBar
from helpdesk_desktop.ui.words.speech import Speech

USUAL_SIZE = QSize(1366, 768)
FRAME = 48
"""Pixels a title bar and a border may take, at most."""


class MainWindow(QMainWindow):
    """Shows one page at a time between the header and the status bar."""

    closed = Signal()
    painted = Signal()
    """The first picture of the window is on the screen; once."""

    def __init__(self, speech: Speech, use_language: Callable[[str], None]) -> None:
        super().__init__()
        self._speech = speech
        self._use_language = use_language
        self._was_painted = False
        self.may_close: Callable[[], bool] = lambda: True
        self._menus: dict[str, QMenu] = {}
        self._actions: dict[Key, QAction] = {}
        identified(self, "window")
        self.header = Header(speech, use_language)
        self.opening = OpeningPage(speech)
        self.status = StatusBar(speech)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.opening)
        self._lay_out()
        self._make_menus()
        self._palette: CommandPalette | None = None
        self.on(Key.PALETTE, self._turn_palette)
        speech.changed.connect(self.say)
        self.say()

    def say(self) -> None:
        """Say every text in the language of the screens."""
        words = self._speech.words
        self.setLocale(self._speech.locale)
        self.setWindowTitle(words.say("Helpdesk"))
        for title, menu in self._menus.items():
            menu.setTitle(words.say(title))
        for key, action in self._actions.items():
            action.setText(words.say(COMMANDS[key]))
            keys = self._speech.keymap.keys(key)
            action.setShortcuts([QKeySequence(one) for it in keys for one in both_enters(it)])
        self.header.say()
        self.status.say()
        for page in self.findChildren(Page):
            page.say()
        if self._palette:
            self._palette.say()

    def on(self, key: Key, command: Callable[[], object]) -> None:
        """Have `key`, its twins and its line in the menu run `command`."""
        action = self._actions[key]
        if key is not Key.PALETTE:  # it would lie over what the command shows
            action.triggered.connect(lambda _checked=False: self.put_palette_away())
        action.triggered.connect(lambda _checked=False: command())
        action.setEnabled(True)

    def show_page(self, page: QWidget) -> None:
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)

    def come_forward(self) -> None:
        """Show the window again, in front: somebody started the program a second time."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if not self._was_painted and event.type() == QEvent.Type.Paint:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)
        return handled

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.hide()
        self.closed.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        self._whole = QWidget()
        part(self._whole, "page")
        layout = QVBoxLayout(self._whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(self._whole)
        self.resize(USUAL_SIZE)
        if not _has_room(self.screen().availableSize()):
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _turn_palette(self) -> None:
        """Made when first asked for: a window that never needs it never pays for it."""
        if self._palette is None:
            commands = [
                Command(key, name, self._actions[key])
                for key, name in COMMANDS.items()
                if key is not Key.PALETTE
            ]
            commands += [
                Command(None, name, self._to_speak(code)) for code, name in LANGUAGES.items()
            ]
            self._palette = CommandPalette(commands, self._speech, self._whole)
        self._palette.turn()

    def _to_speak(self, language: str) -> QAction:
        action = QAction(self)
        action.triggered.connect(lambda _checked=False: self._use_language(language))
        return action

    def put_palette_away(self) -> None:
        if self._palette and self._palette.isVisible():
            self._palette.turn()

    def _make_menus(self) -> None:
        for title, entries in MENUS.items():
            menu = QMenu(self)
            self.menuBar().addMenu(menu)
            self._menus[title] = menu
            for key in entries:
                action = QAction(self, enabled=False)
                action.setAutoRepeat(False)  # a key that is held down is one key
                action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
                menu.addAction(action)
                self._actions[key] = action


def _has_room(screen: QSize) -> bool:
    """Whether a window of the usual size and its frame leave the status bar on `screen`."""
    return screen.width() > USUAL_SIZE.width() and screen.height() > USUAL_SIZE.height() + FRAME
