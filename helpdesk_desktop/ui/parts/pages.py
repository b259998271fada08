"""The pages before the desk: opening, the passphrase, who sits here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from helpdesk_desktop.ui.look.style import scale
from helpdesk_desktop.ui.parts.plain import button, identified, label, pane, part
from helpdesk_desktop.ui.parts.scrolled import scrolling
from helpdesk_desktop.ui.words.speech import Speech

SHEET_WIDTH, AROUND = 460, 24
"""Pixels: the sheet, of text at 100 %, and what stays free beside it."""


class Page(QWidget):
    """A sheet in the middle of the window: a heading, an explanation, what is asked."""

    def __init__(self, identifier: str, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.speech = speech
        part(self, "page")
        identified(self, identifier)
        self.heading = label(f"{identifier}.heading", "heading", wrap=True)
        self.explanation = label(f"{identifier}.explanation", "secondary", wrap=True)
        self.message = label(f"{identifier}.message", "problem", wrap=True)
        self._sheet = pane(f"{identifier}.sheet")
        self.inside = QVBoxLayout(self._sheet)
        self.inside.setContentsMargins(28, 24, 28, 24)
        self.inside.setSpacing(12)
        self.inside.addWidget(self.heading)
        self.inside.addWidget(self.explanation)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._sheet)
        across.addStretch(1)
        around = QWidget()
        part(around, "page")
        outside = QVBoxLayout(around)
        outside.addStretch(2)
        outside.addLayout(across)
        outside.addStretch(3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(f"{identifier}.scroll", around))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sheet is as wide as its text is large, and no wider than the window."""
        self._sheet.setFixedWidth(min(round(SHEET_WIDTH * scale()), self.width() - 2 * AROUND))

    def ask_for(self, title: QLabel, field: QLineEdit) -> None:
        """A field under its title."""
        title.setBuddy(field)
        together = QVBoxLayout()
        together.setSpacing(4)
        together.addWidget(title)
        together.addWidget(field)
        self.inside.addLayout(together)

    def say(self) -> None:
        """Say every text of the page in the language of the screens."""

    def tell(self, problem: str) -> None:
        """Say what went wrong, under the fields; nothing that was typed is lost."""
        self.message.setText(problem)
        self.message.setVisible(bool(problem))


class OpeningPage(Page):
    """While the encrypted file is being opened; and why it cannot be, if it cannot."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("opening", speech, parent)
        self.inside.addWidget(self.message)
        self.tell("")
        self.say()

    def say(self) -> None:
        words = self.speech.words
        self.heading.setText(words.say("Opening your desk …"))
        self.explanation.setText(
            words.say("Your calls and the directory are in one encrypted file on this computer.")
        )


class UnlockPage(Page):
    """Asks for the passphrase where no keyring of the system keeps the key."""

    entered = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("unlock", speech, parent)
        self._first = self._locked = False
        self.passphrase = _secret("unlock.passphrase")
        self.repeat = _secret("unlock.repeat")
        self.submit = button("unlock.submit", self._submit, "primary")
        self.passphrase_title, self.repeat_title = label(), label()
        self.ask_for(self.passphrase_title, self.passphrase)
        self.ask_for(self.repeat_title, self.repeat)
        self.inside.addWidget(self.message)
        self.inside.addWidget(self.submit)
        for field in (self.passphrase, self.repeat):
            field.returnPressed.connect(self._submit)
        self.ask(first=False)

    def ask(self, first: bool, locked: bool = False) -> None:
        """Ask for the passphrase; the first time, have it chosen and typed twice.

        Args:
            locked: There is a keyring, and it does not open: that is why.
        """
        self._first, self._locked = first, locked
        self.repeat.setVisible(first)
        self.repeat_title.setVisible(first)
        self.submit.setEnabled(True)
        self.tell("")
        self.passphrase.clear()
        self.repeat.clear()
        self.passphrase.setFocus()
        self.say()

    def say(self) -> None:
        words = self.speech.words
        self.heading.setText(
            words.say("Choose a passphrase") if self._first else words.say("Your passphrase")
        )
        self.explanation.setText(self._why())
        self.passphrase_title.setText(words.say("Passphrase"))
        self.repeat_title.setText(words.say("The same once more"))
        self.passphrase.setAccessibleName(self.passphrase_title.text())
        self.repeat.setAccessibleName(self.repeat_title.text())
        self.submit.setText(words.say("Open"))

    def _why(self) -> str:
        words = self.speech.words
        if not self._first:
            return words.say("It opens the encrypted file with your calls and the directory.")
        keyring = (
            words.say("The keyring of this computer is locked.")
            if self._locked
            else words.say("This computer has no keyring that can keep the key of your file.")
        )
        return (
            keyring
            + " "
            + words.say(
                "A passphrase protects it instead; it is asked at each start and is kept nowhere. "
                "Without it the calls not yet sent cannot be read by anyone."
            )
        )

    def _submit(self) -> None:
        words, typed = self.speech.words, self.passphrase.text()
        if self._first and len(typed) < 8:
            self.tell(words.say("Take at least 8 characters."))
        elif self._first and typed != self.repeat.text():
            self.tell(words.say("The two are not the same."))
        elif typed:
            self.tell("")
            self.submit.setEnabled(False)
            self.entered.emit(typed)


class SignInPage(Page):
    """Who sits at this desk. Working offline with what is here is always possible."""

    entered = Signal(str, str, str)
    later = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("signin", speech, parent)
        self.server, self.name = QLineEdit(), QLineEdit()
        identified(self.server, "signin.server")
        identified(self.name, "signin.name")
        self.password = _secret("signin.password")
        self.titles = {field: label() for field in (self.server, self.name, self.password)}
        for field, title in self.titles.items():
            self.ask_for(title, field)
            field.returnPressed.connect(self._submit)
        self.submit = button("signin.submit", self._submit, "primary")
        self.skip = button("signin.later", self.later.emit)
        self.inside.addWidget(self.message)
        row = QHBoxLayout()
        row.addWidget(self.skip)
        row.addWidget(self.submit, 1)
        self.inside.addLayout(row)
        self.tell("")
        self.say()

    def ask(self, server: str, name: str = "") -> None:
        """Ask; what is known already is filled in."""
        self.server.setText(server)
        self.name.setText(name)
        self.password.clear()
        self.submit.setEnabled(True)
        (self.server if not server else self.password if name else self.name).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.later.emit()
        else:
            super().keyPressEvent(event)

    def refused(self, why: str) -> None:
        """The server said no, or could not be asked."""
        self.submit.setEnabled(True)
        self.tell(why)
        self.password.selectAll()
        self.password.setFocus()

    def say(self) -> None:
        words = self.speech.words
        self.heading.setText(words.say("Sign in"))
        self.explanation.setText(
            words.say("Once signed in, you can work for days without a network.")
        )
        for field, title in (
            (self.server, words.say("Address of the server")),
            (self.name, words.say("Your name")),
            (self.password, words.say("Password")),
        ):
            self.titles[field].setText(title)
            field.setAccessibleName(title)
        self.server.setPlaceholderText("https://")
        self.submit.setText(words.say("Sign in"))
        self.skip.setText(words.say("Later"))

    def _submit(self) -> None:
        typed = self.server.text().strip(), self.name.text().strip(), self.password.text()
        if all(typed):
            self.tell("")
            self.submit.setEnabled(False)
            self.entered.emit(*typed)
        else:
            self.tell(self.speech.words.say("Fill in the three fields."))


def _secret(identifier: str) -> QLineEdit:
    made = QLineEdit()
    identified(made, identifier)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
