"""Tests: a full disk loses nothing that was saved, and says what it is."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from helpdesk_desktop.store.calls import log_call
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.errors import (
    DiskFull,
    StoreFault,
)
from tests.factories import NOON, a_call
from tests.store.conftest import KEY
from tests.store.saved import log, logged
from tests.store.small_disk import no_file_above


@pytest.mark.parametrize("room", [0, 1, 24, 600, 4096, 4120, 8192, 12288, 16384, 20480, 30000])
def test_a_full_disk_loses_nothing_that_was_saved_and_heals_by_itself(
    store: Store, path: Path, room: int
) -> None:
    # Given a saved call, and a disk with room for so many bytes more
    log(store, "saved")
    log_size = path.with_name(f"{path.name}-wal").stat().st_size

    # When more is saved than there is room for
    saved = 1

    def save_more() -> None:
        nonlocal saved
        for number in range(9):
            log(store, str(number), "é" * 2000)
            saved += 1

    with no_file_above(log_size + room), pytest.raises(DiskFull):
        save_more()

    # Then what was reported saved is there, and nothing else
    assert logged(store) == saved

    # And when there is room again, the same program goes on
    log(store, "after")
    assert logged(store) == saved + 1
    store.close()
    again = Store.open(path, KEY)
    assert logged(again) == saved + 1
    again.close()


def test_a_database_that_may_not_grow_is_a_full_disk(store: Store) -> None:
    log(store, "saved")

    def limit(session: Session, pages: int) -> None:
        session.connection().exec_driver_sql(f"PRAGMA max_page_count={pages}")

    def many(session: Session) -> None:
        limit(session, 1)
        for number in range(50):
            log_call(session, a_call(str(number), note="é" * 2000), None, NOON)

    with pytest.raises(DiskFull):
        store.run(many)

    store.run(lambda session: limit(session, 1_000_000))
    log(store, "after")
    assert logged(store) == 2


def test_a_full_disk_at_the_first_start_says_so_and_the_next_start_works(path: Path) -> None:
    with no_file_above(5000), pytest.raises(StoreFault) as caught:
        Store.open(path, KEY)
    assert isinstance(caught.value, DiskFull)

    store = Store.open(path, KEY)
    log(store, "call")
    store.close()
