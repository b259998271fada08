"""A desk obeys the server whose keys it pinned, and nobody who speaks in its place."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import OKPKey

from helpdesk_desktop.store.account import account
from helpdesk_desktop.store.orders import last_problem
from helpdesk_desktop.sync.errors import (
    DeskLocked,
    DeviceRevoked,
    OrderIgnored,
    SignedOrder,
)
from helpdesk_desktop.sync.revocation.orders import OrderForged, read_order
from helpdesk_domain.devices import Heartbeat
from helpdesk_domain.directives import SIGNATURE, Action, PublicKeys
from helpdesk_domain.wire import to_json
from helpdesk_server import directives
from helpdesk_server.directives import ours
from helpdesk_server.store.devices import board
from helpdesk_server.store.server import identity
from tests.server.records import uuid_of
from tests.serving import HandClock, RunningServer
from tests.sync.conftest import DEVICE
from tests.sync.line import Request
from tests.sync.relay import Relay
from tests.sync.revocation.forging import (
    GOOD,
    REQUEST,
    as_the_server,
    refusing_with,
    signed_by,
    some_keys,
)
from tests.sync.revocation.laptop import Laptop


@pytest.mark.parametrize(
    ("why", "signed", "reason"),
    [
        ("nobody", "", "DecodeError"),
        ("no JWS", "x.y.z", "DecodeError"),
        ("another key", signed_by(some_keys(), REQUEST), "BadSignatureError"),
        ("another device", signed_by(GOOD, REQUEST, device=uuid_of("d")), "to another device"),
        ("overheard", signed_by(GOOD, uuid_of("before")), "the answer to another request"),
    ],
)
def test_an_order_that_is_not_ours_is_not_read(why: str, signed: str, reason: str) -> None:
    with pytest.raises(OrderForged) as seen:
        read_order(SignedOrder(signed, REQUEST), directives.public_keys(GOOD), DEVICE)
    assert str(seen.value) == reason


@given(text=st.text(), place=st.integers(0, 2))
@settings(max_examples=100)
def test_no_text_that_comes_as_an_order_stops_the_desk(text: str, place: int) -> None:
    """Each part of a true one in turn is something else, as text or as the JSON of some text."""
    parts = signed_by(GOOD, REQUEST).split(".")
    header = urlsafe_b64encode(to_json({text: text, "alg": text})).decode().rstrip("=")
    for other in (text, header):
        signed = ".".join(other if number == place else part for number, part in enumerate(parts))
        with pytest.raises(OrderForged):
            read_order(SignedOrder(signed, REQUEST), directives.public_keys(GOOD), DEVICE)


def test_a_signature_of_the_same_key_for_something_else_is_no_order() -> None:
    claims = to_json(ours(GOOD, signed_by(GOOD, REQUEST)))
    key = OKPKey.import_key(
        {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": directives.public_keys(GOOD).signing,
            "d": urlsafe_b64encode(GOOD.signing_key).decode().rstrip("="),
        }
    )
    header = {"alg": SIGNATURE, "typ": "JWT"}
    signed = jws.serialize_compact(header, claims, key, algorithms=[SIGNATURE])
    with pytest.raises(OrderForged) as seen:
        read_order(SignedOrder(signed, REQUEST), directives.public_keys(GOOD), DEVICE)
    assert str(seen.value) == "another kind of signature"


def test_without_a_pinned_key_no_order_is_read() -> None:
    good = SignedOrder(signed_by(GOOD, REQUEST), REQUEST)
    assert read_order(good, directives.public_keys(GOOD), DEVICE).action is Action.WIPE
    with pytest.raises(OrderForged, match="no key was pinned"):
        read_order(good, PublicKeys(), DEVICE)


def test_an_order_of_somebody_on_the_line_is_ignored_and_reported(
    laptop: Laptop,
    tell: Callable[[Action], None],
    central: RunningServer,
    relay: Relay,
    clock: HandClock,
) -> None:
    # Given somebody who once overheard a true order to this desk, and has keys of their own
    laptop.log("a")
    tell(Action.WIPE)
    with pytest.raises(DeviceRevoked) as refused:
        laptop.server.say_how(access_of(laptop), standing(laptop))
    assert refused.value.order is not None
    overheard = refused.value.order.signed
    tell(Action.RELEASE)
    thief = some_keys()

    # When they refuse the desk with any order they can make
    for signed in (
        lambda _: overheard,
        lambda request: signed_by(thief, request.headers["x-request-id"]),
        lambda request: signed_by(thief, request.headers["x-request-id"], Action.LOCK),
        lambda _: "",
    ):
        relay.instead = refusing_with(central, signed)
        with pytest.raises(OrderIgnored):
            laptop.sync()

    # Then nothing happened to it, and its next sync sends the call, and says what was tried
    relay.instead = lambda _request: None
    assert laptop.order() is None
    assert laptop.store.read(last_problem) == "OrderIgnored"
    assert laptop.sync().sent == 1
    (told,) = central.store.read(partial(board, team=None, now=clock.now))
    assert told.last_problem == "OrderIgnored"
    assert laptop.store.read(last_problem) == ""
    laptop.sync()
    (told,) = central.store.read(partial(board, team=None, now=clock.now))
    assert told.last_problem == ""


def test_a_release_that_nobody_can_prove_opens_nothing(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer, relay: Relay
) -> None:
    # Given a desk that is locked, and a server that takes it back without a word it can prove
    tell(Action.LOCK)
    with pytest.raises(DeskLocked):
        laptop.sync()
    tell(Action.RELEASE)

    def spoilt(request: Request, sent: bytes) -> bytes:
        """The answer to how the desk stands, with the release of somebody else."""
        if not request.path.endswith("/ack"):
            return sent
        body = json.loads(sent.partition(b"\r\n\r\n")[2])
        order = signed_by(some_keys(), request.headers["x-request-id"], Action.RELEASE)
        known = central.store.read(identity)
        return as_the_server(request, known, to_json(body | {"directive": order}))

    relay.spoil = spoilt
    with pytest.raises(OrderIgnored):
        laptop.sync()
    assert laptop.order() is Action.LOCK


def test_a_refusal_that_bears_a_release_changes_nothing(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer, relay: Relay
) -> None:
    known = central.store.read(identity)
    relay.instead = refusing_with(
        central, lambda asked: signed_by(known, asked.headers["x-request-id"], Action.RELEASE)
    )
    with pytest.raises(DeviceRevoked):
        laptop.sync()
    assert laptop.order() is None


def test_an_order_to_lock_that_comes_with_anything_but_a_refusal_changes_nothing(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer, relay: Relay
) -> None:
    """Only a copy of the server's key could make one; a release is all that comes this way."""
    known = central.store.read(identity)

    def spoilt(request: Request, sent: bytes) -> bytes:
        if not request.path.endswith("/ack"):
            return sent
        body = json.loads(sent.partition(b"\r\n\r\n")[2])
        order = signed_by(known, request.headers["x-request-id"], Action.LOCK)
        return as_the_server(request, known, to_json(body | {"directive": order}))

    relay.spoil = spoilt
    laptop.sync()
    assert laptop.order() is None

    tell(Action.LOCK)
    with pytest.raises(DeskLocked):
        laptop.sync()
    tell(Action.RELEASE)
    laptop.sync()
    assert laptop.order() is Action.LOCK


def access_of(laptop: Laptop) -> str:
    kept = laptop.store.read(account)
    assert kept is not None
    return kept.access_token


def standing(laptop: Laptop) -> Heartbeat:
    return Heartbeat(client_version="1")
