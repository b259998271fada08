"""`docs/protocol.md` is the reference, and the server's own description says the same."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from helpdesk_domain.problem_codes import Code
from tests.server.desk import Desk
from tests.serving import RunningServer

PAGE = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text("utf-8")
ROW = re.compile(r"^\| `(GET|PUT|POST) (/v1/[^`]+)` \|[^|]*\| ([0-9, ]+) \|$", re.MULTILINE)


@pytest.fixture
def described(server: RunningServer) -> Mapping[str, Any]:
    desk = Desk(server)
    answer = desk.get("/openapi.json").json()
    desk.close()
    assert isinstance(answer, dict)
    return answer


def test_the_page_and_the_description_name_the_same_requests_and_statuses(
    described: Mapping[str, Any],
) -> None:
    of_page = {
        (method, path): sorted(map(int, statuses.split(", ")))
        for method, path, statuses in ROW.findall(PAGE)
    }
    of_server = {
        (method.upper(), path): sorted(map(int, operation["responses"]))
        for path, operations in described["paths"].items()
        if path.startswith("/v1/")
        for method, operation in operations.items()
    }
    assert of_page == of_server


def test_a_refusal_is_described_as_the_problem_it_is(
    described: Mapping[str, Any], stranger: Desk
) -> None:
    for path, operations in described["paths"].items():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    assert [*response["content"]] == ["application/problem+json"], (path, status)

    refused = stranger.get("/v1/devices")
    assert (refused.status_code, refused.headers["Content-Type"]) == (
        401,
        "application/problem+json",
    )


def test_each_code_a_server_may_say_is_on_the_page() -> None:
    table = PAGE.partition("| Status | `code` |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([a-z_]+)`", table)) - {"code"} == set(Code)


def test_each_body_that_is_read_raw_is_described(described: Mapping[str, Any]) -> None:
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            if method in ("put", "post"):
                content = operation["requestBody"]["content"]["application/json"]["schema"]
                names = re.findall(r"#/components/schemas/(\w+)", str(content))
                assert names, path
                assert set(names) <= described["components"]["schemas"].keys(), path
