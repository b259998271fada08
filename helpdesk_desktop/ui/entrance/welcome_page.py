"""The first run in five steps: language, server, who works here, directory, keys."""

from collections.abc import Mapping
from enum import IntEnum
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.words import named
from helpdesk_desktop.ui.parts.pages import Page
from helpdesk_desktop.ui.parts.plain import button, check, identified, label, state
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import INTERFACE_LANGUAGES, LANGUAGE_NAMES, mark


class WelcomeStep(IntEnum):
    """What is asked next; each can be passed over."""

    OVER = 0
    LANGUAGE = 1
    SERVER = 2
    SIGN_IN = 3
    DIRECTORY = 4
    KEYS = 5


LAST: Final = WelcomeStep.KEYS

_ARROWS: Final[Mapping[int, int]] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}

_TITLES: Final = {
    WelcomeStep.LANGUAGE: mark("Language of the screens"),
    WelcomeStep.SERVER: mark("Server"),
    WelcomeStep.SIGN_IN: mark("Sign in"),
    WelcomeStep.DIRECTORY: mark("Directory"),
    WelcomeStep.KEYS: mark("Your keys"),
}
_EXPLAINED: Final = {
    WelcomeStep.LANGUAGE: mark("It can be changed at any time, at the top right."),
    WelcomeStep.SERVER: mark(
        "Its address comes from your organisation. Without it, try the program with services that "
        "were made up: nothing leaves this computer."
    ),
    WelcomeStep.SIGN_IN: mark("Once signed in, you can work for days without a network."),
    WelcomeStep.KEYS: mark("A call takes eight of them and no mouse; {key} shows them all."),
}
_KEYS: Final = (
    (Key.NEW_CALL, mark("New call")),
    (Key.SEARCH, mark("Search")),
    (None, mark("Refer the service that is chosen")),
    (Key.FINISH, mark("Finish the call; once more: save")),
    (Key.UNDO, mark("Take back what was done last")),
)


