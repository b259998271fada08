"""A personal record as it arrives: read, and held to the rules before anything of it is kept.

Unlike a call, it may hold no field that this program does not know: what a later program adds
may be one more thing that tells who somebody is, and would be kept unread, unsealed by no rule.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from helpdesk_domain.consent import Consent, Identity, PersonalRecord
from helpdesk_domain.personal_rules import NotAllowed, check
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.wire import BadBody, from_json
from helpdesk_server.problems import Refused, body_fault
from helpdesk_server.uuids import is_uuid


def received_personal(record_id: str, body: bytes) -> PersonalRecord:
    """The record in `body`.

    Raises:
        Refused: 422 with a pointer to the field at fault.
    """
    try:
        record = from_json(body, PersonalRecord)
        raw = from_json(body, dict[str, Any])
    except BadBody as problem:
        raise body_fault(problem) from None
    for pointer, sound in _checks(record_id, record, raw):
        if not sound:
            raise _refused(pointer)
    try:
        check(record)
    except NotAllowed as problem:
        raise _refused(problem.pointer) from None
    return record


def _checks(
    record_id: str, record: PersonalRecord, raw: Mapping[str, Any]
) -> Iterator[tuple[str, bool]]:
    yield "/id", is_uuid(record_id) and record.id == record_id
    yield "/call_id", is_uuid(record.call_id)
    yield "", _knows(PersonalRecord, raw)
    yield "/consent", _knows(Consent, raw["consent"])
    yield "/identity", _knows(Identity, raw.get("identity", {}))


def _knows(kind: type[Any], raw: Mapping[str, Any]) -> bool:
    return raw.keys() <= {field.name for field in fields(kind)}


def _refused(pointer: str) -> Refused:
    return Refused(422, Code.INVALID, "A field is not allowed here.", pointer=pointer or None)
