"""A call as it arrives: read, and checked for what the database could not keep."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from helpdesk_domain.calls import NOTE_LIMIT, Call
from helpdesk_domain.sync import Code
from helpdesk_domain.wire import BadBody, from_json
from helpdesk_server.problems import Refused, body_fault

LONGEST_S: Final = 2**31 - 1
"""What an integer column holds; some 68 years."""


def received_call(call_id: str, body: bytes) -> Call:
    """The call in `body`.

    Raises:
        Refused: 422 with a pointer to the field at fault.
    """
    try:
        call = from_json(body, Call)
    except BadBody as problem:
        raise body_fault(problem) from None
    for pointer, sound in _checks(call_id, call):
        if not sound:
            raise Refused(422, Code.INVALID, "A field is out of range.", pointer=pointer)
    return call


def _checks(call_id: str, call: Call) -> Iterator[tuple[str, bool]]:
    """Each rule with the field it is about. A call from the future is kept: clocks are wrong."""
    yield "/id", call.id == call_id
    yield "/started_at", _is_moment(call.started_at)
    yield "/talk_s", 0 <= call.talk_s <= LONGEST_S
    yield "/wrap_up_s", 0 <= call.wrap_up_s <= LONGEST_S
    yield "/note", len(call.note) <= NOTE_LIMIT
    for place, referral in enumerate(call.referrals):
        yield f"/referrals/{place}/given_at", _is_moment(referral.given_at)


def _is_moment(moment: datetime) -> bool:
    try:
        return moment.tzinfo is not None and moment.astimezone(UTC).year > 0
    except OverflowError:
        return False
