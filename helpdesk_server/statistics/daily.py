"""Has each day, while the server answers, what is to be closed be closed."""

from collections.abc import Iterator
from typing import Final

from anyio import sleep, to_thread

from helpdesk_domain.clock import Clock
from helpdesk_server import journal
from helpdesk_server.statistics.closing import Closed, close_due
from helpdesk_server.store.database import Store
from helpdesk_server.store.errors import StoreUnavailable

EVERY_S: Final = 24 * 60 * 60.0


async def close_daily(store: Store, now: Clock) -> None:
    """Close what is due, now and every day after, until it is cancelled: then between two books."""
    while True:
        steps = close_due(store, now())
        while await to_thread.run_sync(_next, steps):
            pass
        await sleep(EVERY_S)


def _next(steps: Iterator[Closed]) -> bool:
    """Whether something was closed, and more may follow; a fault is told, and waits for the next
    day: desks are answered all the same."""
    try:
        return next(steps, None) is not None
    except StoreUnavailable as problem:
        journal.tell_database_unavailable(problem)
    except Exception as problem:  # noqa: BLE001 - its text may quote a call: only its place is told
        journal.tell_fault(problem)
    return False
