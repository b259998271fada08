"""The central server, seen from a desk: HD-Protocol 1, one method a question."""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from typing import Final

from helpdesk_desktop.sync.errors import (
    NetworkIntercepted,
    ServerTroubled,
    SignInNeeded,
    WrongPassword,
)
from helpdesk_desktop.sync.gate import Answer, trusted
from helpdesk_desktop.sync.line import Line
from helpdesk_desktop.sync.refusals import (
    read_body,
    refusal,
    refusal_of_call,
    refusal_of_words,
)
from helpdesk_desktop.sync.snapshot import changes_in, check_file, check_manifest
from helpdesk_desktop.sync.step import fits
from helpdesk_domain.calls import CallId
from helpdesk_domain.people import DeviceId
from helpdesk_domain.sync import (
    CLIENT_HEADER,
    DEVICE_HEADER,
    DIGEST_HEADER,
    DIRECTORY,
    PAGE_LIMIT,
    PROTOCOL,
    PROTOCOL_HEADER,
    CallReceipt,
    Change,
    ChangesPage,
    Hello,
    PasswordGrant,
    RefreshGrant,
    SnapshotManifest,
    Tokens,
)
from helpdesk_domain.unanswered import UnansweredReceipt
from helpdesk_domain.version import __version__
from helpdesk_domain.wire import digest, to_json


class Server:
    """What may be asked of the server at `url` by this desk. Every answer passes the gate.

    Any method may raise the errors of `sync.errors`; none changes anything on this desk.

    Attributes:
        cycle: Held while a sync runs, so that two never run at once: one `Server` a desk.
    """

    def __init__(
        self, url: str, device_id: DeviceId, timeouts_s: tuple[float, float] = (5, 30)
    ) -> None:
        self._line: Final = Line(url, timeouts_s)
        self._device_id: Final = device_id
        self._generation = ""
        self.cycle: Final = threading.Lock()

    @property
    def url(self) -> str:
        return self._line.url

    def close(self) -> None:
        """Let go of the connections."""
        self._line.close()

    def stop(self) -> None:
        """End the sync under way with `ServerUnreachable`: the window closes. From any thread.

        A connection that is still being made holds it for as long as its timeout, 5 seconds.
        """
        self._line.stop()

    def refuse_when_stopped(self) -> None:
        """Go on with the sync only if nobody stopped it.

        Raises:
            ServerUnreachable: Somebody did.
        """
        self._line.refuse_when_stopped()

    def hello(self) -> Hello:
        """What the server is. Later answers must come from the same generation of it."""
        self._generation = ""
        answer = self._ask("GET", "/v1/hello")
        hello = read_body(answer, Hello)
        if hello.generation != answer.generation:
            raise NetworkIntercepted("two generations in one answer")
        self._generation = hello.generation
        return hello

    def sign_in(self, name: str, password: str, device_name: str = "") -> Tokens:
        """Tokens for the person who knows `password`.

        Raises:
            WrongPassword, TooManyTries, Forbidden: As the server says.
        """
        grant = PasswordGrant(
            name=name, password=password, device_id=self._device_id, device_name=device_name
        )
        try:
            return self._tokens(grant)
        except SignInNeeded as problem:
            raise WrongPassword(str(problem)) from None

    def refresh(self, refresh_token: str) -> Tokens:
        """New tokens; asked again with the same token, the same answer, until they are used.

        Raises:
            SignInNeeded: The session has ended.
        """
        return self._tokens(RefreshGrant(refresh_token=refresh_token, device_id=self._device_id))

    def manifest(self, access: str) -> SnapshotManifest:
        """Where the offer is to be had as a whole.

        Raises:
            NoOffer: The server holds none yet.
        """
        answer = self._ask("GET", f"/v1/snapshots/{DIRECTORY}", access)
        manifest = read_body(answer, SnapshotManifest)
        check_manifest(manifest)
        return manifest

    def snapshot(self, access: str, manifest: SnapshotManifest) -> Iterator[Change]:
        """The records of the offer, once the whole file is here and its digest holds.

        Raises:
            NetworkIntercepted: The file is not the one of `manifest`; while iterating, it has
                another number of records than was said: what was read is to be given up.
        """
        with ExitStack() as until_read:
            file = until_read.enter_context(tempfile.TemporaryFile(prefix="helpdesk-"))
            headers = self._headers(access)
            answer = self._line.download(manifest.href, headers, file, manifest.bytes)
            if answer.status != 200:
                file.seek(0)
                raise refusal(self._ours(replace(answer, body=file.read())))
            check_file(file, manifest)
            until_read.pop_all()
        return changes_in(file, manifest.records)

    def changes(self, access: str, since: int) -> ChangesPage:
        """What changed after `since`, at most one page of it.

        Raises:
            CursorGone: The server does not know `since` (any more): fetch the offer whole.
        """
        path = f"/v1/changes?stream={DIRECTORY}&since={since}&limit={PAGE_LIMIT}"
        page = read_body(self._ask("GET", path, access), ChangesPage)
        if not fits(page, since):
            raise NetworkIntercepted("a page that is not the one asked for")
        return page

    def put_call(
        self, access: str, call_id: CallId, payload: bytes, base_rev: int | None
    ) -> CallReceipt:
        """The server's word that it keeps the call it names; sent twice, it counts once.

        Args:
            base_rev: The revision this one follows; None for a new call.

        Raises:
            CallRefused, CallInConflict: About this call alone; others may go on.
        """
        headers = {DIGEST_HEADER: digest(payload)}
        if base_rev is not None:
            headers["If-Match"] = f'"{base_rev}"'
        answer = self._answer("PUT", f"/v1/calls/{call_id}", access, payload, headers)
        if not answer.is_success:
            raise refusal_of_call(call_id, answer)
        return read_body(answer, CallReceipt)

    def put_words(self, access: str, day: date, payload: bytes) -> UnansweredReceipt:
        """The server's word that it holds what was counted of `day`; sent twice, it counts once.

        Raises:
            WordsRefused: It will never take them as they are.
        """
        headers = {DIGEST_HEADER: digest(payload)}
        answer = self._answer("PUT", f"/v1/unanswered-words/{day}", access, payload, headers)
        if not answer.is_success:
            raise refusal_of_words(answer)
        return read_body(answer, UnansweredReceipt)

    def _tokens(self, grant: PasswordGrant | RefreshGrant) -> Tokens:
        return read_body(self._ask("POST", "/v1/auth/token", body=to_json(grant)), Tokens)

    def _ask(self, method: str, path: str, access: str = "", body: bytes | None = None) -> Answer:
        answer = self._answer(method, path, access, body, {})
        if not answer.is_success:
            raise refusal(answer)
        return answer

    def _answer(
        self, method: str, path: str, access: str, body: bytes | None, headers: dict[str, str]
    ) -> Answer:
        return self._ours(self._line.ask(method, path, self._headers(access) | headers, body))

    def _ours(self, answer: Answer) -> Answer:
        """`answer` through the gate, and of the generation that said hello."""
        trusted(answer)
        if self._generation not in ("", answer.generation):
            raise ServerTroubled("another generation than a moment ago")
        return answer

    def _headers(self, access: str) -> dict[str, str]:
        headers = {
            PROTOCOL_HEADER: PROTOCOL,
            CLIENT_HEADER: f"helpdesk-desktop/{__version__}",
            DEVICE_HEADER: self._device_id,
            "Content-Type": "application/json",
            "Accept": "application/json, application/problem+json",
        }
        return headers | {"Authorization": f"Bearer {access}"} if access else headers
