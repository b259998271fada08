"""Defects of a desk, planted in its own process: what the campaigns of this folder must see."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from sqlalchemy import update

from helpdesk_desktop.store import replica
from helpdesk_desktop.store.database import Session, Store
from helpdesk_desktop.store.offer_tables import ReplicaRow
from helpdesk_desktop.store.outbox import OutboxItem
from helpdesk_desktop.sync import trusted_line
from helpdesk_desktop.sync.questions import Apply
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.sync.verdicts import Outcome
from helpdesk_desktop.sync.writing import Writing
from helpdesk_domain.clock import utc_now
from helpdesk_domain.sync import DIRECTORY, CallReceipt

BETWEEN_S: Final = 0.1
"""From the cursor to its rows, where these go by themselves: a slow disk takes longer."""

_run = Store.run
_put_calls = Server.put_calls


def plant(defect: str) -> None:
    """Plant it for good; nothing when it is empty."""
    if defect:
        DEFECTS[defect]()


def _no_gate() -> None:
    """Whoever answers is believed."""

    def believed(answer: object, *_more: object) -> object:
        return answer

    for place, check in (
        (trusted_line, "trusted"),
        (trusted_line, "trusted_file"),
        # the second half of the gate: an answer without a generation is of none
        (trusted_line.TrustedLine, "_of_this_generation"),
    ):
        setattr(place, check, believed)


def _whole_batch() -> None:
    """A batch that was answered well is taken to be kept, whatever is said of each call."""

    def put_calls(server: Server, access: str, items: Sequence[OutboxItem]) -> list[Outcome]:
        _put_calls(server, access, items)
        return [
            CallReceipt(id=item.call_id, rev=(item.base_rev or 0) + 1, received_at=utc_now())
            for item in items
        ]

    Server.put_calls = put_calls  # type: ignore[method-assign,assignment]


def _cursor_first() -> None:
    """The cursor moves in a transaction of its own, before the rows of its page."""

    def run(store: Store, work: Callable[[Session], Any]) -> Any:
        write = work.func if isinstance(work, partial) else None
        writing = getattr(write, "__self__", None)
        if not isinstance(writing, Writing) or not isinstance(work, partial):
            return _run(store, work)
        for one in work.keywords["writes"]:
            if isinstance(one, Apply) and one.page.stream == DIRECTORY and one.page.changes:
                _run(store, partial(_move, to=one.page.next))
                time.sleep(BETWEEN_S)
                page = replace(one.page, since=one.page.next)
                apply = partial(replica.apply_page, page=page, generation=writing.generation)
                _run(store, partial(apply, now=writing.now))
            else:
                _run(store, partial(writing.write, writes=(one,)))
        return None

    Store.run = run  # type: ignore[method-assign,assignment]


def _move(session: Session, to: int) -> None:
    session.execute(update(ReplicaRow).values(cursor=to))


DEFECTS: Final[Mapping[str, Callable[[], None]]] = {
    "no gate": _no_gate,
    "whole batch": _whole_batch,
    "cursor first": _cursor_first,
}
