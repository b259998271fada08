"""A program that saves calls and says so on a pipe, to be killed while it does.

    python -m tests.store.saving FILE FIRST [DEFECT]

It prints `ready`, then the id of each call once it is saved. DEFECT plants one of the errors
that the tests must be able to see: `apart` or `hasty`.
"""

import sys
from pathlib import Path

from helpdesk_desktop.store.call_tables import CallRow
from helpdesk_desktop.store.calls import Draft, keep_draft, log_call
from helpdesk_desktop.store.database import Store
from helpdesk_domain.calls import Call
from tests.factories import NOON, a_call

KEY = bytes(range(32))

ENOUGH = 500
"""Nobody killed it: it ends by itself, whatever became of the test."""


def main(file: str, first: str, defect: str = "") -> None:
    store = Store.open(Path(file), KEY)
    say("ready")
    for number in range(int(first), int(first) + ENOUGH):
        call = a_call(f"call {number}", note="é" * (number % 7 * 300))
        store.run(lambda s, c=call: keep_draft(s, Draft(call=c, updated_at=NOON)))  # type: ignore[misc]
        if defect == "hasty":
            say(call.id)
        if defect == "apart":
            save_apart(store, call)
        else:
            store.run(lambda s, c=call: log_call(s, c, None, NOON))  # type: ignore[misc]
        if defect != "hasty":
            say(call.id)


def save_apart(store: Store, call: Call) -> None:
    """The planted error: the call and its place in the outbox are two transactions."""
    store.run(lambda session: session.add(CallRow(id=call.id, logged_at=NOON)))
    store.run(lambda session: log_call(session, call, None, NOON))


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
