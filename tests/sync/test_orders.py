"""A desk that was given up for lost: it believes our server alone, seals first, and goes."""

import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import OKPKey
from sqlalchemy import delete, update

from helpdesk_desktop.profile import Profile
from helpdesk_desktop.store.account import account
from helpdesk_desktop.store.calls import Draft, keep_draft, log_call
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.order_tables import PinnedKeysRow
from helpdesk_desktop.store.orders import last_problem, pinned_keys, standing_order
from helpdesk_desktop.sync.cycle import SyncReport
from helpdesk_desktop.sync.errors import (
    DeskLocked,
    DeviceRevoked,
    OrderIgnored,
    ServerUnreachable,
    SignedOrder,
    WipeOrdered,
)
from helpdesk_desktop.sync.revocation.boxes import BoxFile
from helpdesk_desktop.sync.revocation.carrying_out import (
    erase_and_send,
    seal_all,
    send_sealed,
    sync_under_orders,
)
from helpdesk_desktop.sync.revocation.erasing import erase, is_half_erased
from helpdesk_desktop.sync.revocation.orders import OrderForged, read_order
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.sync.session import sign_in
from helpdesk_desktop.sync.vault import open_key
from helpdesk_desktop.whole_file import FileNotWritten
from helpdesk_domain.calls import Call
from helpdesk_domain.devices import Heartbeat
from helpdesk_domain.directives import SIGNATURE, Action, BoxContent, BoxId, PublicKeys, SealedBox
from helpdesk_domain.people import DeviceId
from helpdesk_domain.wire import from_json, to_json
from helpdesk_server import directives, journal
from helpdesk_server.backups.taking import take
from helpdesk_server.directives import ours
from helpdesk_server.store.desk_tables import DirectiveRow
from helpdesk_server.store.devices import board
from helpdesk_server.store.directives import known_devices, order, sealed_boxes
from helpdesk_server.store.server import ServerIdentity, identity
from helpdesk_server.store.tables import DeviceRow, ServerRow
from helpdesk_server.unsealing import Unsealing
from tests.server.records import a_call, uuid_of
from tests.serving import PASSWORD, HandClock, RunningServer
from tests.sync.conftest import DEVICE, Desk, calls_on
from tests.sync.line import FaultyServer, Request, answer
from tests.sync.relay import Once, Relay, lost
from tests.sync.test_vault import PretendedKeyring

REQUEST = "5b0c7f62-6a31-4f4e-9a6c-0f4a5d1f7a10"


class Laptop(Desk):
    """A desk with a profile of its own, synced as the program does it."""

    profile: Profile

    def sync(self) -> SyncReport:
        """As the window does: what a locked desk holds is sealed and sent once it is shut."""
        try:
            return sync_under_orders(self.store, self.server, self.profile, now=self.clock)
        except DeskLocked:
            seal_all(self.store, self.profile, now=self.clock)
            send_sealed(self.profile)
            raise

    def order(self) -> Action | None:
        standing = self.store.read(standing_order)
        return standing.action if standing else None


@pytest.fixture
def laptop(
    tmp_path: Path, line: FaultyServer, clock: HandClock, publish: Callable[..., None]
) -> Iterator[Laptop]:
    """Amélie's, out in the field."""
    publish("Accueil")
    profile = Profile.at(tmp_path / "laptop")
    profile.device_file.write_text(json.dumps({"device_id": DEVICE}))
    store = Store.open(profile.database, secrets.token_bytes(32))
    desk = Laptop(store, Server(line.url, DEVICE), clock)
    desk.profile = profile
    desk.sign_in()
    yield desk
    desk.server.close()
    store.close()


@pytest.fixture
def tell(central: RunningServer, clock: HandClock) -> Callable[[Action], None]:
    """Give the laptop an order, as `helpdesk-server device` does."""

    def told(action: Action) -> None:
        clock.advance(minutes=1)
        assert central.store.run(partial(order, device_id=DEVICE, action=action, now=clock.now))

    return told


def contents(central: RunningServer) -> list[BoxContent]:
    """What the organisation reads in the boxes that came."""
    known = central.store.read(identity)
    return [directives.opened(known, one.box) for one in central.store.read(sealed_boxes)]


def sealed_here(profile: Profile, suffix: str) -> list[SealedBox]:
    return [from_json(path.read_bytes(), SealedBox) for path in profile.sealed.glob(f"*{suffix}")]


