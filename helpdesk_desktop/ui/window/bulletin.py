"""The bottom line: what just happened, in the language of the screens, whichever it becomes."""

from collections.abc import Callable

from helpdesk_desktop.ui.window.status_bar import StatusBar
from helpdesk_desktop.ui.words.notices import problem_sentence
from helpdesk_desktop.ui.words.speech import Speech


class Bulletin:
    """Says one thing at a time; the last one counts."""

    def __init__(self, status: StatusBar, speech: Speech) -> None:
        self._status = status
        self._speech = speech
        self._told: Callable[[], str] | None = None

    def say(self) -> None:
        """Say it again: the screens have changed their language."""
        if self._told:
            self._status.tell(self._told())

    def hush(self) -> None:
        """Say nothing more of it."""
        self._told = None
        self._status.tell("")

    def said(self, sentence: str, values: dict[str, object]) -> None:
        """Something was done: a marked sentence and its values."""
        self._tell(lambda: "✓ " + self._sentence(sentence, values))

    def remarked(self, sentence: str, values: dict[str, object]) -> None:
        """The same, when nothing was done."""
        self._tell(lambda: self._sentence(sentence, values))

    def failed(self, problem: Exception) -> None:
        self._tell(lambda: "▲ " + problem_sentence(problem, self._speech.words))

    def _sentence(self, sentence: str, values: dict[str, object]) -> str:
        words = self._speech.words
        if isinstance(what := values.get("what"), str):
            values = values | {"what": words.say(what)}
        return words.say(sentence, **values)

    def _tell(self, told: Callable[[], str]) -> None:
        self._told = told
        self._status.tell(told())
