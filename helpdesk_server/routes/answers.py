"""How a route answers: the domain's own JSON, and what the documentation says of refusals."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Response

from helpdesk_domain.call_exchange import CallProblem
from helpdesk_domain.directives import RevokedProblem
from helpdesk_domain.sync import Problem
from helpdesk_domain.wire import Raw, to_json
from helpdesk_server.problems import PROBLEM_TYPE
from helpdesk_server.store.streams import Page

JSON: Final = "application/json"


def answer(value: object, status: int = 200) -> Response:
    """`value`, a dataclass of the domain, as the body."""
    return Response(to_json(value), status, media_type=JSON)


def problem_answer(problem: CallProblem | None) -> Response:
    """A refusal that says more than a `Problem` does."""
    assert problem is not None
    return Response(to_json(problem), problem.status, media_type=PROBLEM_TYPE)


def page_answer(stream: str, page: Page) -> Response:
    """A page of a feed as a `ChangesPage`, its changes as they were kept."""
    end = not page.has_more
    return answer(
        {
            "stream": stream,
            "since": page.since,
            "next": page.next,
            "head": page.head.seq,
            "count": len(page.changes),
            "has_more": page.has_more,
            "min_since": page.head.min_since,
            "changes": [Raw(change) for change in page.changes],
            "state_hash": page.head.state_hash if end else None,
            "records": page.head.live if end else None,
        }
    )


def json_body(kind: str) -> dict[str, Any]:
    """For the documentation: the body is a `kind`, which a route reads raw: see `app`."""
    content = {JSON: {"schema": {"$ref": f"#/components/schemas/{kind}"}}}
    return {"requestBody": {"required": True, "content": content}}


def refusals(*statuses: int) -> Mapping[int | str, dict[str, Any]]:
    """For the documentation: the statuses a route may refuse with."""
    return {status: {"model": RevokedProblem if status == 403 else Problem} for status in statuses}
