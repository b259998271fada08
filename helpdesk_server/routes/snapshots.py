"""`/v1/snapshots`: the whole offer on its way down, as one file."""

import base64
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Response
from fastapi.responses import FileResponse

from helpdesk_domain.sync import DIGEST_HEADER, Code, SnapshotManifest
from helpdesk_server.central import TheCentral
from helpdesk_server.problems import Refused
from helpdesk_server.routes.answers import answer, refusals
from helpdesk_server.snapshots import NoOffer
from helpdesk_server.versions import recent_enough

router = APIRouter(dependencies=[Depends(recent_enough)])

SNAPSHOT_TYPE: Final = "application/x-ndjson+zstd"

Sha256 = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


@router.get(
    "/v1/snapshots/directory",
    response_model=SnapshotManifest,
    responses={**refusals(401, 403, 404, 426, 429, 503)},
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
    responses={**refusals(401, 403, 404, 416, 422, 426, 429, 503), 206: {"description": "A part"}},
)
def snapshot(sha256: Sha256, central: TheCentral) -> Response:
    """The file: a `Change` a line, compressed as one Zstandard stream; ranges are served."""
    path = central.snapshots.path(sha256, central.now())
    if path is None:
        raise Refused(404, Code.NOT_FOUND, "This file is no longer kept.")
    digest = base64.b64encode(bytes.fromhex(sha256)).decode("ascii")
    headers = {
        "ETag": f'"{sha256}"',
        DIGEST_HEADER: f"sha-256=:{digest}:",
        "Cache-Control": "private, max-age=31536000, immutable",
    }
    return FileResponse(path, headers=headers, media_type=SNAPSHOT_TYPE, stat_result=path.stat())
