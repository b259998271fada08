"""Tests: an older file is brought up to date, or left exactly as it was."""

import shutil
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from helpdesk_desktop.store import (
    account_tables,
    call_tables,
    migrate,
    offer_tables,
    order_tables,
    personal_tables,
    stream_tables,
    unanswered,
    unanswered_tables,
)
from helpdesk_desktop.store.base import Base
from helpdesk_desktop.store.calls import log_call, logged_since
from helpdesk_desktop.store.cipher import locked_connection
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.errors import DiskFull, StoreOutdated
from helpdesk_desktop.store.places import Place
from helpdesk_desktop.store.replica import install_snapshot
from helpdesk_desktop.store.streams import apply_page, place
from helpdesk_domain.erasures import ERASED
from helpdesk_domain.sync import Change, ChangesPage
from tests.factories import NOON, a_call, a_change
from tests.store.conftest import KEY
from tests.store.small_disk import no_file_above

ROOT = Path(__file__).parents[2]
TABLES = (
    account_tables,
    call_tables,
    offer_tables,
    order_tables,
    personal_tables,
    stream_tables,
    unanswered_tables,
)

NEXT = '''
"""A step that a later version might bring."""

import os, signal
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "later", "{head}", None, None


def upgrade() -> None:
    with op.batch_alter_table("call") as call:
        call.add_column(sa.Column("mood", sa.String(), nullable=False, server_default="fine"))
    {then}


def downgrade() -> None:
    with op.batch_alter_table("call") as call:
        call.drop_column("mood")
'''


def log(store: Store, name: str) -> None:
    store.run(lambda session: log_call(session, a_call(name), None, NOON))


def logged(store: Store) -> int:
    return len(store.read(lambda session: logged_since(session, NOON - timedelta(days=1))))


def saved(path: Path, calls: int = 3) -> bytes:
    """The file of an older program, closed, with so many calls in it."""
    store = Store.open(path, KEY)
    for number in range(calls):
        log(store, str(number))
    store.run(lambda session: install_snapshot(session, "g", 1, [a_change()], NOON))
    store.run(lambda s: unanswered.count_unanswered(s, NOON.date(), "fr", ["hoarding"]))
    store.close()
    return path.read_bytes()


def later_program(folder: Path, then: str = "pass") -> Path:
    """Migrations of a program one step newer than this one."""
    shutil.copytree(migrate.MIGRATIONS, folder)
    step = folder / "versions" / "later.py"
    step.write_text(NEXT.format(head=migrate.HEAD, then=then), "utf-8")
    return folder


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = later_program(tmp_path / "later")
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    monkeypatch.setattr(migrate, "HEAD", "later")
    return folder


def fail(folder: Path) -> None:
    step = folder / "versions" / "later.py"
    step.write_text(step.read_text("utf-8").replace("    pass\n", "    1 / 0\n"), "utf-8")


def test_the_revision_this_program_reads_is_the_last_migration() -> None:
    assert ScriptDirectory.from_config(migrate.alembic_config()).get_heads() == [migrate.HEAD]


def test_the_migrations_make_exactly_the_tables_of_the_code(store: Store) -> None:
    def differences(connection: object) -> list[object]:
        context = MigrationContext.configure(
            connection,  # type: ignore[arg-type]
            opts={"compare_type": True, "compare_server_default": True},
        )
        return list(compare_metadata(context, Base.metadata))

    assert store.read(lambda session: differences(session.connection())) == []


def test_each_step_goes_down_and_up_again_with_data(path: Path) -> None:
    scripts = ScriptDirectory.from_config(migrate.alembic_config())
    for script in scripts.walk_revisions():
        saved(path)

        migrate.migrate_back(path, KEY, str(script.down_revision or "base"))
        migrate.migrate(path, KEY)

        store = Store.open(path, KEY)
        log(store, "after")
        assert logged(store) == (4 if script.down_revision else 1)
        kept = script.down_revision not in (None, "0001")
        assert store.read(unanswered.count_rows) == kept
        store.close()


