"""Tests: a file that cannot be opened is told by what ails it, and left as it is."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from helpdesk_desktop.store import cipher
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.errors import (
    StoreBusy,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreadable,
)
from tests.store.conftest import KEY
from tests.store.saved import log, logged


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
