"""`/v1/stats`: what may be seen of the calls of closed months."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from helpdesk_domain.clock import day_in_brussels
from helpdesk_server.central import central_of
from helpdesk_server.door import door_of
from helpdesk_server.routes.answers import JSON, refusals
from helpdesk_server.statistics.asked import refuse_strangers, wanted
from helpdesk_server.store.sign_ins import Caller
from helpdesk_server.versions import Fetching

router = APIRouter(route_class=Fetching)

First = Annotated[str, Query(alias="from", description="First month: `2026-10`")]
Word = Annotated[str, Query(description="A code; empty: everything")]


@router.get(
    "/v1/stats",
    response_model=dict[str, Any],
    responses={**refusals(401, 403, 404, 409, 422, 426, 429, 503)},
)
async def stats(
    request: Request,
    from_: First = "",
    to: Annotated[str, Query(description="Last month; empty: the first")] = "",
    by: Annotated[str, Query(description="What to part by beside: `need,commune`")] = "",
    scheme: Annotated[str, Query(description="`a` for leads, `b` to be published")] = "a",
    lang: Annotated[str, Query(description="`fr`, `nl` or `en`")] = "fr",
    team: Annotated[str, Query(description="One's own; empty: all teams together")] = "",
    basin: Word = "",
    commune: Word = "",
    language: Word = "",
    need: Word = "",
    outcome: Word = "",
    profile: Word = "",
) -> Response:
    """Every figure of closed months, for a lead: of the own team, or of all teams together."""
    # read as it was said: a word that nobody knows is refused, and a declared one is as well known
    asked = wanted(request.query_params.multi_items())
    door, reporting = door_of(request), central_of(request).reporting
    today = day_in_brussels(door.now())

    def told(connection: Connection, caller: Caller) -> bytes:
        refuse_strangers(caller.person, asked.team)
        return reporting.told(connection, asked, today)

    async with reporting.turns:
        return Response(await door.read(told), media_type=JSON)
