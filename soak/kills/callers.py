"""Desks as the server meets them: they send call after call, and know what they were answered."""

import hashlib
import itertools
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import requests

from helpdesk_domain.call_terms import Outcome
from helpdesk_domain.calls import Call
from helpdesk_domain.sync import CallReceipt, Tokens
from helpdesk_domain.wire import digest, from_json, to_json
from tests.factories import a_call

PATIENCE_S = 30


@dataclass(frozen=True, slots=True)
class Version:
    """A call as it is sent, for the first time or edited."""

    call: Call
    rev: int

    @property
    def body(self) -> bytes:
        return to_json(self.call)

    def __str__(self) -> str:
        return f"call {self.call.id} {self.rev} {hashlib.sha256(self.body).hexdigest()}"


class Caller:
    """One desk; it sends a version until that is answered, then the next one.

    Attributes:
        answered: What the server said it keeps.
        waiting: What was sent, or is about to be, and has no answer yet.
        wrong: Answers that no server may give.
    """

    def __init__(self, name: str) -> None:
        self.answered: list[Version] = []
        self.wrong: list[str] = []
        self._versions = versions(name)
        self.waiting = next(self._versions)
        self._headers = {"HD-Device": str(uuid.uuid4()), "Content-Type": "application/json"}

    def sign_in(self, url: str, person: str, password: str) -> None:
        asked = {"grant_type": "password", "name": person, "password": password}
        device = {"device_id": self._headers["HD-Device"]}
        with _line() as line:
            answer = line.post(f"{url}/v1/auth/token", json=asked | device, timeout=PATIENCE_S)
        answer.raise_for_status()
        token = from_json(answer.content, Tokens).access_token
        self._headers["Authorization"] = f"Bearer {token}"

    def send(self, url: str, stop: threading.Event) -> None:
        """Send one version after the other, until `stop` or until the server is gone."""
        with _line() as line:
            while not stop.is_set() and not self.wrong:
                try:
                    self._send_one(url, line)
                except requests.RequestException:
                    return

    def finish(self, url: str) -> None:
        """Send what has no answer yet, and everything else once more: nothing may change."""
        with _line() as line:
            before = list(self.answered)
            self._send_one(url, line)
            for version in before:
                self._answered(version, self._put(url, line, version))

    def _send_one(self, url: str, line: requests.Session) -> None:
        answer = self._put(url, line, self.waiting)
        self._answered(self.waiting, answer)
        self.answered.append(self.waiting)
        self.waiting = next(self._versions)

    def _put(self, url: str, line: requests.Session, version: Version) -> requests.Response:
        headers = {**self._headers, "HD-Digest": digest(version.body)}
        if version.rev > 1:
            headers["If-Match"] = f'"{version.rev - 1}"'
        where = f"{url}/v1/calls/{version.call.id}"
        return line.put(where, data=version.body, headers=headers, timeout=PATIENCE_S)

    def _answered(self, version: Version, answer: requests.Response) -> None:
        if answer.status_code not in (200, 201):
            self.wrong.append(f"{version} was answered {answer.status_code}")
            return
        receipt = from_json(answer.content, CallReceipt)
        if (receipt.id, receipt.rev) != (version.call.id, version.rev):
            self.wrong.append(f"{version} was counted as {receipt.id} {receipt.rev}")


def versions(name: str) -> Iterator[Version]:
    """Calls without end; every third is edited once it was answered."""
    for number in itertools.count():
        note, outcome = "é" * (number % 5 * 200), (Outcome.FOLLOW_UP, Outcome.REFERRED)[number % 2]
        yield Version(a_call(f"{name} {number}", note=note, outcome=outcome), 1)
        if number % 3 == 0:
            yield Version(a_call(f"{name} {number}", note="edited"), 2)


def _line() -> requests.Session:
    line = requests.Session()
    line.trust_env = False
    return line
