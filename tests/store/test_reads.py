"""Marks of reading on a desk: a chain without a gap, sent until the server says that it has it."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.reads import (
    ACKED_KEPT,
    DueReads,
    kept_marks,
    note_read,
    note_texts_read,
    reads_to_send,
    settle_reads,
)
from helpdesk_domain.calls import Call
from helpdesk_domain.intake.answers import QuestionPath
from helpdesk_domain.intake.record import FormId, Intake
from helpdesk_domain.people import PersonId
from helpdesk_domain.reads import BATCH_LIMIT, BEGINNING, ReadMarks, What, Why, breaks
from helpdesk_domain.wire import from_json
from tests.factories import NOON, a_call, an_id

AMINA = PersonId(an_id("amina"))


def read(store: Store, *subjects: str, days_ago: int = 0) -> None:
    at = NOON - timedelta(days=days_ago)
    for subject in subjects:
        note = partial(note_read, what=What.CALL_TEXT, subject=an_id(subject), person=AMINA)
        store.run(partial(note, why=Why.MY_CALLS.value, now=at))


def due(store: Store, generation: str = "g") -> DueReads | None:
    return store.read(partial(reads_to_send, generation=generation))


def settle(store: Store, generation: str = "g") -> None:
    sent = due(store, generation)
    assert sent is not None
    store.run(partial(settle_reads, sent=sent, generation=generation, now=NOON))


def subjects(store: Store) -> list[str]:
    return [mark.subject for mark in store.read(kept_marks)]


def test_marks_are_a_chain_and_go_in_their_order(store: Store) -> None:
    assert due(store) is None
    read(store, "one", "two", "three")

    sent = due(store)
    assert sent is not None
    marks = from_json(sent.payload, ReadMarks).marks
    assert [mark.subject for mark in marks] == [an_id(it) for it in ("one", "two", "three")]
    assert breaks(marks, BEGINNING) == []
    assert {mark.person for mark in marks} == {AMINA}

    settle(store)
    assert due(store) is None
    read(store, "four")
    again = due(store)
    assert again is not None
    assert breaks(from_json(again.payload, ReadMarks).marks, marks[-1].hash) == []


def test_more_than_a_batch_goes_in_several(store: Store) -> None:
    def many(session: Session) -> None:
        for number in range(BATCH_LIMIT + 3):
            note_read(session, What.IDENTITY, an_id(str(number)), Why.CONFLICT, None, NOON)

    store.run(many)
    first = due(store)
    settle(store)
    second = due(store)
    settle(store)
    assert first is not None
    assert second is not None
    assert (len(first.ids), len(second.ids)) == (BATCH_LIMIT, 3)
    assert due(store) is None


def test_a_restored_server_gets_again_what_is_still_here(store: Store) -> None:
    read(store, "one", "two")
    settle(store, "before")
    sent = due(store, "restored")
    assert sent is not None
    assert len(sent.ids) == 2


def test_what_the_server_has_long_enough_goes_and_the_chain_goes_on(store: Store) -> None:
    # Given marks of long ago that no server ever had, and newer ones
    read(store, "ancient", "old", days_ago=ACKED_KEPT.days + 1)
    assert subjects(store) == [an_id("ancient"), an_id("old")]

    # When the server has them all, then only the last is left: the next goes on from it
    settle(store)
    assert subjects(store) == [an_id("old")]
    read(store, "new")
    settle(store)
    assert subjects(store) == [an_id("new")]
    assert breaks(store.read(kept_marks), store.read(kept_marks)[0].previous) == []


def test_a_call_of_which_nobody_typed_a_word_leaves_no_mark(store: Store) -> None:
    intake = Intake(form=FormId("f"), version="1", answers={QuestionPath("housing"): "no_address"})
    coded = a_call(note="", needs=(), intake=intake)

    def note(*texts: Call) -> list[What]:
        before = len(store.read(kept_marks))
        store.run(lambda s: note_texts_read(s, texts, Why.MY_CALLS, AMINA, NOON))
        return [mark.what for mark in store.read(kept_marks)[before:]]

    assert note(coded) == []
    assert note(replace(coded, note="Rappelle.")) == [What.CALL_TEXT]
    assert note(coded, replace(coded, note="Rappelle.")) == [What.CALL_TEXT]
    told = replace(intake, reason="elle insiste")
    assert note(replace(coded, intake=told, note="Rappelle.")) == [What.INTAKE_TEXT]


def test_the_table_of_marks_has_no_room_for_words(store: Store) -> None:
    columns = store.read(lambda s: inspect(s.connection()).get_columns("read_mark"))
    lengths = {str(one["name"]): getattr(one["type"], "length", None) for one in columns}
    texts = {name: length for name, length in lengths.items() if length is not None}
    assert max(texts.values()) <= 64
