"""The audit of reads: each mark is kept once, and whatever is done to one later shows."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from helpdesk_domain.clock import day_in_brussels
from helpdesk_domain.languages import Words
from helpdesk_domain.people import PersonId
from helpdesk_domain.reads import (
    BATCH_LIMIT,
    BEGINNING,
    ReadMark,
    ReadMarks,
    ReadsReceipt,
    What,
    Why,
    next_mark,
)
from helpdesk_domain.statistics.purposes import ExportPurpose
from helpdesk_domain.wire import digest, from_json, to_json
from helpdesk_server.commands.group import command_line
from helpdesk_server.store import reads
from helpdesk_server.store.database import Store
from helpdesk_server.store.read_tables import ReadChainRow, ReadMarkRow
from helpdesk_server.store.tables import PersonRow
from tests.server.desk import Desk, code_of
from tests.server.records import uuid_of
from tests.serving import HandClock, RunningServer


def marks_of(desk: Desk, clock: HandClock, count: int, previous: str = BEGINNING) -> list[ReadMark]:
    """What was read at `desk`, a minute apart."""
    found: list[ReadMark] = []
    amelie = desk.server.store.read(lambda session: session.scalar(select(PersonRow.id)))
    for number in range(count):
        at = clock.now + timedelta(minutes=number)
        previous = found[-1].hash if found else previous
        subject = uuid_of(f"call {number}")
        found.append(
            next_mark(previous, What.CALL_TEXT, subject, Why.MY_CALLS, PersonId(amelie or ""), at)
        )
    return found


def send(desk: Desk, marks: list[ReadMark]) -> ReadsReceipt:
    body = to_json(ReadMarks(marks=tuple(marks)))
    answer = desk.post("/v1/reads", body)
    assert answer.status_code == 200, answer.text
    receipt = from_json(answer.content, ReadsReceipt)
    assert receipt.digest == digest(body)
    return receipt


def kept(store: Store) -> list[str]:
    query = select(ReadMarkRow.id).order_by(ReadMarkRow.number)
    return store.read(lambda session: list(session.scalars(query)))


def faults(store: Store, heads: dict[str, str] | None = None) -> list[str]:
    chains = store.read(partial(reads.verify, heads=heads))
    return [broken.fault.value for chain in chains for broken in chain.faults]


def test_marks_are_kept_once_in_their_order_whatever_is_sent_again(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    marks = marks_of(desk, clock, 5)

    # When some come, all come again with more, and the first ones come once more
    assert send(desk, marks[:2]).broken == 0
    assert send(desk, marks).broken == 0
    assert send(desk, marks[:2]).broken == 0

    # Then each is there once, with who read, and its chain is whole
    assert kept(store) == [mark.id for mark in marks]
    assert faults(store) == []
    (told, *_) = store.read(lambda session: list(reads.reads(session, marks[0].at)))
    assert (told.person, told.what, told.why) == ("Amélie", "call_text", "my_calls")


def test_a_mark_that_breaks_the_chain_of_its_desk_is_kept_and_marked(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    marks = marks_of(desk, clock, 6)
    altered = replace(marks[1], subject=uuid_of("somebody else"))

    receipt = send(desk, [marks[0], altered, marks[2], *marks[4:]])

    assert receipt.broken == 2
    assert kept(store) == [marks[n].id for n in (0, 1, 2, 4, 5)]
    assert faults(store) == ["altered", "gap"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "Mme Dupont, rue Haute"),
        ("why", "elle a dit"),
        ("id", "1"),
        ("person", "Marie"),
        ("what", "note"),
        ("at", "2026-03-02T10:00:00"),
        ("hash", "note de la personne"),
        ("previous", ""),
    ],
)
def test_no_field_of_a_mark_has_room_for_words(
    desk: Desk, store: Store, clock: HandClock, field: str, value: str
) -> None:
    (mark,) = marks_of(desk, clock, 1)
    told = json.loads(to_json(mark)) | {field: value}
    answer = desk.post("/v1/reads", json.dumps({"marks": [told]}).encode())
    assert (answer.status_code, code_of(answer)) == (422, "invalid")
    assert value not in answer.text or not value
    assert kept(store) == []


def test_no_more_than_a_batch_is_taken_and_none_twice(desk: Desk, clock: HandClock) -> None:
    marks = marks_of(desk, clock, BATCH_LIMIT + 1)
    for wrong in (marks, [marks[0], marks[0]], []):
        body = to_json(ReadMarks(marks=tuple(wrong)))
        assert desk.post("/v1/reads", body).status_code == 422
    send(desk, marks[:BATCH_LIMIT])


FLIPS: dict[str, Callable[[ReadMarkRow], object]] = {
    "id": lambda row: uuid_of("other"),
    "at": lambda row: row.at + timedelta(microseconds=1),
    "person_id": lambda row: None,
    "what": lambda row: "intake_text",
    "subject": lambda row: row.subject[:-1] + ("0" if row.subject[-1] != "0" else "1"),
    "why": lambda row: row.why[:-1],
    "previous": lambda row: row.previous[:-1] + ("0" if row.previous[-1] != "0" else "1"),
    "hash": lambda row: row.hash[:-1] + ("0" if row.hash[-1] != "0" else "1"),
    "received_at": lambda row: row.received_at - timedelta(microseconds=1),
    "fault": lambda row: "gap",
    "seal": lambda row: row.seal[:-1] + ("0" if row.seal[-1] != "0" else "1"),
}


def as_kept(desk: Desk, store: Store) -> tuple[ReadChainRow, list[ReadMarkRow]]:
    def rows(session: Session) -> tuple[ReadChainRow, list[ReadMarkRow]]:
        chain = session.scalars(select(ReadChainRow)).one()
        return chain, list(session.scalars(select(ReadMarkRow).order_by(ReadMarkRow.number)))

    return store.read(rows)


def part_of(chain: ReadChainRow, marks: list[ReadMarkRow], first: int, last: int) -> ReadChainRow:
    """The chain of the rows from `first` to before `last`, as if there were no others."""
    there = marks[first:last]
    return ReadChainRow(
        device_id=chain.device_id,
        rows=len(there),
        first=marks[first - 1].seal if first else chain.first,
        seal=there[-1].seal,
        last_hash=there[-1].hash,
    )


def test_whatever_is_changed_removed_or_moved_in_a_chain_of_a_thousand_rows_is_found(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    """Of each row every column is changed, one after the other; each is removed, and moved."""
    # Given a thousand rows, which are whole
    first = marks_of(desk, clock, BATCH_LIMIT)
    send(desk, first)
    send(desk, marks_of(desk, clock, BATCH_LIMIT, first[-1].hash))
    assert faults(store) == []
    chain, marks = as_kept(desk, store)
    assert len(marks) == 1000
    columns = {column.name for column in ReadMarkRow.__table__.columns}
    assert columns - set(FLIPS) == {"number", "device_id", "sender_id"}

    # When one is changed, removed or moved, then the rows around it say so
    missed: list[object] = []
    for place, row in enumerate(marks):
        begin, end = max(0, place - 1), min(len(marks), place + 3)
        part = part_of(chain, marks, begin, end)
        around, at = marks[begin:end], place - begin
        for name, flip in FLIPS.items():
            before = getattr(row, name)
            setattr(row, name, flip(row))
            missed += [] if reads.checked(part, around).faults else [(place, name)]
            setattr(row, name, before)
        without = around[:at] + around[at + 1 :]
        swapped = around[:at] + around[at : at + 2][::-1] + around[at + 2 :]
        missed += [] if reads.checked(part, without).faults else [(place, "removed")]
        if place + 1 < len(marks):
            missed += [] if reads.checked(part, swapped).faults else [(place, "moved")]
        assert reads.checked(part, around).faults == ()
    assert missed == []


SPOILS = {
    "changed": "UPDATE read_mark SET subject = 'x' WHERE number = {middle}",
    "moved to another sender": "UPDATE read_mark SET sender_id = '{other}' WHERE number = {middle}",
    "removed": "DELETE FROM read_mark WHERE number = {middle}",
    "first removed": "DELETE FROM read_mark WHERE number = {first}",
    "last removed": "DELETE FROM read_mark WHERE number = {last}",
    "all removed": "DELETE FROM read_mark",
    "swapped": "UPDATE read_mark SET number = CASE number WHEN {first} THEN -{last} "
    "WHEN {last} THEN {first} ELSE number END",
    "chain shortened": "UPDATE read_chain SET rows = rows - 1",
    "chain forgotten": "DELETE FROM read_chain",
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_what_is_done_to_the_database_is_found_by_the_check(
    desk: Desk, store: Store, clock: HandClock, spoil: str
) -> None:
    other = desk.server.add_person("Bart").id
    send(desk, marks_of(desk, clock, 5))
    _, marks = as_kept(desk, store)
    told = {"first": marks[0].number, "middle": marks[2].number, "last": marks[4].number}
    assert faults(store) == []

    store.run(lambda s: s.execute(text(SPOILS[spoil].format(**told, other=other))))

    assert faults(store)


def test_a_chain_that_was_written_anew_is_found_by_a_seal_that_was_kept_elsewhere(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    # Given three marks, and the seal that a check printed then
    marks = marks_of(desk, clock, 4)
    send(desk, marks[:3])
    (chain,) = store.read(reads.verify)
    heads = {str(chain.device_id): chain.head}
    send(desk, marks[3:])
    assert faults(store, heads) == []

    # When somebody writes the whole chain anew, without one of them
    def forge(session: Session) -> None:
        rows = list(session.scalars(select(ReadMarkRow).order_by(ReadMarkRow.number)))
        session.delete(rows.pop(1))
        kept_chain, seal = session.scalars(select(ReadChainRow)).one(), BEGINNING
        for row in rows:
            row.fault, row.seal = "", reads.seal_of(row, seal)
            seal = row.seal
        kept_chain.rows, kept_chain.seal = len(rows), seal

    store.run(forge)

    # Then the chain looks whole, and the seal is missing
    assert faults(store) == []
    assert faults(store, heads) == ["removed"]


def test_marks_whose_time_is_over_go_and_what_is_left_is_a_chain(
    desk: Desk, store: Store, clock: HandClock
) -> None:
    marks = marks_of(desk, clock, 6)
    send(desk, marks[:4])
    clock.advance(days=30)
    send(desk.sign_in(), marks[4:])

    limit = clock.now - timedelta(days=1)
    assert store.read(partial(reads.count_before, moment=limit)) == 4
    assert store.run(partial(reads.forget_before, moment=limit, most=3)) == 3
    assert store.run(partial(reads.forget_before, moment=limit, most=3)) == 1
    assert store.run(partial(reads.forget_before, moment=limit, most=3)) == 0

    assert kept(store) == [mark.id for mark in marks[4:]]
    assert faults(store) == []


def test_two_desks_have_a_chain_each(
    server: RunningServer, desk: Desk, store: Store, clock: HandClock
) -> None:
    other = Desk(server).sign_in()
    ours, theirs = marks_of(desk, clock, 2), marks_of(other, clock, 2)
    send(desk, ours[:1])
    send(other, theirs)
    send(desk, ours[1:])
    other.close()
    assert faults(store) == []
    assert len(store.read(reads.verify)) == 2


def test_who_looks_after_privacy_lists_and_checks_them(
    desk: Desk, store: Store, clock: HandClock, tmp_path: Path
) -> None:
    # Given marks of half past midnight in Brussels, where it is the day after already
    night = (clock.now - timedelta(days=1)).replace(hour=23, minute=30)
    marks = marks_of(desk, HandClock(night), 3)
    send(desk, marks)

    def types(*arguments: str) -> Result:
        options = ["--lang", "en", "--database", desk.server.settings.database]
        options += ["--data-dir", str(tmp_path), "reads", *arguments]
        return CliRunner().invoke(command_line(Words("en")), options)

    if store.engine.dialect.name != "sqlite":
        return  # a password of a test is in no argument
    day = day_in_brussels(night)
    assert day > night.date()
    listed = types("list", "--since", str(day)).stdout.splitlines()
    assert [line.split("\t")[1:6:2] for line in listed] == [["Amélie", "call_text", "my_calls"]] * 3
    asked = ("--since", str(day), "--subject", marks[1].subject, "--json")
    one = json.loads(types("list", *asked).stdout)
    assert [told["subject"] for told in one] == [marks[1].subject]
    tomorrow = str(day + timedelta(days=1))
    assert types("list", "--since", tomorrow).stdout == ""

    whole = types("verify")
    assert (whole.exit_code, "Every mark is as it was told." in whole.stderr) == (0, True)
    heads = tmp_path / "heads.json"
    heads.write_text(whole.stdout, "utf-8")
    assert types("verify", "--against", str(heads)).exit_code == 0

    store.run(lambda s: s.execute(delete(ReadMarkRow).where(ReadMarkRow.id == marks[1].id)))
    broken = types("verify", "--against", str(heads))
    assert broken.exit_code == 6
    assert marks[2].id in broken.stderr


@pytest.mark.parametrize("purpose", ExportPurpose)
def test_the_mark_of_an_export_is_kept_and_found_by_what_stands_in_the_file(
    desk: Desk, store: Store, clock: HandClock, purpose: ExportPurpose
) -> None:
    # Given a desk from which figures went out, between two readings
    before, after = marks_of(desk, clock, 2)
    export_id = uuid_of("export")
    mark = next_mark(before.hash, What.STATISTICS, export_id, purpose, before.person, clock.now)
    after = next_mark(
        mark.hash, What.CALL_TEXT, after.subject, Why.MY_CALLS, before.person, clock.now
    )

    # When it tells
    assert send(desk, [before, mark, after]).broken == 0

    # Then whoever holds the file finds who exported it, when and what for
    (told,) = store.read(lambda session: list(reads.reads(session, clock.now, export_id)))
    assert (told.person, told.what, told.why) == ("Amélie", "statistics", purpose.value)
    assert faults(store) == []
