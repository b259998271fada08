"""Marks of exports on a desk: in the chain of those of reading, in an older file too."""

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from helpdesk_desktop.store import migrate
from helpdesk_desktop.store.cipher import locked_connection
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.export_marks import note_export
from helpdesk_desktop.store.reads import kept_marks, note_read, reads_to_send
from helpdesk_domain.people import PersonId
from helpdesk_domain.reads import BEGINNING, ReadMarks, What, Why, breaks, is_code
from helpdesk_domain.statistics.purposes import ExportPurpose
from helpdesk_domain.wire import from_json
from tests.factories import NOON, an_id
from tests.store.conftest import KEY

AMINA = PersonId(an_id("amina"))


def export(store: Store, name: str, purpose: ExportPurpose = ExportPurpose.SUBSIDY) -> None:
    note = partial(note_export, export_id=an_id(name), purpose=purpose, person=AMINA, now=NOON)
    store.run(note)


def read(store: Store, name: str) -> None:
    note = partial(note_read, what=What.CALL_TEXT, subject=an_id(name), why=Why.MY_CALLS.value)
    store.run(partial(note, person=AMINA, now=NOON))


def test_an_export_goes_on_with_the_chain_of_readings_and_is_sent_with_them(store: Store) -> None:
    read(store, "call")
    export(store, "export")
    read(store, "other call")

    due = store.read(partial(reads_to_send, generation="g"))

    assert due is not None
    marks = from_json(due.payload, ReadMarks).marks
    assert breaks(marks, BEGINNING) == []
    told = [(mark.what, mark.subject, mark.why, mark.person) for mark in marks]
    assert told[1] == (What.STATISTICS, an_id("export"), "subsidy", AMINA)


def test_a_file_of_an_older_program_keeps_its_marks_and_takes_those_of_exports(
    path: Path, store: Store
) -> None:
    # Given a file of before, in which two readings are marked and the first was erased since
    for name in ("one", "two"):
        read(store, name)
    store.run(lambda session: session.execute(text("DELETE FROM read_mark WHERE position = 1")))
    store.close()
    migrate.migrate_back(path, KEY, "0012")
    with closing(locked_connection(path, KEY)) as older:
        [(before,)] = older.execute("SELECT hash FROM read_mark").fetchall()

    # When this program opens it
    with closing(Store.open(path, KEY)) as again:
        export(again, "export")
        marks = again.read(kept_marks)
        positions = again.read(
            lambda session: session.scalars(
                text("SELECT position FROM read_mark ORDER BY position")
            ).all()
        )

    # Then the chain goes on, and no position was used twice
    assert [mark.previous for mark in marks][1:] == [before]
    assert list(positions) == [2, 3]


def test_what_is_marked_is_one_of_our_own_words(store: Store) -> None:
    export(store, "export")
    with pytest.raises(IntegrityError):
        store.run(lambda s: s.execute(text("UPDATE read_mark SET what = 'a note'")))


@pytest.mark.parametrize("purpose", ExportPurpose)
def test_every_purpose_is_a_code_that_a_mark_can_bear(store: Store, purpose: ExportPurpose) -> None:
    export(store, "export", purpose)
    assert is_code(purpose)
