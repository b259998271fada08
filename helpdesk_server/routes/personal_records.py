"""`/v1/personal-records`: consent, and the identity that it unlocks."""

from collections.abc import Mapping
from typing import cast

from fastapi import APIRouter, Request, Response

from helpdesk_domain.call_exchange import CallProblem
from helpdesk_domain.personal_exchange import PersonalReceipt
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.wire import Raw, to_json
from helpdesk_server.door import Guarded, door_of
from helpdesk_server.erasure_file import erasure_file
from helpdesk_server.problems import Refused
from helpdesk_server.received_personal import received_personal
from helpdesk_server.routes.answers import answer, json_body, problem_answer, refusals
from helpdesk_server.routes.bodies import SentDigest, undamaged_body
from helpdesk_server.routes.calls import IfMatch, edited_revision
from helpdesk_server.store.database import Session, in_session
from helpdesk_server.store.personal import Edited, Fate, Gone, Keeping, Kept, NotTheirs
from helpdesk_server.store.sign_ins import Caller

router = APIRouter(route_class=Guarded)


@router.put(
    "/v1/personal-records/{record_id}",
    response_model=PersonalReceipt,
    responses={
        201: {"model": PersonalReceipt},
        **refusals(401, 403, 410, 413, 422, 429, 503),
        409: {"model": CallProblem},
    },
    openapi_extra=json_body("PersonalRecord"),
)
async def put_personal_record(
    request: Request,
    record_id: str,
    if_match: IfMatch = None,
    sent_digest: SentDigest = None,
) -> Response:
    """Keep a consent and what it unlocks, or erase it; one that was erased never comes back."""
    door = door_of(request)
    body, base_rev = await undamaged_body(request, sent_digest), edited_revision(if_match)
    record, now = received_personal(record_id, body), door.now()
    note = erasure_file(door.settings.data_dir).note

    @in_session
    def keep(session: Session, caller: Caller) -> Fate:
        return Keeping(
            record=record,
            base_rev=base_rev,
            caller=caller,
            now=now,
            note_erasure=lambda erased: note(erased, now),
        ).fate(session)

    fate = await door.run(keep)
    if isinstance(fate, Kept):
        if fate.erased:
            await door.fold()
        return answer(fate.receipt, 201 if fate.created else 200)
    return _refused(fate)


def _refused(fate: Fate) -> Response:
    if isinstance(fate, Edited):
        return problem_answer(_edited(fate))
    if isinstance(fate, Gone):
        raise Refused(410, Code.ERASED, "It was withdrawn, or erased.")
    if isinstance(fate, NotTheirs):
        raise Refused(403, Code.FORBIDDEN, "The record is for another team.")
    raise Refused(422, Code.INVALID, "A consent is never edited.", pointer="/consent")


def _edited(fate: Edited) -> CallProblem:
    return CallProblem(
        status=409,
        code=Code.CONFLICT,
        title="The record was edited elsewhere.",
        rev=fate.rev,
        current=cast(Mapping[str, object], Raw(to_json(fate.record))),  # JSON already
        edited_by=fate.edited_by,
        edited_at=fate.edited_at,
    )
