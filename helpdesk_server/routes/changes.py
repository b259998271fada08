"""`/v1/changes`: what changed in a stream since a cursor."""

from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from helpdesk_domain.call_exchange import team_stream
from helpdesk_domain.erasures import ERASED
from helpdesk_domain.personal_exchange import personal_stream
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.statistics.publication import ALL_TEAMS, statistics_stream, told_to
from helpdesk_domain.sync import DIRECTORY, FLAGS, FORMS, MY_SUGGESTIONS, PAGE_LIMIT, ChangesPage
from helpdesk_server.door import door_of
from helpdesk_server.problems import Refused
from helpdesk_server.routes.answers import page_answer, refusals
from helpdesk_server.store import (
    erasing,
    figures_stream,
    flags,
    forms,
    offer,
    streams,
    suggestions,
    team_calls,
    team_personal,
)
from helpdesk_server.store.sign_ins import Caller
from helpdesk_server.store.streams import Page
from helpdesk_server.versions import Fetching

router = APIRouter(route_class=Fetching)

_OF_ALL: Final = {
    DIRECTORY: offer.page,
    FLAGS: flags.page,
    FORMS: forms.page,
    ERASED: erasing.page,
}
_OF_A_TEAM: Final = {team_stream(""): team_calls.page, personal_stream(""): team_personal.page}
_STATISTICS: Final = statistics_stream(ALL_TEAMS)

Since = Annotated[int, Query(ge=0, le=2**63 - 1)]
Limit = Annotated[int, Query(ge=1, le=PAGE_LIMIT)]
Stream = Annotated[
    str,
    Query(
        description="`directory`, `calls:<team>`, `personal:<team>`, `statistics:<team>`, "
        "`statistics:` of all teams together, `flags`, `forms`, `suggestions:mine` or `erased`"
    ),
]


@router.get(
    "/v1/changes",
    response_model=ChangesPage,
    responses={**refusals(401, 403, 404, 410, 422, 426, 429, 503)},
)
async def changes(
    request: Request,
    since: Since,
    limit: Limit = PAGE_LIMIT,
    stream: Stream = DIRECTORY,
) -> Response:
    """Changes of a stream after a cursor, oldest first; the last page says how the whole stands."""
    read = partial(_page, stream=stream, since=since, limit=limit)
    try:
        return page_answer(stream, await door_of(request).read(read))
    except streams.NoSuchStream:
        raise Refused(404, Code.NOT_FOUND, "There is no such stream.") from None
    except streams.CursorAhead:
        raise Refused(410, Code.CURSOR_AHEAD, "The cursor is of another history.") from None
    except streams.CursorExpired:
        raise Refused(410, Code.CURSOR_EXPIRED, "Changes since then were purged.") from None


def _page(connection: Connection, caller: Caller, stream: str, since: int, limit: int) -> Page:
    if of_all := _OF_ALL.get(stream):
        return of_all(connection, since, limit)
    if stream == MY_SUGGESTIONS:
        return suggestions.page(connection, caller.person.id, since, limit)
    if stream.startswith(_STATISTICS):
        return _figures_page(connection, caller, stream.removeprefix(_STATISTICS), since, limit)
    for prefix, of_team in _OF_A_TEAM.items():
        if stream.startswith(prefix):
            team = stream.removeprefix(prefix)
            if not team_calls.may_follow(caller.person, team):
                raise Refused(403, Code.FORBIDDEN, "What a team follows is for its members.")
            return of_team(connection, team, since, limit)
    raise streams.NoSuchStream


def _figures_page(
    connection: Connection, caller: Caller, team: str, since: int, limit: int
) -> Page:
    if team not in told_to(caller.person):
        raise Refused(403, Code.FORBIDDEN, "The figures of a team are for its lead.")
    return figures_stream.page(connection, team, since, limit)
