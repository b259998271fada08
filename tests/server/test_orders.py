"""A desk that was lost: it is told to lock or erase itself, and what it sealed is taken in."""

import base64
import json
import secrets
import uuid
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import OKPKey
from sqlalchemy import delete, select
from zstandard import compress

from helpdesk_domain.directives import (
    DIRECTIVE_TYPE,
    SIGNATURE,
    Action,
    BoxContent,
    BoxId,
    Directive,
    SealedBox,
    UnsentSuggestion,
)
from helpdesk_domain.people import DeviceId, PersonId
from helpdesk_domain.suggestions import SuggestionId
from helpdesk_domain.wire import from_json, to_json
from helpdesk_server import directives, journal
from helpdesk_server.directives import BoxUnreadable, opened, ours
from helpdesk_server.store import calls
from helpdesk_server.store.database import Store
from helpdesk_server.store.desk_tables import SuggestionRow
from helpdesk_server.store.directives import ToBeErased, known_devices, order, sealed_boxes
from helpdesk_server.store.people import account_of
from helpdesk_server.store.server import ServerIdentity, identity
from helpdesk_server.store.tables import TokenPairRow
from helpdesk_server.unsealing import Unsealed, Unsealing, Why
from tests.server.boxes import sealed, sealed_bytes, unsent
from tests.server.desk import Desk, code_of
from tests.server.records import a_call, uuid_of
from tests.serving import PASSWORD, HandClock, RunningServer

ASK = "/v1/changes?stream=directory&since=0"
REQUEST = "5b0c7f62-6a31-4f4e-9a6c-0f4a5d1f7a10"


@pytest.fixture
def lost(server: RunningServer, desk: Desk, clock: HandClock) -> Desk:
    """Amélie's desk, once the administrator was told that it is lost."""
    told(server, desk, Action.WIPE, clock)
    return desk


def told(server: RunningServer, desk: Desk, action: Action, clock: HandClock) -> None:
    device_id = DeviceId(desk.device_id)
    assert server.store.run(partial(order, device_id=device_id, action=action, now=clock.now))


def directive_to(desk: Desk, request_id: str = REQUEST) -> str:
    """The order in the refusal of a request."""
    answer = desk.get(ASK, **{"X-Request-Id": request_id})
    assert (answer.status_code, code_of(answer)) == (403, "device_revoked")
    signed = answer.json()["directive"]
    assert isinstance(signed, str)
    return signed


def keys(server: RunningServer) -> dict[str, str]:
    desk = Desk(server)
    hello = desk.get("/v1/hello").json()
    desk.close()
    return {name: hello[name] for name in ("signing_key", "sealing_key")}


def read(signed: str, key: str) -> Directive:
    """The order, once the key that was pinned has confirmed it."""
    public = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": key})
    checked = jws.deserialize_compact(signed, public, algorithms=[SIGNATURE])
    assert checked.headers() == {"alg": SIGNATURE, "typ": DIRECTIVE_TYPE}
    return from_json(checked.payload, Directive)


def content_of(desk: Desk, clock: HandClock, **fields: Any) -> BoxContent:
    return BoxContent(device_id=DeviceId(desk.device_id), sealed_at=clock.now, **fields)


def a_box(desk: Desk, directive: str, box: str = "sealed") -> SealedBox:
    return SealedBox(
        id=BoxId(str(uuid.uuid4())),
        device_id=DeviceId(desk.device_id),
        directive=directive,
        calls=1,
        box=box,
    )


def send(desk: Desk, box: SealedBox) -> Any:
    """As a desk that has no token any more."""
    desk.tokens = None
    return desk.put(f"/v1/sealed-boxes/{box.id}", to_json(box))


def amelie(server: RunningServer) -> PersonId:
    account = server.store.read(partial(account_of, name="Amélie"))
    assert account is not None
    return account.person.id


def unseal(store: Store, content: BoxContent, now: datetime, **how: bool) -> Unsealed:
    return Unsealing(store, content, now, **how).done()


