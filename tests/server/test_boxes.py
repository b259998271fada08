"""A box comes in by itself: with the order its desk obeyed, once, and as it is."""

import base64
import secrets
from dataclasses import replace
from typing import Any

import pytest

from helpdesk_domain.directives import Action
from helpdesk_domain.people import DeviceId
from helpdesk_server import directives
from helpdesk_server.store.directives import sealed_boxes
from helpdesk_server.store.server import identity
from tests.server.boxes import a_box, directive_to, send, told
from tests.server.desk import Desk, code_of
from tests.server.records import uuid_of
from tests.serving import HandClock, RunningServer


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


def test_an_order_of_before_opens_nothing_once_there_is_another(
    server: RunningServer, lost: Desk, clock: HandClock
) -> None:
    before = directive_to(lost)
    told(server, lost, Action.RELEASE, clock)
    answer = send(lost, a_box(lost, before))
    assert (answer.status_code, code_of(answer)) == (403, "forbidden")
