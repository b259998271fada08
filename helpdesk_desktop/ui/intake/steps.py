"""What the operator does to the intake of the call: each is one step that F12 takes back."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.call.open_call import OpenCall
from helpdesk_desktop.ui.intake.standing import PLAN_LINE, UNREAD, Standing, begun
from helpdesk_desktop.ui.words.form_words import read_line
from helpdesk_domain.calls import Call
from helpdesk_domain.intake import of_a_call
from helpdesk_domain.intake.answers import Answer, Open, QuestionPath
from helpdesk_domain.intake.form import Form, QuestionType
from helpdesk_domain.intake.levels import Level
from helpdesk_domain.intake.record import Action, Intake, PromptAnswer, PromptId
from helpdesk_domain.intake.suggestion import Suggestion
from helpdesk_domain.languages import mark


def answer(calls: CallDesk, form: Form, path: QuestionPath, told: Answer | None) -> None:
    """What was answered; None takes it back."""
    call = _with_intake(calls.opened().call, form)
    calls.do(mark("answer"), of_a_call.answered(call, path, told))


def leave_open(calls: CallDesk, form: Form, path: QuestionPath, why: Open) -> None:
    """The question was put, and has no answer."""
    call = _with_intake(calls.opened().call, form)
    calls.do(mark("answer"), of_a_call.left_open(call, path, why))


def type_line(
    calls: CallDesk, form: Form, path: QuestionPath, kind: QuestionType, line: str
) -> None:
    """A line as it stands: text, which its own Ctrl+Z undoes; what is no answer yet is kept too."""
    opened, name = calls.opened(), UNREAD + path
    told = read_line(kind, line)
    is_read = told is not None or not line.strip()
    if is_read:
        opened.unread.pop(name, None)
    else:
        opened.unread[name] = line
    opened.amend(lambda call: of_a_call.answered(_with_intake(call, form), path, told))
    calls.touch()
    calls.changed.emit()


def type_step(calls: CallDesk, line: str) -> None:
    """What stands in the line of the plan: it is in the draft, and is no step before Enter."""
    opened = calls.opened()
    if line.strip():
        opened.unread[PLAN_LINE] = line
    else:
        opened.unread.pop(PLAN_LINE, None)
    calls.touch()
    calls.changed.emit()


def count_what_is_asked(opened: OpenCall, standing: Standing) -> None:
    """A line of a question that is hidden by now waits for nobody; shown again, it does."""
    for name in opened.unread:
        path = QuestionPath(name.removeprefix(UNREAD))
        if not name.startswith(UNREAD):
            continue
        if path in standing.lines:
            opened.set_aside.discard(name)
        else:
            opened.set_aside.add(name)


def decide(calls: CallDesk, form: Form, suggestion: Suggestion, level: Level | None) -> None:
    """What the operator decided; why, when it was not suggested, is asked next."""

    def decided(intake: Intake) -> Intake:
        kept = intake.reason if level is not suggestion.level else ""
        return replace(
            intake,
            level=level,
            suggested=suggestion.level if level else None,
            rules=suggestion.rules if level else "",
            reason=kept,
        )

    _change(calls, form, mark("level of continuity"), decided)


def give_reason(calls: CallDesk, form: Form, reason: str) -> None:
    """Why it is another level than was suggested, letter by letter."""
    opened = calls.opened()

    def reasoned(call: Call) -> Call:
        call = _with_intake(call, form)
        assert call.intake is not None
        return replace(call, intake=replace(call.intake, reason=reason))

    opened.amend(reasoned)
    calls.touch()
    calls.changed.emit()


def settle_prompt(
    calls: CallDesk, form: Form, prompt: PromptId, became: PromptAnswer | None
) -> None:
    """What became of something that was to be considered; None: nothing yet."""

    def settled(intake: Intake) -> Intake:
        rest = {one: said for one, said in intake.prompts.items() if one != prompt}
        prompts: Mapping[PromptId, PromptAnswer] = rest | ({prompt: became} if became else {})
        return replace(intake, prompts=prompts)

    _change(calls, form, mark("something to consider"), settled)


def add_action(calls: CallDesk, form: Form, action: Action) -> None:
    """A step more in the plan, and an empty line."""
    calls.opened().unread.pop(PLAN_LINE, None)
    _change(
        calls,
        form,
        mark("step of the plan"),
        lambda intake: replace(intake, plan=(*intake.plan, action)),
    )


def change_action(calls: CallDesk, form: Form, place: int, action: Action | None) -> None:
    """The step at `place` as it is now; None takes it out."""

    def changed(intake: Intake) -> Intake:
        before, after = intake.plan[:place], intake.plan[place + 1 :]
        return replace(intake, plan=(*before, *((action,) if action else ()), *after))

    _change(calls, form, mark("step of the plan"), changed)


def _change(calls: CallDesk, form: Form, did: str, change: Callable[[Intake], Intake]) -> None:
    call = _with_intake(calls.opened().call, form)
    assert call.intake is not None
    calls.do(did, replace(call, intake=change(call.intake)))


def _with_intake(call: Call, form: Form) -> Call:
    return call if call.intake else replace(call, intake=begun(form))
