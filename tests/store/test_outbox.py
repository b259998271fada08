"""Tests: what waits for the server waits until the server's own word for those very bytes."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from helpdesk_desktop.store.calls import CallState, log_call, logged_since
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.outbox import (
    OutboxItem,
    OutboxState,
    outbox_state,
    send_again,
    send_refused_again,
    take,
    try_now,
)
from helpdesk_desktop.store.settling import (
    postpone,
    send_again_after_restore,
    settle_accepted,
    settle_conflict,
    settle_refused,
)
from helpdesk_domain.calls import Call
from helpdesk_domain.people import PersonId
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.wire import digest, to_json
from tests.factories import NOON, a_call, a_call_id, a_receipt, an_id
from tests.store.conftest import KEY

AMINA, BART = PersonId(an_id("amina")), PersonId(an_id("bart"))
FIRST, EDIT, LAST = a_call(), a_call(note="Autre."), a_call(note="Encore autre.")


def log(store: Store, call: Call, author: PersonId | None = AMINA, now: datetime = NOON) -> None:
    store.run(lambda session: log_call(session, call, author, now))


def send(
    store: Store, author: PersonId = AMINA, now: datetime = NOON, limit: int = 50
) -> list[OutboxItem]:
    return store.run(lambda session: take(session, author, now, limit))


def payloads(items: list[OutboxItem]) -> list[bytes]:
    return [item.payload for item in items]


def accept(store: Store, call: Call, rev: int = 1, generation: str = "generation") -> bool:
    return store.run(
        lambda session: settle_accepted(
            session, call.id, digest(to_json(call)), a_receipt(call, rev), generation
        )
    )


def no_word(store: Store, until: datetime = NOON) -> None:
    store.run(partial(postpone, call_id=FIRST.id, next_attempt_at=until, code=Code.UNAVAILABLE))


def refuse(store: Store) -> None:
    store.run(partial(settle_refused, call_id=FIRST.id, code=Code.INVALID, now=NOON))


def clash(store: Store, server_copy: bytes | None = b"{}") -> None:
    store.run(partial(settle_conflict, call_id=FIRST.id, server_copy=server_copy, now=NOON))


def state(store: Store, author: PersonId | None = AMINA) -> OutboxState:
    return store.read(lambda session: outbox_state(session, author))


def states(store: Store) -> list[CallState]:
    long_ago = NOON - timedelta(days=365)
    return [entry.state for entry in store.read(lambda s: logged_since(s, long_ago))]


def test_the_oldest_goes_first_and_no_more_than_asked(store: Store) -> None:
    for number in range(5):
        log(store, a_call(str(number)))

    assert [item.call_id for item in send(store, limit=2)] == [a_call_id("0"), a_call_id("1")]
    assert [item.call_id for item in send(store, limit=2)] == [a_call_id("2"), a_call_id("3")]


def test_a_version_on_its_way_is_not_sent_a_second_time(store: Store) -> None:
    log(store, FIRST)
    send(store)

    assert send(store) == []


def test_a_request_that_never_ended_is_tried_again_after_two_minutes(store: Store) -> None:
    log(store, FIRST)
    send(store)

    assert send(store, now=NOON + timedelta(seconds=119)) == []
    (item,) = send(store, now=NOON + timedelta(seconds=120))
    assert item.attempts == 2


def test_what_was_in_flight_when_the_program_died_is_due_when_it_starts(
    store: Store, path: Path
) -> None:
    log(store, FIRST)
    send(store)

    again = Store.open(path, KEY)

    assert payloads(send(again)) == [to_json(FIRST)]
    again.close()


def test_a_clock_set_back_does_not_hold_calls(store: Store) -> None:
    log(store, FIRST)
    send(store)
    assert payloads(send(store, now=NOON - timedelta(days=400))) == [to_json(FIRST)]

    no_word(store, until=NOON)
    assert payloads(send(store, now=NOON - timedelta(days=400))) == [to_json(FIRST)]


def test_a_postponed_call_waits_its_time_with_the_same_bytes(store: Store) -> None:
    log(store, FIRST)
    send(store)
    no_word(store, until=NOON + timedelta(seconds=40))

    assert send(store, now=NOON + timedelta(seconds=39)) == []
    assert payloads(send(store, now=NOON + timedelta(seconds=40))) == [to_json(FIRST)]


def test_word_of_the_network_ends_the_wait(store: Store) -> None:
    log(store, FIRST)
    send(store)
    no_word(store, until=NOON + timedelta(seconds=40))

    store.run(try_now)

    assert payloads(send(store)) == [to_json(FIRST)]


def test_an_acknowledgement_of_other_bytes_settles_nothing(store: Store) -> None:
    log(store, FIRST)
    send(store)

    assert accept(store, EDIT) is False

    assert states(store) == [CallState.PENDING]


def test_an_accepted_call_is_kept_and_sent_no_more(store: Store) -> None:
    log(store, FIRST)
    send(store)

    assert accept(store, FIRST, rev=7) is True

    later = NOON + timedelta(days=1)
    assert send(store, now=later) == []
    (kept,) = store.read(lambda session: logged_since(session, NOON))
    assert (kept.call, kept.state, kept.rev) == (FIRST, CallState.ACCEPTED, 7)
    assert accept(store, FIRST, rev=7) is False


def test_edits_that_were_never_sent_become_one(store: Store) -> None:
    for version in (FIRST, EDIT, LAST):
        log(store, version)

    assert payloads(send(store)) == [to_json(LAST)]


def test_an_edit_never_overtakes_nor_replaces_the_version_on_its_way(store: Store) -> None:
    # Given a first version whose answer is lost, and two edits meanwhile
    log(store, FIRST)
    send(store)
    log(store, EDIT)
    log(store, LAST)
    assert send(store) == []
    no_word(store)

    # When the line is back, then the same bytes go first
    assert payloads(send(store)) == [to_json(FIRST)]

    # And the edit follows, on the revision the server gave
    accept(store, FIRST, rev=3)
    (item,) = send(store)
    assert (item.payload, item.base_rev) == (to_json(LAST), 3)
    accept(store, LAST, rev=4)
    assert states(store) == [CallState.ACCEPTED]

    # And of an accepted call only its last version is kept on the desk
    kept = store.read(
        lambda s: s.connection().exec_driver_sql("SELECT payload FROM outbox").scalars().all()
    )
    assert kept == [to_json(LAST)]


def test_an_edit_behind_a_refused_version_goes_in_its_place(store: Store) -> None:
    log(store, FIRST)
    send(store)
    log(store, EDIT)

    refuse(store)

    assert state(store).refused == 0
    assert [(item.payload, item.base_rev) for item in send(store)] == [(to_json(EDIT), None)]


def test_an_edit_behind_a_refused_version_changes_the_same_revision(store: Store) -> None:
    log(store, FIRST)
    send(store)
    clash(store)
    store.run(lambda session: log_call(session, FIRST, AMINA, NOON, base_rev=9))
    send(store)
    log(store, EDIT)

    refuse(store)

    assert [(item.payload, item.base_rev) for item in send(store)] == [(to_json(EDIT), 9)]


def test_a_refused_call_is_kept_shown_and_can_be_sent_again(store: Store) -> None:
    log(store, FIRST)
    send(store)
    refuse(store)

    assert send(store, now=NOON + timedelta(days=1)) == []
    assert states(store) == [CallState.REFUSED]
    assert state(store) == OutboxState(
        waiting=0, refused=1, conflicts=0, oldest=None, other_author=0
    )

    store.run(partial(send_again, call_id=FIRST.id))
    assert payloads(send(store)) == [to_json(FIRST)]


def test_every_refused_call_is_sent_again_when_the_operator_asks(store: Store) -> None:
    # Given two refused calls and one held differently by the server
    calls = [FIRST, a_call("second"), a_call("third")]
    for call in calls:
        log(store, call)
    send(store)
    for call in calls[:2]:
        store.run(partial(settle_refused, call_id=call.id, code=Code.INVALID, now=NOON))
    store.run(partial(settle_conflict, call_id=calls[2].id, server_copy=None, now=NOON))

    # When the operator asks, then the refused ones go as they are, and the choice still waits
    store.run(send_refused_again)
    assert payloads(send(store)) == [to_json(call) for call in calls[:2]]
    assert (state(store).refused, state(store).conflicts) == (0, 1)


def test_a_conflict_waits_for_a_person_with_both_texts(store: Store) -> None:
    log(store, FIRST)
    send(store)
    log(store, EDIT)

    clash(store, to_json(LAST))

    assert send(store, now=NOON + timedelta(days=1)) == []
    assert state(store).conflicts == 1
    query = "SELECT payload, server_copy FROM outbox ORDER BY position"
    texts = store.read(lambda s: s.connection().exec_driver_sql(query).all())
    assert texts == [(to_json(FIRST), None), (to_json(EDIT), to_json(LAST))]


def test_keeping_ours_after_a_conflict_sends_it_on_the_new_revision(store: Store) -> None:
    log(store, FIRST)
    send(store)
    clash(store)

    store.run(lambda s: log_call(s, FIRST, AMINA, NOON, base_rev=9))

    assert [(item.payload, item.base_rev) for item in send(store)] == [(to_json(FIRST), 9)]


@pytest.mark.parametrize("verdict", [refuse, clash, no_word])
def test_a_verdict_on_what_was_never_sent_changes_nothing(store: Store, verdict: object) -> None:
    log(store, FIRST)

    verdict(store)  # type: ignore[operator]

    assert states(store) == [CallState.PENDING]
    assert payloads(send(store)) == [to_json(FIRST)]


def test_calls_of_one_person_are_not_sent_under_the_name_of_another(store: Store) -> None:
    log(store, a_call("amina's"), AMINA, NOON + timedelta(minutes=1))
    log(store, a_call("bart's"), BART)
    log(store, a_call("before anybody signed in"), None, NOON + timedelta(minutes=2))

    assert state(store, AMINA) == OutboxState(
        waiting=2,
        refused=0,
        conflicts=0,
        oldest=NOON + timedelta(minutes=1),
        other_author=1,
    )
    assert state(store, None).waiting == 3
    assert [item.call_id for item in send(store, AMINA)] == [
        a_call_id("amina's"),
        a_call_id("before anybody signed in"),
    ]
    assert [item.call_id for item in send(store, BART)] == [a_call_id("bart's")]


def test_an_edit_by_another_person_waits_behind_the_first_persons_version(store: Store) -> None:
    log(store, FIRST, AMINA)
    log(store, EDIT, BART)

    assert send(store, BART) == []
    assert payloads(send(store, AMINA)) == [to_json(FIRST)]
    accept(store, FIRST)
    assert payloads(send(store, BART)) == [to_json(EDIT)]


def test_a_server_restored_from_a_backup_is_asked_again_what_it_may_have_lost(
    store: Store,
) -> None:
    # Given a call and its correction, acknowledged before; and a call since
    log(store, FIRST)
    send(store)
    accept(store, FIRST, generation="before")
    log(store, EDIT)
    send(store)
    accept(store, EDIT, rev=2, generation="before")
    log(store, a_call("known to the new one"))
    send(store)
    accept(store, a_call("known to the new one"), generation="after")

    # When it is sent again, then it is the request that was made before
    again = store.run(lambda s: send_again_after_restore(s, "after", NOON - timedelta(days=30)))
    assert again == 1
    assert [(item.payload, item.base_rev) for item in send(store)] == [(to_json(EDIT), 1)]
