"""Tests: the one file is locked, durable, and honest about what ails it or its disk."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2 as sqlcipher

from helpdesk_desktop.store import cipher
from helpdesk_desktop.store.account import Account, account, forget_account, keep_account
from helpdesk_desktop.store.call_tables import CallRow
from helpdesk_desktop.store.calls import Draft, keep_draft, log_call, logged_since
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.errors import (
    DiskFull,
    StoreBusy,
    StoreClosed,
    StoreFault,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreadable,
)
from helpdesk_desktop.store.replica import install_snapshot
from tests.factories import NOON, a_call, a_change, a_person, a_service
from tests.store.conftest import KEY

DURABLE: dict[str, object] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "temp_store": 2,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "journal_size_limit": 8 * 1024 * 1024,
}
CANARY = "Kanarievogel-Éléonore"


def log(store: Store, name: str, note: str = "") -> None:
    store.run(lambda session: log_call(session, a_call(name, note=note), None, NOON))


def logged(store: Store) -> int:
    return len(store.read(lambda session: logged_since(session, NOON - timedelta(days=1))))


def pragmas(session: Session) -> dict[str, object]:
    run = session.connection().exec_driver_sql
    return {name: run(f"PRAGMA {name}").scalar() for name in DURABLE}


def an_account(name: str = "amina") -> Account:
    return Account(
        person=a_person(name),
        server_url="https://helpdesk.example",
        access_token=f"access {CANARY}",
        access_expires_at=NOON,
        refresh_token=f"refresh {CANARY}",
    )


def test_every_connection_makes_what_is_saved_survive_a_power_cut(store: Store) -> None:
    # kill -9 cannot show synchronous=FULL, so it is read from each connection of the pool
    seen: list[dict[str, object]] = []

    def nested(depth: int, session: Session) -> None:
        seen.append(pragmas(session))
        if depth:
            store.read(lambda inner: nested(depth - 1, inner))

    store.read(lambda session: nested(5, session))
    store.run(lambda session: seen.append(pragmas(session)))

    assert len(seen) == 7
    for found in seen:
        assert found == DURABLE


def test_work_that_fails_saves_nothing_of_itself(store: Store) -> None:
    def half(session: Session) -> None:
        log_call(session, a_call(), None, NOON)
        session.flush()
        raise KeyError("half way")

    with pytest.raises(KeyError, match="half way"):
        store.run(half)

    assert logged(store) == 0


def test_reading_cannot_write(store: Store) -> None:
    def write(session: Session) -> None:
        log_call(session, a_call(), None, NOON)
        session.flush()

    with pytest.raises(StoreReadOnly):
        store.read(write)

    log(store, "the same connection writes again")
    assert logged(store) == 1


def test_threads_that_save_at_once_all_succeed(store: Store) -> None:
    # A draft is read before it is written: two such works may not both begin as readers
    def draft_and_log(number: int) -> None:
        call = a_call(str(number))
        store.run(lambda session: keep_draft(session, Draft(call=call, updated_at=NOON)))
        log(store, str(number))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(draft_and_log, range(60)))

    assert logged(store) == 60


def test_closing_leaves_one_file(store: Store, path: Path) -> None:
    log(store, "call")

    store.close()

    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_who_is_signed_in_is_remembered_until_sign_out(store: Store, path: Path) -> None:
    assert store.read(account) is None
    store.run(lambda session: keep_account(session, an_account("bart")))
    store.run(lambda session: keep_account(session, an_account("amina")))
    log(store, "kept")

    again = Store.open(path, KEY)
    assert again.read(account) == an_account("amina")
    again.close()

    store.run(forget_account)
    assert store.read(account) is None
    assert logged(store) == 1


def test_nothing_of_a_caller_can_be_read_in_any_file_of_the_folder(
    store: Store, path: Path
) -> None:
    store.run(lambda s: keep_draft(s, Draft(call=a_call(note=CANARY), updated_at=NOON)))
    log(store, "call", CANARY)
    store.run(lambda session: keep_account(session, an_account()))
    store.run(lambda s: install_snapshot(s, "g", 1, [a_change(a_service(alert=CANARY))], NOON))

    names = {file.name for file in path.parent.iterdir()}
    assert names == {path.name, f"{path.name}-wal", f"{path.name}-shm"}
    check_sealed(path.parent)
    store.close()
    check_sealed(path.parent)


def check_sealed(folder: Path) -> None:
    for file in folder.iterdir():
        content = file.read_bytes()
        for secret in ("Kanarievogel", "SQLite format 3", "CREATE TABLE", KEY.hex()):
            assert secret.encode() not in content, (file.name, secret)


def test_an_error_text_never_quotes_what_a_caller_said(store: Store) -> None:
    log(store, "call")

    def twice(session: Session) -> None:
        session.add(CallRow(id=a_call("call").id, author=CANARY, logged_at=NOON))
        session.flush()

    with pytest.raises(IntegrityError) as caught:
        store.run(twice)

    assert CANARY not in str(caught.value)


def test_a_store_that_was_closed_never_opens_its_file_again(store: Store, path: Path) -> None:
    store.close()
    path.unlink()

    for ask in (store.read, store.run):
        with pytest.raises(StoreClosed):
            ask(account)
    store.close()

    assert not path.exists()


def test_closing_waits_for_what_is_under_way(store: Store) -> None:
    begun, go_on, ended = threading.Event(), threading.Event(), list[str]()

    def slowly(session: Session) -> None:
        begun.set()
        assert go_on.wait(10)
        log_call(session, a_call(), None, NOON)
        ended.append("written")

    def close() -> None:
        store.close()
        ended.append("closed")

    writing = threading.Thread(target=store.run, args=(slowly,))
    writing.start()
    assert begun.wait(10)
    closer = threading.Thread(target=close)
    closer.start()

    def ask_until_it_refuses() -> None:
        while closer.is_alive():
            store.read(account)

    with pytest.raises(StoreClosed):
        ask_until_it_refuses()
    go_on.set()
    for one in (writing, closer):
        one.join(10)
    assert ended == ["written", "closed"]


def test_opening_a_file_that_is_up_to_date_loads_no_alembic(store: Store, path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from helpdesk_desktop.store.database import Store\n"
        f"Store.open(Path({str(path)!r}), bytes(range(32))).close()\n"
        "sys.exit('alembic' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], timeout=30).returncode == 0


def test_another_key_does_not_open_the_file_and_makes_no_noise(
    store: Store, path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(StoreUnreadable):
        Store.open(path, bytes(32))

    assert capfd.readouterr() == ("", "")


def test_a_key_of_another_length_is_a_mistake_of_ours(path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Store.open(path, b"short")


def not_a_database(path: Path) -> None:
    path.write_text("Bonjour, je ne suis pas une base de données. " * 200, "utf-8")


def cut_short(path: Path) -> None:
    Store.open(path, KEY).close()
    path.write_bytes(path.read_bytes()[:9000])


def one_bit_flipped(path: Path) -> None:
    Store.open(path, KEY).close()
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)


def another_programs(path: Path) -> None:
    with closing(cipher.locked_connection(path, KEY)) as connection:
        connection.execute("CREATE TABLE recipe (id)")


def without_a_lock(path: Path) -> None:
    with closing(sqlcipher.connect(str(path))) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num)")


@pytest.mark.parametrize(
    "spoil", [not_a_database, cut_short, one_bit_flipped, another_programs, without_a_lock]
)
def test_an_unreadable_file_is_named_so_and_left_as_it_is(
    path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(path)
    before = path.read_bytes()

    with pytest.raises(StoreUnreadable):
        Store.open(path, KEY)

    assert path.read_bytes() == before


def test_damage_deep_in_the_file_is_found_when_it_is_read(store: Store, path: Path) -> None:
    for number in range(40):
        log(store, str(number), "x" * 1000)
    store.close()
    content = bytearray(path.read_bytes())
    for page in range(12, len(content) // 4096):
        content[page * 4096 + 2000] ^= 1
    path.write_bytes(content)

    with pytest.raises(StoreUnreadable):
        logged(Store.open(path, KEY))


def test_a_file_of_a_newer_program_is_refused_and_left_as_it_is(store: Store, path: Path) -> None:
    store.run(
        lambda s: s.connection().exec_driver_sql("UPDATE alembic_version SET version_num='9999'")
    )
    store.close()
    before = path.read_bytes()

    with pytest.raises(StoreTooNew):
        Store.open(path, KEY)

    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def folder_in_its_place(path: Path) -> Path:
    path.mkdir()
    return path


def no_folder(path: Path) -> Path:
    return path.parent / "absent" / path.name


def log_that_cannot_be_written(path: Path) -> Path:
    Store.open(path, KEY).close()
    path.with_name(f"{path.name}-wal").mkdir()
    return path


@pytest.mark.parametrize("spoil", [folder_in_its_place, no_folder, log_that_cannot_be_written])
def test_a_place_that_cannot_be_written_is_named_so(
    path: Path, spoil: Callable[[Path], Path]
) -> None:
    with pytest.raises(StoreReadOnly):
        Store.open(spoil(path), KEY)


def test_a_place_that_cannot_keep_the_log_takes_no_calls() -> None:
    # memory has no place for a log beside the file, and SQLite says nothing of it
    with pytest.raises(StoreReadOnly, match="journal_mode is memory"):
        cipher.ready_connection(Path(":memory:"), KEY)


def test_a_log_that_is_not_forced_to_the_disk_takes_no_calls(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cipher, "_PRAGMAS", ("journal_mode=WAL", "synchronous=NORMAL"))

    with pytest.raises(StoreReadOnly, match="synchronous is 1"):
        Store.open(path, KEY)


def test_a_file_held_by_another_program_is_named_so(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cipher, "BUSY_TIMEOUT_MS", 20)
    impatient = Store.open(path, KEY)
    with closing(cipher.locked_connection(path, KEY)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StoreBusy):
            log(impatient, "call")

    log(impatient, "call")
    assert logged(impatient) == 1
    impatient.close()


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """The system refuses to let any file of this process grow over `size` bytes."""
    resource = pytest.importorskip("resource", reason="Windows has no RLIMIT_FSIZE")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


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
