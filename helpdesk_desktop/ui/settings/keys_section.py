"""The keys among the settings: which command has which, and what of the file does not hold."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.keymap import Remark
from helpdesk_desktop.ui.keys.menus import COMMANDS
from helpdesk_desktop.ui.keys.words import all_named, remarked, why_not
from helpdesk_desktop.ui.parts.plain import announce, button, identified, label, part, state
from helpdesk_desktop.ui.settings.key_table import KeyTable
from helpdesk_desktop.ui.settings.lines import matches, spoken_everywhere
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import mark

WORDS = (mark("Keys"), mark("keyboard, shortcuts, F-keys, softphone"))


class KeysSection(QFrame):
    """Shows and forwards; what the keys do here is said at the foot of the page."""

    told = Signal()
    """There is something else to say at the foot."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._sought = ""
        self._refused: Remark | None = None
        self._remarks: tuple[Remark, ...] = ()
        self.may_undo = False
        identified(self, "settings.keys")
        part(self, "pane")
        self.title = label("settings.keys.title", "section")
        self.explained = label("settings.keys.explained", "secondary", wrap=True)
        self.remarks = label("settings.keys.remarks", "secondary", wrap=True)
        self.table = KeyTable(speech)
        self.change = button("settings.keys.change", self.table.wait)
        self.usual = button("settings.keys.usual", self.table.ask_for_the_usual)
        state(self.remarks, "problem")
        self.table.turned.connect(self._turned)
        self._lay_out()

    @property
    def foot(self) -> str:
        """What the keys do here now, or why one was not taken; empty when the keyboard is away."""
        words, command = self._speech.words, self.table.waits_for
        if self._refused:
            why = why_not(self._refused, words)
            return words.say("▲ {why} Press another one · Esc leaves it", why=why)
        if command:
            named = words.say(COMMANDS[command])
            return words.say("Press the key for « {command} » · Esc leaves it", command=named)
        if self.table.hasFocus() and not self.may_undo:
            return words.say("Enter, then the new key · Delete: the usual one")
        if self.table.hasFocus():
            return words.say(
                "Enter, then the new key · Delete: the usual one · {key}: the one of before",
                key=Key.UNDO,
            )
        return ""

    def show_remarks(self, remarks: tuple[Remark, ...]) -> None:
        """Show what of the file does not hold."""
        self._remarks = remarks
        self._say_remarks()

    def refuse(self, remark: Remark) -> None:
        """Tell why a key was not taken; it waits for another, if it did."""
        self._refused = remark
        self.told.emit()
        announce(self.table, why_not(remark, self._speech.words))

    def accept(self, command: Key) -> None:
        """The command has its new key."""
        self.table.done()
        words = self._speech.words
        announce(self.table, all_named(command, self._speech.keymap, words))

    def say(self) -> None:
        """Say every text in the language of the screens, every key as it is now."""
        words = self._speech.words
        self.title.setText(words.say("Keys"))
        self.setAccessibleName(words.say("Keys"))
        self.explained.setText(
            words.say(
                "A key that does nothing here may be held by a softphone: give the command "
                "another one."
            )
        )
        self.change.setText(words.say("Change the key (Enter)"))
        self.usual.setText(words.say("Its usual key (Delete)"))
        self.table.say()
        self.filter(self._sought)
        self._say_remarks()

    def filter(self, sought: str) -> bool:
        """Show the commands that have the words that are `sought`; whether there are any."""
        self._sought = sought
        found = list(COMMANDS)
        if sought.strip() and not matches(spoken_everywhere(WORDS), sought):
            found = [one for one in found if matches(spoken_everywhere((COMMANDS[one],)), sought)]
        self.table.show_commands(found)
        return bool(found)

    def look(self) -> None:
        """The keyboard goes to the first command."""
        self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turned(self) -> None:
        self._refused = None
        self.filter(self._sought)
        self.told.emit()
        if self.table.waits_for:
            announce(self.table, self.foot)

    def _say_remarks(self) -> None:
        words = self._speech.words
        self.remarks.setText("\n".join(f"▲ {remarked(one, words)}" for one in self._remarks))
        self.remarks.setVisible(bool(self._remarks))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(4)
        for one in (self.title, self.explained, self.remarks, self.table):
            layout.addWidget(one)
        below = QHBoxLayout()
        below.addWidget(self.change)
        below.addWidget(self.usual)
        below.addStretch(1)
        layout.addLayout(below)
