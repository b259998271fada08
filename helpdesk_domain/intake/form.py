"""A form of questions as data, in the words of XLSForm (xlsform.org).

The content team writes a spreadsheet; the server checks and compiles it to this shape, and it
is this shape that flows to the desks. `expression.py` evaluates its expressions, `filling.py`
says what of it is asked now.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from helpdesk_domain.intake.record import FormId

Said: TypeAlias = Mapping[str, str]
"""A text by language, `fr` and `nl`; never without one of them, unless there is no text at all."""


class QuestionType(StrEnum):
    """XLSForm `type`, as far as a form of ours may use it."""

    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    NOTE = "note"
    """Is read, not answered."""
    CALCULATE = "calculate"
    """Is computed, never shown."""


class Tier(StrEnum):
    """How close to the person an answer is: column `tier` of our sheets."""

    COUNTED = "T1"
    """A code that may be counted."""
    TOLD = "T2"
    """Words; they are blanked when their time is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A row of the sheet `choices`.

    Attributes:
        name: Its code.
        extra: Other columns of the row, for `choice_filter`.
    """

    name: str
    label: Said
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A row of the sheet `survey` that is asked, read or computed.

    Attributes:
        name: Unique in the form.
        group: Name of the innermost group it lies in; empty for none.
        choices: Name of the list it chooses from (`Form.choices`); empty when it does not.
        relevant, required, constraint, calculation, choice_filter: Expressions as in the sheet,
            `${name}` and all; empty when there is none. `required` is `true()` for « yes ».
        constraint_message, required_message: Said in the place of our own sentence.
        default, appearance: As in the sheet; what has one has a fault, as nothing here heeds it.
    """

    name: str
    type: QuestionType
    label: Said
    tier: Tier
    group: str = ""
    hint: Said = field(default_factory=dict)
    choices: str = ""
    relevant: str = ""
    required: str = ""
    required_message: Said = field(default_factory=dict)
    constraint: str = ""
    constraint_message: Said = field(default_factory=dict)
    calculation: str = ""
    choice_filter: str = ""
    default: str = ""
    appearance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows between `begin group` and `end group`, or `begin repeat` and `end repeat`.

    Attributes:
        name: Unique in the form, also among questions.
        parent: Name of the group it lies in; empty for none.
        repeats: Whether it may be answered several times.
    """

    name: str
    label: Said
    parent: str = ""
    relevant: str = ""
    repeats: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form, compiled.

    Attributes:
        version: XLSForm `version`; a form that changes gets another one, for good.
        questions: In the order of the sheet.
        groups: In the order of the sheet, each after the one it lies in.
        choices: Lists of choices by name.
    """

    id: FormId
    version: str
    title: Said
    questions: tuple[Question, ...]
    groups: tuple[Group, ...] = ()
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
