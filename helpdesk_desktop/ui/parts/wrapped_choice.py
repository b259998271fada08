"""A choice whose words go on below where its line is full, so that all of them are seen."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QButtonGroup,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from helpdesk_desktop.ui.parts.plain import identified

_STEPS: Final[Mapping[int, int]] = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
}
"""How far an arrow goes; a letter of another alphabet has a key that Qt does not name."""


class WrappedChoice(QRadioButton):
    """One of several, in as many lines as it takes; arrows in any direction go to the next one.

    Attributes:
        words: What it says, letter by letter; line breaks in it are kept.
    """

    def __init__(self, identifier: str, group: QButtonGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ""
        self._group = group
        group.addButton(self)
        identified(self, identifier)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def call_it(self, words: str) -> None:
        """Say `words`."""
        self.words = words
        self.setText(words.replace("&", "&&"))
        self.updateGeometry()

    def lines(self) -> Sequence[str]:
        """The words as they stand, line by line."""
        return list(_lines(self.words, self.font(), self.room().width()))

    def room(self) -> QRect:
        """Where the words stand."""
        return self._room(self.size())

    def sizeHint(self) -> QSize:
        """Of one line without words: it is as wide as there is room, and as high as that takes."""
        return self._around()

    def heightForWidth(self, width: int) -> int:
        room = self._room(QSize(width, self._around().height())).width()
        high = self.fontMetrics().lineSpacing() * len(list(_lines(self.words, self.font(), room)))
        return self._around(QSize(0, high)).height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
            return
        choices = self._group.buttons()
        at = choices.index(self) + step
        if 0 <= at < len(choices):
            choices[at].setFocus(Qt.FocusReason.TabFocusReason)
            choices[at].click()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = self._option(self.size())
        option.text = "\n".join(self.lines()).replace("&", "&&")
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_RadioButton, option)

    def _option(self, size: QSize) -> QStyleOptionButton:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.rect = QRect(0, 0, size.width(), size.height())
        return option

    def _room(self, size: QSize) -> QRect:
        contents = QStyle.SubElement.SE_RadioButtonContents
        return self.style().subElementRect(contents, self._option(size), self)

    def _around(self, contents: QSize | None = None) -> QSize:
        """The size of it with `contents` in it; of one line, when they are left out."""
        contents = contents or QSize(0, self.fontMetrics().lineSpacing())
        kind = QStyle.ContentsType.CT_RadioButton
        return self.style().sizeFromContents(kind, self._option(self.size()), contents, self)


def _lines(words: str, font: QFont, width: int) -> Iterator[str]:
    """`words` in lines of at most `width` pixels; a word that is longer is broken."""
    for paragraph in words.split("\n"):
        layout = QTextLayout(paragraph, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        units = paragraph.encode("utf-16-le", "surrogatepass")  # Qt counts in these
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            start, end = line.textStart(), line.textStart() + line.textLength()
            yield units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass").rstrip()
        layout.endLayout()
