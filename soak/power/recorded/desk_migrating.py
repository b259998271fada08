"""A desk that opens the file of an older program, or its first one, to be recorded.

    python -m soak.power.recorded.desk_migrating FOLDER SEED

What the older program had saved is promised from the start: it says `call ID DIGEST` of each.
By seed, the bringing up to date goes well, or fails at its end and the old file is put back.
"""

import random
import shutil
import sys
import tempfile
from pathlib import Path

from helpdesk_desktop.store import migrate
from helpdesk_desktop.store.calls import log_call
from helpdesk_desktop.store.database import Store
from helpdesk_domain.calls import Call
from helpdesk_domain.wire import digest, to_json
from soak.power.recorded.planting import FOLDS_OFTEN, KEY, promise, with_pragmas
from tests.factories import NOON, a_call

FILE = "helpdesk.db"
OLDER = ("", "0001", "0002")
"""Revisions that a file is brought up to date from; the first: there is no file yet."""

CALLS = 12

FAILING = '''
"""The last step of an update that fails."""

revision, down_revision, branch_labels, depends_on = "failing", "{head}", None, None


def upgrade() -> None:
    raise ZeroDivisionError
'''


def older_program(seed: str) -> tuple[str, list[Call]]:
    """The revision that an older program wrote, and the calls that it had saved."""
    chance = random.Random(f"{seed}/older")
    notes = ["é" * chance.choice((0, 5, 300, 1900)) for _ in range(CALLS)]
    calls = [a_call(f"older {number}", note=note) for number, note in enumerate(notes)]
    revision = chance.choice(OLDER)
    return revision, calls if revision else []


def leave_older_file(folder: Path, seed: str) -> None:
    """What the older program left when it was closed."""
    revision, calls = older_program(seed)
    if not revision:
        return
    store = Store.open(folder / FILE, KEY)
    for call in calls:
        log(store, call)
    store.close()
    migrate.migrate_back(folder / FILE, KEY, revision)


def main(folder: str, seed: str) -> None:
    path, chance = Path(folder, FILE), random.Random(seed)
    for call in older_program(seed)[1]:
        promise_saved(call)
    with_pragmas(FOLDS_OFTEN)
    if chance.random() < 0.4:
        fail_to_update(path)
    store = Store.open(path, KEY)
    for number in range(3):
        call = a_call(f"newer {number}")
        log(store, call)
        promise_saved(call)
    store.close()


def log(store: Store, call: Call) -> None:
    store.run(lambda session: log_call(session, call, None, NOON))


def promise_saved(call: Call) -> None:
    promise(f"call {call.id} {digest(to_json(call))}")


def fail_to_update(path: Path) -> None:
    """A program whose update ends with an error leaves the file as it was."""
    with tempfile.TemporaryDirectory() as elsewhere:
        steps, head = Path(elsewhere, "migrations"), migrate.HEAD
        shutil.copytree(migrate.MIGRATIONS, steps)
        (steps / "versions" / "failing.py").write_text(FAILING.format(head=head), "utf-8")
        known = migrate.MIGRATIONS
        migrate.MIGRATIONS, migrate.HEAD = steps, "failing"  # type: ignore[misc]
        try:
            Store.open(path, KEY).close()
        except ZeroDivisionError:
            return
        finally:
            migrate.MIGRATIONS, migrate.HEAD = known, head  # type: ignore[misc]
    raise AssertionError("the update was to fail")


if __name__ == "__main__":
    main(*sys.argv[1:])
