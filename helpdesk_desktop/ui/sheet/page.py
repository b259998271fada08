"""The hand-over sheet: its language, its ways out, and how it looks."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import QVBoxLayout, QWidget

from helpdesk_desktop.reports.sheet import SheetLanguage
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.look.side_by_side import SideBySide, in_a_row
from helpdesk_desktop.ui.parts.letter_choices import LetterChoices
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.plain import announce, button, label, part
from helpdesk_desktop.ui.parts.screen import Screen
from helpdesk_desktop.ui.sheet.address import SheetAddress, is_to_file
from helpdesk_desktop.ui.sheet.halves import Controls, Halves
from helpdesk_desktop.ui.sheet.preview import SheetPreview
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import mark

LANGUAGES: Final[Mapping[SheetLanguage, str]] = {
    SheetLanguage.FRENCH: mark("in French"),
    SheetLanguage.DUTCH: mark("in Dutch"),
    SheetLanguage.BOTH: mark("in both"),
}
LETTERS: Final[Mapping[str, str]] = {"fr": "FND", "nl": "FNB", "en": "FDB"}
"""In the order of `SheetLanguage`, a language of the screens each."""

BETWEEN = 12


class SheetPage(Screen):
    """Shows and forwards; the keyboard is in the address, and every key works from there."""

    language_chosen = Signal(SheetLanguage)
    mailed = Signal(str)
    """To this address, or to nobody yet."""
    printed = Signal()
    filed = Signal()
    copied = Signal()

    def __init__(
        self,
        speech: Speech,
        parent: QWidget | None = None,
        *,
        name: str = "sheet",
        title: str = mark("Sheet for the caller"),
    ) -> None:
        """Args: title: What it is, in marked words."""
        super().__init__(name, Place.SHEET, speech, parent)
        self._name, self._title = name, title
        self._language = SheetLanguage.BOTH
        self._about = ""
        self.about = label(f"{name}.about", "secondary", wrap=True)
        self.language_title = label(f"{name}.language.title", "title")
        self.languages = LetterChoices[SheetLanguage](
            f"{name}.language", LANGUAGES, LETTERS, speech, self.language_chosen.emit, columns=3
        )
        self.address_title = label(f"{name}.address.title", "title")
        self.address = SheetAddress(f"{name}.address")
        self.address_title.setBuddy(self.address)
        self.mail = button(f"{name}.mail", self._mail, "primary")
        self.print = button(f"{name}.print", self.printed.emit)
        self.file = button(f"{name}.pdf", self.filed.emit)
        self.copy = button(f"{name}.copy", self.copied.emit)
        self.preview = SheetPreview(f"{name}.preview")
        self.back = button(f"{name}.back", self.left.emit)
        self.address.returnPressed.connect(self._mail)
        self.address.held.connect(lambda held: self.languages.show_letters(not held))
        self._lay_out()
        self.say()

    def begin(self, language: SheetLanguage, about: str) -> None:
        """Another sheet, the keyboard in the empty address.

        Args:
            about: What is on it, a marked sentence.
        """
        self._about = about
        self.address.forget()
        self.show_language(language)
        self.preview.show_document(QTextDocument())
        self.say()
        self.address.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tell(self, about: str) -> None:
        """Say something else of what is on it, a marked sentence; the keyboard stays."""
        self._about = about
        self.say()

    def show_language(self, language: SheetLanguage) -> None:
        """Show in which language the sheet is written."""
        self._language = language
        self.languages.show(language)

    def say(self) -> None:
        """Say every text in the language of the screens; the sheet keeps its own."""
        words = self._speech.words
        self.heading.setText(words.say(self._title))
        self.about.setText(words.say(self._about) if self._about else "")
        self.preview.setAccessibleDescription(self.about.text())
        self.language_title.setText(words.say("Written (↑ ↓)"))
        self.languages.say()
        self.address_title.setText(words.say("E-mail address"))
        self.address.setAccessibleName(words.say("E-mail address"))
        self.address.setPlaceholderText(words.say("or nothing: your mail program asks for it"))
        self.mail.setText(words.say("Draft an e-mail  {key}", key=words.say("Enter")))
        self.print.setText(words.say("Print  {key}", key=Key.SHEET))
        self.file.setText(words.say("PDF  {key}", key="Ctrl+E"))
        self.copy.setText(words.say("Copy  {key}", key="Ctrl+C"))
        self.back.setText(words.say("Back to the desk (Esc)"))
        self.preview.setAccessibleName(words.say("The sheet as it is handed over"))
        self._halves.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, chosen = event.key(), self.languages.of_letter(event.text())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.preview.turn_page(1 if key == Qt.Key.Key_PageDown else -1)
        elif is_to_file(event):
            self.filed.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif chosen is not None:
            self._choose(chosen)
        else:
            super().keyPressEvent(event)

    def _mail(self) -> None:
        self.mailed.emit(self.address.text())

    def _step(self, way: int) -> None:
        """The next language, or the one before; it stops at the ends."""
        order = list(SheetLanguage)
        at = order.index(self._language) + way
        if 0 <= at < len(order):
            self._choose(order[at])

    def _choose(self, language: SheetLanguage) -> None:
        self.language_chosen.emit(language)
        announce(self, self.languages.buttons[language].accessibleName())

    def _lay_out(self) -> None:
        self.head(self.back)
        choices = QWidget()
        choices.setLayout(self.languages)
        chosen = in_a_row((choices,))
        title, address = in_a_row((self.address_title,)), self.address
        mailed = SideBySide(title, address, widest=address)
        kept = SideBySide(self.file, self.copy, widest=self.copy)
        handed = SideBySide(SideBySide(self.mail, self.print, widest=self.mail), kept, widest=kept)
        inside = QWidget()
        part(inside, "page")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(BETWEEN)
        self._groups = (
            SideBySide(in_a_row((self.language_title,)), chosen, widest=chosen),
            SideBySide(mailed, handed, widest=mailed),
        )
        for one in (self.about, *self._groups):
            rows.addWidget(one)
        rows.addStretch(1)
        controls = Controls(inside, self._high_in, self._least, self._be_narrow)
        self._halves = Halves(f"{self._name}.scroll", controls, self.preview)
        self.inside.addWidget(self._halves, 1)

    def _high_in(self, width: int) -> int:
        highs = [self.about.heightForWidth(width), *(it.high_in(width) for it in self._groups)]
        return sum(highs) + BETWEEN * (len(highs) - 1)

    def _least(self) -> int:
        buttons = (self.mail, self.print, self.file, self.copy, *self.languages.buttons.values())
        titles = (self.address_title, self.language_title)
        return max(one.sizeHint().width() for one in (*buttons, *titles))

    def _be_narrow(self, narrow: bool) -> None:
        self.languages.stand_in(1 if narrow else len(LANGUAGES))
        self.about.setVisible(not narrow)
