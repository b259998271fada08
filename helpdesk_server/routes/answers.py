"""How a route answers: the domain's own JSON, and what the documentation says of refusals."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Response

from helpdesk_domain.sync import Problem
from helpdesk_domain.wire import to_json

JSON: Final = "application/json"


def answer(value: object, status: int = 200) -> Response:
    """`value`, a dataclass of the domain, as the body."""
    return Response(to_json(value), status, media_type=JSON)


def json_body(kind: str) -> dict[str, Any]:
    """For the documentation: the body is a `kind`, which a route reads raw: see `app`."""
    content = {JSON: {"schema": {"$ref": f"#/components/schemas/{kind}"}}}
    return {"requestBody": {"required": True, "content": content}}


def refusals(*statuses: int) -> Mapping[int | str, dict[str, Any]]:
    """For the documentation: the statuses a route may refuse with."""
    return {status: {"model": Problem} for status in statuses}
