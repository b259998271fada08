"""A laptop out in the field, with a profile of its own, and what its organisation gets of it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from helpdesk_desktop.profile import Profile
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.orders import standing_order
from helpdesk_desktop.sync.cycle import SyncReport
from helpdesk_desktop.sync.errors import (
    DeskLocked,
)
from helpdesk_desktop.sync.revocation.carrying_out import (
    seal_all,
    send_sealed,
    sync_under_orders,
)
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.directives import Action, BoxContent, SealedBox
from helpdesk_domain.wire import from_json
from helpdesk_server import directives
from helpdesk_server.store.directives import sealed_boxes
from helpdesk_server.store.server import identity
from tests.serving import RunningServer
from tests.sync.conftest import Desk


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


@contextmanager
def new_desk_of(before: Laptop) -> Iterator[Laptop]:
    """Somebody signs in where a desk was erased, as on a new one; its file is closed at the end."""
    profile = before.profile
    store = Store.open(profile.database, secrets.token_bytes(32))
    desk = Laptop(store, Server(before.server.url, profile.device_id()), before.clock)
    desk.profile = profile
    desk.sign_in()
    yield desk
    desk.server.close()
    store.close()


def contents(central: RunningServer) -> list[BoxContent]:
    """What the organisation reads in the boxes that came."""
    known = central.store.read(identity)
    return [directives.opened(known, one.box) for one in central.store.read(sealed_boxes)]


def sealed_here(profile: Profile, suffix: str) -> list[SealedBox]:
    return [from_json(path.read_bytes(), SealedBox) for path in profile.sealed.glob(f"*{suffix}")]
