"""The central server, seen from a desk: HD-Protocol 1, one method a question."""

import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import quote

from helpdesk_desktop.store.outbox import OutboxItem
from helpdesk_desktop.store.personal_outbox import DueRecord
from helpdesk_desktop.sync.downloads import Downloads
from helpdesk_desktop.sync.errors import (
    BatchRefused,
    NetworkIntercepted,
    ServerTroubled,
    SignInNeeded,
    WrongPassword,
)
from helpdesk_desktop.sync.questions import Hearing, SnapshotFile
from helpdesk_desktop.sync.refusals import (
    outcome_of_call,
    read_body,
    refusal,
    refusal_of_call,
    refusal_of_record,
    refusal_of_suggestion,
    refusal_of_words,
    signed_order,
)
from helpdesk_desktop.sync.snapshot import changes_in, check_file, check_manifest
from helpdesk_desktop.sync.step import fits
from helpdesk_desktop.sync.trusted_line import TrustedLine
from helpdesk_desktop.sync.verdicts import Outcome
from helpdesk_domain.call_exchange import BatchAnswer, BatchedCall, CallBatch
from helpdesk_domain.devices import DeviceBoard, Heard, Heartbeat
from helpdesk_domain.directives import BoxReceipt, SealedBox
from helpdesk_domain.people import DeviceId
from helpdesk_domain.personal_exchange import PersonalReceipt
from helpdesk_domain.reads import ReadsReceipt
from helpdesk_domain.suggestions import SuggestionId, SuggestionReceipt
from helpdesk_domain.sync import (
    DIRECTORY,
    PAGE_LIMIT,
    CallReceipt,
    ChangesPage,
    Hello,
    PasswordGrant,
    RefreshGrant,
    SnapshotManifest,
    Tokens,
)
from helpdesk_domain.unanswered import UnansweredReceipt
from helpdesk_domain.wire import Raw, digest, to_json

_TOO_MANY: Final = (404, 405, 413, 422)
"""How a server that knows no batches, or a proxy that takes no long body, refuses one."""


