"""Ties the intake to the call on the desk, to the forms in force and to the offer."""

from functools import partial

from PySide6.QtCore import QObject

from helpdesk_desktop.reports.summary import Situation
from helpdesk_desktop.reports.told import told_of
from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.forms import form_in_force, form_of
from helpdesk_desktop.ui.background.desk import Desk
from helpdesk_desktop.ui.call import call_steps
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.call.guard import kept_words, warn_of_traces
from helpdesk_desktop.ui.intake import steps
from helpdesk_desktop.ui.intake.page import IntakePage
from helpdesk_desktop.ui.intake.services import PromptServices
from helpdesk_desktop.ui.intake.standing import Standing, standing_of
from helpdesk_desktop.ui.screens import Screens
from helpdesk_desktop.ui.search.searcher import Searcher
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.calls import CallId
from helpdesk_domain.clock import today_in_brussels
from helpdesk_domain.intake.answers import Open, QuestionPath
from helpdesk_domain.intake.form import Form, Question, QuestionType
from helpdesk_domain.intake.levels import Level
from helpdesk_domain.intake.planned import PLAN_LIMIT, planned_action
from helpdesk_domain.intake.record import Action, FormId, PromptAnswer, PromptId
from helpdesk_domain.languages import CONTENT_LANGUAGES, Words, content_language, mark