def test_a_stream_whose_table_is_dropped_is_read_from_its_beginning_again(path: Path) -> None:
    # Given a desk that has read of a call that was erased, and whom its team is to ring back
    store = Store.open(path, KEY)
    for stream, entity in ((ERASED, "erased_call"), ("personal:midi", "personal_record")):
        change = Change(entity=entity, id="c", rev=1, seq=1, data={"drops_row": True})
        page = ChangesPage(
            stream=stream,
            since=0,
            next=1,
            head=1,
            count=1,
            has_more=False,
            min_since=0,
            changes=(change,),
        )
        store.run(partial(apply_page, page=page, generation="g", now=NOON))
        assert store.read(partial(place, stream=stream)).records == 1
    store.close()

    # When an older program had the file for a while
    migrate.migrate_back(path, KEY, "0009")
    migrate.migrate(path, KEY)

    # Then it asks for both streams from their beginning
    store = Store.open(path, KEY)
    for stream in (ERASED, "personal:midi"):
        assert store.read(partial(place, stream=stream)) == Place()
    store.close()


def test_an_older_file_is_brought_up_to_date_with_all_its_calls(
    path: Path, request: pytest.FixtureRequest
) -> None:
    saved(path)
    request.getfixturevalue("later")

    store = Store.open(path, KEY)

    moods = store.read(
        lambda s: s.connection().exec_driver_sql("SELECT mood FROM call").scalars().all()
    )
    assert moods == ["fine"] * 3
    assert logged(store) == 3
    log(store, "after")
    store.close()
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]


def test_an_older_file_that_is_only_looked_at_stays_as_it_is(
    path: Path, request: pytest.FixtureRequest
) -> None:
    before = saved(path)
    request.getfixturevalue("later")

    with pytest.raises(StoreOutdated):
        Store.as_it_is(path, KEY)

    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]


def test_a_file_that_is_only_looked_at_is_not_made(path: Path) -> None:
    with pytest.raises(StoreOutdated):
        Store.as_it_is(path, KEY)

    assert not path.exists()


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = saved(path)
    fail(request.getfixturevalue("later"))

    with pytest.raises(ZeroDivisionError):
        Store.open(path, KEY)

    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]
    monkeypatch.undo()
    older_program = Store.open(path, KEY)
    assert logged(older_program) == 3
    older_program.close()


def test_even_a_migration_that_wrote_before_it_failed_is_put_back(
    path: Path, request: pytest.FixtureRequest
) -> None:
    before = saved(path)
    folder = request.getfixturevalue("later")
    step = folder / "versions" / "later.py"
    commit = 'op.execute("COMMIT"); op.execute("BEGIN"); 1 / 0'
    step.write_text(step.read_text("utf-8").replace("    pass\n", f"    {commit}\n"), "utf-8")

    with pytest.raises(ZeroDivisionError):
        Store.open(path, KEY)

    assert path.read_bytes() == before


def test_without_room_for_a_copy_nothing_is_migrated(
    path: Path, request: pytest.FixtureRequest
) -> None:
    before = saved(path)
    request.getfixturevalue("later")

    with no_file_above(len(before) // 2), pytest.raises(DiskFull):
        Store.open(path, KEY)

    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]


def test_killed_in_the_middle_of_a_migration_the_file_opens_as_it_was(
    path: Path, tmp_path: Path
) -> None:
    saved(path)
    folder = later_program(tmp_path / "killing", "os.kill(os.getpid(), signal.SIGKILL)")
    program = (
        "from pathlib import Path; from helpdesk_desktop.store import database, migrate\n"
        f"migrate.MIGRATIONS, migrate.HEAD = Path({str(folder)!r}), 'later'\n"
        f"database.Store.open(Path({str(path)!r}), bytes(range(32)))"
    )

    killed = subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=30)

    assert killed.returncode == -9
    store = Store.open(path, KEY)
    assert logged(store) == 3
    store.close()


def test_a_copy_that_a_killed_migration_left_does_not_outlive_the_next_start(path: Path) -> None:
    # Given a program that died between its migration and the removal of the copy
    saved(path)
    left = path.with_name(f"{path.name}.before-{migrate.HEAD}")
    shutil.copyfile(path, left)

    Store.open(path, KEY).close()

    assert not left.exists()


def test_killed_while_the_first_tables_are_made_the_next_start_makes_them(path: Path) -> None:
    # Given a file as it is when the program dies before the first commit
    with closing(locked_connection(path, KEY)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    assert path.exists()

    store = Store.open(path, KEY)

    log(store, "first")
    assert logged(store) == 1
    store.close()
