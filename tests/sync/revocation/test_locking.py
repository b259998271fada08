"""A desk that was given up for lost is shut, keeps all it holds, and opens when it is found."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import delete, update

from helpdesk_desktop.store.orders import StandingOrder, obey, pinned_keys
from helpdesk_desktop.sync.errors import (
    DeskLocked,
    ServerUnreachable,
    WipeOrdered,
)
from helpdesk_desktop.sync.revocation.carrying_out import (
    seal_all,
    sync_under_orders,
)
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.sync.session import sign_in
from helpdesk_desktop.whole_file import FileNotWritten
from helpdesk_domain.directives import Action, PublicKeys
from helpdesk_server.store.desk_tables import DirectiveRow
from helpdesk_server.store.directives import known_devices
from helpdesk_server.store.tables import DeviceRow
from helpdesk_server.unsealing import Unsealing
from tests.server.records import uuid_of
from tests.serving import PASSWORD, RunningServer
from tests.sync.conftest import DEVICE, calls_on
from tests.sync.line import FaultyServer, Request
from tests.sync.relay import Once, Relay
from tests.sync.revocation.laptop import Laptop, contents, sealed_here


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


def test_a_desk_that_is_locked_again_before_it_heard_of_its_release_is_known_to_be_locked(
    laptop: Laptop, tell: Callable[[Action], None], central: RunningServer
) -> None:
    # Given a desk that obeyed a lock, and was released and locked again while it was away
    tell(Action.LOCK)
    with pytest.raises(DeskLocked):
        laptop.sync()
    obeyed_at = laptop.clock()
    for action in (Action.RELEASE, Action.LOCK):
        tell(action)
    (known,) = central.store.read(known_devices)
    assert (known.action, known.obeyed_at) == (Action.LOCK, obeyed_at)

    # But not one that came back in between: it has to obey anew
    tell(Action.RELEASE)
    laptop.sync()
    tell(Action.LOCK)
    (known,) = central.store.read(known_devices)
    assert (known.action, known.obeyed_at) == (Action.LOCK, None)
    with pytest.raises(DeskLocked):
        laptop.sync()
    (known,) = central.store.read(known_devices)
    assert known.obeyed_at == laptop.clock()


def test_a_release_is_heard_first_although_nothing_else_of_the_sync_ends_well(
    laptop: Laptop, tell: Callable[[Action], None], relay: Relay
) -> None:
    tell(Action.LOCK)
    with pytest.raises(DeskLocked):
        laptop.sync()
    tell(Action.RELEASE)
    offer = ("/v1/changes", "/v1/snapshot")
    relay.instead = lambda request: b"" if request.path.startswith(offer) else None
    with pytest.raises(ServerUnreachable):
        laptop.sync()
    assert laptop.order() is None


def test_a_release_takes_back_no_order_that_was_given_after_it(
    laptop: Laptop, tell: Callable[[Action], None], relay: Relay, line: FaultyServer
) -> None:
    # Given a locked desk whose release is on its way while the laptop is reported stolen
    tell(Action.LOCK)
    with pytest.raises(DeskLocked):
        laptop.sync()
    tell(Action.RELEASE)

    def late(_request: Request, answer: bytes) -> bytes:
        """Meanwhile somebody signs in there, on a line of their own, and hears that."""
        tell(Action.WIPE)
        newer = StandingOrder(action=Action.WIPE, server_url=line.url, signed="newer")
        laptop.store.run(partial(obey, order=newer, now=laptop.clock()))
        relay.instead = lambda _request: b""
        return answer

    # When the release arrives, and nothing after it, then what was ordered last stands
    relay.spoil = Once("POST", "/v1/devices/", late)
    with pytest.raises(ServerUnreachable):
        laptop.sync()
    assert laptop.order() is Action.WIPE
