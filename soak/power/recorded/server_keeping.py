"""A server on SQLite that keeps calls and edits of calls, to be recorded.

    python -m soak.power.recorded.server_keeping FOLDER SEED [DEFECT]

It says `call ID REV DIGEST` once a revision is kept. Defects: `normal` and `rollback` (weaker
settings), `hasty` (says it before it is), `apart` (the audit in a transaction of its own).
"""

import random
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from unittest import mock

from helpdesk_domain.call_terms import Outcome
from helpdesk_domain.calls import Call
from helpdesk_domain.people import DeviceId, Role
from helpdesk_domain.wire import to_json
from helpdesk_server.store import audit, call_parts, schema, sign_ins
from helpdesk_server.store.calls import SentCall, keep_calls
from helpdesk_server.store.database import Store
from helpdesk_server.store.people import account_of, add_person
from helpdesk_server.store.sign_ins import Caller
from soak.power.recorded.planting import WEAKER, promise, with_pragmas
from tests.factories import NOON, a_call, an_id

FILE = "server.db"
DESK = DeviceId(an_id("desk"))
FOLDS_LATER = "wal_autocheckpoint=40"
"""A request writes some fifteen pages: folding the log after each would sync it each time."""

DAYS = 2
REQUESTS_A_DAY = 12
"""After so many the server is stopped and started again."""


def store_in(folder: Path) -> Store:
    return Store.at(f"sqlite:///{folder / FILE}")


def furnish(folder: Path, _seed: str) -> None:
    """A server without calls, on which one person has signed in."""
    store = store_in(folder)
    schema.migrate(store, NOON)
    person = store.run(lambda s: add_person(s, "Amélie", Role.OPERATOR, "midi", "", NOON))
    store.run(lambda s: sign_ins.start(s, person, DESK, "desk", NOON))
    store.close()


def main(folder: str, seed: str, defect: str = "") -> None:
    chance = random.Random(seed)
    with_pragmas(FOLDS_LATER, *filter(None, [WEAKER.get(defect)]))
    for day in range(DAYS):
        store = store_in(Path(folder))
        account = store.read(lambda session: account_of(session, "Amélie"))
        assert account is not None
        caller = Caller(account.person, DESK)
        for number in range(REQUESTS_A_DAY):
            first = requested(f"{seed} {day} {number}", chance)
            keep(store, first, caller, defect)
            if chance.random() < 0.25:
                edited = replace(first[0].call, note="edited", outcome=Outcome.REFERRED)
                keep(store, [sent(edited, base_rev=1)], caller, defect)
        store.close()


def requested(name: str, chance: random.Random) -> list[SentCall]:
    """The new calls of one request: one, or some at once; the team follows some of them."""
    return [
        sent(
            a_call(
                f"{name} {number}",
                note="é" * chance.choice((0, 5, 300, 1900)),
                outcome=chance.choice((Outcome.REFERRED, Outcome.FOLLOW_UP)),
            )
        )
        for number in range(chance.choice((1, 1, 1, 4)))
    ]


def sent(call: Call, base_rev: int | None = None) -> SentCall:
    return SentCall(call=call, body=to_json(call), base_rev=base_rev)


def keep(store: Store, calls: Sequence[SentCall], caller: Caller, defect: str) -> None:
    """One request: its calls are kept, then that is said, as the answer would."""
    if defect == "hasty":
        promise_all(calls)
    with mock.patch.object(audit, "note") if defect == "apart" else nullcontext():
        store.run(lambda session: keep_calls(session, calls, caller, NOON))
    if defect == "apart":
        store.run(lambda session: call_parts.write_audit(session, calls, caller, NOON))
    promise_all(calls)


def promise_all(calls: Sequence[SentCall]) -> None:
    for one in calls:
        promise(f"call {one.call.id} {one.rev} {one.digest.hex()}")


if __name__ == "__main__":
    main(*sys.argv[1:])
