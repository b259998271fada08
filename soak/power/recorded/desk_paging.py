"""A desk that takes in the pages of a directory, to be recorded.

    python -m soak.power.recorded.desk_paging FOLDER SEED [DEFECT]

It says `page N` when a page is in. Defect: `ahead` (the cursor is moved before the rows, in a
transaction of its own).
"""

import random
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.offer_tables import ReplicaRow
from helpdesk_desktop.store.replica import apply_page
from helpdesk_domain.sync import Change, ChangesPage
from soak.power.recorded.planting import FOLDS_OFTEN, KEY, promise, with_pragmas
from tests.factories import NOON, a_change, a_page, a_removal, a_service, an_id

FILE = "helpdesk.db"
PAGES = 24
PAGES_A_DAY = 8
CHANGES = 5
SERVICES = 25
GENERATION = "one"


def main(folder: str, seed: str, defect: str = "") -> None:
    chance = random.Random(seed)
    with_pragmas(FOLDS_OFTEN)
    for day in range(PAGES // PAGES_A_DAY):
        store = Store.open(Path(folder, FILE), KEY)
        for number in range(day * PAGES_A_DAY, (day + 1) * PAGES_A_DAY):
            page = the_page(number + 1, chance)
            take_in_behind(store, page) if defect == "ahead" else take_in(store, page)
            promise(f"page {number + 1}")
        store.close()


def take_in(store: Store, page: ChangesPage) -> None:
    store.run(lambda session: apply_page(session, page, GENERATION, NOON))


def take_in_behind(store: Store, page: ChangesPage) -> None:
    """The planted error: the cursor is saved by itself, and the rows come after it."""
    take_in(store, a_page(since=page.since, next=page.next, head=page.head))

    def rows(session: Session) -> None:
        session.get_one(ReplicaRow, 1).cursor = page.since
        apply_page(session, page, GENERATION, NOON)

    store.run(rows)


def the_page(number: int, chance: random.Random) -> ChangesPage:
    """Page `number`, from 1; of different sizes, so that not every page ends like the last."""
    since = (number - 1) * CHANGES
    words = "soin " * chance.choice((1, 20, 200))
    return a_page(
        *(_change(seq, words) for seq in range(since + 1, since + 1 + CHANGES)), since=since
    )


@cache
def replica_at(cursor: int) -> Mapping[str, tuple[int, int, bool]]:
    """By id, the revision, place and end of each record that a desk at `cursor` has."""
    return {an_id(_name(seq)): (_revision(seq), seq, _removed(seq)) for seq in range(1, cursor + 1)}


def _change(seq: int, words: str) -> Change:
    if _removed(seq):
        return a_removal(_name(seq), rev=_revision(seq), seq=seq)
    service = a_service(_name(seq), description=words)
    return a_change(service, rev=_revision(seq), seq=seq)


def _name(seq: int) -> str:
    return f"service {seq * 7 % SERVICES}"


def _revision(seq: int) -> int:
    return (seq - 1) // SERVICES + 1


def _removed(seq: int) -> bool:
    return seq % 11 == 0


if __name__ == "__main__":
    main(*sys.argv[1:])
