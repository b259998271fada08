"""The intake of a call: what was answered, what was decided, what is to be done.

It names nobody. Codes of choices are counted (tier T1 of `docs/privacy.md`); words that were
typed are of tier T2 and are blanked when their time is over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NewType

from helpdesk_domain.intake.answers import Answers, OpenQuestions
from helpdesk_domain.intake.levels import Level

ANSWERS_LIMIT: Final = 500
"""Most answers of an intake, and most codes of an answer."""

WORDS_LIMIT: Final = 2000
"""Longest text of an intake, in characters."""

NAME_LIMIT: Final = 200
"""Longest code, or path of a question, in characters."""

ACTIONS_LIMIT: Final = 30
"""Most steps of a plan."""

FormId = NewType("FormId", str)
"""XLSForm `form_id`: `complex_situation`."""

PromptId = NewType("PromptId", str)
"""Code of something to be considered: `care_trajectory_diabetes`."""


class PromptAnswer(StrEnum):
    """What became of something that was to be considered."""

    DONE = "done"
    NOT_INDICATED = "not_indicated"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A step of the plan; several who agree with each other are a concertation.

    Attributes:
        what: Is to be done, in the operator's words; never empty, names nobody.
        who: Does it: a role or a service (« CPAS d'Anderlecht », « médecin traitant »), or
            several of them, parted by « + ».
        due: Until when; None while that was not said.
        is_done: Whether that was heard since.
    """

    what: str
    who: str = ""
    due: date | None = None
    is_done: bool = False

    @property
    def partners(self) -> tuple[str, ...]:
        """Who takes part, each by itself."""
        return tuple(one.strip() for one in self.who.split("+") if one.strip())

    @property
    def is_concertation(self) -> bool:
        """Whether professionals of several places have to agree on it."""
        return len(self.partners) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A complex situation, as it was told in one call.

    Attributes:
        form: The form it was asked with, in `version`: only that one says what a code means.
        answers: By question; one that is no longer asked keeps its answer, and counts for nothing.
        open: Questions that were put and have no answer; never one of `answers`.
        rules: Version of the rules whose suggestion was on the screen.
        suggested: What they suggested; None when they suggested no single level.
        level: What the operator decided; None while nothing was.
        reason: Why it is not what was suggested, in a word.
        prompts: What became of what was to be considered.
        plan: In the order in which it was made.
    """

    form: FormId
    version: str
    answers: Answers = field(default_factory=dict)
    open: OpenQuestions = field(default_factory=dict)
    rules: str = ""
    suggested: Level | None = None
    level: Level | None = None
    reason: str = ""
    prompts: Mapping[PromptId, PromptAnswer] = field(default_factory=dict)
    plan: tuple[Action, ...] = ()
