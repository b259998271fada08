"""A desk on which calls are typed and saved, to be recorded.

    python -m soak.power.recorded.desk_saving FOLDER SEED [DEFECT]

It says `draft ID` when a draft is kept and `call ID DIGEST` when a call is saved. Defects:
`normal` and `rollback` (weaker settings), `hasty` (says it before it is), `apart` (call and
outbox in two transactions).
"""

import random
import sys
from datetime import timedelta
from pathlib import Path

from helpdesk_desktop.store.call_tables import CallRow
from helpdesk_desktop.store.calls import log_call
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.drafts import Draft, discard_draft, keep_draft
from helpdesk_domain.calls import Call
from helpdesk_domain.wire import digest, to_json
from soak.power.recorded.planting import FOLDS_OFTEN, KEY, WEAKER, promise, with_pragmas
from tests.factories import NOON, a_call

FILE = "helpdesk.db"
DAYS = 3
CALLS_A_DAY = 8
"""After so many the program is closed and opened again."""


def main(folder: str, seed: str, defect: str = "", days: int = DAYS) -> None:
    chance = random.Random(seed)
    with_pragmas(FOLDS_OFTEN, *filter(None, [WEAKER.get(defect)]))
    for day in range(days):
        store = Store.open(Path(folder, FILE), KEY)
        for number in range(CALLS_A_DAY):
            save(store, f"{seed} {day} {number}", chance, defect)
        store.close()


def save(store: Store, name: str, chance: random.Random, defect: str) -> None:
    """One call: begun, perhaps another one thrown away, saved."""
    call = a_call(name, note="é" * chance.choice((0, 5, 300, 1900)))
    store.run(lambda session: keep_draft(session, Draft(call=call, updated_at=NOON)))
    promise(f"draft {call.id}")
    if chance.random() < 0.2:
        other = Draft(call=a_call(f"other than {name}"), updated_at=NOON)
        store.run(lambda session: keep_draft(session, other))
        store.run(lambda session: discard_draft(session, other.call.id, NOON))
    saved = f"call {call.id} {digest(to_json(call))}"
    if defect == "hasty":
        promise(saved)
    if defect == "apart":
        save_apart(store, call)
    else:
        store.run(lambda session: log_call(session, call, None, NOON + timedelta(minutes=1)))
    promise(saved)


def save_apart(store: Store, call: Call) -> None:
    """The planted error: the call and its place in the outbox are two transactions."""
    store.run(lambda session: session.add(CallRow(id=call.id, logged_at=NOON)))
    store.run(lambda session: log_call(session, call, None, NOON))


if __name__ == "__main__":
    folder, seed, defect = (*sys.argv[1:], "")[:3]
    main(folder, seed, defect)
