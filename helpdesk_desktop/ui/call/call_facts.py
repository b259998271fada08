"""What is known of the call so far: what is needed, and of whom."""

from collections.abc import Callable, Iterator
from textwrap import shorten
from typing import TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.call.call_steps import Kind, take_need_out
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.parts.chips import ChipBar, Shown
from helpdesk_desktop.ui.parts.plain import label
from helpdesk_desktop.ui.words.person_words import person_words
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.calls import Call
from helpdesk_domain.code_words import UNMET_REASONS
from helpdesk_domain.languages import mark
from helpdesk_domain.needs import reason_for
from helpdesk_domain.offer import TermId

NAME, TAKE_OUT = mark("What is needed"), mark("Take out (Delete)")
BESIDE_A_REASON = 30
"""Letters of a need that are shown where the chip also says why there was nothing for it."""

NeedChip: TypeAlias = Shown[str | Kind]
TermNames: TypeAlias = Callable[[TermId, str], str]
"""What a term is called in a language; empty while the directory is being opened."""


class CallFacts(QWidget):
    """The needs as chips, the operator's words first, then what they are counted under."""

    typed = Signal(str)
    """Letters struck on a chip: they were meant for the search box."""

    left = Signal()
    """The keyboard wants back to the search box."""

    def __init__(
        self,
        calls: CallDesk,
        speech: Speech,
        term_names: TermNames,
        before: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._calls = calls
        self._speech = speech
        self._term_names = term_names
        self.needs_title = label("call.needs.title", "secondary")
        self.needs = ChipBar("call.need", NAME, TAKE_OUT, speech, before, label("call.needs.end"))
        self.person = label("call.person", wrap=True)
        self.reference = label("call.reference", "secondary", wrap=True)
        self.needs.placed.connect(self._fit)
        self.needs.taken_out.connect(self._take_out)
        self.needs.typed.connect(self.typed)
        self.needs.left.connect(self.left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self.needs_title, self.needs, self.person, self.reference):
            layout.addWidget(widget)

    def say(self) -> None:
        """Say every text in the language of the screens."""
        self.needs.say()
        self.show_call()

    def show_call(self) -> None:
        """Show what is known of the call on the desk."""
        opened, words = self._calls.current, self._speech.words
        chips = list(self._chips(opened.call)) if opened else []
        self.needs.show_chips(chips)
        self.needs.setVisible(bool(chips))
        self.needs_title.setText(words.say("Need") if chips else words.say("Need: –"))
        known = person_words(opened.call.person, words) if opened else ""
        self.person.setText(
            words.say("The person: {said}  {key}", said=known or "–", key=Key.PERSON)
        )
        reference = opened.call.reference if opened else ""
        self.reference.setText(words.say("Reference: {reference}", reference=reference))
        self.reference.setVisible(bool(reference))

    def _chips(self, call: Call) -> Iterator[NeedChip]:
        words = self._speech.words
        for need in call.needs:
            reason = reason_for(call, need)
            said = need
            if reason is not None:
                short = shorten(need, BESIDE_A_REASON, placeholder=" …")
                why = words.say(UNMET_REASONS[reason])
                said = words.say("{need} – nothing: {reason}", need=short, reason=why)
            yield Shown(need, said, "filter")
        for term in call.need_terms:
            if name := self._term_names(term, words.language):
                yield Shown(Kind(term), name)

    def _fit(self) -> None:
        """As high as its lines: a pane that scrolls gives a line of chips no more than one."""
        self.needs.setFixedHeight(self.needs.heightForWidth(self.needs.width()))

    def _take_out(self, shown: NeedChip) -> None:
        take_need_out(self._calls, shown.thing, shown.name)
