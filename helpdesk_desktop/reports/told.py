"""What was told in an intake, each question with its answer in words."""

from collections.abc import Iterator, Mapping

from helpdesk_domain.intake.answers import Open, OpenQuestions
from helpdesk_domain.intake.filling import AskedQuestion, Filling
from helpdesk_domain.intake.form import QuestionType, Said
from helpdesk_domain.languages import CONTENT_LANGUAGES, Words, mark

OPEN_SAID: Mapping[Open, str] = {
    Open.UNKNOWN: mark("not known"),
    Open.REFUSED: mark("declined to say"),
}


def told_of(filling: Filling, left: OpenQuestions, words: Words) -> Iterator[tuple[str, str]]:
    """What was put, in the order of the form; without what was not, or cannot be."""
    for row in filling.rows:
        said = _answer(row, words) if row.is_valid else ""
        if not said and row.path in left:
            said = words.say(OPEN_SAID[left[row.path]])
        if said:
            yield said_in(row.question.label, words.language), said


def said_in(said: Said, language: str) -> str:
    """The text in `language`, else in another one it has; empty where there is none."""
    wishes = (language, *CONTENT_LANGUAGES)
    return next((said[wish] for wish in wishes if said.get(wish)), "")


def _answer(row: AskedQuestion, words: Words) -> str:
    answer = row.answer
    if answer is None:
        return ""
    if isinstance(answer, float | int):
        return f"{answer:g}"
    if row.question.type is QuestionType.DATE:
        return "/".join(reversed(str(answer).split("-")))
    if not row.question.choices:
        return str(answer)
    labels = {one.name: said_in(one.label, words.language) for one in row.choices}
    codes = answer if isinstance(answer, tuple) else (answer,)
    return ", ".join(labels.get(code, code) for code in codes)
