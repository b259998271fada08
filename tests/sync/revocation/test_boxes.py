"""What a desk seals: each call once, its versions together, no more than the server takes."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from helpdesk_desktop.store.calls import log_call
from helpdesk_desktop.sync.errors import (
    DeskLocked,
    ServerUnreachable,
)
from helpdesk_desktop.sync.revocation.boxes import BoxFile
from helpdesk_domain.consent import Identity
from helpdesk_domain.directives import Action, BoxId
from helpdesk_domain.people import DeviceId
from helpdesk_domain.wire import to_json
from helpdesk_server.backups.taking import take
from helpdesk_server.store.tables import TokenPairRow
from helpdesk_server.unsealing import Unsealing, Why
from tests.personal import CANARIES, a_record, a_refusal
from tests.server.records import uuid_of
from tests.serving import RunningServer
from tests.sync.personal.conftest import on_the_server
from tests.sync.relay import Once, Relay, lost
from tests.sync.revocation.laptop import Laptop, contents, sealed_here


def test_boxes_are_no_larger_than_the_server_takes(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer
) -> None:
    # Given forty calls that can hardly be compressed, of half a megabyte and more together
    for number in range(40):
        laptop.log(f"call {number}", needs=[secrets.token_hex(10_000)])
    tell(Action.LOCK)
    with pytest.raises(DeskLocked):
        laptop.sync()
    found = contents(central)
    assert sum(len(content.calls) for content in found) == 40
    assert len(found) > 1


def test_calls_the_server_took_are_sealed_too_for_it_may_be_restored_from_an_older_backup(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer, tmp_path: Path
) -> None:
    laptop.log("old")
    laptop.sync()
    laptop.clock.advance(days=2)
    take(central.store, tmp_path / "backup.db", laptop.clock())
    laptop.log("new")
    laptop.sync()
    tell(Action.LOCK)
    with pytest.raises(DeskLocked):
        laptop.sync()
    (content,) = contents(central)
    assert [call.id for call in content.calls] == [uuid_of("old"), uuid_of("new")]


def test_a_box_proves_that_it_comes_from_the_device_by_a_token_the_server_knows(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer, relay: Relay
) -> None:
    tell(Action.LOCK)
    relay.instead = lambda request: b"" if "sealed-boxes" in request.path else None
    with pytest.raises(DeskLocked):
        laptop.sync()
    (box,) = sealed_here(laptop.profile, ".sealed")
    hashes = central.store.read(lambda s: s.scalars(select(TokenPairRow.refresh_hash)).all())
    assert bytes.fromhex(box.proof) in hashes


def test_versions_of_a_call_are_sealed_together_and_taken_in_one_after_the_other(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer, relay: Relay
) -> None:
    # Given a call whose answer was lost and that was corrected since, and sixty others between
    call = laptop.log("twice")
    relay.spoil = Once("PUT", "/v1/calls/", lost)
    with pytest.raises(ServerUnreachable):
        laptop.sync()
    for number in range(60):
        laptop.log(f"call {number}")
    corrected = replace(call, note="corrigé")
    laptop.store.run(lambda s: log_call(s, corrected, laptop.person, laptop.clock()))
    tell(Action.LOCK)
    with pytest.raises(DeskLocked):
        laptop.sync()
    of_it = [[one.id for one in content.calls].count(call.id) for content in contents(central)]
    assert sorted(of_it) == [0, 2]


def test_a_desk_that_was_erased_before_keeps_those_boxes_when_it_is_locked_and_released(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer
) -> None:
    # Given a box that could not be sent, of a desk that was erased here once, under another name
    earlier = laptop.profile.sealed / "earlier.sealed"
    laptop.profile.sealed.mkdir()
    box = BoxFile(
        id=BoxId(uuid_of("box")),
        device_id=DeviceId(uuid_of("earlier")),
        directive="",
        calls=1,
        box="sealed",
        server_url="http://127.0.0.1:1",
    )
    earlier.write_bytes(to_json(box))

    # When the desk is locked, asks again in vain, and is released
    tell(Action.LOCK)
    with pytest.raises(DeskLocked):
        laptop.sync()
    tell(Action.RELEASE)
    laptop.sync()

    # Then only its own boxes are forgotten
    assert [path.name for path in laptop.profile.sealed.iterdir()] == ["earlier.sealed"]


def test_a_withdrawal_is_sealed_and_who_somebody_is_is_not(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer
) -> None:
    """A box is kept for ever: whom it named could never be erased."""
    # Given somebody who is on the server, and at a laptop that is lost a withdrawal, a no, and a
    # yes, none of which went up
    laptop.keep_personal(a_record("withdrawn"))
    laptop.sync()
    laptop.withdraw(a_record("withdrawn"))
    laptop.keep_personal(a_record("no", a_refusal()))
    laptop.keep_personal(a_record("yes"))
    laptop.keep_personal(a_record("a yes without a name", identity=Identity()))
    tell(Action.LOCK)
    with pytest.raises(DeskLocked):
        laptop.sync()

    # When its box is opened, twice
    (content,) = contents(central)
    assert [word.id for word in content.words] == [uuid_of("withdrawn"), uuid_of("no")]
    assert not [canary for canary in CANARIES if canary in to_json(content)]
    noted: list[str] = []
    for _ in range(2):
        opening = Unsealing(central.store, content, laptop.clock(), note_erasure=noted.append)
        unsealed = opening.done()
        assert (unsealed.words, unsealed.homeless) == (2, ())

    # Then the withdrawal counts
    assert on_the_server(central, a_record("withdrawn")) == []
    assert noted == [uuid_of("withdrawn")]

    # And whoever writes another yes into one is not believed
    forged = replace(content.words[0], id=a_record("x").id, payload=to_json(a_record("x")))
    forging = replace(content, words=(forged,))
    (shown,) = Unsealing(central.store, forging, laptop.clock()).done().homeless
    assert shown.why is Why.NOT_VALID
