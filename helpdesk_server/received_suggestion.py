"""A suggestion as it arrives: read, and checked for what may be kept."""

from collections.abc import Iterator
from typing import Final

from helpdesk_domain.problem_codes import Code
from helpdesk_domain.suggestions import COMMENT_LIMIT, Suggestion
from helpdesk_domain.wire import BadBody, from_json, to_json
from helpdesk_server.problems import Refused, body_fault
from helpdesk_server.received_call import is_moment
from helpdesk_server.store.base import LARGEST_INTEGER
from helpdesk_server.uuids import is_uuid

PATCH_LIMIT: Final = 16 * 1024
"""Longest patch, in bytes of JSON: some six services of the offer."""

_LONGEST_ID: Final = 36


def received_suggestion(suggestion_id: str, body: bytes) -> Suggestion:
    """The suggestion in `body`.

    Raises:
        Refused: 422 with a pointer to the field at fault.
    """
    try:
        suggestion = from_json(body, Suggestion)
    except BadBody as problem:
        raise body_fault(problem) from None
    for pointer, sound in _checks(suggestion_id, suggestion):
        if not sound:
            raise Refused(422, Code.INVALID, "A field is out of range.", pointer=pointer)
    return suggestion


def _checks(suggestion_id: str, suggestion: Suggestion) -> Iterator[tuple[str, bool]]:
    yield "/id", is_uuid(suggestion_id) and suggestion.id == suggestion_id
    yield "/service_id", 0 < len(suggestion.service_id) <= _LONGEST_ID
    yield "/base_rev", 0 <= suggestion.base_rev <= LARGEST_INTEGER
    yield "/made_at", is_moment(suggestion.made_at)
    yield "/comment", len(suggestion.comment) <= COMMENT_LIMIT
    yield "/patch", len(to_json(suggestion.patch)) <= PATCH_LIMIT
    yield "/patch", bool(suggestion.patch or suggestion.comment.strip())