def test_a_locked_desk_keeps_everything_and_works_on_once_it_is_released(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer
) -> None:
    # Given a laptop that took a call in the field, and was reported lost meanwhile
    laptop.log("a")
    tell(Action.LOCK)

    # When it syncs, then it is locked, and what it holds is safe with the organisation
    with pytest.raises(DeskLocked):
        laptop.sync()
    assert laptop.order() is Action.LOCK
    (content,) = contents(central)
    assert [call.id for call in content.calls] == [uuid_of("a")]
    assert calls_on(central) == []
    (known,) = central.store.read(known_devices)
    assert (known.action, known.obeyed_at, known.sealed) == (Action.LOCK, laptop.clock(), 1)

    # And asking again brings nothing new, nor a second box
    with pytest.raises(DeskLocked):
        laptop.sync()
    assert len(contents(central)) == 1

    # When it is found again, then its call goes up as if nothing had been
    tell(Action.RELEASE)
    report = laptop.sync()
    assert (report.sent, report.is_locked) == (1, False)
    assert laptop.order() is None
    assert calls_on(central) == [(uuid_of("a"), 1)]
    assert list(laptop.profile.sealed.iterdir()) == []

    # And the box that had come holds nothing that is not known
    unsealed = Unsealing(central.store, content, laptop.clock()).done()
    assert (unsealed.kept, unsealed.known, unsealed.homeless) == (0, 1, ())


def test_what_waits_on_a_desk_that_is_erased_is_sealed_first_and_taken_in(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer
) -> None:
    # Given a laptop with a call the server has, two it has not, and one that is being typed
    laptop.log("sent")
    laptop.sync()
    laptop.log("a")
    laptop.log("b")
    typed = from_json(a_call("typed", note="en cours"), Call)
    draft = Draft(call=typed, search_text="psy", updated_at=laptop.clock())
    laptop.store.run(partial(keep_draft, draft=draft))
    tell(Action.WIPE)

    # When it syncs, then nothing is gone before its window says so
    with pytest.raises(WipeOrdered):
        laptop.sync()
    assert laptop.order() is Action.WIPE
    assert laptop.outbox.waiting == 2

    # When it obeys
    seal_all(laptop.store, laptop.profile, now=laptop.clock)
    laptop.store.close()
    assert erase_and_send(laptop.profile) == 0

    # Then nothing of the desk is left but its sealed box, and the organisation has it
    left = {path.name for path in laptop.profile.folder.iterdir()}
    assert left == {"sealed"}
    assert [path.suffix for path in laptop.profile.sealed.iterdir()] == [".sent"]
    (content,) = contents(central)
    assert [json.loads(one.payload)["note"] for one in content.unfinished] == ["en cours"]
    unsealed = Unsealing(central.store, content, laptop.clock()).done()
    # the call that was sent is in no backup yet: it was sealed as well
    assert (unsealed.kept, unsealed.known, unsealed.homeless) == (2, 1, ())
    assert {call_id for call_id, _ in calls_on(central)} == set(map(uuid_of, ("sent", "a", "b")))
    (known,) = central.store.read(known_devices)
    assert (known.action, known.obeyed_at) == (Action.WIPE, laptop.clock())


def test_a_desk_that_is_erased_without_a_network_keeps_its_boxes_until_they_are_sent(
    laptop: Laptop,
    tell: Callable[[Action], None],
    central: RunningServer,
    line: FaultyServer,
    relay: Relay,
) -> None:
    # Given a laptop whose line goes right after it heard the order
    for number in range(120):
        laptop.log(f"call {number}")
    tell(Action.WIPE)
    with pytest.raises(WipeOrdered):
        laptop.sync()
    relay.instead = lambda _request: b""

    # When it obeys, then it is erased all the same, and says what is left
    seal_all(laptop.store, laptop.profile, now=laptop.clock)
    laptop.store.close()
    assert erase_and_send(laptop.profile) == 3
    assert not laptop.profile.database.exists()
    assert sum(box.calls for box in sealed_here(laptop.profile, ".sealed")) == 120

    # When somebody signs in on it later, as on a new desk, then the boxes go up with its syncs
    relay.instead = lambda _request: None
    store = Store.open(laptop.profile.database, secrets.token_bytes(32))
    again = Laptop(store, Server(line.url, laptop.profile.device_id()), laptop.clock)
    again.profile = laptop.profile
    again.sign_in()
    again.sync()
    again.server.close()
    store.close()
    assert sealed_here(laptop.profile, ".sealed") == []
    for content in contents(central):
        Unsealing(central.store, content, laptop.clock()).done()
    assert len(calls_on(central)) == 120


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


