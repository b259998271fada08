"""What was answered in an intake, and the three ways in which nothing was.

« Unknown », « refused » and « not asked » are three different things: a question that nobody put
says nothing about the person, one that was put and left open may be put to somebody else, and
one that was refused is not put again.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NewType, TypeAlias

QuestionPath = NewType("QuestionPath", str)
"""Name of a question; inside a repeat with its turn, from 1: `medication[2]/name`."""

Answer: TypeAlias = str | float | tuple[str, ...]
"""A text, a date (`2026-03-02`) or the code of a choice; a number; codes of several choices."""

Answers: TypeAlias = Mapping[QuestionPath, Answer]


class Open(StrEnum):
    """Why a question that was put has no answer. Absent from both: it was not put."""

    UNKNOWN = "unknown"
    REFUSED = "refused"


OpenQuestions: TypeAlias = Mapping[QuestionPath, Open]
