"""The top of the window: the product, who works here, the language of the screens."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from helpdesk_desktop.ui.parts.plain import button, check, hint, identified, label, part
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import INTERFACE_LANGUAGES, LANGUAGE_NAMES


class Header(QWidget):
    """Says at a glance where one is; a fictitious offer is named as such, always."""

    def __init__(
        self, speech: Speech, use: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._speech = speech
        self._use = use
        self.person_name = ""
        identified(self, "header")
        part(self, "header")
        self.brand = label("header.brand", "brand")
        self.person = label("header.person", "header-soft")
        self.demo = label("demo.notice", "demo")
        self.demo.hide()
        self.languages = {
            code: button(f"language.{code}", self._chooser(code), "language", checkable=True)
            for code in INTERFACE_LANGUAGES
        }
        for choice in self.languages.values():
            choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the typing alone
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout = self._line = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 12, 6)
        layout.setSpacing(10)
        layout.addWidget(self.brand)
        layout.addWidget(self.person)
        layout.addStretch(1)
        layout.addWidget(self.demo)
        layout.addStretch(1)
        for choice in self.languages.values():
            layout.addWidget(choice)
        self.say()

    def say(self) -> None:
        words = self._speech.words
        self.setAccessibleName(words.say("Heading"))
        self.brand.setText(words.say("Helpdesk"))
        self.demo.setAccessibleName(words.say("DEMONSTRATION – every service shown is fictitious"))
        self.person.setText(self.person_name or words.say("not signed in"))
        for code, choice in self.languages.items():
            choice.setText(code.upper())
            choice.setAccessibleName(LANGUAGE_NAMES[code])
            hint(choice, LANGUAGE_NAMES[code])
            check(choice, code == words.language)

        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the notice came, or the text grew
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Say it in fewer words, then without the product's name, where there is no room."""
        words = self._speech.words
        whole, short = self.demo.accessibleName(), words.say("DEMO – fictitious services")
        for said, with_brand in ((whole, True), (short, True), (short, False)):
            self.demo.setText(said)
            self.brand.setVisible(with_brand)
            if self._line.minimumSize().width() <= self.width():
                return

    def _chooser(self, code: str) -> Callable[[], None]:
        def choose() -> None:
            self._use(code)
            self.say()

        return choose
