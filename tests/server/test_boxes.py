"""A box comes in by itself: with the order its desk obeyed, once, and as it is."""

import base64
import secrets
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from helpdesk_domain.directives import Action
from helpdesk_domain.people import DeviceId
from helpdesk_server import directives
from helpdesk_server.store import directives as store
from helpdesk_server.store.database import Session
from helpdesk_server.store.desk_tables import DirectiveRow
from helpdesk_server.store.directives import known_devices, sealed_boxes
from helpdesk_server.store.people import change_password
from helpdesk_server.store.server import identity
from helpdesk_server.store.tables import AuditRow, DeviceRow, SignInRow, TokenPairRow
from tests.server.boxes import ASK, a_box, directive_to, proof_of, send, told
from tests.server.desk import Desk, code_of
from tests.server.records import uuid_of
from tests.serving import PASSWORD, HandClock, RunningServer


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


def test_a_box_that_comes_after_the_release_is_kept_and_says_that_the_desk_erased_itself(
    server: RunningServer, lost: Desk, clock: HandClock
) -> None:
    # Given a desk that heard that it was to be erased, and was released before its boxes came
    heard = directive_to(lost)
    clock.advance(hours=1)
    told(server, lost, Action.RELEASE, clock)
    clock.advance(hours=1)

    # When they come
    answers = [send(lost, a_box(lost, heard)) for _ in range(2)]

    # Then they are kept, and it is known that nothing is left on that desk
    assert [answer.status_code for answer in answers] == [201, 201]
    (known,) = server.store.read(known_devices)
    assert (known.action, known.obeyed_at, known.sealed) == (Action.RELEASE, None, 2)
    assert (known.erased_at, known.is_erased) == (clock.now, True)
    assert deeds(server, lost.device_id) == ["device.wiped", "device.released", "device.erased"]

    # And whoever found the computer again can still be told something
    clock.advance(hours=1)
    told(server, lost, Action.LOCK, clock)
    (known,) = server.store.read(known_devices)
    assert (known.action, known.is_erased) == (Action.LOCK, False)


def test_a_box_of_a_lock_is_kept_once_the_desk_is_to_be_erased_and_confirms_no_erasure(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    told(server, desk, Action.LOCK, clock)
    locked = directive_to(desk)
    told(server, desk, Action.WIPE, clock)
    to_be_erased = directive_to(desk)

    assert send(desk, a_box(desk, locked)).status_code == 201
    (known,) = server.store.read(known_devices)
    assert (known.obeyed_at, known.erased_at, known.sealed) == (None, None, 1)
    assert send(desk, a_box(desk, to_be_erased)).status_code == 201
    (known,) = server.store.read(known_devices)
    assert (known.obeyed_at, known.erased_at, known.sealed) == (clock.now, clock.now, 2)


def test_only_the_device_itself_can_say_that_it_obeyed(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    """Whoever reads its id on a stolen laptop hears its order too, and could say it is erased."""
    told(server, desk, Action.WIPE, clock)
    heard = directive_to(desk)
    for proof, obeyed_at in (("", None), ("0" * 64, None), (proof_of(desk), clock.now)):
        assert send(desk, a_box(desk, heard, proof=proof)).status_code == 201
        (known,) = server.store.read(known_devices)
        assert (known.obeyed_at, known.erased_at) == (obeyed_at, obeyed_at)


@pytest.mark.parametrize("knows_the_desk", [True, False])
@pytest.mark.parametrize("action", [Action.LOCK, Action.WIPE])
def test_a_server_that_was_restored_to_before_the_order_takes_the_box(
    server: RunningServer, desk: Desk, clock: HandClock, knows_the_desk: bool, action: Action
) -> None:
    # Given a desk that obeyed an order which the server has forgotten, perhaps with the desk
    told(server, desk, action, clock)
    heard = directive_to(desk)
    server.store.run(partial(restored_to_before, knows_the_desk=knows_the_desk))

    # When its box comes, then it is kept, and counted at that desk
    assert send(desk, a_box(desk, heard)).status_code == 201
    (known,) = server.store.read(known_devices)
    assert (known.id, known.action, known.sealed) == (desk.device_id, None, 1)
    # that it erased itself is believed only where its token is known
    assert known.is_erased is (action is Action.WIPE and knows_the_desk)

    # And a desk that nobody knows any more is refused, as one that was revoked
    refused = desk.grant(grant_type="password", name="Amélie", password=PASSWORD)
    assert (refused.status_code == 403) is not knows_the_desk


def test_who_knows_the_id_of_a_lost_desk_alone_leaves_room_for_its_boxes(
    server: RunningServer, lost: Desk, stranger: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given somebody who fills the boxes of that desk, with an order that any token brings
    monkeypatch.setattr(store, "MOST_UNPROVEN", 3)
    proof, shown = proof_of(lost), {"Authorization": "Bearer x", "HD-Device": lost.device_id}
    heard = stranger.get(ASK, **shown).json()["directive"]
    junk = [a_box(lost, heard, proof=proof) for proof in ("", "x", "0" * 64, "a\x00")]
    answers = [send(stranger, box) for box in junk]

    # Then three are taken, the next is to come again, and nothing is said to be wrong with it
    assert [answer.status_code for answer in answers] == [201, 201, 201, 503]
    assert (code_of(answers[3]), answers[3].headers["Retry-After"]) == ("unavailable", "600")
    assert send(stranger, junk[0]).status_code == 200

    # And those of the desk itself are taken
    assert send(lost, a_box(lost, heard, proof=proof)).status_code == 201


def test_a_token_proves_a_box_however_long_ago_it_was_given_and_of_its_own_desk_only(
    server: RunningServer, lost: Desk, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MOST_UNPROVEN", 0)
    server.add_person("Bart")
    other = Desk(server).sign_in("Bart")
    heard, proof, of_another = directive_to(lost), proof_of(lost), proof_of(other)
    other.close()
    server.store.run(
        partial(change_password, name="Amélie", password_hash="another", now=clock.now)
    )
    clock.advance(days=500)

    assert send(lost, a_box(lost, heard, proof=of_another)).status_code == 503
    assert send(lost, a_box(lost, heard, proof=proof)).status_code == 201


def test_boxes_that_were_opened_make_room_for_others(
    server: RunningServer, lost: Desk, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MOST_UNPROVEN", 1)
    monkeypatch.setattr(store, "MOST_BOXES", 2)
    heard, proof = directive_to(lost), proof_of(lost)
    boxes = [a_box(lost, heard, proof=proof) for _ in range(3)]
    assert [send(lost, box).status_code for box in boxes] == [201, 201, 503]
    opened = server.store.read(sealed_boxes)[0]
    close = partial(store.close_box, box=opened, now=clock.now, by_a_person=False)
    server.store.run(close)
    assert send(lost, boxes[2]).status_code == 201


def restored_to_before(session: Session, knows_the_desk: bool) -> None:
    session.execute(delete(DirectiveRow))
    session.execute(update(DeviceRow).values(revoked_at=None))
    if not knows_the_desk:
        for table in (TokenPairRow, SignInRow, DeviceRow):
            session.execute(delete(table))


def deeds(server: RunningServer, subject: str) -> list[str]:
    query = select(AuditRow.action).where(AuditRow.subject == subject).order_by(AuditRow.id)
    return list(server.store.read(lambda session: session.scalars(query).all()))
