"""What is still to be done, at this desk and in the team, and how it is done."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from helpdesk_desktop.store.calls import CallState, begun_between, log_call, logged_since
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.drafts import Draft, drafts, keep_draft
from helpdesk_desktop.store.errors import CallUnfinished, NoSuchCall
from helpdesk_desktop.store.follow_ups import KnownCall, change_call, open_call, open_follow_ups
from helpdesk_desktop.store.outbox import due
from helpdesk_desktop.store.settling import settle_accepted
from helpdesk_desktop.store.streams import apply_page
from helpdesk_domain.call_terms import Outcome
from helpdesk_domain.calls import Call
from helpdesk_domain.follow_ups import FollowUp, FollowUpResult, ended
from helpdesk_domain.sync import CallReceipt, Change, ChangesPage
from helpdesk_domain.wire import digest, from_json, to_json
from tests.factories import NOON, a_call, a_person

ME = a_person("marie").id
LATER = NOON + timedelta(hours=1)


def in_days(days: int) -> FollowUp:
    return FollowUp(due_at=NOON + timedelta(days=days), task="rappeler le CPAS")


def log(store: Store, call: Call) -> None:
    store.run(partial(log_call, call=call, author=ME, now=NOON))


def send(store: Store, rev: int = 1) -> None:
    """The server takes what waits."""
    for item in store.read(lambda session: due(session, ME, LATER)):
        receipt = CallReceipt(id=item.call_id, rev=rev, received_at=LATER)
        store.run(
            partial(
                settle_accepted,
                call_id=item.call_id,
                payload_digest=digest(item.payload),
                receipt=receipt,
                generation="g",
            )
        )


def bring(store: Store, change: Change, since: int) -> None:
    page = ChangesPage(
        stream="calls:midi",
        since=since,
        next=since + 1,
        head=since + 1,
        count=1,
        has_more=False,
        min_since=0,
        changes=(change,),
    )
    store.run(lambda session: apply_page(session, page, "g", NOON))


def leave(store: Store, call: Call, rev: int, since: int) -> None:
    """The team has done with `call`."""
    bring(store, Change(entity="call", id=call.id, rev=rev, seq=since + 1, deleted=True), since)


def come_down(store: Store, call: Call, rev: int, author: str = "Bart", since: int = 0) -> None:
    """The team's stream brings `call` in the revision `rev`."""
    told = {"call": from_json(to_json(call), dict), "author": author, "edited_by": author}
    change = Change(
        entity="call",
        id=call.id,
        rev=rev,
        seq=since + 1,
        data=told | {"edited_at": "2026-03-02T12:00:00Z"},
    )
    bring(store, change, since)


def follow_ups(store: Store) -> list[KnownCall]:
    return store.read(partial(open_follow_ups, author=ME))


def done(call: Call) -> Call:
    assert call.follow_up is not None
    return replace(call, follow_up=ended(call.follow_up, FollowUpResult.SOLVED, LATER))


def test_those_of_the_desk_and_of_the_team_stand_in_the_order_in_which_they_are_due(
    store: Store,
) -> None:
    log(store, a_call("mine", follow_up=in_days(2)))
    log(store, a_call("nothing to do"))
    log(store, a_call("done", follow_up=ended(in_days(1), FollowUpResult.REACHED, NOON)))
    log(store, a_call("no moment", outcome=Outcome.FOLLOW_UP))
    come_down(store, a_call("theirs", follow_up=in_days(1)), 1)

    found = follow_ups(store)

    assert [one.call.id for one in found] == [
        a_call("no moment").id,
        a_call("theirs").id,
        a_call("mine").id,
    ]
    assert [one.colleague for one in found] == ["", "Bart", ""]


def test_a_note_that_speaks_like_a_follow_up_is_none(store: Store) -> None:
    log(store, a_call("quotes", note='"follow_up":{"due_at":1}, "outcome":"follow_up"'))
    assert follow_ups(store) == []


def test_a_call_known_twice_stands_once_in_its_later_text(store: Store) -> None:
    # Given a call of this desk that the server has, and a colleague postponed
    mine = a_call("mine", follow_up=in_days(1))
    log(store, mine)
    send(store)
    come_down(store, replace(mine, follow_up=in_days(5)), 2, author="marie")
    (one,) = follow_ups(store)
    assert one.call.follow_up == in_days(5)

    # When it is changed here, then this text counts, although the stream is behind
    store.run(partial(change_call, call_id=mine.id, change=done, author=ME, now=LATER))
    assert follow_ups(store) == []

    # And it goes up on top of what the colleague wrote
    (item,) = store.read(lambda session: due(session, ME, LATER))
    assert item.base_rev == 2


