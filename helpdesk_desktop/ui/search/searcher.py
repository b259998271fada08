"""Searching while the operator types: one search at a time, always the latest words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.search.answer import Found
from helpdesk_desktop.search.finder import find
from helpdesk_desktop.search.results import Result, results
from helpdesk_desktop.search.wanted import Facet, Wanted
from helpdesk_desktop.ui.background.desk import Desk
from helpdesk_desktop.ui.background.jobs import Jobs
from helpdesk_desktop.ui.card.cards_at_hand import CardsAtHand
from helpdesk_desktop.ui.card.flag_book import FlagBook
from helpdesk_desktop.ui.search.offer_index import OfferIndex
from helpdesk_domain.clock import Clock, utc_now
from helpdesk_domain.offer import TaxonomyTerm, TermId, words_in

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Question:
    """All that is asked of a search; an answer is painted under its own question only.

    Attributes:
        words: As they stand in the box.
        language: In which services are shown, `fr` or `nl`.
        values: What each service must have, by facet.
        refused: Keys of what the words are not to be taken for.
        counted: Whether the facets are counted.
    """

    words: str
    language: str
    values: Mapping[Facet, frozenset[str]] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    counted: bool = False

    @property
    def asks_for_services(self) -> bool:
        return bool(self.words.strip() or self.values)

    def finds_the_same_as(self, other: "Question") -> bool:
        """Whether both look for the same, be it told in two languages."""
        return (self.words, self.values, self.refused) == (other.words, other.values, other.refused)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found, ready to be shown.

    Attributes:
        results: The services, best first, in the language asked for.
    """

    question: Question
    found: Found
    results: Sequence[Result]


class Searcher(QObject):
    """Answers queries off the screen's thread, from the offer as it is now.

    A query typed while another is being answered waits; only the last one waiting is ever
    run, so a fast typist never sees old results overtake new ones.
    """

    ready = Signal()
    """The same words may find something else now, or the same services told otherwise."""

    def __init__(
        self,
        desk: Desk,
        flags: FlagBook,
        parent: QObject | None = None,
        clock: Clock = utc_now,
    ) -> None:
        super().__init__(parent)
        self._flags = flags
        self._desk = desk
        self._clock = clock
        self._jobs = Jobs(self)
        self._offer = OfferIndex(desk, self._jobs, self)
        self._cards = CardsAtHand(desk.store)
        self._offer.ready.connect(self._cards.forget)
        self._offer.ready.connect(self.ready)
        flags.changed.connect(self.ready)
        self._waiting: Callable[[], None] | None = None
        self._busy = False

    @property
    def has_index(self) -> bool:
        return self._offer.index is not None

    @property
    def is_answering(self) -> bool:
        """Whether a search is under way."""
        return self._busy

    @property
    def services(self) -> int:
        """How many services can be found."""
        return len(self._offer.index.services) if self._offer.index else 0

    @property
    def groups(self) -> Sequence[TaxonomyTerm]:
        """Whom the services of the offer are for."""
        return self._offer.groups

    def term_name(self, term: TermId, language: str) -> str:
        """What `term` is called in `language`; empty where the offer does not know it."""
        known = self._offer.terms.get(term)
        return words_in(known, "name", language) if known else ""

    def follow_offer(self) -> None:
        """Find in the offer as it is now; searches go on meanwhile."""
        self._cards.forget()
        self._offer.follow()

    def look_for(self, question: Question, show: Callable[[Answer | None], object]) -> None:
        """Answer `question`, then `show` the answer, unless a newer one came meanwhile.

        When the search fails, None is shown: what was found before answers something else.
        """
        self._waiting = partial(self._search, question, show)
        if not self._busy:
            self._next()

    def answer_aside(self, question: Question, show: Callable[[Answer], object]) -> None:
        """Answer `question` without overtaking what is being typed, then `show` the answer.

        Without an index, or where it fails, nothing is shown.
        """
        if self.has_index:
            work = partial(self._worked_out, question)
            self._jobs.run(work, owner=self, done=show, failed=self._desk.failed.emit)

    def close(self) -> None:
        """Let the search under way end."""
        self._offer.close()
        self._jobs.close()

    def _next(self) -> None:
        wanted, self._waiting = self._waiting, None
        if wanted is not None and self.has_index:
            wanted()

    def _search(self, question: Question, show: Callable[[Answer | None], object]) -> None:
        self._busy = True

        def answered(result: Answer) -> None:
            self._busy = False
            if self._waiting is None:
                show(result)
            self._next()

        def failed(problem: Exception) -> None:
            self._busy = False
            if self._waiting is None:
                show(None)
            self._desk.failed.emit(problem)
            self._next()

        self._jobs.run(
            partial(self._worked_out, question), owner=self, done=answered, failed=failed
        )

    def _worked_out(self, question: Question) -> Answer:
        """Off the screen's thread."""
        index = self._offer.index
        assert index is not None
        found = find(
            index,
            question.words,
            language=question.language,
            limit=SHOWN,
            wanted=Wanted(question.values, self._clock()),
            refused=question.refused,
            counted=question.counted,
        )
        ids = [hit.service_id for hit in found.hits]
        told = [self._flags.told(card) for card in self._cards.cards(ids, question.language)]
        answer = Answer(question, found, results(found, told, question.words))
        if answer.results:  # shown next: the first one loads a library, off the screen's thread
            _ = answer.results[0].card.numbers
        return answer
