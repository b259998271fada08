"""The body of a request, as its sender sent it."""

from typing import Annotated

from fastapi import Header, Request

from helpdesk_domain.problem_codes import Code
from helpdesk_domain.sync import DIGEST_HEADER
from helpdesk_domain.wire import digest
from helpdesk_server.problems import RETRY_AFTER_S, Refused

SentDigest = Annotated[str | None, Header(alias=DIGEST_HEADER)]


async def undamaged_body(request: Request, sent_digest: SentDigest = None) -> bytes:
    """The body, which is what its sender says it is.

    Raises:
        Refused: 422 without a digest; 503 when it does not fit, so that it is sent again:
            the line did that, and what was sent is as good as before.
    """
    body = await request.body()
    if sent_digest is None:
        raise Refused(422, Code.INVALID, f"{DIGEST_HEADER} is missing.")
    if sent_digest != digest(body):
        headers = {"Retry-After": str(RETRY_AFTER_S)}
        raise Refused(503, Code.UNAVAILABLE, "The body was damaged.", headers=headers)
    return body
