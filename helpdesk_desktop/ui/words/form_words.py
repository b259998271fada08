"""What a form says, in the language of the screens; what is wrong with an answer."""

import re
from collections.abc import Mapping
from datetime import date

from helpdesk_desktop.reports.told import said_in
from helpdesk_domain.intake.answers import Answer
from helpdesk_domain.intake.filling import AskedQuestion
from helpdesk_domain.intake.form import QuestionType
from helpdesk_domain.languages import Words, mark

EARLIEST = 1900
"""A year before it is a slip."""

_FIGURES = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,6})?")


def labels_of(asked: AskedQuestion, language: str) -> Mapping[str, str]:
    """The choices by their codes; one that was chosen and may no longer be is shown by its code."""
    labels = {one.name: said_in(one.label, language) for one in asked.choices}
    return labels | {code: code for code in asked.withdrawn}


def read_line(kind: QuestionType, line: str) -> Answer | None:
    """What a typed line answers; None when it is no such answer, or nothing.

    A number has a comma or a point; a day is written as here (`2/3/2026`) or as `2026-03-02`.
    """
    words = line.strip()
    if not words:
        return None
    if kind is QuestionType.TEXT:
        return line
    if kind is QuestionType.DATE:
        return _day(words)
    return _number(words, whole=kind is QuestionType.INTEGER)


def written(kind: QuestionType, answer: Answer | None) -> str:
    """An answer as its line would be typed."""
    if answer is None or isinstance(answer, tuple):
        return ""
    if isinstance(answer, float | int):
        return f"{answer:g}".replace(".", ",")
    if kind is QuestionType.DATE:
        try:
            return date.fromisoformat(answer).strftime("%d/%m/%Y")
        except ValueError:
            return answer
    return answer


def problem_of(asked: AskedQuestion, line: str, language: str, words: Words) -> str:
    """What is wrong with the answer, in a sentence; empty when nothing is."""
    kind = asked.question.type
    if line.strip() and kind in _UNREADABLE and read_line(kind, line) is None:
        return words.say(_UNREADABLE[kind])
    if asked.is_valid:
        return ""
    return said_in(asked.message, language) or words.say("▲ This answer does not fit the question.")


_UNREADABLE: Mapping[QuestionType, str] = {
    QuestionType.INTEGER: mark("▲ A whole number is asked for, such as 26."),
    QuestionType.DECIMAL: mark("▲ A number is asked for, such as 2,5."),
    QuestionType.DATE: mark("▲ A day is asked for, such as 2/3/2026."),
}


def _number(words: str, *, whole: bool) -> Answer | None:
    if not _FIGURES.fullmatch(words):
        return None
    number = float(words.replace(",", "."))
    return None if whole and number != int(number) else number


def _day(words: str) -> Answer | None:
    try:
        if "-" in words:
            return date.fromisoformat(words).isoformat()
        day, month, year = (int(part) for part in words.replace(".", "/").split("/"))
        read = date(year + 2000 if year < 100 else year, month, day)
        return read.isoformat() if read.year >= EARLIEST else None
    except ValueError:
        return None
