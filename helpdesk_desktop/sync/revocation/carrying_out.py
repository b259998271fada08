"""What a desk does about orders: sealed boxes go up beside its syncs, and an erasure is begun."""

from helpdesk_desktop.profile import Profile
from helpdesk_desktop.store import orders
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.sync.cycle import SyncReport, run_cycle
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.clock import Clock
from helpdesk_domain.directives import Action


def sync_under_orders(store: Store, server: Server, profile: Profile, *, now: Clock) -> SyncReport:
    """One sync as `run_cycle`; a desk that is free lets go of what it sealed.

    Raises:
        DeskLocked: Nothing is done about it yet: the desk is shut first, then `seal_all` and
            `send_sealed`.
        WipeOrdered: Likewise: `seal_all`, then `erase_and_send`.
        SyncError, StoreFault: As `run_cycle`.
    """
    report = run_cycle(store, server, now=now)
    if profile.sealed.exists():
        from helpdesk_desktop.sync.revocation.boxes import forget_boxes

        if not report.is_locked:
            forget_boxes(profile)
        send_sealed(profile)
    return report


def seal_all(store: Store, profile: Profile, *, now: Clock) -> Action | None:
    """Seal what would be lost with this desk, once an order; the order that stands.

    Nothing may be erased unless it says `WIPE`: a desk may have been released meanwhile.

    Raises:
        FileNotWritten, StoreFault: The disk did not take it; nothing may be erased.
    """
    order = store.read(orders.standing_order)
    if order is None:
        return None
    # not before the day it is needed: it brings a library with it
    from helpdesk_desktop.sync.revocation.boxes import seal

    seal(store, profile, order, now())
    return order.action


def erase_and_send(profile: Profile) -> int:
    """Erase the desk, whose file is closed; how many sealed boxes could not be sent yet.

    Raises:
        FileNotWritten, OSError: As `erase`.
    """
    from helpdesk_desktop.sync.revocation.erasing import erase

    erase(profile)
    return send_sealed(profile)


def send_sealed(profile: Profile) -> int:
    """Send what was sealed and is not sent, of whatever desk; how many boxes are left."""
    if not profile.sealed.exists():
        return 0
    from helpdesk_desktop.sync.revocation.boxes import send_boxes

    return send_boxes(profile)