def test_every_refusal_of_a_lost_desk_bears_the_order_signed_for_that_request(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    pinned = keys(server)["signing_key"]
    assert desk.get(ASK).status_code == 200
    assert desk.tokens is not None
    refresh = desk.tokens.refresh_token
    for action in (Action.LOCK, Action.WIPE):
        told(server, desk, action, clock)
        marked = {"X-Request-Id": REQUEST, "Content-Type": "application/json"}
        grants = (
            {"grant_type": "refresh_token", "refresh_token": refresh},
            {"grant_type": "password", "name": "Amélie", "password": PASSWORD},
        )
        answers = [desk.get(ASK, **marked)] + [
            desk.ask(
                "POST",
                "/v1/auth/token",
                json.dumps({"device_id": desk.device_id} | grant).encode(),
                marked,
            )
            for grant in grants
        ]
        for answer in answers:
            assert (answer.status_code, code_of(answer)) == (403, "device_revoked")
            expected = Directive(
                device_id=DeviceId(desk.device_id),
                action=action,
                request_id=REQUEST,
                issued_at=clock.now,
            )
            assert read(answer.json()["directive"], pinned) == expected


def test_a_desk_that_was_found_again_works_on_and_hears_that_it_was_released(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    # Given a desk that never was lost
    heartbeat = partial(desk.post, f"/v1/devices/{desk.device_id}/ack", b'{"client_version":"1"}')
    assert heartbeat().json()["directive"] is None

    # When it is locked, and released
    told(server, desk, Action.LOCK, clock)
    assert heartbeat().status_code == 403
    told(server, desk, Action.RELEASE, clock)

    # Then its tokens are good again, and it is told so by the key it knows
    assert desk.get(ASK).status_code == 200
    heard = heartbeat(**{"X-Request-Id": REQUEST}).json()["directive"]
    order_read = read(heard, keys(server)["signing_key"])
    assert (order_read.action, order_read.request_id) == (Action.RELEASE, REQUEST)


def test_another_desk_is_told_nothing(server: RunningServer, lost: Desk) -> None:
    server.add_person("Bart")
    other = Desk(server).sign_in("Bart")
    heard = other.post(f"/v1/devices/{other.device_id}/ack", b'{"client_version":"1"}')
    assert heard.json()["directive"] is None
    other.close()


def test_a_box_comes_in_without_a_token_once_and_confirms_the_order(
    server: RunningServer, lost: Desk, clock: HandClock
) -> None:
    box = a_box(lost, directive_to(lost))
    first, again = send(lost, box), send(lost, box)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json() == {
        "id": box.id,
        "received_at": clock.now.isoformat().replace("+00:00", "Z"),
    }
    (kept,) = server.store.read(sealed_boxes)
    assert (kept.id, kept.device_id, kept.box) == (box.id, lost.device_id, box.box)

    other = send(lost, replace(box, box="another"))
    assert (other.status_code, code_of(other)) == (409, "conflict")


def test_nobody_sends_a_box_without_an_order_of_ours_to_that_very_device(
    server: RunningServer, lost: Desk, clock: HandClock
) -> None:
    order_to_lost = directive_to(lost)
    ours_now = server.store.read(identity)
    stranger = replace(ours_now, signing_key=secrets.token_bytes(32))
    device = DeviceId(lost.device_id)
    forged = {
        "another key": directives.signed(stranger, device, Action.WIPE, clock.now),
        "another device": directives.signed(
            ours_now, DeviceId(uuid_of("other")), Action.WIPE, clock.now
        ),
        "a release": directives.signed(ours_now, device, Action.RELEASE, clock.now),
        "not the newest": directives.signed(ours_now, device, Action.LOCK, clock.now),
        "changed": order_to_lost[:-4] + "AAAA",
        "no algorithm": unsigned(order_to_lost),
        "nothing": "",
    }
    for why, directive in forged.items():
        answer = send(lost, a_box(lost, directive))
        assert (answer.status_code, code_of(answer)) == (403, "forbidden"), why
    assert server.store.read(sealed_boxes) == []


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"id": "x"}, "/id"),
        ({"device_id": "x"}, "/device_id"),
        ({"calls": -1}, "/calls"),
        ({"calls": 2**31}, "/calls"),
        ({"box": ""}, "/box"),
        ({"box": "a\x00b"}, "/box"),
    ],
)
def test_a_box_that_is_none_is_refused_with_the_field(
    lost: Desk, fields: dict[str, Any], pointer: str
) -> None:
    answer = send(lost, replace(a_box(lost, directive_to(lost)), **fields))
    assert (answer.status_code, answer.json()["pointer"]) == (422, pointer)


def unsigned(signed: str) -> str:
    """The same order, by the algorithm « none »."""
    header = base64.urlsafe_b64encode(b'{"alg":"none","typ":"hd-directive+jws"}').rstrip(b"=")
    return f"{header.decode()}.{signed.split('.')[1]}."


