"""Tests: the one file is locked and durable, and closes well."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from helpdesk_desktop.store.account import Account, account, forget_account, keep_account
from helpdesk_desktop.store.call_tables import CallRow
from helpdesk_desktop.store.calls import log_call
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.drafts import Draft, keep_draft
from helpdesk_desktop.store.errors import (
    StoreClosed,
    StoreReadOnly,
)
from helpdesk_desktop.store.replica import install_snapshot
from tests.factories import NOON, a_call, a_change, a_person, a_service
from tests.store.conftest import KEY
from tests.store.saved import log, logged

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
