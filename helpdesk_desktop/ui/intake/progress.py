"""How far an intake has come: in figures, and part by part."""

from collections.abc import Mapping, Sequence

from helpdesk_desktop.reports.told import said_in
from helpdesk_desktop.ui.intake.jump_list import Stage
from helpdesk_desktop.ui.intake.standing import Standing
from helpdesk_domain.intake.answers import QuestionPath
from helpdesk_domain.languages import Words


def progress_of(standing: Standing, asked: Sequence[QuestionPath], words: Words) -> str:
    """« questions 7/12 · inconnu ou refusé 2 »."""
    return words.say(
        "questions {n}/{all} · open {open}",
        n=sum(map(standing.is_answered, asked)),
        all=len(asked),
        open=len(standing.open),
    )


def stages_of(standing: Standing, within: Mapping[str, Sequence[QuestionPath]]) -> Sequence[Stage]:
    """The parts of the form that are on the screen.

    Args:
        within: What is asked in each, by its name.
    """
    return [
        Stage(
            name=group.name,
            said=said_in(group.label, standing.language),
            asked=len(within[group.name]),
            answered=sum(map(standing.is_answered, within[group.name])),
        )
        for group in standing.form.groups
        if group.name in within
    ]
