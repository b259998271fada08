"""The server's own description (OpenAPI), with what the framework cannot see added to it."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI
from pydantic import TypeAdapter

from helpdesk_domain.call_exchange import CallBatch
from helpdesk_domain.calls import Call
from helpdesk_domain.consent import PersonalRecord
from helpdesk_domain.devices import Heartbeat
from helpdesk_domain.directives import SealedBox
from helpdesk_domain.reads import ReadMarks
from helpdesk_domain.suggestions import Suggestion
from helpdesk_domain.unanswered import UnansweredWords
from helpdesk_server.problems import PROBLEM_TYPE

_READ_RAW: Final[Mapping[str, Any]] = {
    "Call": Call,
    "CallBatch": CallBatch[Call],
    "Suggestion": Suggestion,
    "PersonalRecord": PersonalRecord,
    "UnansweredWords": UnansweredWords,
    "ReadMarks": ReadMarks,
    "Heartbeat": Heartbeat,
    "SealedBox": SealedBox,
}
"""Bodies that FastAPI does not see: they have a digest, so they are read to the byte."""


def describe(api: FastAPI) -> None:
    """Have `api` describe bodies that are read raw, and refusals as the problems they are."""
    written = api.openapi

    def described() -> dict[str, Any]:
        schema = written()
        for name, kind in _READ_RAW.items():
            shape = TypeAdapter(kind).json_schema(ref_template="#/components/schemas/{model}")
            parts = shape.pop("$defs", {})
            schema["components"]["schemas"] |= parts | {name: shape}
        for operations in schema["paths"].values():
            for operation in operations.values():
                _say_problems(operation["responses"])
        return schema

    api.openapi = described  # type: ignore[method-assign]


def _say_problems(responses: Mapping[str, dict[str, Any]]) -> None:
    """FastAPI describes every model as JSON; ours of a refusal is a problem of RFC 9457."""
    for status, response in responses.items():
        if int(status) >= 400 and "application/json" in response.get("content", {}):
            response["content"] = {PROBLEM_TYPE: response["content"]["application/json"]}
