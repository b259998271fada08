"""Tests: what an operator saved is there, undone or changed, and nothing of it is lost."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from helpdesk_desktop.store.calls import CallState, LoggedCall, log_call, logged_since, reopen
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.drafts import Draft, discard_draft, drafts, forget_draft, keep_draft
from helpdesk_desktop.store.errors import CallInFlight, NoSuchCall
from helpdesk_desktop.store.outbox import OutboxItem, take
from helpdesk_desktop.store.settling import postpone, settle_accepted, settle_refused
from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.people import PersonId
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.wire import digest, to_json
from tests.factories import NOON, a_call, a_call_id, a_receipt, an_id

AMINA = PersonId(an_id("amina"))
LATER = NOON + timedelta(hours=1)


def log(store: Store, call: Call, base_rev: int | None = None) -> None:
    store.run(lambda session: log_call(session, call, AMINA, NOON, base_rev))


def send(store: Store) -> list[OutboxItem]:
    return store.run(lambda session: take(session, AMINA, NOON))


def accept(store: Store, call: Call, rev: int = 1) -> bool:
    return store.run(
        lambda session: settle_accepted(
            session, call.id, digest(to_json(call)), a_receipt(call, rev), "generation"
        )
    )


def undo(store: Store, call_id: CallId) -> Draft:
    return store.run(lambda session: reopen(session, call_id, NOON))


def logged(store: Store) -> list[LoggedCall]:
    return store.read(lambda session: logged_since(session, NOON - timedelta(days=1)))


def open_drafts(store: Store) -> list[Draft]:
    return store.read(drafts)


def test_a_draft_comes_back_as_it_was_the_newest_first(store: Store) -> None:
    older = Draft(call=a_call("older"), search_text="bain", base_rev=3, updated_at=NOON)
    newer = Draft(call=a_call("newer", outcome=None), updated_at=LATER)
    for draft in (newer, older):
        store.run(partial(keep_draft, draft=draft))

    assert open_drafts(store) == [newer, older]


def test_a_draft_kept_again_replaces_what_was_kept(store: Store) -> None:
    store.run(partial(keep_draft, draft=Draft(call=a_call(note="a"), updated_at=NOON)))
    store.run(partial(keep_draft, draft=Draft(call=a_call(note="ab"), updated_at=LATER)))

    assert [draft.call.note for draft in open_drafts(store)] == ["ab"]


def test_a_discarded_draft_can_be_taken_up_again(store: Store) -> None:
    draft = Draft(call=a_call(), updated_at=NOON)
    store.run(partial(keep_draft, draft=draft))

    store.run(partial(discard_draft, call_id=draft.call.id, now=NOON))
    assert open_drafts(store) == []

    store.run(partial(keep_draft, draft=draft))
    assert open_drafts(store) == [draft]


def test_a_draft_discarded_a_month_ago_is_erased_with_the_next(store: Store, path: object) -> None:
    for name, when in (("old", NOON), ("new", NOON + timedelta(days=31))):
        store.run(partial(keep_draft, draft=Draft(call=a_call(name), updated_at=when)))
        store.run(partial(discard_draft, call_id=a_call_id(name), now=when))

    kept = store.read(
        lambda s: s.connection().exec_driver_sql("SELECT call_id FROM draft").scalars().all()
    )
    assert kept == [a_call_id("new")]


def test_a_forgotten_draft_leaves_nothing_and_the_others_stay(store: Store) -> None:
    for name in ("emptied", "other"):
        store.run(partial(keep_draft, draft=Draft(call=a_call(name), updated_at=NOON)))

    store.run(partial(forget_draft, call_id=a_call_id("emptied")))

    kept = store.read(
        lambda s: s.connection().exec_driver_sql("SELECT call_id FROM draft").scalars().all()
    )
    assert kept == [a_call_id("other")]


def test_logging_ends_the_draft_and_puts_the_exact_bytes_in_the_outbox(store: Store) -> None:
    call = a_call(note="élève à Schaerbeek « 4e »")
    store.run(partial(keep_draft, draft=Draft(call=call, updated_at=NOON)))

    log(store, call)

    assert open_drafts(store) == []
    assert logged(store) == [
        LoggedCall(call=call, state=CallState.PENDING, rev=None, logged_at=NOON)
    ]
    (item,) = send(store)
    assert item == OutboxItem(
        position=1, call_id=call.id, payload=to_json(call), base_rev=None, attempts=1
    )


def test_saving_twice_counts_the_call_once(store: Store) -> None:
    log(store, a_call())
    log(store, a_call())

    assert len(send(store)) == len(logged(store)) == 1


def test_saving_what_the_server_has_sends_nothing(store: Store) -> None:
    call = a_call()
    log(store, call)
    send(store)
    accept(store, call)

    log(store, call)

    assert send(store) == []
    assert logged(store)[0].state is CallState.ACCEPTED


def test_calls_are_listed_from_the_moment_asked_newest_first(store: Store) -> None:
    for hour, name in enumerate(("first", "second", "third")):
        when = NOON + timedelta(hours=hour)
        store.run(partial(log_call, call=a_call(name), author=AMINA, now=when))

    found = store.read(lambda session: logged_since(session, LATER))

    assert [entry.call.id for entry in found] == [a_call_id("third"), a_call_id("second")]


def test_undoing_a_call_that_was_never_sent_takes_it_out_of_the_log(store: Store) -> None:
    log(store, a_call())

    draft = undo(store, a_call().id)

    assert draft == Draft(call=a_call(), updated_at=NOON)
    assert open_drafts(store) == [draft]
    assert logged(store) == []
    assert send(store) == []


def test_a_call_on_its_way_cannot_be_undone_until_it_has_landed(store: Store) -> None:
    log(store, a_call())
    send(store)

    with pytest.raises(CallInFlight):
        undo(store, a_call().id)

    assert len(logged(store)) == 1
    store.run(lambda session: reopen(session, a_call().id, NOON + timedelta(minutes=3)))


def test_a_call_that_may_have_arrived_stays_in_the_log_when_undone(store: Store) -> None:
    log(store, a_call())
    send(store)
    store.run(partial(postpone, call_id=a_call().id, next_attempt_at=NOON, code=Code.UNAVAILABLE))

    draft = undo(store, a_call().id)

    assert draft.base_rev is None
    assert [entry.state for entry in logged(store)] == [CallState.PENDING]
    assert [item.payload for item in send(store)] == [to_json(a_call())]


def test_an_accepted_call_that_is_undone_comes_back_as_a_change_of_it(store: Store) -> None:
    call, changed = a_call(), a_call(note="Plus précis.")
    log(store, call)
    send(store)
    accept(store, call, rev=4)

    draft = undo(store, call.id)
    assert draft.base_rev == 4
    assert [entry.state for entry in logged(store)] == [CallState.ACCEPTED]

    log(store, changed, draft.base_rev)

    assert [entry.call for entry in logged(store)] == [changed]
    assert [(item.payload, item.base_rev) for item in send(store)] == [(to_json(changed), 4)]


def test_a_change_that_was_taken_back_and_never_sent_is_not_lost_when_it_is_reopened_again(
    store: Store,
) -> None:
    # Given a change of an accepted call, taken back before it was sent: only the draft has it
    call, changed = a_call(), a_call(note="Plus précis.")
    log(store, call)
    send(store)
    accept(store, call)
    log(store, changed, undo(store, call.id).base_rev)
    draft = undo(store, call.id)
    assert [entry.call for entry in logged(store)] == [call]

    # When the program ended there, and the call is reopened from the log
    again = undo(store, call.id)

    # Then it is the change, not what was sent before it
    assert again == draft == Draft(call=changed, base_rev=1, updated_at=NOON)
    assert open_drafts(store) == [draft]


def test_what_was_logged_since_counts_more_than_a_draft_of_before(store: Store) -> None:
    call, chosen = a_call(), a_call(note="Choisi depuis.")
    log(store, call)
    send(store)
    accept(store, call)
    store.run(partial(keep_draft, draft=replace(undo(store, call.id), call=a_call(note="x"))))
    store.run(partial(log_call, call=chosen, author=AMINA, now=LATER))
    store.run(partial(keep_draft, draft=Draft(call=a_call(note="x"), updated_at=NOON)))

    assert undo(store, call.id).call == chosen


def test_a_call_that_is_only_looked_at_stays_to_be_sent(store: Store) -> None:
    log(store, a_call())

    draft = store.run(partial(reopen, call_id=a_call().id, now=NOON, stays_logged=True))

    assert open_drafts(store) == [draft]
    assert [item.payload for item in send(store)] == [to_json(a_call())]


def test_a_call_whose_draft_was_thrown_away_is_reopened_as_it_was_saved(store: Store) -> None:
    call = a_call()
    log(store, call)
    send(store)
    accept(store, call)
    store.run(partial(keep_draft, draft=replace(undo(store, call.id), call=a_call(note="x"))))
    store.run(partial(discard_draft, call_id=call.id, now=NOON))

    assert undo(store, call.id).call == call


def test_a_draft_of_a_change_on_its_way_changes_what_the_server_makes_of_it(
    store: Store,
) -> None:
    # Given an accepted call whose correction was sent, and no answer came
    call, second, third = a_call(), a_call(note="Deux."), a_call(note="Trois.")
    log(store, call)
    send(store)
    accept(store, call, rev=1)
    log(store, second, undo(store, call.id).base_rev)
    send(store)
    store.run(partial(postpone, call_id=call.id, next_attempt_at=NOON, code=Code.UNAVAILABLE))

    # When it is reopened, and the correction turns out to be accepted meanwhile
    draft = undo(store, call.id)
    assert draft.base_rev is None
    send(store)
    accept(store, second, rev=2)

    # Then what is logged at last changes the correction, not the first version
    log(store, third, draft.base_rev)
    assert [(item.payload, item.base_rev) for item in send(store)] == [(to_json(third), 2)]


def test_a_revision_we_were_given_since_comes_before_the_one_a_draft_remembers(
    store: Store,
) -> None:
    call, changed = a_call(), a_call(note="Plus précis.")
    log(store, call)
    send(store)
    accept(store, call, rev=4)

    log(store, changed, base_rev=2)

    assert [item.base_rev for item in send(store)] == [4]


def test_undoing_a_change_that_was_never_sent_leaves_what_the_server_has(store: Store) -> None:
    call, changed = a_call(), a_call(note="Plus précis.")
    log(store, call)
    send(store)
    accept(store, call, rev=4)
    log(store, changed)

    draft = undo(store, call.id)

    assert (draft.call, draft.base_rev) == (changed, 4)
    assert [(entry.call, entry.state) for entry in logged(store)] == [(call, CallState.ACCEPTED)]
    assert send(store) == []


def test_a_refused_call_that_is_corrected_is_sent_in_its_corrected_form_alone(
    store: Store,
) -> None:
    call, corrected = a_call(), a_call(note="Corrigé.")
    log(store, call)
    send(store)
    store.run(partial(settle_refused, call_id=call.id, code=Code.INVALID, now=NOON))

    log(store, undo(store, call.id).call)
    log(store, corrected)

    assert [item.payload for item in send(store)] == [to_json(corrected)]


def test_a_call_nobody_logged_cannot_be_undone(store: Store) -> None:
    with pytest.raises(NoSuchCall):
        undo(store, a_call_id("never logged"))
