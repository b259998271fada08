"""The protocol described: for programs, and as a page without script or anything from elsewhere."""

from html import escape
from typing import Any

from fastapi import APIRouter, Request, Response

from helpdesk_server.door import Guarded
from helpdesk_server.routes.answers import answer

router = APIRouter(route_class=Guarded, include_in_schema=False)


@router.get("/openapi.json")
async def description(request: Request) -> Response:
    """The protocol as OpenAPI describes it."""
    return answer(request.app.openapi())


@router.get("/docs")
async def documentation(request: Request) -> Response:
    """What /openapi.json says, to be read."""
    schema = request.app.openapi()
    rows = "".join(
        _row(method, path, operation)
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    )
    title = escape(f"{schema['info']['title']} {schema['info']['version']}")
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        "<style>body{font:1rem sans-serif;margin:2rem;max-width:60rem}"
        "td,th{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0}</style>"
        f"<h1>{title}</h1><p>{escape(schema['info']['description'])} "
        '<a href="/openapi.json">OpenAPI description</a></p>'
        f"<table><tr><th>Request<th>What it does<th>Answers</tr>{rows}</table></html>"
    )
    return Response(page, media_type="text/html; charset=utf-8")


def _row(method: str, path: str, operation: dict[str, Any]) -> str:
    what = escape(operation.get("description", ""))
    statuses = ", ".join(sorted(operation["responses"]))
    return f"<tr><td><code>{method.upper()} {escape(path)}</code><td>{what}<td>{statuses}</tr>"
