"""`/v1/snapshots`: the whole offer on its way down, as one file."""

import asyncio
import base64
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import FileResponse

from helpdesk_domain.problem_codes import Code
from helpdesk_domain.sync import DIGEST_HEADER, SnapshotManifest
from helpdesk_server.door import door_of
from helpdesk_server.problems import Refused
from helpdesk_server.routes.answers import answer, refusals
from helpdesk_server.snapshots import NoOffer
from helpdesk_server.versions import Fetching

router = APIRouter(route_class=Fetching)

SNAPSHOT_TYPE: Final = "application/x-ndjson+zstd"

Sha256 = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


@router.get(
    "/v1/snapshots/directory",
    response_model=SnapshotManifest,
    responses={**refusals(401, 403, 404, 426, 429, 503)},
)
async def manifest(request: Request) -> Response:
    """Where the whole offer is, as one file."""
    door = door_of(request)
    await door.caller()
    try:
        return answer(await asyncio.to_thread(door.snapshots.newest, door.now()))
    except NoOffer:
        raise Refused(404, Code.NO_OFFER, "Nothing was imported yet.") from None


@router.get(
    "/v1/snapshots/{sha256}.ndjson.zst",
    response_class=FileResponse,
    responses={**refusals(401, 403, 404, 416, 422, 426, 429, 503), 206: {"description": "A part"}},
)
async def snapshot(sha256: Sha256, request: Request) -> Response:
    """The file: a `Change` a line, compressed as one Zstandard stream; ranges are served."""
    door = door_of(request)
    await door.caller()
    path = await asyncio.to_thread(door.snapshots.path, sha256, door.now())
    if path is None:
        raise Refused(404, Code.NOT_FOUND, "This file is no longer kept.")
    digest = base64.b64encode(bytes.fromhex(sha256)).decode("ascii")
    headers = {
        "ETag": f'"{sha256}"',
        DIGEST_HEADER: f"sha-256=:{digest}:",
        "Cache-Control": "private, max-age=31536000, immutable",
    }
    return FileResponse(path, headers=headers, media_type=SNAPSHOT_TYPE, stat_result=path.stat())
