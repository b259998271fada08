"""The services found, and what is worked out of each once a minute: whether it is open."""

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from helpdesk_desktop.search.answer import Recognised, RecognisedKind
from helpdesk_desktop.search.results import Result
from helpdesk_desktop.ui.parts.plain import HINT_ROLE, hint_text
from helpdesk_desktop.ui.search.row_words import State, place, reason, spoken, states
from helpdesk_desktop.ui.words.opening_words import opening_in_short
from helpdesk_desktop.ui.words.reasons import in_full
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import Clock, utc_now
from helpdesk_domain.offer import ServiceId
from helpdesk_domain.service_card import ServiceCard

Index = QModelIndex | QPersistentModelIndex

# Looked up once: the short form of a Qt enumeration costs 15 times more, 880 times a repaint.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)

Opening = tuple[str, bool | None]


class ResultModel(QAbstractListModel):
    """Shows `results`, and holds nothing else: it never queries, never writes."""

    def __init__(
        self, speech: Speech, parent: QObject | None = None, clock: Clock = utc_now
    ) -> None:
        super().__init__(parent)
        self._speech = speech
        self._clock = clock
        self._results: Sequence[Result] = ()
        self._needs: Set[str] = frozenset()
        self._minute: tuple[str, datetime] | None = None
        self._openings: dict[ServiceId, tuple[ServiceCard, Opening]] = {}
        self.ruled: int | None = None
        """The first row that is less likely: the rule stands above it."""

    def show(self, results: Sequence[Result], read: Iterable[Recognised] = ()) -> None:
        """Args: read: What the words were taken for; the needs among it need no row to say them."""
        self.beginResetModel()
        self._results = results
        self._needs = {one.name for one in read if one.kind is RecognisedKind.NEED}
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
        if role == HINT_ROLE:
            return hint_text("\n".join(line for line in self._hint(result) if line))
        if role == _SPOKEN:
            return spoken(result, self.states(result.card), self._why(result), self._speech.words)
        return None

    def states(self, card: ServiceCard) -> list[State]:
        """What is judged first of a service: open, room, what is reported of it."""
        return states(card, self._opening(card), self._speech.words)

    def reason(self, result: Result) -> str:
        """Why it was found, where the row or the chips do not say that."""
        return reason(result, self._needs, self._speech.words)

    def open_now(self) -> int:
        """How many of the services found are known to be open."""
        return sum(self._opening(result.card)[1] is True for result in self._results)

    def _opening(self, card: ServiceCard) -> Opening:
        """Each service once a minute: what one key found, the next mostly finds as well."""
        words = self._speech.words
        now = self._clock().replace(second=0, microsecond=0)
        if self._minute != (words.language, now):
            self._minute = (words.language, now)
            self._openings.clear()
        kept = self._openings.get(card.id)
        if kept is None or kept[0] is not card:
            kept = self._openings[card.id] = (card, opening_in_short(card, now, words))
        return kept[1]

    def _hint(self, result: Result) -> Iterator[str]:
        yield result.card.name.words
        yield " · ".join(state.in_full for state in self.states(result.card))
        yield place(result.card, self._speech.words)
        yield self._why(result)

    def _why(self, result: Result) -> str:
        return in_full(result.reasons, self._speech.words)
