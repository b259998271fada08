"""The services found: two lines each, the state word first; a rule above those less likely."""

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from helpdesk_desktop.search.results import Result
from helpdesk_desktop.ui.look.palette import ink
from helpdesk_desktop.ui.parts.plain import identified, in_whole_words
from helpdesk_desktop.ui.words.flag_words import room
from helpdesk_desktop.ui.words.labels import CAPACITY_SHAPES
from helpdesk_desktop.ui.words.reasons import in_full, in_short
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.offer import CapacityStatus
from helpdesk_domain.service_card import ServiceCard

Index = QModelIndex | QPersistentModelIndex

# Looked up once: the short form of a Qt enumeration costs 15 times more, 880 times a repaint.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_HINT = int(Qt.ItemDataRole.ToolTipRole)

_COLOURS = {
    CapacityStatus.AVAILABLE: "available",
    CapacityStatus.WAITING_LIST: "waiting_list",
    CapacityStatus.FULL: "full",
    None: "secondary",
}
_MARGIN = 10
_DOT = " · "
_GAP = 14
"""Pixels between where a service is and why it was found."""
SHORT = 12
"""Letters of a price that is said in the list: « Gratuit », not a rule of three lines."""


class ResultModel(QAbstractListModel):
    """Shows `results`, and holds nothing else: it never queries, never writes."""

    def __init__(self, speech: Speech, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._results: Sequence[Result] = ()
        self.ruled: int | None = None
        """The first row that is less likely: the rule stands above it."""

    def show(self, results: Sequence[Result]) -> None:
        self.beginResetModel()
        self._results = results
        self.ruled = next((at for at, it in enumerate(results) if not it.is_likely), None)
        self.endResetModel()

    def at(self, index: Index) -> Result | None:
        return self._results[index.row()] if index.isValid() else None

    def row_of(self, card: ServiceCard) -> int | None:
        """Where the service of `card` stands now."""
        return next((at for at, it in enumerate(self._results) if it.card.id == card.id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._results)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        result = self.at(index)
        if result is None:
            return None
        if role == _DISPLAY:
            return result.card.name.words
        if role == _HINT:  # a tooltip reads HTML: what comes from the directory stays text
            lines = (result.card.name.words, place(result.card), self._why(result))
            return f"<p>{'<br>'.join(escape(line) for line in lines if line)}</p>"
        if role == _SPOKEN:
            return spoken(result, self._speech, self._why(result))
        return None

    def _why(self, result: Result) -> str:
        return in_full(result.reasons, self._speech.words)


class ResultPainter(QStyledItemDelegate):
    """Draws a service: its name, then its state, where it is, and why it was found."""

    def __init__(self, cards: ResultModel, speech: Speech, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards = cards
        self._speech = speech

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        rule = rule_height(option.fontMetrics) if index.row() == self._cards.ruled else 0
        return QSize(120, row_height(option.fontMetrics) + rule)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        result = self._cards.at(index)
        if result is None:
            return
        painter.save()
        area = option.rect
        if index.row() == self._cards.ruled:
            height = rule_height(option.fontMetrics)
            self._rule(painter, QRect(area.left(), area.top(), area.width(), height), option.font)
            area = area.adjusted(0, height, 0, 0)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(area, ink("selected"))
            painter.fillRect(QRect(area.left(), area.top(), 4, area.height()), ink("accent"))
        inside = area.adjusted(_MARGIN + 4, _MARGIN // 2, -_MARGIN, -_MARGIN // 2)
        height = option.fontMetrics.height()
        first = QRect(inside.left(), inside.top() + 1, inside.width(), height)
        second = first.translated(0, height + 3)
        self._first_line(painter, first, result.card, option.font, chosen)
        self._second_line(painter, second, result, option.font)
        painter.setPen(ink("border"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()

    def _rule(self, painter: QPainter, area: QRect, font: QFont) -> None:
        said = self._speech.words.say("less likely")
        used = QFontMetrics(font).horizontalAdvance(said)
        inside = area.adjusted(_MARGIN + 4, 0, -_MARGIN, 0)
        middle = inside.center().y()
        painter.fillRect(area, ink("window"))
        painter.setFont(font)
        painter.setPen(ink("secondary"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, said)
        painter.setPen(ink("field_border"))
        painter.drawLine(inside.left() + used + _MARGIN, middle, inside.right(), middle)

    def _first_line(
        self, painter: QPainter, area: QRect, card: ServiceCard, font: QFont, chosen: bool
    ) -> None:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(ink("on_selected" if chosen else "text"))
        self._elided(painter, area, card.name.words, bold)

    def _second_line(self, painter: QPainter, area: QRect, result: Result, font: QFont) -> None:
        """State and place on the left, the reason on the right; each gives way to the other."""
        card, metrics = result.card, QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(ink(_COLOURS[card.room]))
        state = f"{CAPACITY_SHAPES[card.room]} {room(card, self._speech.words)}"
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, state)
        area = area.adjusted(metrics.horizontalAdvance(state + "   "), 0, 0, 0)
        why = in_short(result.reasons, self._speech.words)
        where = list(_place(card))
        most = area.width() - metrics.horizontalAdvance(why) - _GAP
        if where and metrics.horizontalAdvance(where[0]) + 2 > most:
            why, most = "", area.width()  # the tooltip has it, and the chips mostly
        while len(where) > 1 and metrics.horizontalAdvance(_DOT.join(where)) > most:
            where.pop()  # the price, then the language: the card has both
        shown = _DOT.join(where)
        used = min(metrics.horizontalAdvance(shown) + 2, area.width())  # a hair less would cut it
        painter.setPen(ink("secondary"))
        self._elided(painter, area.adjusted(0, 0, used - area.width(), 0), shown, font)
        right = area.adjusted(used + _GAP, 0, 0, 0)
        self._elided(painter, right, why, font, Qt.AlignmentFlag.AlignRight)

    def _elided(
        self,
        painter: QPainter,
        area: QRect,
        words: str,
        font: QFont,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        shown = in_whole_words(words, QFontMetrics(font), area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | side, shown)


class ResultList(QListView):
    """The list; the keyboard stays in the search box, which moves it, also after a click."""

    entered_key = Signal()
    letter = Signal(str)
    given = Signal(object)
    """The service that was under the mouse, whatever is being looked for meanwhile."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        identified(self, "search.results")
        self.cards = ResultModel(speech, self)
        self.setModel(self.cards)
        self.setItemDelegate(ResultPainter(self.cards, speech, self))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._give)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_key.emit()
        elif event.text() and event.text().isprintable():
            self.letter.emit(event.text())
        else:
            super().keyPressEvent(event)

    def chosen(self) -> ServiceCard | None:
        result = self.cards.at(self.currentIndex())
        return result.card if result else None

    def spoken_choice(self) -> str:
        """The chosen service and its place, for a screen reader; empty when none is chosen."""
        words, result = self._speech.words, self.cards.at(self.currentIndex())
        if result is None:
            return ""
        return words.say(
            "{place} of {total}, {service}",
            place=self.currentIndex().row() + 1,
            total=self.cards.rowCount(),
            service=spoken(result, self._speech, in_short(result.reasons, words)),
        )

    def _give(self, clicked: QModelIndex) -> None:
        if result := self.cards.at(clicked):
            self.given.emit(result.card)

    def step(self, rows: int) -> None:
        """Choose the service `rows` further down (or up), stopping at the ends."""
        last = self.cards.rowCount() - 1
        if last >= 0:
            row = min(max(self.currentIndex().row() + rows, 0), last)
            self.setCurrentIndex(self.cards.index(row))

    def page(self) -> int:
        """Rows seen at once."""
        return max(1, self.viewport().height() // row_height(self.fontMetrics()) - 1)


def row_height(metrics: QFontMetrics) -> int:
    """Pixels of a service in the list."""
    return 2 * metrics.height() + 3 * _MARGIN // 2 + 4


def rule_height(metrics: QFontMetrics) -> int:
    """Pixels of the rule between likely and less likely."""
    return metrics.height() + _MARGIN // 2


def spoken(result: Result, speech: Speech, why: str) -> str:
    """A row for a screen reader, in the order in which it is judged."""
    card = result.card
    less = "" if result.is_likely else speech.words.say("less likely")
    parts = (room(card, speech.words), card.name.words, place(card), why, less)
    return ", ".join(part for part in parts if part)


def place(card: ServiceCard) -> str:
    """Where the service is, in which language it works, what it costs."""
    return _DOT.join(_place(card))


def _place(card: ServiceCard) -> Iterator[str]:
    fees = card.fees.words.rstrip(".") if card.fees else ""
    parts = (
        ", ".join(card.communes[:1]),
        "/".join(card.regime).upper(),
        fees if len(fees) <= SHORT else "",
    )
    return (part for part in parts if part)
