"""How a desk says it stands, as it arrives: counts, moments, versions and nothing else."""

import re
from collections.abc import Iterator
from typing import Final

from helpdesk_domain.devices import Heartbeat
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.wire import BadBody, from_json
from helpdesk_server.problems import Refused, body_fault
from helpdesk_server.received_call import is_moment
from helpdesk_server.store.base import LARGEST_INTEGER

_MOST_CURSORS: Final = 20
_VERSION: Final = re.compile(r"[0-9][0-9A-Za-z.+-]{0,39}", re.ASCII)
_PROBLEM: Final = re.compile(r"[A-Za-z_]{0,60}", re.ASCII)
"""The class of a problem: free text could tell of a caller, and has no place here."""


def received_heartbeat(body: bytes) -> Heartbeat:
    """The heartbeat in `body`.

    Raises:
        Refused: 422 with a pointer to the field at fault.
    """
    try:
        heartbeat = from_json(body, Heartbeat)
    except BadBody as problem:
        raise body_fault(problem) from None
    for pointer, sound in _checks(heartbeat):
        if not sound:
            raise Refused(422, Code.INVALID, "A field is out of range.", pointer=pointer)
    return heartbeat


def _checks(told: Heartbeat) -> Iterator[tuple[str, bool]]:
    oldest = told.oldest_waiting_at
    yield "/client_version", bool(_VERSION.fullmatch(told.client_version))
    yield "/last_problem", bool(_PROBLEM.fullmatch(told.last_problem))
    yield "/waiting", 0 <= told.waiting <= LARGEST_INTEGER
    yield "/refused", 0 <= told.refused <= LARGEST_INTEGER
    yield "/conflicts", 0 <= told.conflicts <= LARGEST_INTEGER
    yield "/oldest_waiting_at", oldest is None or is_moment(oldest)
    off = told.clock_off_s
    yield "/clock_off_s", off is None or -LARGEST_INTEGER <= off <= LARGEST_INTEGER
    yield "/cursors", len(told.cursors) <= _MOST_CURSORS
