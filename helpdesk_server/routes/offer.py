"""The offer on its way down: a snapshot to start from, then the changes."""

import base64
from functools import partial
from typing import Annotated, Final

import msgspec
from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import FileResponse

from helpdesk_domain.sync import (
    DIGEST_HEADER,
    DIRECTORY,
    PAGE_LIMIT,
    ChangesPage,
    Code,
    SnapshotManifest,
)
from helpdesk_server.central import TheCentral
from helpdesk_server.problems import Refused
from helpdesk_server.routes.answers import answer, refusals
from helpdesk_server.snapshots import NoOffer
from helpdesk_server.store import offer

router = APIRouter()

SNAPSHOT_TYPE: Final = "application/x-ndjson+zstd"

Since = Annotated[int, Query(ge=0, le=2**63 - 1)]
Limit = Annotated[int, Query(ge=1, le=PAGE_LIMIT)]
Sha256 = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


@router.get(
    "/v1/snapshots/directory",
    response_model=SnapshotManifest,
    responses={**refusals(401, 403, 404, 503)},
)
def manifest(central: TheCentral) -> Response:
    """Where the whole offer is, as one file."""
    try:
        return answer(central.snapshots.newest(central.now()))
    except NoOffer:
        raise Refused(404, Code.NO_OFFER, "Nothing was imported yet.") from None


@router.get(
    "/v1/snapshots/{sha256}.ndjson.zst",
    response_class=FileResponse,
    responses={**refusals(401, 403, 404, 416, 422, 503), 206: {"description": "A part"}},
)
def snapshot(sha256: Sha256, central: TheCentral) -> Response:
    """The file: a `Change` a line, compressed as one Zstandard stream; ranges are served."""
    path = central.snapshots.path(sha256)
    if path is None:
        raise Refused(404, Code.NOT_FOUND, "This file is no longer kept.")
    digest = base64.b64encode(bytes.fromhex(sha256)).decode("ascii")
    headers = {
        "ETag": f'"{sha256}"',
        DIGEST_HEADER: f"sha-256=:{digest}:",
        "Cache-Control": "private, max-age=31536000, immutable",
    }
    return FileResponse(path, headers=headers, media_type=SNAPSHOT_TYPE, stat_result=path.stat())


@router.get(
    "/v1/changes",
    response_model=ChangesPage,
    responses={**refusals(401, 403, 404, 410, 422, 503)},
)
def changes(
    central: TheCentral, since: Since, limit: Limit = PAGE_LIMIT, stream: str = DIRECTORY
) -> Response:
    """Changes of a stream after a cursor, oldest first."""
    try:
        page = central.store.read(partial(offer.page, stream=stream, since=since, limit=limit))
    except offer.NoSuchStream:
        raise Refused(404, Code.NOT_FOUND, "There is no such stream.") from None
    except offer.CursorAhead:
        raise Refused(410, Code.CURSOR_AHEAD, "The cursor is of another history.") from None
    except offer.CursorExpired:
        raise Refused(410, Code.CURSOR_EXPIRED, "Changes since then were purged.") from None
    return answer(
        {
            "stream": stream,
            "since": page.since,
            "next": page.next,
            "head": page.head,
            "count": len(page.changes),
            "has_more": page.has_more,
            "min_since": page.min_since,
            "changes": [msgspec.Raw(change) for change in page.changes],
        }
    )
