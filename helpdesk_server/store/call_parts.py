"""What is written of a call: columns that can be counted, the text to the byte, the audit."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, Protocol

from sqlalchemy import bindparam, delete, update

from helpdesk_domain.calls import Call, CallId, is_followed
from helpdesk_domain.references import NoReference, read_reference
from helpdesk_server.store import audit, intake_answers
from helpdesk_server.store.base import Transaction
from helpdesk_server.store.call_tables import (
    CallIntakeAnswerRow,
    CallNeedRow,
    CallNeedTermRow,
    CallReferralRow,
    CallRevisionRow,
    CallRow,
    CallUnmetNeedRow,
    CallUnmetTermRow,
)
from helpdesk_server.store.rows import insert_rows, plain
from helpdesk_server.store.sign_ins import Caller
from helpdesk_server.store.tables import AuditRow

_PARTS = (CallNeedRow, CallNeedTermRow, CallUnmetNeedRow, CallUnmetTermRow, CallReferralRow)
"""What is written of a call alone; the answers of its intake are told by the form as well."""

LONGEST_CODE: Final = 100
"""Characters of a code in a column; the text of the revision has it whole."""

_EDIT: Final = update(plain(CallRow)).where(CallRow.id == bindparam("edited"))


class Sent(Protocol):
    """A call, and the revision it becomes."""

    @property
    def call(self) -> Call: ...
    @property
    def body(self) -> bytes: ...
    @property
    def digest(self) -> bytes: ...
    @property
    def rev(self) -> int: ...


def columns(call: Call, rev: int, caller: Caller) -> dict[str, object]:
    """The row of a call that is new here."""
    return {
        "id": call.id,
        "rev": rev,
        "author_id": caller.person.id,
        "team": caller.person.team,
        "seq": 0,
        **_counted(call),
    }


def update_calls(session: Transaction, edited: Sequence[Sent]) -> None:
    """The rows of calls that are edited."""
    rows = [{"edited": one.call.id, "rev": one.rev, **_counted(one.call)} for one in edited]
    if rows:
        session.execute(_EDIT, rows)


def write_revisions(
    session: Transaction, written: Sequence[Sent], caller: Caller, now: datetime
) -> None:
    rows = [
        {
            "call_id": one.call.id,
            "rev": one.rev,
            "author_id": caller.person.id,
            "device_id": caller.device_id,
            "received_at": now,
            "digest": one.digest,
            "body": one.body,
        }
        for one in written
    ]
    insert_rows(session, CallRevisionRow, rows)


def forget_parts(session: Transaction, ids: Sequence[CallId]) -> None:
    """Take away the needs, referrals and counted answers of calls that are edited."""
    if not ids:
        return
    for table in (*_PARTS, CallIntakeAnswerRow):
        session.execute(delete(plain(table)).where(table.call_id.in_(ids)))


def write_parts(session: Transaction, calls: Sequence[Call]) -> None:
    """Needs, referrals and counted answers of `calls`, of which there are none here."""
    ways = (_needs, _need_terms, _unmet_needs, _unmet_terms, _referrals)
    for table, rows_of in zip(_PARTS, ways, strict=True):
        insert_rows(session, table, [row for call in calls for row in rows_of(call)])
    insert_rows(session, CallIntakeAnswerRow, intake_answers.counted_rows(session, calls))


def write_audit(
    session: Transaction, written: Sequence[Sent], caller: Caller, now: datetime
) -> None:
    rows = [
        {
            "at": now,
            "action": str(audit.Action.CALL_CREATED if one.rev == 1 else audit.Action.CALL_EDITED),
            "subject": one.call.id,
            "rev": one.rev,
            "person_id": caller.person.id,
            "device_id": caller.device_id,
        }
        for one in written
    ]
    insert_rows(session, AuditRow, rows)


def _needs(call: Call) -> Iterable[dict[str, object]]:
    for position, words in enumerate(call.needs):
        yield {"call_id": call.id, "position": position, "words": _storable(words)}


def _unmet_needs(call: Call) -> Iterable[dict[str, object]]:
    for position, unmet in enumerate(call.unmet_needs):
        words = _storable(unmet.words)
        yield {"call_id": call.id, "position": position, "words": words, "reason": unmet.reason}


def _need_terms(call: Call) -> Iterable[dict[str, object]]:
    for term in dict.fromkeys(map(_code, call.need_terms)):
        yield {"call_id": call.id, "term": term}


def _unmet_terms(call: Call) -> Iterable[dict[str, object]]:
    reasons = {_code(term): unmet.reason for unmet in call.unmet_needs for term in unmet.terms}
    for term, reason in reasons.items():
        yield {"call_id": call.id, "term": term, "reason": reason}


def _referrals(call: Call) -> Iterable[dict[str, object]]:
    for position, referral in enumerate(call.referrals):
        yield {
            "call_id": call.id,
            "position": position,
            "service_id": _storable(referral.service_id),
            "service_name": _storable(referral.service_name),
            "given_at": referral.given_at,
            "status": referral.status,
            "reason": referral.reason,
        }


def _counted(call: Call) -> dict[str, object]:
    language, follow_up, person = call.caller_language, call.follow_up, call.person
    intake = call.intake
    return {
        "started_at": call.started_at,
        "talk_s": call.talk_s,
        "wrap_up_s": call.wrap_up_s,
        "caller_language": None if language is None else _storable(language),
        "profile": call.profile,
        "outcome": call.outcome,
        "non_call": call.non_call,
        "channel": call.channel,
        "written_later": call.written_later,
        "commune": None if person.commune is None else _code(person.commune),
        "postcode": None if person.postcode is None else _code(person.postcode),
        "quartier": None if person.quartier is None else _code(person.quartier),
        "place": person.place,
        "is_place_proposed": person.is_place_proposed,
        "age": person.age,
        "gender": person.gender,
        "interpreter": person.interpreter,
        "is_outgoing": call.is_outgoing,
        "intake_form": _code(intake.form) if intake else None,
        "intake_version": _code(intake.version) if intake else None,
        "suggested_level": intake.suggested if intake else None,
        "decided_level": intake.level if intake else None,
        "followed": is_followed(call),
        "follow_up_due_at": follow_up.due_at if follow_up else None,
        "follow_up_result": follow_up.result if follow_up else None,
        "follow_up_done_at": follow_up.done_at if follow_up else None,
        "reference": _reference(call.reference),
    }


def _reference(said: str) -> str | None:
    """As it is looked for; one that no desk of ours made is kept as it came."""
    try:
        return read_reference(said) if said else None
    except NoReference:
        return _code(said)


def _code(said: str) -> str:
    """`said` as it can be kept and looked up, however long a desk made it: codes are short."""
    return _storable(said)[:LONGEST_CODE]


def _storable(words: str) -> str:
    """`words` without NUL, which PostgreSQL cannot keep; the revision has them to the byte."""
    return words.replace("\x00", "\N{REPLACEMENT CHARACTER}")
