"""A desk as the server meets it: asks over HTTP, and checks the marks of every answer."""

import json
import uuid
from typing import Any

import requests

from helpdesk_domain.call_exchange import BatchedCall, CallBatch
from helpdesk_domain.calls import CallId
from helpdesk_domain.sync import Tokens
from helpdesk_domain.wire import Raw, digest, from_json, to_json
from tests.serving import PASSWORD, RunningServer


class Desk:
    """One device; `tokens` once it has signed in."""

    def __init__(self, server: RunningServer, device_id: str | None = None) -> None:
        self.server = server
        self.device_id = device_id or str(uuid.uuid4())
        self.tokens: Tokens | None = None
        self.always: dict[str, str] = {}
        self._line = requests.Session()
        self._line.trust_env = False

    def close(self) -> None:
        self._line.close()

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        **options: Any,
    ) -> requests.Response:
        """The answer to a signed request, or to a bare one before signing in."""
        signed = {"HD-Device": self.device_id} | self.always
        if self.tokens is not None:
            signed["Authorization"] = f"Bearer {self.tokens.access_token}"
        return self._line.request(
            method,
            self.server.url + path,
            data=body,
            headers=signed | (headers or {}),
            timeout=30,
            **options,
        )

    def get(self, path: str, **headers: str) -> requests.Response:
        return self.ask("GET", path, headers=headers)

    def put_call(
        self, body: bytes, base_rev: int | None = None, call_id: str | None = None
    ) -> requests.Response:
        """Send `body` as a call, with its digest."""
        headers = {"HD-Digest": digest(body), "Content-Type": "application/json"}
        if base_rev is not None:
            headers["If-Match"] = f'"{base_rev}"'
        where = call_id or json.loads(body)["id"]
        return self.ask("PUT", f"/v1/calls/{where}", body, headers)

    def put_calls(self, *calls: tuple[bytes, int | None] | bytes) -> requests.Response:
        """Send bodies, each alone or with the revision it edits, as one batch."""
        pairs = [(call, None) if isinstance(call, bytes) else call for call in calls]
        items = [
            BatchedCall(
                id=CallId(json.loads(body)["id"]),
                base_rev=base_rev,
                digest=digest(body),
                call=Raw(body),
            )
            for body, base_rev in pairs
        ]
        return self.post("/v1/calls:batch", to_json(CallBatch(calls=tuple(items))))

    def post(self, path: str, body: bytes, **headers: str) -> requests.Response:
        """Send `body` with its digest."""
        return self.ask("POST", path, body, {"HD-Digest": digest(body)} | _JSON | headers)

    def put(self, path: str, body: bytes) -> requests.Response:
        """Send `body` with its digest."""
        return self.ask("PUT", path, body, {"HD-Digest": digest(body)} | _JSON)

    def grant(self, **fields: object) -> requests.Response:
        """Ask for tokens; the device is this one unless `fields` says otherwise."""
        asked = {"device_id": self.device_id} | fields
        return self.ask("POST", "/v1/auth/token", json.dumps(asked).encode(), _JSON)

    def sign_in(self, name: str = "Amélie", password: str = PASSWORD) -> "Desk":
        self.tokens = tokens_in(self.grant(grant_type="password", name=name, password=password))
        return self

    def refresh(self, refresh_token: str) -> requests.Response:
        return self.grant(grant_type="refresh_token", refresh_token=refresh_token)


_JSON = {"Content-Type": "application/json"}


def tokens_in(answer: requests.Response) -> Tokens:
    assert answer.status_code == 200, answer.text
    return from_json(answer.content, Tokens)


def code_of(answer: requests.Response) -> str:
    """The code of a refusal."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    return str(answer.json()["code"])
