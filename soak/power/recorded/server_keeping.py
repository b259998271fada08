"""A server on SQLite that keeps calls and edits of calls, to be recorded.

    python -m soak.power.recorded.server_keeping FOLDER SEED [DEFECT]

It says `call ID REV DIGEST` once a revision is kept. Defects: `normal` and `rollback` (weaker
settings), `hasty` (says it before it is), `apart` (the audit in a transaction of its own).
"""

import hashlib
import random
import sys
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from unittest import mock

from helpdesk_domain.calls import Call
from helpdesk_domain.people import DeviceId, Role
from helpdesk_domain.wire import to_json
from helpdesk_server.store import audit, schema, sign_ins
from helpdesk_server.store.calls import keep_call
from helpdesk_server.store.database import Store
from helpdesk_server.store.people import account_of, add_person
from helpdesk_server.store.sign_ins import Caller
from soak.power.recorded.planting import FOLDS_OFTEN, WEAKER, promise, with_pragmas
from tests.factories import NOON, a_call, an_id

FILE = "server.db"
DESK = DeviceId(an_id("desk"))
CALLS = 24
CALLS_A_DAY = 12
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
    with_pragmas(FOLDS_OFTEN, *filter(None, [WEAKER.get(defect)]))
    for day in range(CALLS // CALLS_A_DAY):
        store = store_in(Path(folder))
        account = store.read(lambda session: account_of(session, "Amélie"))
        assert account is not None
        caller = Caller(account.person, DESK)
        for number in range(CALLS_A_DAY):
            note = "é" * chance.choice((0, 5, 300, 1900))
            call = a_call(f"{seed} {day} {number}", note=note)
            keep(store, call, None, caller, defect)
            if chance.random() < 0.25:
                keep(store, a_call(f"{seed} {day} {number}", note="edited"), 1, caller, defect)
        store.close()


def keep(store: Store, call: Call, base_rev: int | None, caller: Caller, defect: str) -> None:
    """One revision of a call: kept, then said, as the answer of a request would."""
    body, rev = to_json(call), (base_rev or 0) + 1
    now = NOON + timedelta(minutes=rev)
    kept = f"call {call.id} {rev} {hashlib.sha256(body).hexdigest()}"
    if defect == "hasty":
        promise(kept)
    with mock.patch.object(audit, "note") if defect == "apart" else nullcontext():
        store.run(lambda session: keep_call(session, call, body, base_rev, caller, now))
    if defect == "apart":
        action = audit.Action.CALL_CREATED if rev == 1 else audit.Action.CALL_EDITED
        store.run(lambda session: audit.note(session, action, call.id, now, rev=rev))
    promise(kept)


if __name__ == "__main__":
    main(*sys.argv[1:])
