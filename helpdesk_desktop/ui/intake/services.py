"""The services that do what is to be considered, found by the window's own search."""

from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject

from helpdesk_desktop.reports.reasoning import search_words
from helpdesk_desktop.ui.intake.prompts_view import PromptsView
from helpdesk_desktop.ui.intake.standing import Standing
from helpdesk_desktop.ui.search.searcher import Answer, Question, Searcher
from helpdesk_domain.calls import Call
from helpdesk_domain.intake.record import PromptId
from helpdesk_domain.service_card import ServiceCard
from helpdesk_domain.territory import commune_with

Asked: TypeAlias = tuple[str, str]
"""Words, and the language of the services."""


OF_THE_COMMUNE = PromptId("cpas_of_the_commune")
"""Nineteen do it, each for its own people: before the commune is known, none is theirs."""


class PromptServices(QObject):
    """Asks once for each set of words; what was found is shown again without being asked."""

    def __init__(self, searcher: Searcher, view: PromptsView, parent: QObject) -> None:
        super().__init__(parent)
        self._searcher, self._view = searcher, view
        self._found: dict[Asked, tuple[ServiceCard, ...]] = {}
        self._wanted: dict[PromptId, Asked] = {}
        self._given: frozenset[str] = frozenset()
        self._last: tuple[Standing, Call] | None = None
        searcher.ready.connect(self._again)

    def follow(self, standing: Standing, call: Call) -> None:
        """Show the services for what is to be considered now, nearest to where the person lives."""
        self._last = standing, call
        self._given = frozenset(one.service_id for one in call.referrals)
        for prompt in standing.suggestion.prompts:
            words = search_words(prompt, standing.language)
            if not words or (prompt == OF_THE_COMMUNE and call.person.commune is None):
                continue
            asked = _near(words, call, standing.language), standing.language
            is_new = self._wanted.get(prompt) != asked
            self._wanted[prompt] = asked
            if asked in self._found:
                self._show(prompt, asked)
            elif is_new:
                self._searcher.answer_aside(Question(*asked), partial(self._take, prompt))

    def _again(self) -> None:
        """The same words may find something else now; before the first index they find nothing."""
        self._found.clear()
        self._wanted.clear()
        if self._last is not None and self._view.isVisible():
            self.follow(*self._last)

    def _take(self, prompt: PromptId, answer: Answer) -> None:
        asked = answer.question.words, answer.question.language
        self._found[asked] = tuple(result.card for result in answer.results if result.is_likely)
        self._show(prompt, asked)

    def _show(self, prompt: PromptId, asked: Asked) -> None:
        """An answer that comes late is shown under its own question only."""
        if self._wanted.get(prompt) == asked:
            self._view.show_services(prompt, self._found[asked], self._given)


def _near(words: str, call: Call, language: str) -> str:
    """The words with the commune, which the search reads as where it has to be."""
    commune = commune_with(call.person.commune) if call.person.commune else None
    return f"{words} {commune.name(language)}" if commune else words
