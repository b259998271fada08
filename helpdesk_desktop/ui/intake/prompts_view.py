"""What is to be considered for this person, and the services that do it."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from helpdesk_desktop.reports.reasoning import prompt_name, prompt_said, prompt_source
from helpdesk_desktop.ui.intake.service_button import ServiceButton
from helpdesk_desktop.ui.intake.standing import Standing
from helpdesk_desktop.ui.parts.plain import label
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.rows.choice_row import ChoiceRow
from helpdesk_desktop.ui.rows.row import AFTER, BEFORE, Row
from helpdesk_desktop.ui.words.flag_words import other_reports, room, takes_people
from helpdesk_desktop.ui.words.labels import CAPACITY_SHAPES
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.code_words import PROMPT_ANSWERS
from helpdesk_domain.intake.record import PromptAnswer, PromptId
from helpdesk_domain.offer import CapacityStatus
from helpdesk_domain.service_card import ServiceCard

MOST_SERVICES = 3
"""Under one prompt: more is a search, and the desk has one."""


class PromptRow(ChoiceRow):
    """Done, not indicated, later; below it services, of which Enter gives one to the caller."""

    given = Signal(object)
    """The `ServiceCard`."""

    def __init__(self, identifier: str, speech: Speech) -> None:
        super().__init__(identifier, speech, may_stay_open=False)
        self._identifier_of_services = f"{identifier}.service"
        self._cards: tuple[ServiceCard, ...] = ()
        self._services: list[ServiceButton] = []
        self.said = label(f"{identifier}.said", wrap=True)
        self.inside.insertWidget(self.inside.indexOf(self.title) + 1, self.said)

    def show_prompt(self, name: str, said: str, source: str) -> None:
        """What is to be considered; where that is from is seen while the keyboard is here."""
        self.describe(said)
        self.show_title(name, source)
        self.said.setText(said)

    def show_services(self, cards: Sequence[ServiceCard], given: frozenset[str]) -> None:
        """Show these; one that was given says so."""
        self._cards = tuple(cards[:MOST_SERVICES])
        while len(self._services) < len(self._cards):
            self._add()
        for at, made in enumerate(self._services):
            made.setVisible(at < len(self._cards))
        for card, made in zip(self._cards, self._services, strict=False):
            sign = "✓" if card.id in given else "+"
            told = (*self._warned_of(card), card.name.words, *card.communes[:1])
            made.call_it(f"{sign}  {' · '.join(told)}", self.title.text())

    @property
    def controls(self) -> Sequence[QWidget]:
        return (*super().controls, *self._services[: len(self._cards)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the services before they leave the row."""
        held = next((at for at, one in enumerate(self._services) if one.hasFocus()), None)
        if held is not None and event.key() in ENTERS:
            if not event.isAutoRepeat():
                self.given.emit(self._cards[held])
        elif event.key() == Qt.Key.Key_Down and self._go(-1 if held is None else held, AFTER):
            pass
        elif event.key() == Qt.Key.Key_Up and held is not None:
            if not self._go(held, BEFORE):
                self.take_keyboard()
        else:
            super().keyPressEvent(event)

    def _warned_of(self, card: ServiceCard) -> Iterator[str]:
        """What somebody who is sent there for nothing would have wanted to know, first."""
        words, takes = self._speech.words, takes_people(card)
        if takes not in (None, CapacityStatus.AVAILABLE):
            yield f"{CAPACITY_SHAPES[takes]} {room(card, words)}"
        if other_reports(card):
            yield words.say("⚠ reported")

    def _go(self, at: int, way: int) -> bool:
        to = at + way
        if not 0 <= to < len(self._cards):
            return False
        self._services[to].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _add(self) -> None:
        at = len(self._services)
        identifier = f"{self._identifier_of_services}.{at}"
        made = ServiceButton(identifier, lambda: self.given.emit(self._cards[at]))
        self.watch(made)
        self._services.append(made)
        self.inside.addWidget(made)
        made.show()


class PromptsView(QWidget):
    """The most urgent first."""

    settled = Signal(str, object)
    """A prompt, and its `PromptAnswer`; None when that is taken back."""

    given = Signal(object)
    moved = Signal(object, int)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self.heading = label("intake.prompts.heading", "section")
        self._rows: dict[PromptId, PromptRow] = {}
        self._shown: tuple[PromptId, ...] = ()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(2)
        self._inside.addWidget(self.heading)

    def stops(self) -> list[Row]:
        return [self._rows[one] for one in self._shown]

    def show_standing(self, standing: Standing) -> None:
        """Show what is to be considered now."""
        words = self._speech.words
        self._shown = standing.suggestion.prompts
        self.heading.setText(words.say("To consider ({n})", n=len(self._shown)).upper())
        self.setVisible(bool(self._shown))
        for gone in (row for one, row in self._rows.items() if one not in self._shown):
            gone.hide()
        for at, prompt in enumerate(self._shown, start=1):
            row = self._rows.get(prompt) or self._add(prompt)
            if self._inside.indexOf(row) != at:
                self._inside.insertWidget(at, row)
            row.show()
            row.show_prompt(
                prompt_name(prompt, words),
                prompt_said(prompt, words),
                prompt_source(standing.suggestion, prompt, words),
            )
            row.offer({one.value: words.say(name) for one, name in PROMPT_ANSWERS.items()})
            became = standing.intake.prompts.get(prompt)
            row.show_answer((became.value,) if became else (), None)

    def show_services(
        self, prompt: PromptId, cards: Sequence[ServiceCard], given: frozenset[str]
    ) -> None:
        """Show who does what `prompt` asks to consider."""
        if row := self._rows.get(prompt):
            row.show_services(cards, given)

    def _add(self, prompt: PromptId) -> PromptRow:
        row = PromptRow(f"intake.prompt.{prompt}", self._speech)
        row.chosen.connect(
            lambda codes: self.settled.emit(prompt, PromptAnswer(codes[0]) if codes else None)
        )
        row.given.connect(self.given)
        row.moved.connect(lambda way: self.moved.emit(row, way))
        self._rows[prompt] = row
        return row
