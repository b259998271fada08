"""The services found: two lines each, the state word first."""

from collections.abc import Sequence
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
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from helpdesk_desktop.ui.labels import CAPACITIES, CAPACITY_SHAPES
from helpdesk_desktop.ui.palette import LIGHT
from helpdesk_desktop.ui.plain import identified
from helpdesk_desktop.ui.speech import Speech
from helpdesk_domain.offer import CapacityStatus
from helpdesk_domain.service_card import ServiceCard

Index = QModelIndex | QPersistentModelIndex

# Looked up once: the short form of a Qt enumeration costs 15 times more, 880 times a repaint.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_HINT = int(Qt.ItemDataRole.ToolTipRole)
_CARD = int(Qt.ItemDataRole.UserRole)

_COLOURS = {
    CapacityStatus.AVAILABLE: QColor(LIGHT.available),
    CapacityStatus.WAITING_LIST: QColor(LIGHT.waiting_list),
    CapacityStatus.FULL: QColor(LIGHT.full),
    None: QColor(LIGHT.secondary),
}
_MARGIN = 10
SHORT = 12
"""Letters of a price that is said in the list: « Gratuit », not a rule of three lines."""


class ResultModel(QAbstractListModel):
    """Shows `cards`, and holds nothing else: it never queries, never writes."""

    def __init__(self, speech: Speech, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._cards: Sequence[ServiceCard] = ()

    def show(self, cards: Sequence[ServiceCard]) -> None:
        self.beginResetModel()
        self._cards = cards
        self.endResetModel()

    def card_at(self, index: Index) -> ServiceCard | None:
        return self._cards[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid():
            return None
        card = self._cards[index.row()]
        if role == _CARD:
            return card
        if role == _DISPLAY:
            return card.name.words
        if role == _HINT:  # a tooltip reads HTML: what comes from the directory stays text
            return f"<p>{escape(card.name.words)}<br>{escape(place(card))}</p>"
        if role == _SPOKEN:
            return f"{capacity(card, self._speech)}, {card.name.words}, {place(card)}"
        return None


class ResultPainter(QStyledItemDelegate):
    """Draws a service: state and name, then where it is, in which language, at what price."""

    def __init__(self, speech: Speech, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speech = speech

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, 2 * option.fontMetrics.height() + 3 * _MARGIN // 2 + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: ServiceCard = index.data(_CARD)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        area = option.rect
        if chosen:
            painter.fillRect(area, QColor(LIGHT.selected))
            painter.fillRect(QRect(area.left(), area.top(), 4, area.height()), QColor(LIGHT.accent))
        inside = area.adjusted(_MARGIN + 4, _MARGIN // 2, -_MARGIN, -_MARGIN // 2)
        height = option.fontMetrics.height()
        first = QRect(inside.left(), inside.top() + 1, inside.width(), height)
        second = first.translated(0, height + 3)
        self._first_line(painter, first, card, option.font, chosen)
        self._second_line(painter, second, card, option.font)
        painter.setPen(QColor(LIGHT.border))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()

    def _first_line(
        self, painter: QPainter, area: QRect, card: ServiceCard, font: QFont, chosen: bool
    ) -> None:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(LIGHT.on_selected if chosen else LIGHT.text))
        self._elided(painter, area, card.name.words, bold)

    def _second_line(self, painter: QPainter, area: QRect, card: ServiceCard, font: QFont) -> None:
        painter.setFont(font)
        painter.setPen(_COLOURS[card.capacity])
        state = f"{CAPACITY_SHAPES[card.capacity]} {capacity(card, self._speech)}"
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, state)
        used = QFontMetrics(font).horizontalAdvance(state + "   ")
        painter.setPen(QColor(LIGHT.secondary))
        self._elided(painter, area.adjusted(used, 0, 0, 0), place(card), font)

    def _elided(self, painter: QPainter, area: QRect, words: str, font: QFont) -> None:
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)


class ResultList(QListView):
    """The list; the keyboard stays in the search box, which moves it, also after a click."""

    entered_key = Signal()
    letter = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        identified(self, "search.results")
        self.cards = ResultModel(speech, self)
        self.setModel(self.cards)
        self.setItemDelegate(ResultPainter(speech, self))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_key.emit()
        elif event.text() and event.text().isprintable():
            self.letter.emit(event.text())
        else:
            super().keyPressEvent(event)

    def chosen(self) -> ServiceCard | None:
        return self.cards.card_at(self.currentIndex())

    def step(self, rows: int) -> None:
        """Choose the service `rows` further down (or up), stopping at the ends."""
        last = self.cards.rowCount() - 1
        if last >= 0:
            row = min(max(self.currentIndex().row() + rows, 0), last)
            self.setCurrentIndex(self.cards.index(row))

    def page(self) -> int:
        """Rows seen at once."""
        height = max(1, self.sizeHintForRow(0))
        return max(1, self.viewport().height() // height - 1)


def capacity(card: ServiceCard, speech: Speech) -> str:
    """Whether the service has room, in a word."""
    return speech.words.say(CAPACITIES[card.capacity])


def place(card: ServiceCard) -> str:
    """Where the service is, in which language it works, what it costs."""
    fees = card.fees.words.rstrip(".") if card.fees else ""
    parts = [
        ", ".join(card.communes[:1]),
        "/".join(card.regime).upper(),
        fees if len(fees) <= SHORT else "",
    ]
    return " · ".join(part for part in parts if part)
