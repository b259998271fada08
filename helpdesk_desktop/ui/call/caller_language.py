"""How the caller speaks: French, Dutch, or another language, which one if somebody can tell."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from helpdesk_desktop.ui.call import call_steps
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.parts.language_list import LanguageList
from helpdesk_desktop.ui.parts.plain import button, check, label
from helpdesk_desktop.ui.words.labels import CALLER_LANGUAGES
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.call_terms import Channel
from helpdesk_domain.calls import CallId
from helpdesk_domain.language_names import UNKNOWN, name_alone


class CallerLanguage(QWidget):
    """Three choices; the third says which language it stands for."""

    def __init__(self, calls: CallDesk, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calls = calls
        self._speech = speech
        self._known: str | None = None
        self._asked_of: CallId | None = None
        self.title = label("call.language.title", "secondary")
        self.choices = {code: self._choice(code) for code in CALLER_LANGUAGES}
        self.others = LanguageList(speech)
        self.others.chosen.connect(self._tell)
        calls.changed.connect(self._follow_call)
        calls.questions.append(self.others.settle)
        across = QHBoxLayout()
        across.setSpacing(6)
        for choice in self.choices.values():
            across.addWidget(choice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.title)
        layout.addLayout(across)
        layout.addWidget(self.others)

    def say(self) -> None:
        """Say every text in the language of the screens."""
        self.others.say()
        self.show_language(self._known)

    def show_language(self, known: str | None) -> None:
        """Show that the caller speaks `known`; None while nobody said."""
        self._known = known
        words, opened = self._speech.words, self._calls.current
        met = opened is not None and opened.call.channel is Channel.ENCOUNTER
        self.title.setText(
            words.say("The person speaks  {key}", key=Key.CALLER_LANGUAGE)
            if met
            else words.say("Caller speaks  {key}", key=Key.CALLER_LANGUAGE)
        )
        for code, choice in self.choices.items():
            name = words.say(CALLER_LANGUAGES[code])
            is_another = code == UNKNOWN and known is not None and known not in CALLER_LANGUAGES
            if is_another and known is not None:
                name = name_alone(known, words)
            check(choice, is_another or code == known)
            choice.setText(name)
            choice.setAccessibleName(words.say("Caller speaks: {language}", language=name))

    def ask(self) -> None:
        """Which language it is, when it is neither French nor Dutch."""
        self._asked_of = self._on_the_desk()
        self.others.open_at(self._known)

    def _on_the_desk(self) -> CallId | None:
        return self._calls.current.call.id if self._calls.current else None

    def _follow_call(self) -> None:
        """The question was about the caller who was on the line; no other answers it."""
        if self._on_the_desk() != self._asked_of:
            self.others.close_list()

    def _choice(self, code: str) -> QPushButton:
        name = "other" if code == UNKNOWN else code
        return button(f"call.language.{name}", lambda: self._choose(code), "choice", checkable=True)

    def _choose(self, code: str) -> None:
        call_steps.set_language(self._calls, code)
        self.show_language(self._calls.opened().call.caller_language)

    def _tell(self, code: str) -> None:
        if self._calls.opened().call.caller_language != code:
            call_steps.set_language(self._calls, code)