def test_what_was_sealed_is_taken_in_under_the_name_of_who_took_the_call(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    # Given two calls, one of which was logged twice, and a suggestion, all unsent
    author = amelie(server)
    twice = (unsent(a_call("a")), unsent(a_call("a", note="corrigé")))
    suggested = UnsentSuggestion(
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
        desk, clock, person=author, calls=(*twice, unsent(a_call("b"))), suggestions=(suggested,)
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
    broken = replace(unsent(a_call("c")), payload=b'{"id":')
    stranger = replace(unsent(a_call("b")), author=PersonId(uuid_of("nobody")))
    content = content_of(
        desk,
        clock,
        person=amelie(server),
        calls=(unsent(a_call("a")), stranger, broken, unsent(a_call("d"))),
    )

    # Then these three are left to a person, and the fourth is taken
    unsealed = unseal(server.store, content, clock.now)
    assert [(one.why, one.payload) for one in unsealed.homeless] == [
        (Why.EDITED, unsent(a_call("a")).payload),
        (Why.NOBODY, stranger.payload),
        (Why.NOT_VALID, broken.payload),
    ]
    assert unsealed.kept == 1
    assert server.store.read(calls.count_calls) == 2


def test_a_box_speaks_only_for_those_who_signed_in_on_its_device(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    # Given Bart, who never sat at this desk, and a box of it with calls of his, one far ahead
    bart = server.add_person("Bart")
    his = replace(unsent(a_call("b")), author=bart.id)
    ahead = replace(unsent(a_call("c")), author=bart.id, base_rev=2**70)
    content = content_of(desk, clock, person=amelie(server), calls=(his, ahead))

    # Then none is taken in his name, unless somebody vouches for it
    unsealed = unseal(server.store, content, clock.now)
    assert [one.why for one in unsealed.homeless] == [Why.NOBODY, Why.NOBODY]
    unsealed = unseal(server.store, content, clock.now, any_author=True)
    assert (unsealed.kept, [one.why for one in unsealed.homeless]) == (1, [Why.NOT_VALID])


def test_a_box_of_a_device_that_a_restored_server_never_met_can_be_vouched_for(
    server: RunningServer, clock: HandClock
) -> None:
    server.add_person("Amélie")
    content = BoxContent(
        device_id=DeviceId(uuid_of("forgotten")),
        sealed_at=clock.now,
        person=amelie(server),
        calls=(unsent(a_call("a")),),
    )
    assert unseal(server.store, content, clock.now).kept == 0
    assert unseal(server.store, content, clock.now, any_author=True).kept == 1


def test_a_lost_desk_hears_it_whatever_its_tokens_are_worth(
    server: RunningServer, lost: Desk
) -> None:
    """It lay still for months, or the server was restored to before it signed in."""
    server.store.run(lambda session: session.execute(delete(TokenPairRow)))
    assert directive_to(lost)
    assert code_of(lost.refresh("unknown")) == "device_revoked"
    wrong = lost.grant(grant_type="password", name="Amélie", password="faux mot")
    assert code_of(wrong) == "device_revoked"


def test_the_same_order_again_waits_for_no_second_answer_and_a_lock_undoes_no_erasure(
    server: RunningServer, lost: Desk, clock: HandClock
) -> None:
    send(lost, a_box(lost, directive_to(lost)))
    told(server, lost, Action.WIPE, clock)
    (known,) = server.store.read(known_devices)
    assert (known.action, known.obeyed_at) == (Action.WIPE, clock.now)
    with pytest.raises(ToBeErased):
        told(server, lost, Action.LOCK, clock)


def test_an_order_of_before_opens_nothing_once_there_is_another(
    server: RunningServer, lost: Desk, clock: HandClock
) -> None:
    before = directive_to(lost)
    told(server, lost, Action.RELEASE, clock)
    answer = send(lost, a_box(lost, before))
    assert (answer.status_code, code_of(answer)) == (403, "forbidden")


def test_a_box_that_swells_when_it_is_opened_is_left_shut() -> None:
    keys_of_it = some_keys()
    public = directives.public_keys(keys_of_it).sealing
    swelling = sealed_bytes(compress(bytes(directives.MOST_CONTENT + 1)), public)
    with pytest.raises(BoxUnreadable):
        opened(keys_of_it, swelling)


def some_keys() -> ServerIdentity:
    return ServerIdentity("", b"", None, secrets.token_bytes(32), secrets.token_bytes(32))


@pytest.fixture(scope="module")
def box_and_keys() -> tuple[str, ServerIdentity]:
    keys_of_it = some_keys()
    moment = HandClock().now
    content = BoxContent(
        device_id=DeviceId(uuid_of("d")), sealed_at=moment, calls=(unsent(a_call("a")),)
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


@given(text=st.one_of(st.text(), st.binary().map(lambda raw: base64.b64encode(raw).decode())))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_what_reads_boxes_and_orders(text: str) -> None:
    for shape in (text, f"{text}.{text}.{text}", f"{text}.{text}.{text}.{text}.{text}"):
        assert ours(some_keys(), shape) is None
        with pytest.raises(BoxUnreadable):
            opened(some_keys(), shape)


def test_another_signature_of_the_same_key_is_no_order(clock: HandClock) -> None:
    keys_of_it = some_keys()
    device = DeviceId(uuid_of("d"))
    named = journal.request_id.set(REQUEST)
    signed = directives.signed(keys_of_it, device, Action.WIPE, clock.now)
    journal.request_id.reset(named)
    known = ours(keys_of_it, signed)
    assert known is not None
    assert known.request_id == REQUEST
    private = OKPKey.import_key(
        {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": directives.public_keys(keys_of_it).signing,
            "d": base64.urlsafe_b64encode(keys_of_it.signing_key).rstrip(b"=").decode(),
        }
    )
    other = jws.serialize_compact(
        {"alg": SIGNATURE, "typ": "JWT"}, to_json(known), private, algorithms=[SIGNATURE]
    )
    assert ours(keys_of_it, other) is None