class IntakeScreen(QObject):
    """Every answer is a step of the call: F12 takes it back, the draft has it."""

    def __init__(
        self,
        desk: Desk,
        calls: CallDesk,
        screens: Screens,
        speech: Speech,
        searcher: Searcher,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._calls, self._screens, self._speech = desk, calls, screens, speech
        self._form: Form | None = None
        self._wanted: tuple[FormId, str] | None = None
        self._asked_of: CallId | None = None
        self._standing: Standing | None = None
        self.page = IntakePage(speech)
        self.destroyed.connect(self.page.deleteLater)  # no window has it until it is shown
        self._services = PromptServices(searcher, self.page.prompts, self)
        screens.add(self.page)
        self._connect()

    def open(self) -> None:
        """Show the intake of the call on the desk; a call begins by itself. Once more: the desk."""
        if self._screens.shown is self.page:
            self._screens.to_the_desk()
            return
        if not self._screens.show(self.page):
            return
        call = self._calls.opened().call
        self._standing = None
        self._wanted = (call.intake.form, call.intake.version) if call.intake else None
        self.page.wait(goes_on=self._asked_of == call.id)
        self._asked_of = call.id
        begin = partial(self._begin, call.id)
        self._desk.read(self, partial(_form, wanted=self._wanted), begin)

    def come_back(self) -> None:
        """Show it again, as it was left; of the call that is on the desk."""
        if self._screens.shown is not self.page:
            self.open()

    def situation(self) -> Situation | None:
        """What a summary is made of; None while nothing was told."""
        standing, opened = self._standing, self._calls.current
        if standing is None or opened is None or opened.call.intake is None:
            return None
        intake = opened.call.intake
        return Situation(
            told={
                code: tuple(told_of(standing.filling, standing.open, Words(code)))
                for code in CONTENT_LANGUAGES
            },
            suggestion=standing.suggestion,
            level=intake.level,
            suggested=intake.suggested,
            has_words=bool(intake.reason or intake.plan) or _has_words(standing),
            reason=intake.reason,
            plan=intake.plan,
            given=[one.service_name for one in opened.call.referrals],
            reference=opened.call.reference,
        )

    @property
    def is_shown(self) -> bool:
        return self._screens.shown is self.page

    def _begin(self, call_id: CallId, form: Form) -> None:
        if not self.is_shown or self._asked_of != call_id:
            self.page.stop_waiting()  # somebody types elsewhere by now
            return
        self._form = form
        self._show()
        self.page.fit()
        self.page.begin()

    def _connect(self) -> None:
        page = self.page
        page.form.chosen.connect(self._chosen)
        page.form.left_open.connect(self._left_open)
        page.form.typed.connect(self._typed)
        page.decision.decided.connect(self._decided)
        page.decision.reasoned.connect(self._reasoned)
        page.prompts.settled.connect(self._settled)
        page.prompts.given.connect(lambda card: call_steps.refer(self._calls, card))
        page.plan.added.connect(self._added)
        page.plan.typed.connect(lambda line: steps.type_step(self._calls, self._kept(line)))
        page.plan.changed.connect(self._action_changed)
        self._calls.changed.connect(self._show)
        self._speech.changed.connect(self._show)

    def _show(self) -> None:
        opened, form = self._calls.current, self._form
        if not self.is_shown or form is None:
            return
        if opened is None:  # taken back to before it began
            self._screens.to_the_desk()
            return
        if opened.call.id != self._asked_of:
            return  # another call, with a form of its own: F5 reads it
        self._standing = standing_of(
            opened.call, form, self._language(), opened.unread, today_in_brussels()
        )
        steps.count_what_is_asked(opened, self._standing)
        self.page.tell(self._notice(form))
        self.page.show_standing(self._standing)
        self._services.follow(self._standing, opened.call)

    def _notice(self, form: Form) -> str:
        """Answers mean what they meant in their own form: in another one they are read, no more."""
        if self._wanted in (None, (form.id, form.version)):
            return ""
        said = mark(
            "▲ Answered with version {version} of the form, which this desk does not have: "
            "to be read only."
        )
        return self._speech.words.say(said, version=self._wanted[1] if self._wanted else "")

    def _language(self) -> str:
        return content_language(self._speech.words.language)

    def _chosen(self, path: QuestionPath, codes: tuple[str, ...]) -> None:
        form, question = self._asked(path)
        several = question.type is QuestionType.SELECT_MULTIPLE
        told = codes if several else codes[0] if codes else None
        steps.answer(self._calls, form, path, told)

    def _left_open(self, path: QuestionPath, why: Open) -> None:
        steps.leave_open(self._calls, self._asked(path)[0], path, why)

    def _typed(self, path: QuestionPath, line: str) -> None:
        form, question = self._asked(path)
        before = self._standing.lines.get(path, "") if self._standing else ""
        kept = self._kept(line)
        steps.type_line(self._calls, form, path, question.type, kept)
        if question.type is QuestionType.TEXT:
            warn_of_traces(kept, before, self._calls.remarked.emit)

    def _decided(self, level: Level | None) -> None:
        if self._standing:
            steps.decide(self._calls, self._standing.form, self._standing.suggestion, level)

    def _reasoned(self, reason: str) -> None:
        if self._standing:
            before, kept = self._standing.intake.reason, self._kept(reason)
            steps.give_reason(self._calls, self._standing.form, kept)
            warn_of_traces(kept, before, self._calls.remarked.emit)

    def _settled(self, prompt: PromptId, became: PromptAnswer | None) -> None:
        if self._standing:
            steps.settle_prompt(self._calls, self._standing.form, prompt, became)

    def _added(self, line: str) -> None:
        if self._standing is None:
            return
        if len(self._standing.intake.plan) >= PLAN_LIMIT:
            self._calls.remarked.emit(mark("A plan holds {n} steps."), {"n": PLAN_LIMIT})
            return
        language = self._speech.words.language
        action = planned_action(self._kept(line), language, self._calls.now())
        if action is None:
            self._calls.remarked.emit(mark("Say what is to be done, not only when or by whom."), {})
            return
        steps.add_action(self._calls, self._standing.form, action)
        warn_of_traces(line, "", self._calls.remarked.emit)

    def _action_changed(self, place: int, action: Action | None) -> None:
        if self._standing:
            steps.change_action(self._calls, self._standing.form, place, action)

    def _asked(self, path: QuestionPath) -> tuple[Form, Question]:
        """The form, and the question of a row that is on the screen."""
        assert self._standing is not None
        rows = self._standing.filling.rows
        question = next(one.question for one in rows if one.path == path)
        return self._standing.form, question

    def _kept(self, words: str) -> str:
        return kept_words(words, self._calls.remarked.emit)


def _form(session: Session, wanted: tuple[FormId, str] | None) -> Form:
    """The form of an intake that was begun; the one in force, where this desk lacks that."""
    begun = form_of(session, *wanted) if wanted else None
    return begun or form_in_force(session)


def _has_words(standing: Standing) -> bool:
    """Whether somebody typed an answer in words of their own."""
    texts = (row for row in standing.filling.rows if row.question.type is QuestionType.TEXT)
    return any(row.answer for row in texts)
