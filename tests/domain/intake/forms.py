"""Small forms for the tests, put together in one line."""

from collections.abc import Mapping, Sequence

from helpdesk_domain.intake.form import Choice, Form, Group, Question, QuestionType, Said, Tier
from helpdesk_domain.intake.record import FormId


def said(words: str) -> Said:
    return {"fr": f"{words} fr", "nl": f"{words} nl"}


def a_question(
    name: str, kind: QuestionType = QuestionType.TEXT, **columns: str | Said
) -> Question:
    tier = Tier.TOLD if kind is QuestionType.TEXT else Tier.COUNTED
    return Question(name=name, type=kind, label=said(name), tier=tier, **columns)  # type: ignore[arg-type]


def a_choice(name: str, **extra: str) -> Choice:
    return Choice(name=name, label=said(name), extra=extra)


def a_group(name: str, parent: str = "", relevant: str = "", *, repeats: bool = False) -> Group:
    return Group(name=name, label=said(name), parent=parent, relevant=relevant, repeats=repeats)


def a_form(
    *questions: Question,
    groups: Sequence[Group] = (),
    choices: Mapping[str, tuple[Choice, ...]] | None = None,
) -> Form:
    return Form(
        id=FormId("tried"),
        version="1",
        title=said("tried"),
        questions=questions,
        groups=tuple(groups),
        choices=choices or {},
    )


YES_NO = {"yes_no": (a_choice("yes"), a_choice("no"))}
