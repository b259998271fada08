"""Draws a service found: its name, then its state, where it is, and why it was found."""

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from helpdesk_desktop.search.results import Result
from helpdesk_desktop.ui.look.palette import ink
from helpdesk_desktop.ui.parts.plain import in_whole_words
from helpdesk_desktop.ui.search.result_model import Index, ResultModel
from helpdesk_desktop.ui.search.row_words import BETWEEN, commune, in_brief, price, regime
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.service_card import ServiceCard

_MARGIN = 10
_DOT = " · "
_GAP = 14
"""Pixels between where a service is and why it was found."""


class ResultPainter(QStyledItemDelegate):
    """Two lines a service; a rule above those less likely."""

    def __init__(self, cards: ResultModel, speech: Speech, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards = cards
        self._speech = speech

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        rule = rule_height(option.fontMetrics) if index.row() == self._cards.ruled else 0
        return QSize(120, row_height(option.fontMetrics) + rule)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        result, area = self._cards.at(index), option.rect
        if result is None:
            return
        painter.save()
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
        if _fits(first, option):
            self._first_line(painter, first, result.card, option.font, chosen)
        if _fits(second, option):
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
        _elided(painter, area, card.name.words, QFontMetrics(bold))

    def _second_line(self, painter: QPainter, area: QRect, result: Result, font: QFont) -> None:
        """States and place on the left, the reason on the right where it has room."""
        card, metrics = result.card, QFontMetrics(font)
        painter.setFont(font)
        told = self._cards.states(card)
        texts = in_brief(told, metrics.horizontalAdvance, area.width())
        for state, text in zip(told, texts, strict=True):
            painter.setPen(ink(state.ink))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
            area = area.adjusted(metrics.horizontalAdvance(text + BETWEEN), 0, 0, 0)
        painter.setPen(ink("secondary"))
        costs, why = price(card, self._speech.words), self._cards.reason(result)
        where = _where(card, costs, metrics, area.width())
        _elided(painter, area, where, metrics)
        left = area.width() - metrics.horizontalAdvance(where) - _GAP
        if why and (not costs or where.endswith(costs)) and metrics.horizontalAdvance(why) <= left:
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, why)


def _fits(line: QRect, option: QStyleOptionViewItem) -> bool:
    """Whether the end of the list leaves `line` whole: half of it would tell nothing."""
    shown_in = option.widget
    return not isinstance(shown_in, QAbstractScrollArea) or (
        line.bottom() < shown_in.viewport().height()
    )


def _where(card: ServiceCard, costs: str, metrics: QFontMetrics, width: int) -> str:
    """Commune, working language, price; the price gives way first, the language never does."""
    for parts in ((commune(card), regime(card), costs), (commune(card), regime(card))):
        said = _DOT.join(part for part in parts if part)
        if metrics.horizontalAdvance(said) <= width:
            return said
    works_in = _DOT + regime(card) if regime(card) else ""
    left = width - metrics.horizontalAdvance(works_in)
    near = metrics.elidedText(commune(card), Qt.TextElideMode.ElideRight, left)
    return near + works_in if len(near) > 1 else regime(card)


def _elided(painter: QPainter, area: QRect, words: str, metrics: QFontMetrics) -> None:
    shown = in_whole_words(words, metrics, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)


def row_height(metrics: QFontMetrics) -> int:
    """Pixels of a service in the list."""
    return 2 * metrics.height() + 3 * _MARGIN // 2 + 4


def rule_height(metrics: QFontMetrics) -> int:
    """Pixels of the rule between likely and less likely."""
    return metrics.height() + _MARGIN // 2
