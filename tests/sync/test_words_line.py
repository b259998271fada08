"""Whatever the line does, the server's counts end as the desk's, and never run ahead of them.

The desk's store and the server's are the real ones, in memory; the line between them is made up.

Mutants that this test has killed (each was made, and seen to fail):
 1. `settles`: any receipt will do; 2. one of another content; 3. no answer at all will do
 4. `days_to_send`: a day once settled is never sent again
 5. `days_to_send`: another generation is not noticed
 6. `settle_day`: the content of now is settled, not the one that was sent
 7. `keep_unanswered`: counts are added up; 8. the last request wins, be it the older one
 9. `count_unanswered`: a word known already is not counted again
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, delete, insert, select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.base import Base as DeskBase
from helpdesk_desktop.store.unanswered import (
    DayOfWords,
    count_unanswered,
    days_to_send,
    settle_day,
)
from helpdesk_desktop.store.unanswered_tables import SettledDayRow, UnansweredWordRow
from helpdesk_desktop.sync.errors import ServerTroubled, ServerUnreachable
from helpdesk_desktop.sync.verdicts import OutcomeOfWords, settles
from helpdesk_domain.people import DeviceId
from helpdesk_domain.unanswered import UnansweredReceipt, UnansweredWords
from helpdesk_domain.wire import digest, from_json
from helpdesk_server.store import tables
from helpdesk_server.store.base import Base as ServerBase
from helpdesk_server.store.unanswered import keep_unanswered

DEVICE = DeviceId("0d9f6c1e-0c2f-4b1e-8a57-3a7a4c0f9b11")
TODAY = date(2026, 3, 2)
DAYS = (TODAY, date(2026, 3, 1))
FATES = ("ok", "request lost", "answer lost", "late", "old answer", "troubled", "counting")

Counts = dict[tuple[date, str], int]

counting = st.tuples(
    st.just("count"), st.sampled_from(DAYS), st.lists(st.sampled_from(["hoarding", "psy", "zzz"]))
)
syncing = st.tuples(st.just("sync"), st.lists(st.sampled_from(FATES), min_size=1, max_size=2))
others = st.tuples(st.sampled_from(["late request arrives", "backup", "restore"]))
stories = st.lists(st.one_of(counting, syncing, others), max_size=25)


def in_memory(tables_of: type[DeskBase] | type[ServerBase], *used: object) -> Engine:
    engine = create_engine("sqlite://")
    wanted = [row.__table__ for row in used]  # type: ignore[attr-defined]
    tables_of.metadata.create_all(engine, tables=wanted)
    return engine


@dataclass
class Server:
    """Keeps what arrives, as the route does; may be restored from a backup."""

    engine: Engine
    generation: int = 1
    backup: Counts = field(default_factory=dict)

    def take(self, sent: DayOfWords) -> UnansweredReceipt:
        words = from_json(sent.payload, UnansweredWords).words
        with Session(self.engine) as session, session.begin():
            keep_unanswered(session, DEVICE, sent.day, words, TODAY)
        return UnansweredReceipt(day=sent.day, digest=digest(sent.payload))

    @property
    def counts(self) -> Counts:
        with Session(self.engine) as session:
            rows = session.scalars(select(tables.UnansweredWordRow)).all()
        return {(row.day, row.word): row.count for row in rows}

    def restore(self) -> None:
        self.generation += 1
        row = tables.UnansweredWordRow
        with Session(self.engine) as session, session.begin():
            session.execute(delete(row))
            for (day, word), count in self.backup.items():
                told = {"device_id": DEVICE, "day": day, "language": "fr"}
                session.execute(insert(row).values(word=word, count=count, **told))


@dataclass
class Desk:
    """Sends what is due, settles what was answered; what it counted is its own account."""

    engine: Engine
    server: Server
    counted: Counts = field(default_factory=dict)
    receipts: list[tuple[int, UnansweredReceipt]] = field(default_factory=list)
    late: list[DayOfWords] = field(default_factory=list)

    def count(self, day: date, words: list[str]) -> None:
        for word in set(words):
            self.counted[day, word] = self.counted.get((day, word), 0) + 1
        with Session(self.engine) as session, session.begin():
            count_unanswered(session, day, "fr", words)

    def sync(self, fates: list[str]) -> None:
        here = str(self.server.generation)
        with Session(self.engine) as session:
            due = days_to_send(session, here)
        for sent, fate in zip(due, fates * len(due), strict=False):
            outcome = self.answer(sent, fate)
            if settles(outcome, sent.day, digest(sent.payload)):
                with Session(self.engine) as session, session.begin():
                    settle_day(session, sent, here)

    def answer(self, sent: DayOfWords, fate: str) -> OutcomeOfWords:
        if fate in ("request lost", "troubled"):
            return ServerTroubled() if fate == "troubled" else ServerUnreachable()
        if fate == "old answer":
            return self.the_oldest_answer()
        if fate == "late":
            self.late.append(sent)
            return ServerUnreachable()
        if fate == "counting":
            self.count(sent.day, ["meanwhile"])
        receipt = self.server.take(sent)
        self.receipts.append((self.server.generation, receipt))
        return ServerUnreachable() if fate == "answer lost" else receipt

    def the_oldest_answer(self) -> OutcomeOfWords:
        """As the gate lets it through: what another generation said is put off, whatever it is."""
        if not self.receipts:
            return ServerUnreachable()
        generation, receipt = self.receipts[0]
        return receipt if generation == self.server.generation else ServerTroubled()

    def a_late_request_arrives(self) -> None:
        if self.late:
            self.server.take(self.late.pop())


@contextmanager
def a_line() -> Iterator[Desk]:
    central = in_memory(ServerBase, tables.DeviceRow, tables.UnansweredWordRow)
    with Session(central) as session, session.begin():
        seen = datetime(2026, 3, 1, tzinfo=UTC)
        session.add(tables.DeviceRow(id=DEVICE, name="front desk", first_seen_at=seen))
    here = in_memory(DeskBase, UnansweredWordRow, SettledDayRow)
    yield Desk(here, Server(central))
    here.dispose()
    central.dispose()


@settings(deadline=None, max_examples=150)
@given(stories)
@example([("count", TODAY, ["psy"]), ("sync", ["ok"]), ("restore",), ("sync", ["old answer"])])
def test_the_counts_on_the_server_end_as_those_on_the_desk(story: list[tuple[object, ...]]) -> None:
    with a_line() as desk:
        # When the line does its worst, while words are counted and the server is restored
        for what, *values in story:
            match what, values:
                case "count", [date() as day, list(words)]:
                    desk.count(day, words)
                case "sync", [list(fates)]:
                    desk.sync(fates)
                case "late request arrives", _:
                    desk.a_late_request_arrives()
                case "backup", _:
                    desk.server.backup = desk.server.counts
                case "restore", _:
                    desk.server.restore()

            # Then at no turn is a word counted more often than it was searched
            assert all(desk.counted[word] >= n for word, n in desk.server.counts.items())

        # And once the line has healed, both say the same, whatever still comes late
        desk.sync(["ok"])
        assert desk.server.counts == desk.counted
        while desk.late:
            desk.a_late_request_arrives()
        assert desk.server.counts == desk.counted
