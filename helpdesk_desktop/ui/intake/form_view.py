"""Draws any form: its groups, what is asked of them now, what was answered."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from helpdesk_desktop.reports.told import said_in
from helpdesk_desktop.ui.intake.group_view import GroupView
from helpdesk_desktop.ui.intake.note_row import NoteRow
from helpdesk_desktop.ui.intake.standing import Standing
from helpdesk_desktop.ui.rows.choice_row import ChoiceRow
from helpdesk_desktop.ui.rows.line_row import LineRow
from helpdesk_desktop.ui.rows.list_row import ListRow
from helpdesk_desktop.ui.rows.row import Row
from helpdesk_desktop.ui.words.form_words import labels_of, problem_of
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.intake.answers import QuestionPath
from helpdesk_domain.intake.filling import AskedQuestion
from helpdesk_domain.intake.form import Form, Question, QuestionType

MOST_LETTERS = 12
"""Choices that are seen at a glance, each with its letter; more are a list."""

SEVERAL = QuestionType.SELECT_MULTIPLE
SELECTS = (QuestionType.SELECT_ONE, SEVERAL)


class FormView(QWidget):
    """One row a question; a row is made when its question is first asked, and kept."""

    chosen = Signal(str, object)
    """A question, and the codes that are chosen now."""

    left_open = Signal(str, object)
    """A question, and the `Open` that was said."""

    typed = Signal(str, str)
    """A question, and its line as it stands."""

    moved = Signal(object, int)
    """A row, and which way the keyboard goes from it."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._form: Form | None = None
        self._rows: dict[QuestionPath, Row] = {}
        self.groups: dict[str, GroupView] = {}
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)

    def stops(self) -> list[Row]:
        """Rows that are asked now and can be answered, from top to bottom."""
        rows = (row for group in self.groups.values() for row in group.rows)
        return [row for row in rows if not isinstance(row, NoteRow)]

    def row(self, path: QuestionPath) -> Row | None:
        """The row of a question that was asked."""
        return self._rows.get(path)

    def show_standing(self, standing: Standing) -> None:
        """Show what is asked now, and what was answered."""
        if standing.form != self._form:
            self._begin(standing.form)
        asked = standing.filling.rows
        for one in asked:
            self._show(self._rows.get(one.path) or self._new(one), one, standing)
        by_group = {
            name: [self._rows[one.path] for one in together]
            for name, together in groupby(asked, key=lambda one: self._top(one.question))
        }
        names = {group.name: group.label for group in standing.form.groups}
        for name, view in self.groups.items():
            view.show_rows(said_in(names.get(name, {}), standing.language), by_group.get(name, ()))

    def _begin(self, form: Form) -> None:
        for view in self.groups.values():
            self._inside.removeWidget(view)
            view.deleteLater()
        self._form, self._rows = form, {}
        tops = dict.fromkeys(self._top(question) for question in form.questions)
        self.groups = {name: GroupView(f"intake.group.{name}") for name in tops}
        for view in self.groups.values():
            self._inside.addWidget(view)

    def _top(self, question: Question) -> str:
        """The outermost group a question lies in; empty for none."""
        assert self._form is not None
        parents = {group.name: group.parent for group in self._form.groups}
        name = question.group
        while parents.get(name):
            name = parents[name]
        return name

    def _new(self, asked: AskedQuestion) -> Row:
        identifier, path = f"intake.{asked.path}", asked.path
        many = asked.question.type is not SEVERAL and len(asked.choices) > MOST_LETTERS
        if many:
            made: Row = self._list(identifier, path)
        elif asked.question.type in SELECTS:
            made = self._choices(identifier, asked)
        elif asked.question.type is QuestionType.NOTE:
            made = NoteRow(identifier)
        else:
            made = self._line(identifier, path)
        made.moved.connect(lambda way: self.moved.emit(made, way))
        self._rows[path] = made
        return made

    def _choices(self, identifier: str, asked: AskedQuestion) -> ChoiceRow:
        path, several = asked.path, asked.question.type is SEVERAL
        made = ChoiceRow(identifier, self._speech, several=several)
        made.chosen.connect(lambda codes: self.chosen.emit(path, codes))
        made.left_open.connect(lambda said: self.left_open.emit(path, said))
        return made

    def _list(self, identifier: str, path: QuestionPath) -> ListRow:
        made = ListRow(identifier, self._speech)
        made.left_open.connect(lambda said: self.left_open.emit(path, said))
        made.chosen.connect(lambda codes: self.chosen.emit(path, codes))
        return made

    def _line(self, identifier: str, path: QuestionPath) -> LineRow:
        made = LineRow(identifier, speech=self._speech)
        made.left_open.connect(lambda said: self.left_open.emit(path, said))
        made.typed.connect(lambda words: self.typed.emit(path, words))
        return made

    def _show(self, row: Row, asked: AskedQuestion, standing: Standing) -> None:
        words, language = self._speech.words, standing.language
        title = said_in(asked.question.label, language)
        row.show_title(title, said_in(asked.question.hint, language))
        if isinstance(row, ChoiceRow):
            row.offer(labels_of(asked, language))
            row.show_answer(_codes(standing, asked.path), standing.open.get(asked.path))
        elif isinstance(row, ListRow):
            row.offer(labels_of(asked, language))
            left = standing.open.get(asked.path)
            row.show_answer(next(iter(_codes(standing, asked.path)), None), left)
        elif isinstance(row, LineRow):
            verbatim = asked.question.type is QuestionType.TEXT
            row.show_words(standing.lines.get(asked.path, ""), verbatim=verbatim)
            row.show_open(standing.open.get(asked.path))
        row.show_problem(problem_of(asked, standing.lines.get(asked.path, ""), language, words))


def _codes(standing: Standing, path: QuestionPath) -> Sequence[str]:
    answer = standing.answers.get(path)
    if isinstance(answer, tuple):
        return answer
    return (answer,) if isinstance(answer, str) else ()
