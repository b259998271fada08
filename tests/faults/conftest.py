"""The desk, the server and the line of `tests/sync`, and the line of the campaigns between them."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpdesk_desktop.store.database import Store
from helpdesk_desktop.sync.server import Server
from soak.network.proxy import Proxy
from tests.postgres import Cluster, postgres  # noqa: F401
from tests.serving import HandClock, RunningServer
from tests.sync.conftest import (  # noqa: F401
    DEVICE,
    Desk,
    central,
    clock,
    desk,
    furnished,
    line,
    publish,
    relay,
)

SEED = 7

Publish = Callable[..., None]


@pytest.fixture
def proxy(central: RunningServer) -> Iterator[Proxy]:  # noqa: F811
    """A line to the server that does what its `fates` say."""
    with Proxy(central.url, SEED) as lying:
        yield lying


@pytest.fixture
def far_desk(tmp_path: Path, proxy: Proxy, clock: HandClock) -> Iterator[Desk]:  # noqa: F811
    """A desk at the other end of `proxy`, at which Amélie has signed in; it is impatient."""
    store = Store.open(tmp_path / "far.db", secrets.token_bytes(32))
    desk = Desk(store, a_server(proxy, tmp_path), clock)  # noqa: F811
    desk.sign_in()
    yield desk
    desk.server.close()
    store.close()


def a_server(proxy: Proxy, folder: Path, patience_s: float = 0.5) -> Server:
    """The server as a program that has just started sees it."""
    return Server(proxy.url, DEVICE, (2, patience_s), downloads=folder / "parts")
