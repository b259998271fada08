"""`/healthz` and `/readyz`: whether the process lives, and whether it can answer desks."""

import asyncio

from fastapi import APIRouter, Response

from helpdesk_domain.problem_codes import Code
from helpdesk_server.central import TheCentral
from helpdesk_server.door import Guarded
from helpdesk_server.problems import RETRY_AFTER_S, Refused
from helpdesk_server.routes.answers import answer, refusals
from helpdesk_server.store.schema import is_newest

router = APIRouter(route_class=Guarded)


@router.get("/healthz", response_model=dict[str, str])
async def health() -> Response:
    """`{"status": "ok"}`, without asking the database: who restarts us for that helps nobody."""
    return answer({"status": "ok"})


@router.get("/readyz", response_model=dict[str, str], responses={**refusals(503)})
async def ready(central: TheCentral) -> Response:
    """`{"status": "ready"}` when the database answers, with our tables and history; else 503."""
    if not await asyncio.to_thread(central.store.read, is_newest):
        headers = {"Retry-After": str(RETRY_AFTER_S)}
        title = "The database has the tables of another version."
        raise Refused(503, Code.UNAVAILABLE, title, headers=headers)
    return answer({"status": "ready"})
