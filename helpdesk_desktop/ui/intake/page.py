"""The screen of a complex situation: what is asked beside what follows from it (F5)."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from helpdesk_desktop.reports.told import said_in
from helpdesk_desktop.ui.intake.decision import Decision
from helpdesk_desktop.ui.intake.form_view import FormView
from helpdesk_desktop.ui.intake.jump_list import JumpList, Stage
from helpdesk_desktop.ui.intake.plan_view import PlanView
from helpdesk_desktop.ui.intake.prompts_view import PromptsView
from helpdesk_desktop.ui.intake.reasoning_view import ReasoningView
from helpdesk_desktop.ui.intake.standing import Standing
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.look.style import scale
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.plain import button, label, part, rule, scrolling
from helpdesk_desktop.ui.parts.screen import Screen
from helpdesk_desktop.ui.parts.strokes import letters_of
from helpdesk_desktop.ui.rows.row import ONWARD, Row
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.intake.answers import QuestionPath

ROOM_FOR_TWO, ROOM_FOR_GROUPS = 900, 1240
"""Pixels, of text at 100 %, from which what follows stands beside the questions, and their groups
beside both."""

FORM_SHARE, REASONS_SHARE = 5, 4
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class IntakePage(Screen):
    """Rows from top to bottom, whatever they are: Enter and the arrows go through all of them."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("intake", Place.INTAKE, speech, parent)
        self.progress = label("intake.progress", "secondary")
        self.back = button("intake.back", self.left.emit)
        self.keys = label("intake.keys", "secondary", wrap=True)
        self.groups = JumpList()
        self.form = FormView(speech)
        self.reasoning = ReasoningView(speech)
        self.decision = Decision(speech)
        self.prompts = PromptsView(speech)
        self.plan = PlanView(speech)
        self._told: Standing | None = None
        self._early: list[str] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out()
        for view in (self.form, self.decision, self.prompts, self.plan):
            view.moved.connect(self._move)
        self.groups.asked_for.connect(self._to_group)
        self.reasoning.asked.connect(self._to_question)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)
        self.say()

    def show_standing(self, standing: Standing) -> None:
        """Show how the intake stands now; the keyboard stays where it is."""
        self._told = standing
        for view in (self.form, self.reasoning, self.decision, self.prompts, self.plan):
            view.show_standing(standing)
        self._show_progress(standing)

    def wait(self) -> None:
        """The form is still being read; letters that are struck meanwhile are its answers."""
        self._early = []
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """The keyboard goes to the first question that was not put yet."""
        self._to_the_first()
        early, self._early = self._early, None
        for letter in early or ():
            self._strike(letter)

    def _to_the_first(self) -> None:
        standing = self._told
        rows = self.form.stops()
        if standing is not None:
            open_ = [row for path, row in self._asked() if not standing.is_answered(path)]
            rows = [*open_, *rows]
        if rows:
            rows[0].take_keyboard()

    def say(self) -> None:
        """Say every text in the language of the screens; the questions follow with `Standing`."""
        words = self._speech.words
        self.heading.setText(words.say("Complex situation"))
        self.back.setText(words.say("Back to the desk (Esc)"))
        self.groups.setAccessibleName(words.say("Parts of the form"))
        self.keys.setText(
            words.say(
                "A letter answers · ↑ ↓ Enter go on · PgUp PgDn next part · End decide · "
                "{sheet} summary · {undo} undo · {finish} finish",
                sheet=Key.SHEET,
                undo=Key.UNDO,
                finish=Key.FINISH,
            )
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._early is not None and (letter := letters_of(event)):
            self._early.append(letter)
        elif event.key() in _PAGES:
            self._turn(_PAGES[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_End:
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.plan.line if held else self.decision.level).take_keyboard()
        elif event.key() == Qt.Key.Key_Home:
            self._first([row for _, row in self._asked()])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """What follows stands beside the questions, or below them."""
        room = self.width() / scale()
        beside = room >= ROOM_FOR_TWO
        way = QBoxLayout.Direction
        self._halves.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self.groups.setVisible(room >= ROOM_FOR_GROUPS)
        self.groups.fit()
        self.keys.setVisible(beside)

    def _stops(self) -> list[Row]:
        views = (self.form, self.decision, self.prompts, self.plan)
        return [row for view in views for row in view.stops()]

    def _strike(self, letter: str) -> None:
        """Have the row with the keyboard hear a letter that was struck before it was there."""
        if held := self.window().focusWidget():
            pressed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(held, pressed)

    def _move(self, row: Row, way: int) -> None:
        stops = self._stops()
        at = stops.index(row) if row in stops else 0
        if way == ONWARD:
            put = {row for path, row in self._asked() if self._is_answered(path)}
            waits = (one for one in stops[at + 1 :] if one not in put)
            next(waits, stops[-1]).take_keyboard()
        else:
            stops[min(max(at + way, 0), len(stops) - 1)].take_keyboard()

    def _is_answered(self, path: QuestionPath) -> bool:
        return self._told is not None and self._told.is_answered(path)

    def _turn(self, way: int) -> None:
        """To the first question of the next part, or of the one before."""
        views = [view for view in self.form.groups.values() if any(view.rows)]
        held = next((at for at, view in enumerate(views) if _holds(view)), len(views))
        to = held + way
        if 0 <= to < len(views):
            self._first(views[to].rows)
        elif way > 0:
            self.decision.level.take_keyboard()

    def _to_group(self, name: str) -> None:
        if view := self.form.groups.get(name):
            self._first(view.rows)

    def _first(self, rows: list[Row]) -> None:
        stops = self.form.stops()
        if row := next((row for row in rows if row in stops), None):
            row.take_keyboard()

    def _to_question(self, determinant: str) -> None:
        """To the question that tells it: one of that name, or one it is computed from."""
        assert self._told is not None
        wanted = self._told.question_for(determinant)
        if wanted and (row := self.form.row(wanted)):
            row.take_keyboard()

    def _asked(self) -> list[tuple[QuestionPath, Row]]:
        assert self._told is not None
        found = ((one.path, self.form.row(one.path)) for one in self._told.filling.rows)
        stops = self.form.stops()
        return [(path, row) for path, row in found if row in stops and row]

    def _show_progress(self, standing: Standing) -> None:
        words = self._speech.words
        paths = [path for path, _ in self._asked()]
        answered = sum(map(standing.is_answered, paths))
        self.progress.setText(
            words.say(
                "questions {n}/{all} · open {open}",
                n=answered,
                all=len(paths),
                open=len(standing.open),
            )
        )
        self.groups.show_stages(
            [
                Stage(
                    name=group.name,
                    said=said_in(group.label, standing.language),
                    asked=len(within := self._paths_in(group.name)),
                    answered=sum(map(standing.is_answered, within)),
                )
                for group in standing.form.groups
                if group.name in self.form.groups
            ]
        )

    def _paths_in(self, group: str) -> list[QuestionPath]:
        rows = self.form.groups[group].rows
        return [path for path, row in self._asked() if row in rows]

    def _follow(self, *_: object) -> None:
        """The list shows which part the keyboard is in."""
        if self.isVisible():
            held = next((name for name, view in self.form.groups.items() if _holds(view)), "")
            self.groups.show_current(held)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        self.inside.removeWidget(self.heading)
        head.addWidget(self.heading)
        head.addWidget(self.progress, 1)
        head.addWidget(self.back)
        self.inside.setSpacing(8)
        self.inside.addLayout(head)
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(self.groups)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(8)
        self._halves.addWidget(scrolling("intake.form", _column(self.form)), FORM_SHARE)
        follows = _column(self.reasoning, self.decision, rule(), self.prompts, rule(), self.plan)
        self._halves.addWidget(scrolling("intake.follows", follows), REASONS_SHARE)
        across.addLayout(self._halves, 1)
        self.inside.addLayout(across, 1)
        self.inside.addWidget(self.keys)


def _column(*widgets: QWidget) -> QWidget:
    column = QWidget()
    part(column, "sheet")
    inside = QVBoxLayout(column)
    inside.setContentsMargins(8, 8, 8, 8)
    inside.setSpacing(6)
    for widget in widgets:
        inside.addWidget(widget)
    inside.addStretch(1)
    return column


def _holds(view: QWidget) -> bool:
    held = view.window().focusWidget()
    return held is not None and view.isAncestorOf(held)