class WelcomePage(Page):
    """Shows and forwards. Enter goes on, Escape passes a step over; nothing typed is lost by it."""

    language_chosen = Signal(str)
    went_on = Signal()
    """Somebody is done with the step, or passes it over."""

    server_typed = Signal(str)
    sample_asked = Signal()
    signed_in = Signal(str, str)
    """Name and password."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("welcome", speech, parent)
        self.step = WelcomeStep.LANGUAGE
        self._told = ""
        self.languages = {
            code: button(
                f"welcome.language.{code}", partial(self.language_chosen.emit, code), checkable=True
            )
            for code in INTERFACE_LANGUAGES
        }
        self.server, self.name, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.sample = button("welcome.sample", self.sample_asked.emit)
        self.keys = label("welcome.keys", wrap=True)
        self.submit = button("welcome.submit", self._submit, "primary")
        self.skip = button("welcome.skip", self.went_on.emit)
        self._titles = {field: label() for field in (self.server, self.name, self.password)}
        self._groups = {
            WelcomeStep.LANGUAGE: self._languages(),
            WelcomeStep.SERVER: self._fields({"server": self.server}, self.sample),
            WelcomeStep.SIGN_IN: self._fields({"name": self.name, "password": self.password}),
            WelcomeStep.DIRECTORY: QWidget(),
            WelcomeStep.KEYS: self.keys,
        }
        for group in self._groups.values():
            self.inside.addWidget(group)
        self.inside.addWidget(self.message)
        row = QHBoxLayout()
        row.addWidget(self.skip)
        row.addWidget(self.submit, 1)
        self.inside.addLayout(row)
        for choice in self.languages.values():
            choice.installEventFilter(self)
        self.ask(WelcomeStep.LANGUAGE)

    def ask(self, step: WelcomeStep, told: str = "") -> None:
        """Show `step`, the keyboard where it is answered.

        Args:
            told: What is said of the directory, in the language of the screens.
        """
        self.step, self._told = step, told
        self.tell("")
        self.wait(False)
        for of, group in self._groups.items():
            group.setVisible(of is step)
        self.skip.setVisible(step in (WelcomeStep.SERVER, WelcomeStep.SIGN_IN))
        self.say()
        self._first().setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_directory(self, told: str) -> None:
        """What the directory came to, while it comes."""
        self._told = told
        if self.step is WelcomeStep.DIRECTORY:
            self.explanation.setText(told)

    def refused(self, why: str) -> None:
        """It did not work; everything that was typed is there to be mended."""
        self.wait(False)
        self.tell(why)
        asked = self.password if self.step is WelcomeStep.SIGN_IN else self.server
        asked.selectAll()
        asked.setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self, waits: bool) -> None:
        """Something is under way: what would begin it twice cannot be pressed; passing over can."""
        for control in (self.submit, self.sample):
            control.setEnabled(not waits)

    def say(self) -> None:
        words, step = self.speech.words, self.step
        title = words.say(_TITLES[step])
        self.heading.setText(
            words.say("{n} of {total} – {title}", n=int(step), total=int(LAST), title=title)
        )
        explained = _EXPLAINED.get(step)
        self.explanation.setText(words.say(explained, key=Key.HELP) if explained else self._told)
        for field, said in (
            (self.server, words.say("Address of the server")),
            (self.name, words.say("Your name")),
            (self.password, words.say("Password")),
        ):
            self._titles[field].setText(said)
            field.setAccessibleName(said)
        self.server.setPlaceholderText("https://")
        for code, choice in self.languages.items():
            choice.setText(LANGUAGE_NAMES[code])
            check(choice, code == words.language)
            state(choice, "primary" if code == words.language else "")
        self.sample.setText(words.say("Try with services that were made up"))
        told = [(named(self._key(key), words), words.say(name)) for key, name in _KEYS]
        self.keys.setText("\n".join(f"{key}  {name}" for key, name in told))
        self.skip.setText(words.say("Later (Esc)"))
        self.submit.setText(
            words.say("Begin")
            if step is LAST
            else words.say("Sign in")
            if step is WelcomeStep.SIGN_IN
            else words.say("Go on")
        )

    def _key(self, command: Key | None) -> str:
        return self.speech.keymap.shown(command) if command else "Enter"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a field leaves of a key comes here; Enter in a field was its own."""
        held = self.window().focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.went_on.emit()
        elif event.key() in ENTERS and held in (self.skip, self.sample):
            held.click()
        elif event.key() in ENTERS and not isinstance(held, QLineEdit):
            self._submit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go from language to language, and each is spoken at once; Enter goes on."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in ENTERS:
            self._submit()
            return True
        way = _ARROWS.get(event.key(), 0)
        if way:
            at = INTERFACE_LANGUAGES.index(self.speech.words.language) + way
            following = INTERFACE_LANGUAGES[at % len(INTERFACE_LANGUAGES)]
            self.languages[following].setFocus(Qt.FocusReason.OtherFocusReason)
            self.language_chosen.emit(following)
        return bool(way)

    def _submit(self) -> None:
        if self.step is WelcomeStep.SERVER:
            self.server_typed.emit(self.server.text().strip())
        elif self.step is not WelcomeStep.SIGN_IN:
            self.went_on.emit()
        elif self.name.text().strip() and self.password.text():
            self.wait(True)
            self.signed_in.emit(self.name.text().strip(), self.password.text())
        else:
            self.refused(self.speech.words.say("Fill in your name and your password."))

    def _first(self) -> QWidget:
        fields: dict[WelcomeStep, QWidget] = {
            WelcomeStep.LANGUAGE: self.languages[self.speech.words.language],
            WelcomeStep.SERVER: self.server,
            WelcomeStep.SIGN_IN: self.name,
        }
        return fields.get(self.step, self.submit)

    def _languages(self) -> QWidget:
        group = QWidget()
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        for choice in self.languages.values():
            row.addWidget(choice)
        return group

    def _fields(self, fields: dict[str, QLineEdit], *under: QWidget) -> QWidget:
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        for name, field in fields.items():
            identified(field, f"welcome.{name}")
            self._titles[field].setBuddy(field)
            field.returnPressed.connect(self._submit)
            column.addWidget(self._titles[field])
            column.addWidget(field)
        for control in under:
            column.addWidget(control)
        return group