def test_a_server_that_takes_the_desk_back_without_saying_so_gets_its_calls_and_opens_nothing(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer
) -> None:
    """As after it was restored from a backup of before: every order is forgotten."""
    laptop.log("a")
    tell(Action.LOCK)
    with pytest.raises(DeskLocked):
        laptop.sync()
    central.store.run(lambda session: session.execute(update(DeviceRow).values(revoked_at=None)))
    central.store.run(lambda session: session.execute(delete(DirectiveRow)))

    report = laptop.sync()

    assert (report.sent, report.is_locked, laptop.order()) == (1, True, Action.LOCK)
    assert len(sealed_here(laptop.profile, ".sent")) == 1


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


def test_what_a_backup_holds_is_not_sealed_again(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer, tmp_path: Path
) -> None:
    # Given a call that was backed up two days later, and one that came after
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
    assert [call.id for call in content.calls] == [uuid_of("new")]


def test_a_desk_hears_it_whatever_it_asks_first(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer
) -> None:
    # Given tokens that have ended: the first question is for new ones
    laptop.clock.advance(hours=1)
    tell(Action.LOCK)
    with pytest.raises(DeskLocked):
        laptop.sync()

    # And a person who signs in on a locked desk hears it too
    with pytest.raises(DeskLocked):
        laptop.sign_in()
    tell(Action.WIPE)
    with pytest.raises(WipeOrdered):
        laptop.sign_in()
    assert laptop.order() is Action.WIPE


def test_who_signs_in_elsewhere_does_not_choose_whom_a_locked_desk_believes(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer, line: FaultyServer
) -> None:
    tell(Action.LOCK)
    with pytest.raises(DeskLocked):
        laptop.sync()
    pinned = laptop.store.read(partial(pinned_keys, server_url=line.url))
    other = Server(central.url, DEVICE)  # another address: another organisation, as far as we know
    with pytest.raises(DeskLocked):
        sign_in(laptop.store, other, "Amélie", PASSWORD, "front desk", laptop.clock)
    other.close()
    assert laptop.store.read(partial(pinned_keys, server_url=line.url)) == pinned
    assert laptop.store.read(partial(pinned_keys, server_url=central.url)) == PublicKeys()


def as_the_server(
    request: Request, known: ServerIdentity, body: bytes, status: str = "200 OK"
) -> bytes:
    """An answer that passes every gate but that of the signature."""
    kind = "application/json" if status.startswith("2") else "application/problem+json"
    changed = {"HD-Generation": known.generation, "X-Request-Id": request.headers["x-request-id"]}
    return answer(body, status=status, content_type=kind, changed=changed)


def refusing_with(
    central: RunningServer, signed: Callable[[Request], str]
) -> Callable[[Request], bytes | None]:
    """Somebody on the line, whom the desk takes for the server, refuses all but hello."""
    known = central.store.read(identity)

    def refused(request: Request) -> bytes | None:
        if request.path == "/v1/hello":
            return None
        body = {"status": 403, "code": "device_revoked", "title": "", "directive": signed(request)}
        return as_the_server(request, known, to_json(body), "403 Forbidden")

    return refused


def signed_by(
    known: ServerIdentity,
    request_id: str,
    action: Action = Action.WIPE,
    device: str = DEVICE,
) -> str:
    named = journal.request_id.set(request_id)
    try:
        return directives.signed(known, DeviceId(device), action, HandClock().now)
    finally:
        journal.request_id.reset(named)


def some_keys() -> ServerIdentity:
    return ServerIdentity("", b"", None, secrets.token_bytes(32), secrets.token_bytes(32))


GOOD = some_keys()


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


def test_other_keys_than_those_that_were_pinned_are_reported_and_change_nothing(
    laptop: Laptop, central: RunningServer, clock: HandClock, line: FaultyServer
) -> None:
    # Given a server that was set up anew under the same address, and kept its history
    pinned = laptop.store.read(partial(pinned_keys, server_url=line.url))
    assert pinned == directives.public_keys(central.store.read(identity))
    laptop.sync()
    central.store.run(lambda session: session.execute(update(ServerRow).values(**new_keys())))

    # Then the desk goes by what it knows, and says so, even when somebody signs in
    laptop.sync()
    (told,) = central.store.read(partial(board, team=None, now=clock.now))
    assert told.last_problem == "OtherKeys"
    assert laptop.store.read(partial(pinned_keys, server_url=line.url)) == pinned
    laptop.sign_in()
    assert laptop.store.read(partial(pinned_keys, server_url=line.url)) == pinned

    # And only a person who says so makes it believe the new ones
    sign_in(laptop.store, laptop.server, "Amélie", PASSWORD, "", clock, new_keys=True)
    known = directives.public_keys(central.store.read(identity))
    assert laptop.store.read(partial(pinned_keys, server_url=line.url)) == known


