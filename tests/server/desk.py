"""A desk as the server meets it: asks over HTTP, and checks the marks of every answer."""

import json
import uuid
from typing import Any

import requests

from helpdesk_domain.sync import Tokens
from helpdesk_domain.wire import digest, from_json
from tests.serving import PASSWORD, RunningServer


class Desk:
    """One device; `tokens` once it has signed in."""

    def __init__(self, server: RunningServer, device_id: str | None = None) -> None:
        self.server = server
        self.device_id = device_id or str(uuid.uuid4())
        self.tokens: Tokens | None = None
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
        signed = {"HD-Device": self.device_id}
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
