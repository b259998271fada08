"""Every setting of the window on one page, and a line at its top that looks for one."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from helpdesk_desktop.settings import Settings
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.keymap_file import Reading
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.plain import announce, button, identified, label, pane, part
from helpdesk_desktop.ui.parts.screen import Screen
from helpdesk_desktop.ui.parts.scrolled import scrolling
from helpdesk_desktop.ui.settings.keys_section import KeysSection
from helpdesk_desktop.ui.settings.lines import LINES, Line, Value, matches, spoken_everywhere
from helpdesk_desktop.ui.settings.row import SettingRow
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import mark

SERVER_WORDS = (
    mark("Server"),
    mark("Sign in"),
    mark("server, session, account, password, who works here"),
)


class SettingsPage(Screen):
    """Shows and forwards; nothing here has to be saved."""

    chosen = Signal(object, object)
    """The `Line` and the `Value` somebody chose."""

    sign_in_asked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("settings", Place.SETTINGS, speech, parent)
        self._server = ""
        self._may_undo = False
        self.sought = QLineEdit()
        identified(self.sought, "settings.search")
        self.none = label("settings.none", "secondary", wrap=True)
        self.rows = [SettingRow(line, speech) for line in LINES]
        self.keys = KeysSection(speech)
        self.server = pane("settings.server")
        self.server_title = label("settings.server.title", "section")
        self.server_address = label("settings.server.address", wrap=True)
        self.sign_in = button("settings.signin", self.sign_in_asked.emit)
        self.back = button("settings.back", self.left.emit)
        self.hint = label("settings.hint", "secondary", wrap=True)
        for row in self.rows:
            row.chosen.connect(partial(self._choose, row.line))
        self.keys.told.connect(self._say_hint)
        self.sought.textChanged.connect(lambda _: self._filter())
        self.sought.returnPressed.connect(self._to_first)
        self._lay_out()
        self.say()

    def look(self) -> None:
        """The keyboard goes to the line that looks for a setting; all are shown, from the top."""
        self.sought.clear()
        self._filter()
        self._scroll.verticalScrollBar().setValue(0)
        self.sought.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_settings(self, settings: Settings) -> None:
        """Show what holds now."""
        self._server = settings.server_url
        for row in self.rows:
            row.show_settings(settings)
        self._say_server()

    def show_undo(self, may_undo: bool) -> None:
        """Name the key that takes back a choice, if there is one to take back."""
        self._may_undo = self.keys.may_undo = may_undo
        self._say_hint()

    def show_keys(self, reading: Reading) -> None:
        """Show the keys that hold, and what of their file does not."""
        self.keys.show_remarks(reading.remarks)
        self._filter()

    def say(self) -> None:
        """Say every text in the language of the screens."""
        words = self._speech.words
        self.heading.setText(words.say("Settings"))
        self.sought.setPlaceholderText(words.say("Look for a setting, in any language"))
        self.sought.setAccessibleName(words.say("Look for a setting"))
        self.none.setText(words.say("No setting has these words."))
        self.server_title.setText(words.say("Server"))
        self.server.setAccessibleName(words.say("Server"))
        self.sign_in.setText(words.say("Sign in …"))
        self.back.setText(words.say("Back (Esc)"))
        for row in self.rows:
            row.say()
        self.keys.say()
        self._say_hint()
        self._say_server()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.sought.text():
            self.look()
        elif event.key() == Qt.Key.Key_Down and self.sought.hasFocus():
            self._to_first()
        else:
            super().keyPressEvent(event)

    def _say_server(self) -> None:
        words = self._speech.words
        self.server_address.setText(self._server or words.say("None yet: calls stay here."))

    def _say_hint(self) -> None:
        words = self._speech.words
        usual = words.say("A choice holds at once and is kept · Tab ← →")
        if self._may_undo:
            usual = words.say(
                "A choice holds at once and is kept · {key}: the one of before · Tab ← →",
                key=Key.UNDO,
            )
        self.hint.setText(self.keys.foot or usual)

    def _choose(self, line: Line, value: Value) -> None:
        self.chosen.emit(line, value)

    def _filter(self) -> None:
        typed = self.sought.text()
        shown: list[tuple[QFrame, bool]] = [(row, row.has_words(typed)) for row in self.rows]
        shown.append((self.keys, self.keys.filter(typed)))
        shown.append((self.server, matches(spoken_everywhere(SERVER_WORDS), typed)))
        for row, has_words in shown:
            row.setVisible(has_words)
        nothing = not any(has_words for _, has_words in shown)
        self.none.setVisible(nothing)
        if nothing:
            announce(self.sought, self.none.text())

    def _to_first(self) -> None:
        """The keyboard goes to the first setting that is left."""
        first = next((row for row in self.rows if not row.isHidden()), None)
        if first:
            first.look()
        elif not self.keys.isHidden():
            self.keys.look()
        elif not self.server.isHidden():
            self.sign_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        server = QHBoxLayout(self.server)
        server.setContentsMargins(16, 8, 16, 8)
        told = QVBoxLayout()
        told.setSpacing(4)
        told.addWidget(self.server_title)
        told.addWidget(self.server_address)
        server.addLayout(told, 1)
        server.addWidget(self.sign_in)
        inside = QWidget()
        part(inside, "page")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.none)
        for row in self.rows:
            layout.addWidget(row)
        layout.addWidget(self.keys)
        layout.addWidget(self.server)
        layout.addStretch(1)
        self.inside.addWidget(self.sought)
        self._scroll = scrolling("settings.scroll", inside)
        self.keys.table.moved.connect(self._scroll.follow)
        self._scroll.verticalScrollBar().rangeChanged.connect(
            lambda _least, most: layout.setContentsMargins(0, 0, 8 if most else 0, 0)
        )
        self.inside.addWidget(self._scroll, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.back)
        self.inside.addLayout(foot)