class Server:
    """What may be asked of the server at `url` by this desk. Every answer passes the gate.

    Any method may raise the errors of `sync.errors`; none changes anything on this desk.

    Args:
        downloads: Folder in which a download that broke off waits to be gone on with; without
            it, it is begun anew.

    Attributes:
        cycle: Held while a sync runs, so that two never run at once: one `Server` a desk.
    """

    def __init__(
        self,
        url: str,
        device_id: DeviceId,
        timeouts_s: tuple[float, float] = (5, 30),
        downloads: Path | None = None,
    ) -> None:
        self._line: Final = TrustedLine(url, device_id, timeouts_s)
        self._downloads: Final = Downloads(downloads)
        self.cycle: Final = threading.Lock()

    @property
    def url(self) -> str:
        return self._line.line.url

    @property
    def device_id(self) -> DeviceId:
        return self._line.device_id

    def close(self) -> None:
        """Let go of the connections."""
        self._line.line.close()
        self._downloads.close()

    def stop(self) -> None:
        """End the sync under way with `ServerUnreachable`: the window closes. From any thread.

        A connection that is still being made holds it for as long as its timeout, 5 seconds.
        """
        self._line.line.stop()

    def refuse_when_stopped(self) -> None:
        """Go on with the sync only if nobody stopped it.

        Raises:
            ServerUnreachable: Somebody did.
        """
        self._line.line.refuse_when_stopped()

    def hello(self) -> Hello:
        """What the server is. Later answers must come from the same generation of it."""
        self._line.generation = ""
        answer = self._line.ask("GET", "/v1/hello")
        hello = read_body(answer, Hello)
        if hello.generation != answer.generation:
            raise NetworkIntercepted("two generations in one answer")
        self._line.generation = hello.generation
        return hello

    def sign_in(self, name: str, password: str, device_name: str = "") -> Tokens:
        """Tokens for the person who knows `password`.

        Raises:
            WrongPassword, TooManyTries, Forbidden: As the server says.
        """
        grant = PasswordGrant(
            name=name,
            password=password,
            device_id=self.device_id,
            device_name=device_name,
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
        return self._tokens(RefreshGrant(refresh_token=refresh_token, device_id=self.device_id))

    def manifest(self, access: str) -> SnapshotManifest:
        """Where the offer is to be had as a whole.

        Raises:
            NoOffer: The server holds none yet.
        """
        answer = self._line.ask("GET", f"/v1/snapshots/{DIRECTORY}", access)
        manifest = read_body(answer, SnapshotManifest)
        check_manifest(manifest)
        if manifest.generation != answer.generation:
            raise ServerTroubled("a manifest of another generation")
        return manifest

    def snapshot(self, access: str, manifest: SnapshotManifest) -> SnapshotFile:
        """The records of the offer, once the whole file is here and its digest holds.

        A download that broke off is gone on with.

        Raises:
            NetworkIntercepted: The file is not the one of `manifest`; while iterating, it has
                another number of records than was said: what was read is to be given up.
        """
        part = self._downloads.part(manifest.sha256)
        self._line.download(manifest.href, access, part, manifest.sha256, manifest.bytes)
        check_file(part, manifest)
        return SnapshotFile(changes_in(part, manifest.records))

    def changes(self, access: str, stream: str, since: int) -> ChangesPage:
        """What changed in `stream` after `since`, at most one page of it.

        Raises:
            CursorGone: The server does not know `since` (any more).
            Forbidden, NotThere: The stream is not for this person, or an older server's.
        """
        path = f"/v1/changes?stream={quote(stream)}&since={since}&limit={PAGE_LIMIT}"
        page = read_body(self._line.ask("GET", path, access), ChangesPage)
        if not fits(page, stream, since):
            raise NetworkIntercepted("a page that is not the one asked for")
        return page

    def put_call(self, access: str, item: OutboxItem) -> CallReceipt:
        """The server's word that it keeps the call it names; sent twice, it counts once.

        Raises:
            CallRefused, CallInConflict: About this call alone; others may go on.
        """
        path = f"/v1/calls/{item.call_id}"
        answer = self._line.answer("PUT", path, access, item.payload, item.base_rev)
        if not answer.is_success:
            raise refusal_of_call(item.call_id, answer)
        return read_body(answer, CallReceipt)

    def put_calls(self, access: str, items: Sequence[OutboxItem]) -> list[Outcome]:
        """What became of each of `items`, in their order; sent twice, each counts once.

        Raises:
            BatchRefused: Fewer at once may be taken.
        """
        calls = tuple(
            BatchedCall(
                id=item.call_id,
                base_rev=item.base_rev,
                digest=digest(item.payload),
                call=Raw(item.payload),
            )
            for item in items
        )
        body = to_json(CallBatch(calls=calls))
        answer = self._line.answer("POST", "/v1/calls:batch", access, body)
        if answer.status in _TOO_MANY:
            raise BatchRefused(str(answer.status))
        if not answer.is_success:
            raise refusal(answer)
        told = read_body(answer, BatchAnswer).answers
        if [one.id for one in told] != [item.call_id for item in items]:
            raise NetworkIntercepted("answers to other calls than were sent")
        return [outcome_of_call(one) for one in told]

    def put_record(self, access: str, due: DueRecord) -> PersonalReceipt:
        """The server's word that it keeps a personal record; sent twice, it counts once.

        Raises:
            RecordRefused, RecordEdited, RecordGone: About this record alone.
        """
        path = f"/v1/personal-records/{due.id}"
        answer = self._line.answer("PUT", path, access, due.payload, due.base_rev)
        if not answer.is_success:
            raise refusal_of_record(answer)
        return read_body(answer, PersonalReceipt)

    def put_suggestion(
        self, access: str, suggestion_id: SuggestionId, payload: bytes
    ) -> SuggestionReceipt:
        """The server's word that it keeps the suggestion; sent twice, it counts once.

        Raises:
            SuggestionRefused: It will never take it as it is.
        """
        answer = self._line.answer("PUT", f"/v1/suggestions/{suggestion_id}", access, payload)
        if not answer.is_success:
            raise refusal_of_suggestion(answer)
        return read_body(answer, SuggestionReceipt)

    def put_words(self, access: str, day: date, payload: bytes) -> UnansweredReceipt:
        """The server's word that it holds what was counted of `day`; sent twice, it counts once.

        Raises:
            WordsRefused: It will never take them as they are.
        """
        answer = self._line.answer("PUT", f"/v1/unanswered-words/{day}", access, payload)
        if not answer.is_success:
            raise refusal_of_words(answer)
        return read_body(answer, UnansweredReceipt)

    def put_reads(self, access: str, payload: bytes) -> ReadsReceipt:
        """The server's word that it holds these marks of reading; sent twice, it counts once."""
        return read_body(self._line.ask("POST", "/v1/reads", access, payload), ReadsReceipt)

    def say_how(self, access: str, heartbeat: Heartbeat) -> Hearing:
        """Tell how this desk stands; what the server has received from it."""
        path = f"/v1/devices/{self.device_id}/ack"
        answer = self._line.ask("POST", path, access, to_json(heartbeat))
        heard = read_body(answer, Heard)
        return Hearing(heard, signed_order(answer, heard.directive))

    def board(self, access: str) -> DeviceBoard:
        """How the desks of the team stand.

        Raises:
            Forbidden: This person does not answer for a team.
        """
        return read_body(self._line.ask("GET", "/v1/devices", access), DeviceBoard)

    def put_box(self, box: SealedBox) -> BoxReceipt:
        """The server's word that it keeps a box; no token is asked for it.

        Raises:
            Forbidden: It gave this device no such order.
        """
        path = f"/v1/sealed-boxes/{box.id}"
        receipt = read_body(self._line.ask("PUT", path, body=to_json(box)), BoxReceipt)
        if receipt.id != box.id:
            raise NetworkIntercepted("a receipt for another box")
        return receipt

    def _tokens(self, grant: PasswordGrant | RefreshGrant) -> Tokens:
        answer = self._line.ask("POST", "/v1/auth/token", body=to_json(grant))
        return read_body(answer, Tokens)
