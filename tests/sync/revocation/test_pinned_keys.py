"""The keys of a server are pinned once, and only a person changes them."""

import secrets
from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import delete, update

from helpdesk_desktop.store.order_tables import PinnedKeysRow
from helpdesk_desktop.store.orders import pinned_keys
from helpdesk_desktop.sync.errors import (
    DeskLocked,
)
from helpdesk_desktop.sync.session import sign_in
from helpdesk_domain.directives import Action
from helpdesk_server import directives
from helpdesk_server.store.devices import board
from helpdesk_server.store.server import identity
from helpdesk_server.store.tables import ServerRow
from tests.serving import PASSWORD, HandClock, RunningServer
from tests.sync.line import FaultyServer
from tests.sync.revocation.laptop import Laptop


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
