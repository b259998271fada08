"""What was understood, as chips in a line that wraps; each can be taken out again."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import shorten
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.parts.plain import hint, identified, part, state
from helpdesk_desktop.ui.parts.strokes import ENTERS, letters_of
from helpdesk_desktop.ui.words.speech import Speech

GAP = 6
LONGEST = 52
"""Letters of a chip that are shown; its tooltip has them all."""

_REMOVES = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace, *ENTERS}
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Shown(Generic[T_co]):
    """What a chip stands for, and what it says: `commune: Ixelles`.

    Attributes:
        look: A state of chips in the style sheet.
        name: Whole, for a screen reader; the chip itself shows `LONGEST` letters.
    """

    thing: T_co
    name: str
    look: str = "reading"


class Chip(QPushButton):
    """One thing understood; a click, Space or Delete takes it out."""

    stepped = Signal(int)
    typed = Signal(str)
    left = Signal()
    focused = Signal(bool)

    def __init__(self, identifier: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = self._cut = ""
        identified(self, identifier)
        part(self, "chip")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the typing alone

    def call_it(self, name: str) -> None:
        """The chip is called `name`; one too long for its line ends in « … »."""
        self._name = name

    def fit(self, room: int) -> None:
        """Be no wider than `room` pixels."""
        self._show(self._name)
        over = self.sizeHint().width() - room
        if over > 0:
            metrics = self.fontMetrics()
            left = metrics.horizontalAdvance(self._name) - over
            self._show(metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, left))

    def size_in(self, room: int) -> QSize:
        """What it takes of a line of `room` pixels, however it is cut at this moment.

        A line that asks how it is cut now changes its mind each time it is laid out.
        """
        metrics, now = self.fontMetrics(), self.sizeHint()
        left_out = metrics.horizontalAdvance(self._name) - metrics.horizontalAdvance(self._cut)
        return QSize(min(now.width() + left_out, room), now.height())

    def _show(self, name: str) -> None:
        self._cut = name
        self.setText(name.replace("&", "&&") + "  ×")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _REMOVES:
            if not event.isAutoRepeat():  # held down, it would empty the line
                self.click()
        elif event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif letters := letters_of(event):
            self.typed.emit(letters)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)


class ChipBar(QWidget):
    """The chips, then what else belongs in their line; wraps, and is never empty or hidden.

    Args:
        identifier: Of its chips, which are numbered from 0.
        name: What the line is called, in marked words.
        hint: How a chip is taken out, in marked words that may name `TAKE_OUT`.
        before: Where Tab comes from.
        last: Stands at the end of the line.
    """

    taken_out = Signal(object)
    """The `Shown` whose chip was struck."""

    typed = Signal(str)
    """Letters struck on a chip: they were meant for the box."""

    left = Signal()
    """The keyboard wants back to the box."""

    focused = Signal(bool)

    placed = Signal()
    """Each stands where it belongs now."""

    def __init__(
        self,
        identifier: str,
        name: str,
        hint: str,
        speech: Speech,
        before: QWidget,
        last: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._identifier, self._name, self._hint = identifier, name, hint
        self._speech = speech
        self._before = before
        self._last = last
        self._chips: list[Chip] = []
        self._shown: tuple[Shown[object], ...] = ()
        identified(self, f"{identifier}s")
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        last.setParent(self)

    @property
    def last_shown(self) -> Shown[object] | None:
        """The chip at the end of the line, if there is any."""
        return self._shown[-1] if self._shown else None

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard is on a chip."""
        return any(chip.hasFocus() for chip in self._chips)

    def show_chips(self, shown: Sequence[Shown[object]]) -> None:
        """Show these and no others; chips already there are dressed anew, never made anew."""
        if tuple(shown) == self._shown:
            return
        held = next((at for at, chip in enumerate(self._chips) if chip.hasFocus()), None)
        self._shown = tuple(shown)
        while len(self._chips) < len(shown):
            self._add()
        if held is not None and held >= len(shown):
            self._hold(len(shown) - 1)
        for at, chip in enumerate(self._chips):
            chip.setVisible(at < len(shown))
        for chip, what in zip(self._chips, shown, strict=False):
            self._dress(chip, what)
        self._place()
        self.updateGeometry()

    def say(self) -> None:
        """Say the line's own texts in the language of the screens."""
        words = self._speech.words
        self.setAccessibleName(words.say(self._name))
        for chip, what in zip(self._chips, self._shown, strict=False):
            self._dress(chip, what)
        self._place()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        sizes = self._sizes(width)
        placed = zip(sizes, _places(sizes, width), strict=True)
        return max(at.y() + size.height() for size, at in placed)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._last.sizeHint().width(), self._last.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _add(self) -> None:
        chip = Chip(f"{self._identifier}.{len(self._chips)}", self)
        self.setTabOrder(self._chips[-1] if self._chips else self._before, chip)
        self._chips.append(chip)
        chip.clicked.connect(lambda: self.taken_out.emit(self._shown[self._chips.index(chip)]))
        chip.stepped.connect(lambda way: self._hold(self._chips.index(chip) + way))
        chip.typed.connect(self.typed)
        chip.left.connect(self.left)
        chip.focused.connect(self.focused)

    def _hold(self, at: int) -> None:
        """The keyboard goes to a chip, stopping at the ends; to the box when there is none."""
        if not self._shown:
            self.left.emit()
        else:
            at = min(max(at, 0), len(self._shown) - 1)
            self._chips[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _dress(self, chip: Chip, what: Shown[object]) -> None:
        words = self._speech.words
        chip.call_it(shorten(what.name, LONGEST, placeholder=" …"))
        chip.setAccessibleName(words.say("Take out {name}", name=what.name))
        hint(chip, words.say(self._hint, key=Key.TAKE_OUT))
        state(chip, what.look)

    def _line(self) -> list[QWidget]:
        return [*self._chips[: len(self._shown)], self._last]

    def _sizes(self, width: int) -> list[QSize]:
        chips = self._chips[: len(self._shown)]
        return [*(chip.size_in(width) for chip in chips), self._last.sizeHint()]

    def _place(self) -> None:
        for chip in self._chips[: len(self._shown)]:
            chip.fit(self.width())
        for widget, at in zip(
            self._line(), _places(self._sizes(self.width()), self.width()), strict=True
        ):
            size = widget.sizeHint().boundedTo(QSize(max(1, self.width()), 10_000))
            widget.setGeometry(at.x(), at.y(), size.width(), size.height())
        self.placed.emit()


def _places(sizes: Sequence[QSize], width: int) -> list[QPoint]:
    """Where each of what has these `sizes` begins in a line that is `width` pixels wide."""
    places = [QPoint(0, 0)]
    for before, size in pairwise(sizes):
        at = places[-1] + QPoint(before.width() + GAP, 0)
        if size.width() and at.x() + size.width() > width:
            at = QPoint(0, at.y() + before.height() + GAP)
        places.append(at)
    return places
