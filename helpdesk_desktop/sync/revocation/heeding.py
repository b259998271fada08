"""What an order changes, once it is known whose it is."""

from contextlib import suppress
from datetime import datetime
from functools import partial

from helpdesk_desktop.store import orders
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.errors import StoreFault
from helpdesk_desktop.store.orders import StandingOrder
from helpdesk_desktop.sync.errors import (
    DeskBarred,
    DeskLocked,
    DeviceRevoked,
    OrderIgnored,
    SignedOrder,
    SyncError,
    WipeOrdered,
)
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.directives import Action, Directive


def heeded(
    store: Store,
    server: Server,
    problem: SyncError | None,
    order: SignedOrder | None,
    barred: StandingOrder | None,
    now: datetime,
) -> SyncError | None:
    """Why the sync did not end well, now that the order which came in it was heeded.

    A lock or an erasure is only written down here; whoever holds the window carries it out. One
    that comes with anything but a refusal is none: the server would not have spoken on.

    Args:
        problem: Why it did not end well as far as the answers go; None: it did.
        barred: The order that stood when the question was asked. A release takes back that one:
            another line may have heard a newer one meanwhile.
    """
    if order is None:
        return problem
    # not before the day it is needed: it brings a library with it
    from helpdesk_desktop.sync.revocation.orders import OrderForged, read_order

    keys = store.read(partial(orders.pinned_keys, server_url=server.url))
    try:
        directive = read_order(order, keys, server.device_id)
    except OrderForged as forged:
        return OrderIgnored(str(forged))
    is_refused, is_release = isinstance(problem, DeviceRevoked), directive.action is Action.RELEASE
    if is_refused and not is_release:
        return _barred(store, server, order, directive, now)
    if is_release and not is_refused and barred and barred.server_url == server.url:
        store.run(partial(orders.release, order=barred))
    return problem


def _barred(
    store: Store, server: Server, order: SignedOrder, directive: Directive, now: datetime
) -> DeskBarred:
    standing = StandingOrder(action=directive.action, server_url=server.url, signed=order.signed)
    with suppress(StoreFault):  # a full disk keeps no desk open: it hears it again
        store.run(partial(orders.obey, order=standing, now=now))
    return WipeOrdered() if directive.action is Action.WIPE else DeskLocked()
