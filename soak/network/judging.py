"""What of all that desks said and a server holds does not fit: lost, counted twice, or astray."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import select

from helpdesk_desktop.store.call_tables import CallState, DraftRow, OutboxRow
from helpdesk_desktop.store.database import Session as DeskSession
from helpdesk_desktop.store.database import Store as DeskStore
from helpdesk_desktop.store.offer_tables import RecordRow, ReplicaRow
from helpdesk_desktop.store.streams import place
from helpdesk_domain.calls import NOTE_LIMIT, CallId
from helpdesk_domain.sync import DIRECTORY
from helpdesk_domain.wire import digest
from helpdesk_server.store import streams
from helpdesk_server.store.call_tables import CallRevisionRow
from helpdesk_server.store.database import Session, Store
from helpdesk_server.store.tables import OfferRecordRow
from soak.network.desk import JOURNAL
from soak.power.examining import asking_within
from soak.power.looking import server_calls

LOST, TWICE, ASTRAY = "calls lost", "counted twice or half there", "stranded, or not as the server"
KINDS = (LOST, TWICE, ASTRAY)

DRAFT = "draft"

Wrong = tuple[str, str]
"""One of `KINDS`, and what it is about."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a desk said of one call in its journal.

    Attributes:
        saved: The text it saved last, as a digest; empty when it never said so.
        begun: Texts of which it does not say whether they were saved, after that.
    """

    saved: str = ""
    begun: tuple[str, ...] = ()

    @property
    def last(self) -> set[str]:
        """What may be the last text; the empty one where there may be none."""
        return {self.saved, *self.begun}


def said_in(folder: Path) -> dict[str, Said]:
    """The journal of a desk, by call."""
    said: dict[str, Said] = {}
    journal = folder / JOURNAL
    for line in journal.read_text("utf-8").splitlines() if journal.exists() else ():
        what, call_id, text = line.split(" ", 2)
        before = said.get(call_id, Said())
        said[call_id] = Said(text) if what == "saved" else Said(
            before.saved, (*before.begun, text)
        )  # fmt: skip
    return said


def texts_in(folder: Path) -> set[tuple[str, str]]:
    """Every call with every text that a desk ever began to save."""
    journal = folder / JOURNAL
    lines = journal.read_text("utf-8").splitlines() if journal.exists() else ()
    words = [line.split(" ", 2) for line in lines]
    return {(call_id, text) for _, call_id, text in words}


@dataclass(frozen=True, slots=True)
class OnServer:
    """Attributes: texts: Of each call, the digest of every revision, oldest first."""

    texts: Mapping[str, Sequence[str]]
    faults: tuple[str, ...]

    @classmethod
    def of(cls, store: Store) -> "OnServer":
        return store.read(cls._read)

    @classmethod
    def _read(cls, session: Session) -> "OnServer":
        table, texts = CallRevisionRow, dict[str, list[str]]()
        rows = session.execute(select(table.call_id, table.body).order_by(table.call_id, table.rev))
        for call_id, body in rows:
            texts.setdefault(call_id, []).append(digest(body))
        return cls(texts, server_calls(asking_within(session)).faults)

    def wrong(self, sent: Iterable[tuple[str, str]]) -> Iterator[Wrong]:
        """What no server may hold, `sent` being all that any desk ever tried to save."""
        known = set(sent)
        yield from ((TWICE, fault) for fault in self.faults)
        for call_id, texts in self.texts.items():
            if most := next((text for text, many in Counter(texts).items() if many > 1), ""):
                yield TWICE, f"call {call_id} has {most} more than once"
            if strange := [text for text in texts if (call_id, text) not in known]:
                yield TWICE, f"call {call_id} has {strange[0]}, which nobody saved"


def calls_wrong(desk: DeskStore, folder: Path, server: OnServer) -> Iterator[Wrong]:
    """What does not fit between what a desk said, what its file holds and what the server has.

    Everything that waited is taken to have been sent; what no server takes was refused.
    """
    held = desk.read(_newest)
    for call_id, said in said_in(folder).items():
        here = held.get(CallId(call_id), Held())
        # what was taken back before it was ever sent is no call: the operator has it as a draft
        last = {said.saved} if here.state == DRAFT else said.last
        if here.text not in last and here.draft != said.saved:
            which = f"{call_id} ({here.state or 'not there'})"
            yield LOST, f"{folder.name} has another text of {which} than it saved"
        elif here.state not in ("", DRAFT):
            yield from _fate_wrong(call_id, here, server.texts.get(call_id, ("",))[-1], folder.name)


@dataclass(frozen=True, slots=True)
class Held:
    """What the file of a desk has of a call; by default nothing.

    Attributes:
        draft: The text of its draft. A change of a sent call that was taken back, and not saved
            again before the end came, is nowhere else.
        code: Why it is in `state`, in the server's word.
        too_long: No server takes it.
    """

    text: str = ""
    state: str = ""
    draft: str = ""
    code: str = ""
    too_long: bool = False


def _fate_wrong(call_id: str, here: Held, on_server: str, desk: str) -> Iterator[Wrong]:
    where = f"{here.state} ({here.code}) on {desk}"
    if here.too_long:
        if here.state != CallState.REFUSED.value:
            yield LOST, f"call {call_id}, which nobody takes, is {where}"
    elif on_server != here.text:
        yield LOST, f"call {call_id}, {where}, is not on the server as it was saved last"
    elif here.state != CallState.ACCEPTED.value:
        yield ASTRAY, f"call {call_id} is on the server, and {where}"


def _newest(session: DeskSession) -> dict[CallId, Held]:
    """Of each call the newest text; of one that is in no outbox, its draft."""
    drafts = {row.call_id: digest(row.data) for row in session.scalars(select(DraftRow))}
    rows = session.scalars(select(OutboxRow).order_by(OutboxRow.position))
    return {call_id: Held(text, DRAFT, text) for call_id, text in drafts.items()} | {
        row.call_id: Held(
            text=row.digest,
            state=row.state,
            draft=drafts.get(row.call_id, ""),
            code=row.last_code or "",
            too_long=len(row.payload) > NOTE_LIMIT,
        )
        for row in rows
    }


def passed_over(desk: DeskStore, server: Store) -> Iterator[Wrong]:
    """Records the desk has not, although its cursor says that it saw their place.

    The desk is looked at first: a record that changes on the server takes a later place.
    """
    here = desk.read(partial(place, stream=DIRECTORY))
    if not here.generation:
        return
    held = {(row.entity, row.id): row.rev for row in desk.read(_live_records)}
    record = OfferRecordRow
    query = select(record.entity, record.id, record.rev, record.deleted)
    seen = query.where(record.seq <= here.cursor)
    for entity, record_id, rev, is_gone in server.read(lambda session: session.execute(seen).all()):
        known = held.get((entity, record_id), 0)
        if known if is_gone else known < rev:
            yield ASTRAY, f"{entity} {record_id} was passed over: the cursor is at {here.cursor}"


def read_anew(desk: DeskStore) -> Iterator[Wrong]:
    """Whether the desk had to fetch the offer a second time, because it had come to differ."""
    row = desk.read(lambda session: session.get(ReplicaRow, 1))
    if row is not None and row.fillings > 1:
        yield ASTRAY, f"the offer was fetched whole {row.fillings} times: it had come to differ"


def stream_wrong(desk: DeskStore, server: Store, name: str) -> Iterator[Wrong]:
    """Whether the desk stands elsewhere in a stream than its end, or holds another state of it."""
    here = desk.read(partial(place, stream=name))
    there = server.read(partial(streams.head, stream=name))
    at = (here.cursor, here.records, here.state_hash)
    if at != (there.seq, there.live, there.state_hash):
        yield ASTRAY, f"{name} is {here}, and {there} on the server"


def offer_wrong(desk: DeskStore, server: Store) -> Iterator[Wrong]:
    """Whether a record reads otherwise than on the server."""
    theirs = server.read(
        lambda session: session.scalars(select(OfferRecordRow).where(~OfferRecordRow.deleted)).all()
    )
    ours = {row.id: _plain(row.data) for row in desk.read(_live_records)}
    if ours != {row.id: _plain(row.data) for row in theirs}:
        yield ASTRAY, "the offer reads otherwise than on the server"


def _live_records(session: DeskSession) -> Sequence[RecordRow]:
    return session.scalars(select(RecordRow).where(~RecordRow.deleted)).all()


def _plain(data: str | None) -> str:
    """The same JSON in the same words, whatever the order of its fields."""
    return json.dumps(json.loads(data or "null"), sort_keys=True)
