"""From the sheets of an XLSForm to a form of ours, or to all that is wrong in them.

The part of XLSForm that a form may use is the one that is checked here; a column, a type or a
setting that is not known is refused, so that nothing is asked otherwise than its author thinks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from helpdesk_domain.intake.form import Choice, Form, Group, Question, QuestionType, Said, Tier
from helpdesk_domain.intake.record import FormId
from helpdesk_domain.intake.soundness import FormFault, faults_of
from helpdesk_domain.languages import mark
from helpdesk_server.forms.workbook import (
    Mistake,
    SheetRow,
    UnreadableWorkbook,
    Workbook,
    objections,
    read_workbook,
)

LANGUAGES: Final = {"fr": "Français (fr)", "nl": "Nederlands (nl)"}
"""Languages of the texts, as a heading names them: `label::Français (fr)`."""

BETWEEN_TITLES: Final = " / "
"""XLSForm has one title for all languages: ours has the French one, then the Dutch one."""

_TOLD: Final = ("label", "hint", "constraint_message", "required_message")
_PLAIN: Final = (
    "type",
    "name",
    "tier",
    "relevant",
    "required",
    "constraint",
    "calculation",
    "choice_filter",
    "default",
    "appearance",
)
_SETTINGS: Final = ("form_title", "form_id", "version", "default_language")
_OF_GROUPS: Final = ("type", "name", "relevant", "label")
_CHOOSING: Final = (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE)
_REQUIRED: Final = {"yes": "true()", "true": "true()", "no": "", "false": "", "false()": ""}


@dataclass(frozen=True, slots=True)
class CompiledFile:
    """A file as it was read; `form` is None when there are `mistakes`."""

    form: Form | None
    mistakes: tuple[Mistake, ...] = ()


def compile_file(path: Path) -> CompiledFile:
    """The form of a file `.xlsx` or `.md`, or all that is wrong in it.

    Raises:
        OSError: The file cannot be opened.
    """
    try:
        workbook = read_workbook(path)
    except UnreadableWorkbook as problem:
        return CompiledFile(None, (problem.mistake,))
    form, mistakes = _Compiler(workbook).compile()
    mistakes = mistakes or objections(path)
    return CompiledFile(None if mistakes else form, mistakes)


@dataclass(slots=True)
class _Compiler:
    """Goes through the sheets once; notes each row's number, so that a fault can be shown."""

    workbook: Workbook
    mistakes: list[Mistake] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    open_groups: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    choice_rows: dict[tuple[str, str], int] = field(default_factory=dict)

    def compile(self) -> tuple[Form, tuple[Mistake, ...]]:
        self._check_headings()
        for row in self.workbook.choices:
            self._take_choice(row)
        for row in self.workbook.survey:
            self._take(row)
        if self.open_groups:
            self._note("survey", 0, "type", mark("A group or repeat is not ended."))
        form = self._form()
        if not self.mistakes:
            self.mistakes += [self._placed(fault) for fault in faults_of(form)]
        return form, tuple(sorted(self.mistakes, key=_in_order))

    def _note(self, sheet: str, row: int, column: str, reason: str, /, **values: object) -> None:
        self.mistakes.append(
            Mistake(sheet=sheet, row=row, column=column, reason=reason, values=values)
        )

    def _check_headings(self) -> None:
        told = [f"{name}::{language}" for name in _TOLD for language in LANGUAGES.values()]
        labels = [heading for heading in told if heading.startswith("label::")]
        for sheet, known, needed in (
            ("settings", _SETTINGS, _SETTINGS[:3]),
            ("survey", (*_PLAIN, *told), ("type", "name", "tier", *labels)),
            ("choices", ("list_name", "name", *labels), ()),
        ):
            found = self.workbook.headings[sheet]
            for heading in found:
                if heading not in known and (sheet != "choices" or not heading.isidentifier()):
                    self._note(sheet, 1, heading, mark("A form may not use this column."))
            for heading in needed:
                if heading not in found:
                    self._note(sheet, 1, heading, mark("The column is missing."))

    def _take_choice(self, row: SheetRow) -> None:
        name, code = row.cells.get("list_name", ""), row.cells.get("name", "")
        if not name or not code:
            self._note("choices", row.number, "", mark("A choice has a list_name and a name."))
            return
        labels = {f"label::{language}" for language in LANGUAGES.values()}
        extra = {
            heading: value
            for heading, value in row.cells.items()
            if heading not in {"list_name", "name", *labels}
        }
        self.choice_rows.setdefault((name, code), row.number)
        if code in {one.name for one in self.choices.get(name, ())}:
            self._note("choices", row.number, "name", mark("The name is used twice."))
        choice = Choice(name=code, label=_said(row, "label"), extra=extra)
        self.choices.setdefault(name, []).append(choice)

    def _take(self, row: SheetRow) -> None:
        kind, *rest = _type_of(row)
        if kind in ("begin", "end") and rest in (["group"], ["repeat"]):
            (self._begin if kind == "begin" else self._end)(row, rest[0])
            return
        self._note_row(row, row.cells.get("name", ""))
        tier = row.cells.get("tier", "")
        if fault := _fault_of(kind, rest, tier):
            self._note("survey", row.number, *fault)
        else:
            self.questions.append(self._question(row, QuestionType(kind), Tier(tier), rest))

    def _question(
        self, row: SheetRow, kind: QuestionType, tier: Tier, rest: Sequence[str]
    ) -> Question:
        cells = row.cells
        required = cells.get("required", "")
        return Question(
            name=cells.get("name", ""),
            type=kind,
            label=_said(row, "label"),
            tier=tier,
            group=self.open_groups[-1][0] if self.open_groups else "",
            hint=_said(row, "hint"),
            choices=rest[0] if rest else "",
            relevant=cells.get("relevant", ""),
            required=_REQUIRED.get(required.lower(), required),
            required_message=_said(row, "required_message"),
            constraint=cells.get("constraint", ""),
            constraint_message=_said(row, "constraint_message"),
            calculation=cells.get("calculation", ""),
            choice_filter=cells.get("choice_filter", ""),
            default=cells.get("default", ""),
            appearance=cells.get("appearance", ""),
        )

    def _begin(self, row: SheetRow, kind: str) -> None:
        name = row.cells.get("name", "")
        self._note_row(row, name)
        for heading in row.cells:
            if heading.partition("::")[0] not in _OF_GROUPS:
                self._note("survey", row.number, heading, mark("A group may not use this column."))
        self.groups.append(
            Group(
                name=name,
                label=_said(row, "label"),
                parent=self.open_groups[-1][0] if self.open_groups else "",
                relevant=row.cells.get("relevant", ""),
                repeats=kind == "repeat",
            )
        )
        self.open_groups.append((name, kind))

    def _end(self, row: SheetRow, kind: str) -> None:
        if not self.open_groups or self.open_groups[-1][1] != kind:
            self._note("survey", row.number, "type", mark("It ends a group that was not begun."))
            return
        self.open_groups.pop()

    def _note_row(self, row: SheetRow, name: str) -> None:
        if not name:
            self._note("survey", row.number, "name", mark("The name is missing."))
        elif name in self.rows:
            self._note("survey", row.number, "name", mark("The name is used twice."))
        self.rows.setdefault(name, row.number)

    def _form(self) -> Form:
        if len(self.workbook.settings) != 1:
            self._note("settings", 0, "", mark("The sheet settings has one row."))
        cells = self.workbook.settings[0].cells if self.workbook.settings else {}
        titles = cells.get("form_title", "").split(BETWEEN_TITLES)
        if len(titles) != len(LANGUAGES):
            wanted = mark("The title is written in French and Dutch, with « {sign} » between them.")
            self._note("settings", 2, "form_title", wanted, sign=BETWEEN_TITLES.strip())
        return Form(
            id=FormId(cells.get("form_id", "")),
            version=cells.get("version", ""),
            title=dict(zip(LANGUAGES, titles, strict=False)),
            questions=tuple(self.questions),
            groups=tuple(self.groups),
            choices={name: tuple(choices) for name, choices in self.choices.items()},
        )

    def _placed(self, fault: FormFault) -> Mistake:
        name, _, language = fault.column.partition("::")
        column = f"{name}::{LANGUAGES[language]}" if language else name
        sheet, row = "survey", self.rows.get(fault.name, 0)
        if fault.list:
            sheet, row = "choices", self.choice_rows.get((fault.list, fault.name), 0)
        elif not fault.name and column in _SETTINGS:
            sheet, row = "settings", 2
        return Mistake(
            sheet=sheet, row=row, column=column, reason=fault.reason, values=fault.values
        )


def _said(row: SheetRow, name: str) -> Said:
    """A text in the languages in which it is there."""
    found = {code: row.cells.get(f"{name}::{heading}") for code, heading in LANGUAGES.items()}
    return {code: text for code, text in found.items() if text}


def _in_order(mistake: Mistake) -> tuple[str, int]:
    return mistake.sheet, mistake.row


def _type_of(row: SheetRow) -> list[str]:
    """XLSForm takes `begin_group` for `begin group`."""
    words = row.cells.get("type", "").split()
    if words and words[0] in ("begin_group", "begin_repeat", "end_group", "end_repeat"):
        words[:1] = words[0].split("_")
    return words or [""]


def _fault_of(kind: str, rest: Sequence[str], tier: str) -> tuple[str, str] | None:
    """Column and reason of what is wrong in the type or tier of a question."""
    if kind not in set(QuestionType):
        return "type", mark("A form may not use this type.")
    if len(rest) != (1 if QuestionType(kind) in _CHOOSING else 0):
        return "type", mark("A select names its list of choices, and no other type names one.")
    if tier not in set(Tier):
        return "tier", mark("The tier is T1 or T2.")
    return None
