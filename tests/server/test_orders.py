"""A desk that was lost is told to lock or erase itself, by whatever it asks next."""

import base64
import json
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import OKPKey
from sqlalchemy import delete

from helpdesk_domain.directives import DIRECTIVE_TYPE, SIGNATURE, Action, Directive
from helpdesk_domain.people import DeviceId
from helpdesk_domain.wire import from_json, to_json
from helpdesk_server import directives, journal
from helpdesk_server.directives import BoxUnreadable, opened, ours
from helpdesk_server.store.directives import ToBeErased, known_devices
from helpdesk_server.store.tables import TokenPairRow
from tests.server.boxes import ASK, REQUEST, a_box, directive_to, send, some_keys, told
from tests.server.desk import Desk, code_of
from tests.server.records import uuid_of
from tests.serving import PASSWORD, HandClock, RunningServer


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
