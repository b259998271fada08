"""A question that is answered by a letter: one of its choices, or several."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from helpdesk_desktop.reports.told import OPEN_SAID
from helpdesk_desktop.ui.rows.choice_button import call_it, choice_button, show_chosen
from helpdesk_desktop.ui.rows.flow import Flow
from helpdesk_desktop.ui.rows.letters import OPEN_KEYS, letters
from helpdesk_desktop.ui.rows.row import ONWARD, Row
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.intake.answers import Open

NONE = "none"
"""A choice of this name is alone: « none of them » (a convention of our forms)."""

_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ERASES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class ChoiceRow(Row):
    """Choices with their letters, then « unknown » and « refused » where they may be said.

    Args:
        several: Whether more than one may be chosen; Enter goes on then, a letter does not.
        may_stay_open: Whether « unknown » and « refused » are among the answers.
    """

    chosen = Signal(object)
    """Codes that are chosen now, a tuple."""

    left_open = Signal(object)
    """The `Open` that was said; None when it was taken back."""

    def __init__(
        self, identifier: str, speech: Speech, *, several: bool = False, may_stay_open: bool = True
    ) -> None:
        super().__init__(identifier)
        self._identifier, self._speech, self._several = identifier, speech, several
        self._codes: tuple[str, ...] = ()
        self._more = ""
        self._now: tuple[str, ...] = ()
        self._offered: tuple[str, dict[str, str], str] | None = None
        self._open: Open | None = None
        self._letters: dict[str, QAbstractButton] = {}
        self._buttons: dict[str, QAbstractButton] = {}
        self._opens = {one: self._button(one.value, False) for one in Open} if may_stay_open else {}
        self._line = Flow()
        self.inside.addLayout(self._line)
        self.inside.addWidget(self.problem)
        for one, made in self._opens.items():
            made.clicked.connect(lambda _=False, one=one: self._leave_open(one))

    @property
    def stop(self) -> QWidget:
        """What is chosen, else the first answer."""
        chosen = [self._buttons[code] for code in self._now if code in self._buttons]
        said = [self._opens[self._open]] if self._open in self._opens else []
        return next(iter([*chosen, *said, *self._all()]), self)

    @property
    def controls(self) -> Sequence[QWidget]:
        return self._all()

    def describe(self, words: str) -> None:
        """Say this too where a screen reader describes an answer."""
        if words != self._more:
            self._more, self._offered = words, None

    def button(self, code: str) -> QAbstractButton | None:
        """The answer `code`, when it is offered."""
        return self._buttons.get(code)

    def offer(self, labels: Mapping[str, str]) -> None:
        """Have these choices, by their codes; buttons that are there already are kept."""
        language = self._speech.words.language
        if self._offered == (language, dict(labels), self.title.text()):
            return
        self._offered = language, dict(labels), self.title.text()
        if tuple(labels) != self._codes:
            self._make(tuple(labels))
        self._letters = {}
        reserved = [OPEN_KEYS[language][one] for one in self._opens]
        found = letters(tuple(labels.values()), reserved)
        for (code, name), letter in zip(labels.items(), found, strict=True):
            self._call(self._buttons[code], letter, name)
        for one, made in self._opens.items():
            name = self._speech.words.say(OPEN_SAID[one])
            self._call(made, OPEN_KEYS[language][one], name)

    def show_answer(self, codes: Sequence[str], open_: Open | None) -> None:
        """Show what is answered."""
        if (tuple(codes), open_) == (self._now, self._open) and self._is_shown_right():
            return
        self._now, self._open = tuple(codes), open_
        for code, made in self._buttons.items():
            show_chosen(made, code in self._now)
        for one, made in self._opens.items():
            show_chosen(made, one is open_)
        self._rove()

    def _is_shown_right(self) -> bool:
        """Whether the buttons say so: one that was clicked turned by itself."""
        chosen = all(
            made.isChecked() == (code in self._now) for code, made in self._buttons.items()
        )
        return chosen and all(
            made.isChecked() == (one is self._open) for one, made in self._opens.items()
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        picked = self._letters.get(event.text().upper()) if event.text() else None
        if event.key() in _SIDEWAYS:
            self._sideways(_SIDEWAYS[Qt.Key(event.key())])
        elif event.key() in _ERASES:
            self._clear()
        elif picked is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():  # held down, it would answer every question
                self._pick(picked)
        else:
            super().keyPressEvent(event)

    def _pick(self, made: QAbstractButton) -> None:
        goes_on = not self._several or made in self._opens.values()
        made.setFocus(Qt.FocusReason.OtherFocusReason)
        made.click()
        if goes_on and self._is_answered():
            self.moved.emit(ONWARD)

    def _is_answered(self) -> bool:
        return bool(self._now or self._open)

    def _choose(self, code: str) -> None:
        """Choose it, or take it back: several may stand together, none stands alone."""
        if not self._several:
            after: tuple[str, ...] = (code,)
        elif code in self._now:
            after = tuple(one for one in self._now if one != code)
        elif code == NONE:
            after = (NONE,)
        else:
            kept = {*self._now, code} - {NONE}
            after = tuple(one for one in self._codes if one in kept)
        self._now, self._open = after, None
        self.show_answer(after, None)
        self.chosen.emit(after)

    def _leave_open(self, said: Open) -> None:
        self.show_answer((), said)
        self.left_open.emit(said)

    def _clear(self) -> None:
        if self._is_answered():
            self.show_answer((), None)
            self.chosen.emit(())

    def _sideways(self, way: int) -> None:
        every = self._all()
        held = next((at for at, one in enumerate(every) if one.hasFocus()), 0)
        every[min(max(held + way, 0), len(every) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _all(self) -> list[QAbstractButton]:
        return [*self._buttons.values(), *self._opens.values()]

    def _rove(self) -> None:
        """Tab stops once in the row, as it does in any group of radio buttons."""
        stop = self.stop
        for made in self._all():
            policy = Qt.FocusPolicy.StrongFocus if made is stop else Qt.FocusPolicy.ClickFocus
            made.setFocusPolicy(policy)

    def _make(self, codes: tuple[str, ...]) -> None:
        held = self.has_keyboard
        for code, made in list(self._buttons.items()):
            if code not in codes:
                self._line.removeWidget(made)
                self._buttons.pop(code).deleteLater()
        for made in self._all():
            self._line.removeWidget(made)
        kept, self._buttons, self._codes = self._buttons, {}, codes
        for code in codes:
            self._buttons[code] = kept.get(code) or self._choice(code)
        for made in self._all():
            self._line.addWidget(made)
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            made.show()  # at once: a layout shows it later, and until then it takes no keyboard
        self._rove()
        if held:
            self.take_keyboard()

    def _choice(self, code: str) -> QAbstractButton:
        made = self._button(code, self._several)
        made.clicked.connect(lambda _=False: self._choose(code))
        return made

    def _button(self, code: str, several: bool) -> QAbstractButton:
        made = choice_button(f"{self._identifier}.{code}", several=several)
        self.watch(made)
        return made

    def _call(self, made: QAbstractButton, letter: str, name: str) -> None:
        call_it(made, letter, name)
        asked = " ".join(filter(None, (self.title.text(), self.hint.text(), self._more)))
        made.setAccessibleDescription(asked)
        if letter:
            self._letters[letter] = made
