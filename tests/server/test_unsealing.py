"""Boxes are opened by a person: each call goes where it was meant to, once, or is shown."""

import json
from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from zstandard import compress

from helpdesk_domain.directives import BoxContent, HeldSuggestion, UnfinishedCall
from helpdesk_domain.people import DeviceId, PersonId
from helpdesk_domain.suggestions import SuggestionId
from helpdesk_server import directives
from helpdesk_server.directives import BoxUnreadable, opened
from helpdesk_server.store import calls
from helpdesk_server.store.database import Store
from helpdesk_server.store.desk_tables import SuggestionRow
from helpdesk_server.store.server import ServerIdentity
from helpdesk_server.unsealing import Unsealed, Unsealing, Why
from tests.server.boxes import amelie, content_of, held, sealed, sealed_bytes, some_keys
from tests.server.desk import Desk
from tests.server.records import a_call, uuid_of
from tests.serving import HandClock, RunningServer


def unseal(store: Store, content: BoxContent, now: datetime, any_author: bool = False) -> Unsealed:
    return Unsealing(store, content, now, any_author).done()


def test_what_was_sealed_is_taken_in_under_the_name_of_who_took_the_call(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    # Given two calls, one of which was logged twice, and a suggestion, all unsent
    author = amelie(server)
    twice = (held(a_call("a")), held(a_call("a", note="corrigé")))
    suggested = HeldSuggestion(
        id=SuggestionId(uuid_of("s")),
        author=author,
        payload=json.dumps(
            {
                "id": uuid_of("s"),
                "service_id": uuid_of("service"),
                "base_rev": 1,
                "made_at": "2026-03-01T09:00:00Z",
                "patch": {},
                "comment": "fermé le lundi",
            }
        ).encode(),
    )
    content = content_of(
        desk, clock, person=author, calls=(*twice, held(a_call("b"))), suggestions=(suggested,)
    )

    # When the box is opened, twice
    first = unseal(server.store, content, clock.now)
    again = unseal(server.store, content, clock.now)

    # Then each is there once, to the byte, as if it had been sent
    assert (first.kept, first.known, first.suggestions, first.homeless) == (3, 0, 1, ())
    assert (again.kept, again.known, again.suggestions, again.homeless) == (0, 3, 1, ())
    revisions = server.store.read(partial(calls.revisions, call_id=twice[0].id))
    assert revisions == [one.payload for one in twice]
    assert server.store.read(calls.count_calls) == 2
    assert server.store.read(lambda session: session.scalars(select(SuggestionRow.id)).all()) == [
        uuid_of("s")
    ]


def test_what_cannot_be_taken_in_is_shown_to_a_person(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    # Given a call that came by another way with another text, one of a stranger, one that is broken
    desk.put_call(a_call("a", note="ailleurs"))
    broken = replace(held(a_call("c")), payload=b'{"id":')
    stranger = replace(held(a_call("b")), author=PersonId(uuid_of("nobody")))
    content = content_of(
        desk,
        clock,
        person=amelie(server),
        calls=(held(a_call("a")), stranger, broken, held(a_call("d"))),
    )

    # Then these three are left to a person, and the fourth is taken
    unsealed = unseal(server.store, content, clock.now)
    assert [(one.why, one.payload) for one in unsealed.homeless] == [
        (Why.EDITED, held(a_call("a")).payload),
        (Why.NOBODY, stranger.payload),
        (Why.NOT_VALID, broken.payload),
    ]
    assert unsealed.kept == 1
    assert server.store.read(calls.count_calls) == 2


def test_a_call_of_somebody_else_is_not_said_to_be_edited(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    # Given a call of Bart, and a box in which Amélie has another text for it
    server.add_person("Bart", team="nord")
    other = Desk(server).sign_in("Bart")
    other.put_call(a_call("a", note="la sienne"))
    other.close()
    content = content_of(desk, clock, person=amelie(server), calls=(held(a_call("a")),))

    # Then it is shown for what it is
    (shown,) = unseal(server.store, content, clock.now).homeless
    assert (shown.why, shown.person) == (Why.THEIRS, "Amélie")


def test_a_box_speaks_only_for_those_who_signed_in_on_its_device(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    # Given Bart, who never sat at this desk, and a box of it with calls of his, one far ahead
    bart = server.add_person("Bart")
    his = replace(held(a_call("b")), author=bart.id)
    ahead = replace(held(a_call("c")), author=bart.id, base_rev=2**70)
    content = content_of(desk, clock, person=amelie(server), calls=(his, ahead))

    # Then none is taken in his name, unless somebody vouches for it
    unsealed = unseal(server.store, content, clock.now)
    assert [one.why for one in unsealed.homeless] == [Why.NOBODY, Why.NOBODY]
    unsealed = unseal(server.store, content, clock.now, any_author=True)
    assert (unsealed.kept, [one.why for one in unsealed.homeless]) == (1, [Why.NOT_VALID])


def unfinished(body: bytes, typed_at: datetime) -> UnfinishedCall:
    return UnfinishedCall(payload=body, search_text="psy", updated_at=typed_at)


def test_a_call_that_was_finished_since_is_not_said_to_be_unfinished(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    # Given a desk that was locked while two calls were typed, and released: one was finished
    finished = unfinished(a_call("a", note="en cours"), clock.now)
    left = unfinished(a_call("b", note="en cours"), clock.now)
    content = content_of(desk, clock, person=amelie(server), unfinished=(finished, left))
    clock.advance(minutes=5)
    desk.put_call(a_call("a", note="fini"))

    # Then nobody is asked to type that one in again
    unsealed = unseal(server.store, content, clock.now)
    assert [(one.why, one.call) for one in unsealed.unfinished] == [(Why.UNFINISHED, left)]
    assert unsealed.finished == 1


def test_a_call_that_was_being_corrected_is_shown_and_said_to_be_here(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    # Given a call on the server, and one in the box, both taken back to be corrected
    desk.put_call(a_call("a"))
    clock.advance(minutes=5)
    typed = [unfinished(a_call(name, note="corrigé"), clock.now) for name in "ab"]
    content = content_of(
        desk, clock, person=amelie(server), calls=(held(a_call("b")),), unfinished=tuple(typed)
    )

    # Then the corrections are shown, however often the box is opened
    clock.advance(minutes=5)
    for _ in range(2):
        unsealed = unseal(server.store, content, clock.now)
        assert [(one.why, one.call) for one in unsealed.unfinished] == [
            (Why.CORRECTED, one) for one in typed
        ]


@pytest.mark.parametrize("payload", [b"", b"[]", b"{}", b'{"id": "x"}', b'{"id": "a\\u0000b"}'])
def test_what_was_typed_is_shown_whatever_it_is(
    server: RunningServer, desk: Desk, clock: HandClock, payload: bytes
) -> None:
    typed = unfinished(payload, clock.now.replace(tzinfo=None))
    unsealed = unseal(server.store, content_of(desk, clock, unfinished=(typed,)), clock.now)
    assert [one.why for one in unsealed.unfinished] == [Why.UNFINISHED]


def test_a_box_of_a_device_that_a_restored_server_never_met_can_be_vouched_for(
    server: RunningServer, clock: HandClock
) -> None:
    server.add_person("Amélie")
    content = BoxContent(
        device_id=DeviceId(uuid_of("forgotten")),
        sealed_at=clock.now,
        person=amelie(server),
        calls=(held(a_call("a")),),
    )
    assert unseal(server.store, content, clock.now).kept == 0
    assert unseal(server.store, content, clock.now, any_author=True).kept == 1


def test_a_box_that_swells_when_it_is_opened_is_left_shut() -> None:
    keys_of_it = some_keys()
    public = directives.public_keys(keys_of_it).sealing
    swelling = sealed_bytes(compress(bytes(directives.MOST_CONTENT + 1)), public)
    with pytest.raises(BoxUnreadable):
        opened(keys_of_it, swelling)


@pytest.fixture(scope="module")
def box_and_keys() -> tuple[str, ServerIdentity]:
    keys_of_it = some_keys()
    moment = HandClock().now
    content = BoxContent(
        device_id=DeviceId(uuid_of("d")), sealed_at=moment, calls=(held(a_call("a")),)
    )
    box = sealed(content, directives.public_keys(keys_of_it).sealing)
    assert opened(keys_of_it, box) == content
    return box, keys_of_it


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_box_that_was_changed_or_is_for_another_server_is_not_opened(
    data: st.DataObject, box_and_keys: tuple[str, ServerIdentity]
) -> None:
    box, keys_of_it = box_and_keys
    place = data.draw(st.integers(0, len(box) - 2))
    letter = data.draw(st.characters(codec="utf-8"))
    if letter == box[place]:
        return
    with pytest.raises(BoxUnreadable):
        opened(keys_of_it, box[:place] + letter + box[place + 1 :])
