"""Marks of reading as they arrive: read, and held to what a mark may say."""

import re
from collections.abc import Iterator
from typing import Final

from helpdesk_domain.problem_codes import Code
from helpdesk_domain.reads import BATCH_LIMIT, ReadMark, ReadMarks, is_code
from helpdesk_domain.wire import BadBody, from_json
from helpdesk_server.problems import Refused, body_fault
from helpdesk_server.received_call import is_moment
from helpdesk_server.uuids import is_uuid

_HASH: Final = re.compile(r"[0-9a-f]{64}")


def received_reads(body: bytes) -> tuple[ReadMark, ...]:
    """The marks in `body`, each once; no field of them has room for a word of a call.

    Raises:
        Refused: 422 with a pointer to the field at fault, never its content.
    """
    try:
        marks = from_json(body, ReadMarks).marks
    except BadBody as problem:
        raise body_fault(problem) from None
    for pointer, sound in _checks(marks):
        if not sound:
            raise Refused(422, Code.INVALID, "A field is out of range.", pointer=pointer)
    return marks


def _checks(marks: tuple[ReadMark, ...]) -> Iterator[tuple[str, bool]]:
    yield "/marks", 1 <= len(marks) <= BATCH_LIMIT
    yield "/marks", len({mark.id for mark in marks}) == len(marks)
    for place, mark in enumerate(marks):
        yield f"/marks/{place}/id", is_uuid(mark.id)
        yield f"/marks/{place}/at", is_moment(mark.at)
        yield f"/marks/{place}/person", mark.person is None or is_uuid(mark.person)
        yield f"/marks/{place}/subject", is_uuid(mark.subject)
        yield f"/marks/{place}/why", is_code(mark.why)
        yield f"/marks/{place}/previous", _HASH.fullmatch(mark.previous) is not None
        yield f"/marks/{place}/hash", _HASH.fullmatch(mark.hash) is not None
