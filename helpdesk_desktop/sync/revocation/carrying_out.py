"""What a desk does about orders: sealed boxes go up beside its syncs, and an erasure is begun."""

from contextlib import suppress

from helpdesk_desktop.profile import Profile
from helpdesk_desktop.store import orders
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.sync.cycle import SyncReport, run_cycle
from helpdesk_desktop.sync.errors import DeskLocked
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.whole_file import FileNotWritten
from helpdesk_domain.clock import Clock


def sync_under_orders(store: Store, server: Server, profile: Profile, *, now: Clock) -> SyncReport:
    """One sync as `run_cycle`; what is sealed is sent with it, and forgotten by a free desk.

    Raises:
        DeskLocked: What was not sent is sealed now, and sent if that could be.
        WipeOrdered: Nothing is done about it yet: `seal_all`, then `erase_and_send`.
        SyncError, StoreFault: As `run_cycle`.
    """
    try:
        report = run_cycle(store, server, now=now)
    except DeskLocked:
        with suppress(FileNotWritten):  # it stays in the file, and is tried again
            seal_all(store, profile, now=now)
        _send(profile)
        raise
    if profile.sealed.exists():
        from helpdesk_desktop.sync.revocation.boxes import forget_boxes

        if not report.is_locked:
            forget_boxes(profile)
        _send(profile)
    return report


def seal_all(store: Store, profile: Profile, *, now: Clock) -> None:
    """Seal what would be lost with this desk, if an order stands and it was not done before.

    Raises:
        FileNotWritten, StoreFault: The disk did not take it; nothing may be erased.
    """
    order = store.read(orders.standing_order)
    if order is not None:
        # not before the day it is needed: it brings a library with it
        from helpdesk_desktop.sync.revocation.boxes import seal

        seal(store, profile, order, now())


def erase_and_send(profile: Profile) -> int:
    """Erase the desk, whose file is closed; how many sealed boxes could not be sent yet.

    Raises:
        FileNotWritten, OSError: As `erase`.
    """
    from helpdesk_desktop.sync.revocation.erasing import erase

    erase(profile)
    return _send(profile)


def _send(profile: Profile) -> int:
    from helpdesk_desktop.sync.revocation.boxes import send_boxes

    return send_boxes(profile)
