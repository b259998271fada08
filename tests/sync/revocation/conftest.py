"""A laptop, and the orders it is given."""

import json
import secrets
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from helpdesk_desktop.profile import Profile
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.directives import Action
from helpdesk_server.store.directives import order
from tests.serving import HandClock, RunningServer
from tests.sync.conftest import DEVICE
from tests.sync.line import FaultyServer
from tests.sync.revocation.laptop import Laptop


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
