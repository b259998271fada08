"""Tests: of two texts a person chooses one, and the other reaches the server all the same."""

from dataclasses import replace
from functools import partial

import pytest

from helpdesk_desktop.store.calls import log_call, reopen
from helpdesk_desktop.store.conflicts import Conflict, ServerCopy, conflicts, settle
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.outbox import outbox_state
from helpdesk_domain.calls import Call
from helpdesk_domain.wire import from_json, to_json
from tests.factories import NOON, a_call
from tests.store.test_outbox import AMINA, accept, clash, log, send

MINE, THEIRS, OTHERS = (a_call(note=text) for text in ("Le mien.", "Le leur.", "Un troisième."))


def dispute(store: Store, theirs: Call, rev: int) -> Conflict:
    """What is due is sent, and the server holds `theirs` as `rev`."""
    send(store)
    known = from_json(to_json(theirs), dict)
    clash(store, to_json(ServerCopy(rev=rev, call=known)))
    (conflict,) = store.read(conflicts)
    return conflict


def choose(store: Store, conflict: Conflict, chosen: Call) -> bool:
    return store.run(partial(settle, conflict=conflict, chosen=chosen, author=AMINA, now=NOON))


def sent_in_turn(store: Store, rev: int) -> list[tuple[str, int | None]]:
    """Every text that goes, with the revision it changes; each is taken as it comes."""
    sent: list[tuple[str, int | None]] = []
    while items := send(store):
        (item,) = items
        call = from_json(item.payload, Call)
        sent.append((call.note, item.base_rev))
        rev += 1
        accept(store, call, rev)
    return sent


def test_what_was_logged_here_goes_first_when_theirs_is_chosen(store: Store) -> None:
    log(store, MINE)
    conflict = dispute(store, THEIRS, 2)
    assert (conflict.mine, conflict.theirs) == (MINE, THEIRS)

    assert choose(store, conflict, THEIRS)

    assert sent_in_turn(store, 2) == [("Le mien.", 2), ("Le leur.", 3)]
    assert store.read(partial(outbox_state, author=AMINA)).conflicts == 0


def test_ours_goes_once_when_ours_is_chosen(store: Store) -> None:
    log(store, MINE)
    assert choose(store, dispute(store, THEIRS, 2), MINE)
    assert sent_in_turn(store, 2) == [("Le mien.", 2)]


def test_a_choice_on_a_conflict_that_has_changed_changes_nothing(store: Store) -> None:
    log(store, MINE)
    conflict = dispute(store, THEIRS, 2)
    assert not choose(store, replace(conflict, mine_at=NOON.replace(year=2000)), THEIRS)
    assert store.read(conflicts) == [conflict]


def test_a_text_that_lost_is_still_owed_when_the_choice_is_disputed_as_well(store: Store) -> None:
    # Given a conflict in which theirs was chosen
    log(store, MINE)
    choose(store, dispute(store, THEIRS, 2), THEIRS)

    # When a third desk was faster, and theirs is chosen again
    again = dispute(store, OTHERS, 3)
    assert again.mine == THEIRS
    choose(store, again, OTHERS)

    # Then the first text goes up as well, before those that came after it
    assert sent_in_turn(store, 3) == [("Le mien.", 3), ("Le leur.", 4), ("Un troisième.", 5)]


@pytest.mark.parametrize("taken_back", [False, True])
def test_a_text_that_lost_is_still_owed_when_the_call_is_edited_before_it_went(
    store: Store, taken_back: bool
) -> None:
    # Given a choice that waits to be sent
    log(store, MINE)
    choose(store, dispute(store, THEIRS, 2), THEIRS)

    # When the operator corrects the call
    base_rev = None
    if taken_back:
        draft = store.run(partial(reopen, call_id=MINE.id, now=NOON))
        assert (draft.call, draft.base_rev) == (THEIRS, None)
        base_rev = draft.base_rev
    correction = a_call(note="Corrigé.")
    store.run(lambda s: log_call(s, correction, AMINA, NOON, base_rev))

    # Then the text that lost goes up first all the same
    assert sent_in_turn(store, 2) == [("Le mien.", 2), ("Corrigé.", 3)]


def test_a_correction_in_place_of_a_choice_takes_what_waited_along(store: Store) -> None:
    log(store, MINE)
    choose(store, dispute(store, THEIRS, 2), THEIRS)
    dispute(store, OTHERS, 3)

    store.run(lambda s: log_call(s, a_call(note="Corrigé."), AMINA, NOON, base_rev=3))

    assert sent_in_turn(store, 3) == [("Le mien.", 3), ("Corrigé.", 4)]
