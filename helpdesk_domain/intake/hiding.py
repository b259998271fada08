"""An intake without the national numbers that somebody typed into it."""

from dataclasses import replace

from helpdesk_domain.intake.answers import Answer
from helpdesk_domain.intake.record import Action, Intake
from helpdesk_domain.national_numbers import without_national_numbers


def without_numbers(intake: Intake) -> Intake:
    """`intake`, each valid number in its texts hidden; an equal one when there is none."""
    return replace(
        intake,
        answers={path: _hidden(answer) for path, answer in intake.answers.items()},
        reason=without_national_numbers(intake.reason),
        plan=tuple(_of_action(action) for action in intake.plan),
    )


def _hidden(answer: Answer) -> Answer:
    return without_national_numbers(answer) if isinstance(answer, str) else answer


def _of_action(action: Action) -> Action:
    return replace(
        action,
        what=without_national_numbers(action.what),
        who=without_national_numbers(action.who),
    )
