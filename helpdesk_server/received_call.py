"""A call as it arrives: read, and checked for what the database could not keep."""

from collections.abc import Iterator
from datetime import UTC, datetime

from helpdesk_domain.calls import NOTE_LIMIT, Call
from helpdesk_domain.follow_ups import TASK_LIMIT
from helpdesk_domain.intake.answers import Answer
from helpdesk_domain.intake.record import (
    ACTIONS_LIMIT,
    ANSWERS_LIMIT,
    NAME_LIMIT,
    WORDS_LIMIT,
    Intake,
)
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.wire import BadBody, from_json
from helpdesk_server.problems import Refused, body_fault
from helpdesk_server.store.base import LARGEST_INTEGER
from helpdesk_server.uuids import is_uuid


def received_call(call_id: str, body: bytes) -> Call:
    """The call in `body`.

    Raises:
        Refused: 422 with a pointer to the field at fault.
    """
    if not is_uuid(call_id):
        raise Refused(422, Code.INVALID, "The id is not a UUID.", pointer="/id")
    try:
        call = from_json(body, Call)
    except BadBody as problem:
        raise body_fault(problem) from None
    for pointer, sound in _checks(call_id, call):
        if not sound:
            raise Refused(422, Code.INVALID, "A field is out of range.", pointer=pointer)
    return call


def is_moment(moment: datetime) -> bool:
    """Whether `moment` has a time zone and can be told in UTC."""
    try:
        return moment.tzinfo is not None and moment.astimezone(UTC).year > 0
    except OverflowError:
        return False


def _checks(call_id: str, call: Call) -> Iterator[tuple[str, bool]]:
    """Each rule with the field it is about. A call from the future is kept: clocks are wrong."""
    yield "/id", call.id == call_id
    yield "/started_at", is_moment(call.started_at)
    yield "/talk_s", 0 <= call.talk_s <= LARGEST_INTEGER
    yield "/wrap_up_s", 0 <= call.wrap_up_s <= LARGEST_INTEGER
    yield "/note", len(call.note) <= NOTE_LIMIT
    if call.follow_up is not None:
        yield "/follow_up/due_at", is_moment(call.follow_up.due_at)
        yield "/follow_up/done_at", is_moment(call.follow_up.done_at or call.follow_up.due_at)
        yield "/follow_up/task", len(call.follow_up.task) <= TASK_LIMIT
        yield "/follow_up/tries", 0 <= call.follow_up.tries <= LARGEST_INTEGER
    for place, referral in enumerate(call.referrals):
        yield f"/referrals/{place}/given_at", is_moment(referral.given_at)
        told_at = referral.told_at or referral.given_at
        yield f"/referrals/{place}/told_at", is_moment(told_at)
    if call.intake is not None:
        yield from _checks_of(call.intake)


def _checks_of(intake: Intake) -> Iterator[tuple[str, bool]]:
    """Sizes alone: what an answer means is for its form, which may be unknown here."""
    names = (intake.form, intake.version, intake.rules)
    yield "/intake/form", max(map(len, names)) <= NAME_LIMIT
    for field, paths in (
        ("answers", intake.answers),
        ("open", intake.open),
        ("prompts", intake.prompts),
    ):
        yield f"/intake/{field}", len(paths) <= ANSWERS_LIMIT
        yield f"/intake/{field}", all(len(path) <= NAME_LIMIT for path in paths)
    yield "/intake/answers", all(map(_is_short, intake.answers.values()))
    yield "/intake/reason", len(intake.reason) <= WORDS_LIMIT
    yield "/intake/plan", len(intake.plan) <= ACTIONS_LIMIT
    for place, action in enumerate(intake.plan):
        yield f"/intake/plan/{place}/what", len(action.what) <= WORDS_LIMIT
        yield f"/intake/plan/{place}/who", len(action.who) <= WORDS_LIMIT


def _is_short(answer: Answer) -> bool:
    if isinstance(answer, tuple):
        return len(answer) <= ANSWERS_LIMIT and all(len(code) <= NAME_LIMIT for code in answer)
    return not isinstance(answer, str) or len(answer) <= WORDS_LIMIT