def test_what_was_done_about_a_call_of_a_colleague_goes_up_and_stays_hers(store: Store) -> None:
    theirs = a_call("theirs", follow_up=in_days(1))
    come_down(store, theirs, 3)

    before = store.run(partial(change_call, call_id=theirs.id, change=done, author=ME, now=LATER))

    assert before == theirs
    assert follow_ups(store) == []
    (item,) = store.read(lambda session: due(session, ME, LATER))
    assert item.base_rev == 3
    day = (NOON - timedelta(days=1), NOON + timedelta(days=1))
    assert store.read(lambda session: begun_between(session, *day)) == []
    (logged,) = store.read(lambda session: logged_since(session, NOON))
    assert (logged.colleague, logged.state) == ("Bart", CallState.PENDING)


def test_nothing_is_done_behind_the_back_of_who_is_writing_on_the_call(store: Store) -> None:
    mine = a_call("mine", follow_up=in_days(1))
    log(store, mine)
    store.run(partial(keep_draft, draft=Draft(call=replace(mine, note="plus"), updated_at=NOON)))

    with pytest.raises(CallUnfinished):
        store.run(partial(change_call, call_id=mine.id, change=done, author=ME, now=LATER))
    opened = store.run(partial(open_call, call_id=mine.id, now=LATER))

    assert opened.call.note == "plus"
    assert [one.call.note for one in store.read(drafts)] == ["plus"]


def test_what_is_typed_of_a_colleagues_call_is_opened_again_as_it_was(store: Store) -> None:
    theirs = a_call("theirs", follow_up=in_days(1))
    come_down(store, theirs, 3)
    draft = store.run(partial(open_call, call_id=theirs.id, now=LATER))
    typed = replace(draft, call=replace(draft.call, note="dix lignes"))
    store.run(partial(keep_draft, draft=typed))
    again = store.run(partial(open_call, call_id=theirs.id, now=LATER))
    assert (again.call.note, again.base_rev) == ("dix lignes", 3)


def test_what_a_colleague_did_about_a_call_of_this_desk_is_no_longer_to_be_done(
    store: Store,
) -> None:
    # Given a call of this desk that the server has, and its team follows
    mine = a_call("mine", follow_up=in_days(1))
    log(store, mine)
    send(store)
    come_down(store, mine, 1, author="marie")
    assert len(follow_ups(store)) == 1

    # When a colleague did it: the call leaves the stream in a later revision
    leave(store, mine, 2, since=1)

    # Then it is not listed, and cannot be done twice
    assert follow_ups(store) == []
    with pytest.raises(NoSuchCall):
        store.run(partial(change_call, call_id=mine.id, change=done, author=ME, now=LATER))

    # And what this desk writes on it later counts again
    log(store, replace(mine, follow_up=in_days(9)))
    assert len(follow_ups(store)) == 1


def test_who_sits_here_now_sees_no_follow_up_of_another_persons_log(store: Store) -> None:
    log(store, a_call("mine", follow_up=in_days(1), note="secret"))
    other = a_person("bart").id
    assert store.read(partial(open_follow_ups, author=other)) == []
    assert len(store.read(partial(open_follow_ups, author=None))) == 1


def test_a_colleagues_call_stays_hers_when_it_left_the_team_before_it_was_saved(
    store: Store,
) -> None:
    theirs = a_call("theirs", follow_up=in_days(1))
    come_down(store, theirs, 3)
    draft = store.run(partial(open_call, call_id=theirs.id, now=LATER))
    leave(store, theirs, 4, since=1)
    mended = replace(theirs, note="plus")
    store.run(partial(log_call, call=mended, author=ME, now=LATER, base_rev=draft.base_rev))
    day = (NOON - timedelta(days=1), NOON + timedelta(days=1))
    assert store.read(lambda session: begun_between(session, *day)) == []


def test_a_call_of_a_colleague_is_opened_as_the_server_gave_it(store: Store) -> None:
    theirs = a_call("theirs", follow_up=in_days(1))
    come_down(store, theirs, 3)
    draft = store.run(partial(open_call, call_id=theirs.id, now=LATER))
    assert (draft.call, draft.base_rev, draft.logged) == (theirs, 3, theirs)

    mended = replace(theirs, note="réglé")
    store.run(partial(log_call, call=mended, author=ME, now=LATER, base_rev=draft.base_rev))
    (logged,) = store.read(lambda session: logged_since(session, NOON))
    assert logged.colleague == "Bart"


def test_a_call_that_left_the_team_cannot_be_changed(store: Store) -> None:
    with pytest.raises(NoSuchCall):
        store.run(
            partial(change_call, call_id=a_call("gone").id, change=done, author=ME, now=LATER)
        )
