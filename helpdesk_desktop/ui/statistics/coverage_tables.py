"""Where the offer does not meet the calls, row by row; Enter opens the records behind a row."""

from collections.abc import Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from helpdesk_desktop.reports.coverage import Coverage
from helpdesk_desktop.reports.coverage_words import (
    CONTRADICTED,
    GAPS,
    STALE,
    Listing,
    name_of,
    what_there_is,
)
from helpdesk_desktop.ui.parts.plain import hint, identified, label, part
from helpdesk_desktop.ui.parts.row_table import RowModel
from helpdesk_desktop.ui.statistics.opening_table import OpeningTable
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_desktop.ui.words.statistics_words import number_words
from helpdesk_domain.language_names import name_alone
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.statistics.coverage import Gap, Touched
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.searched_words import SearchedWord
from helpdesk_domain.statistics.words import Labels

T = TypeVar("T")

LINES: Final = 9
"""How high a list is, in lines of text."""

_RECORD: Final = (mark("Service"), mark("Number"), mark("Last verified"))


class _Card(QFrame, Generic[T]):
    """A list with its name, and what it means where the mouse rests on that."""

    def __init__(
        self, identifier: str, name: str, meaning: str, table: OpeningTable[T], speech: Speech
    ) -> None:
        super().__init__()
        identified(self, identifier)
        part(self, "pane")
        self._name, self._meaning, self._speech = name, meaning, speech
        self.title = label(f"{identifier}.title", "section", wrap=True)
        self.table = table
        inside = QVBoxLayout(self)
        inside.addWidget(self.title)
        inside.addWidget(table)
        table.setFixedHeight(self.fontMetrics().height() * LINES * 2)

    def show_things(self, things: Sequence[T]) -> None:
        """Show them; the card is there only while there is one."""
        words = self._speech.words
        name = words.say(self._name)
        self.title.setText(f"{name} – {words.number(len(things))}")
        hint(self.title, words.say(self._meaning))
        self.table.setAccessibleName(name)
        self.table.setAccessibleDescription(words.say(self._meaning))
        self.table.rows.show(things)
        if things:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self.setVisible(bool(things))


class CoverageTables(QWidget):
    """Lists below the figures, once they are known."""

    need_opened = Signal(str, str)
    """A kind of help, and the commune in which nobody gives it."""

    service_opened = Signal(str)

    word_opened = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: Labels | None = None
        columns = (mark("Need"), mark("Commune"), mark("Number"), mark("What there is"))
        gaps = OpeningTable[Gap]("statistics.gaps.table", RowModel(columns, self._of_gap, speech))
        self._gaps = _Card(
            "statistics.gaps",
            GAPS.name,
            GAPS.meaning,
            gaps,
            speech,
        )
        self._contradicted = self._records("contradicted", CONTRADICTED, speech)
        self._stale = self._records("stale", STALE, speech)
        word_columns = (mark("Word"), mark("Language of the screens"), mark("Number"))
        words = OpeningTable[SearchedWord](
            "statistics.words.table", RowModel(word_columns, _of_word, speech)
        )
        self._words = _Card(
            "statistics.words",
            mark("Searched without result"),
            mark(
                "Words that several desks searched, or one on several days, and the directory has "
                "nothing for: counted alone, never with a call."
            ),
            words,
            speech,
        )
        words.opened.connect(lambda one: self.word_opened.emit(one.word))
        gaps.opened.connect(lambda gap: self.need_opened.emit(gap.need, gap.commune))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        for card in (self._gaps, self._contradicted, self._stale, self._words):
            inside.addWidget(card)
        self.hide()

    def show_coverage(self, found: Coverage, labels: Labels) -> None:
        """Show what was found, in the language of `labels`."""
        self._labels = labels
        self._gaps.show_things(found.gaps)
        self._contradicted.show_things(found.contradicted)
        self._stale.show_things(found.stale)
        self._words.show_things(found.words)
        self.setVisible(any((found.gaps, found.contradicted, found.stale, found.words)))

    def _records(self, name: str, of: Listing, speech: Speech) -> _Card[Touched]:
        rows = RowModel(_RECORD, self._of_record, speech)
        table = OpeningTable[Touched](f"statistics.{name}.table", rows)
        table.opened.connect(lambda one: self.service_opened.emit(one.service))
        return _Card(f"statistics.{name}", of.name, of.meaning, table, speech)

    def _of_gap(self, gap: Gap, words: Words) -> Sequence[str]:
        assert self._labels is not None
        need = self._labels.value(Dimension.NEED, gap.need)
        commune = self._labels.value(Dimension.COMMUNE, gap.commune)
        return need, commune, number_words(gap.asked, words), what_there_is(gap, words)

    def _of_record(self, one: Touched, words: Words) -> Sequence[str]:
        checked = one.card.assured_date if one.card else None
        when = f"{checked:%d/%m/%Y}" if checked else words.say("never")
        return name_of(one), number_words(one.referrals, words), when


def _of_word(one: SearchedWord, words: Words) -> Sequence[str]:
    return one.word, name_alone(one.language, words), number_words(one.shown, words)
