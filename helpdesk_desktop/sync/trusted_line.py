"""A line whose every answer has passed the gate, and comes from the server that said hello."""

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from helpdesk_desktop.sync.errors import ServerTroubled
from helpdesk_desktop.sync.gate import Answer, trusted, trusted_file
from helpdesk_desktop.sync.line import Line
from helpdesk_desktop.sync.refusals import refusal
from helpdesk_domain.people import DeviceId
from helpdesk_domain.sync import (
    CLIENT_HEADER,
    DEVICE_HEADER,
    DIGEST_HEADER,
    PROTOCOL,
    PROTOCOL_HEADER,
    REQUEST_ID_HEADER,
)
from helpdesk_domain.version import __version__
from helpdesk_domain.wire import digest


class TrustedLine:
    """The line of one device to one server.

    Any method may raise the errors of `sync.errors`.

    Attributes:
        generation: Of the server that said hello; later answers must come from it. Empty: of any.
    """

    def __init__(self, url: str, device_id: DeviceId, timeouts_s: tuple[float, float]) -> None:
        self.line: Final = Line(url, timeouts_s)
        self.device_id: Final = device_id
        self.generation = ""

    def ask(self, method: str, path: str, access: str = "", body: bytes | None = None) -> Answer:
        """The answer to a request that was granted.

        Raises:
            SyncError: Why it was not.
        """
        answer = self.answer(method, path, access, body)
        if not answer.is_success:
            raise refusal(answer)
        return answer

    def answer(
        self,
        method: str,
        path: str,
        access: str = "",
        body: bytes | None = None,
        base_rev: int | None = None,
    ) -> Answer:
        """The answer to a request, granted or not; a body goes with its digest.

        Args:
            base_rev: The revision that `body` edits.
        """
        headers = self._headers(access)
        if body is not None:
            headers[DIGEST_HEADER] = digest(body)
        if base_rev is not None:
            headers["If-Match"] = f'"{base_rev}"'
        return self._ours(self.line.ask(method, path, headers, body), headers)

    def download(self, path: str, access: str, into: Path, name: str, size: int) -> None:
        """Have the file at `path`, going on with what is in `into` of it; it is not checked yet.

        Args:
            name: The strong ETag of the file: another file is not mixed into this one.
            size: Its length in bytes.

        Raises:
            SyncError: Why it is not whole yet; what came stays in `into`.
        """

        def vouch(begun: Answer) -> None:
            """Before a byte is written: a portal's page must not be taken for a part of it."""
            trusted_file(begun, name, headers[REQUEST_ID_HEADER])
            self._of_this_generation(begun)

        headers = self._headers(access)
        refused = self.line.download(path, headers, into, name, size, vouch)
        if refused is not None:
            raise refusal(self._ours(refused, headers))

    def _ours(self, answer: Answer, asked: Mapping[str, str]) -> Answer:
        trusted(answer, asked[REQUEST_ID_HEADER])
        self._of_this_generation(answer)
        return answer

    def _of_this_generation(self, answer: Answer) -> None:
        if self.generation not in ("", answer.generation):
            raise ServerTroubled("another generation than a moment ago")

    def _headers(self, access: str) -> dict[str, str]:
        headers = {
            PROTOCOL_HEADER: PROTOCOL,
            CLIENT_HEADER: f"helpdesk-desktop/{__version__}",
            DEVICE_HEADER: self.device_id,
            REQUEST_ID_HEADER: str(uuid.uuid4()),
            "Content-Type": "application/json",
            "Accept": "application/json, application/problem+json",
        }
        return headers | {"Authorization": f"Bearer {access}"} if access else headers