def test_a_desk_of_before_pins_the_keys_at_its_next_sync(
    laptop: Laptop, tell: Callable[[Action], None], line: FaultyServer
) -> None:
    laptop.store.run(lambda session: session.execute(delete(PinnedKeysRow)))
    tell(Action.LOCK)
    with pytest.raises(DeskLocked):
        laptop.sync()


def new_keys() -> dict[str, bytes]:
    return {"signing_key": secrets.token_bytes(32), "sealing_key": secrets.token_bytes(32)}


def access_of(laptop: Laptop) -> str:
    kept = laptop.store.read(account)
    assert kept is not None
    return kept.access_token


def standing(laptop: Laptop) -> Heartbeat:
    return Heartbeat(client_version="1")


def a_profile_with_a_key(folder: Path, find: PretendedKeyring) -> Profile:
    profile = Profile.at(folder)
    open_key(profile, find=find)
    profile.database.write_bytes(b"locked")
    profile.database.with_suffix(".db-wal").write_bytes(b"locked")
    (profile.folder / "my own.txt").write_text("not ours")
    profile.settings.write_text("{}")
    return profile


def test_a_desk_is_erased_key_first_and_nothing_that_is_not_ours(tmp_path: Path) -> None:
    keyring = PretendedKeyring()
    profile = a_profile_with_a_key(tmp_path / "desk", keyring)

    erase(profile, find=keyring)

    assert keyring.entries == {}
    assert {path.name for path in profile.folder.iterdir()} == {"my own.txt", "settings.json"}
    assert not is_half_erased(profile)


def test_a_keyring_that_is_shut_saves_no_file_and_gives_the_key_up_when_it_opens(
    tmp_path: Path,
) -> None:
    keyring = PretendedKeyring()
    profile = a_profile_with_a_key(tmp_path / "desk", keyring)
    keyring.locked = True
    erase(profile, find=keyring)
    assert not profile.database.exists()
    assert is_half_erased(profile)

    keyring.locked = False
    erase(profile, find=keyring)
    assert keyring.entries == {}
    assert not is_half_erased(profile)


def test_a_desk_that_was_released_meanwhile_says_so_before_anything_is_erased(
    laptop: Laptop, tell: Callable[[Action], None]
) -> None:
    tell(Action.WIPE)
    with pytest.raises(WipeOrdered):
        laptop.sync()
    tell(Action.RELEASE)
    laptop.sync()
    assert seal_all(laptop.store, laptop.profile, now=laptop.clock) is None


def test_a_disk_that_takes_no_box_does_not_keep_a_desk_open(
    laptop: Laptop, tell: Callable[[Action], None]
) -> None:
    laptop.profile.sealed.write_text("in the way")
    tell(Action.LOCK)
    with pytest.raises(DeskLocked):
        sync_under_orders(laptop.store, laptop.server, laptop.profile, now=laptop.clock)
    assert laptop.order() is Action.LOCK
    with pytest.raises(FileNotWritten):
        seal_all(laptop.store, laptop.profile, now=laptop.clock)
    laptop.profile.sealed.unlink()
    assert seal_all(laptop.store, laptop.profile, now=laptop.clock) is Action.LOCK


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


def test_a_program_killed_while_it_erases_goes_on_at_its_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before each file it removes, in turn."""

    class Killed(BaseException):
        pass

    removed = Path.unlink
    for survivors in range(7):
        keyring = PretendedKeyring()
        profile = a_profile_with_a_key(tmp_path / f"desk{survivors}", keyring)
        left = survivors

        def unlink(path: Path, missing_ok: bool = False) -> None:
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1
            removed(path, missing_ok=missing_ok)

        with monkeypatch.context() as patched, suppress(Killed):
            patched.setattr(Path, "unlink", unlink)
            erase(profile, find=keyring)
        if is_half_erased(profile):
            erase(profile, find=keyring)
        assert keyring.entries == {}, survivors
        assert {path.name for path in profile.folder.iterdir()} == {"my own.txt", "settings.json"}
    assert left > 0  # the last one was not killed any more
