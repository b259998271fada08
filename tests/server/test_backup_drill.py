"""The drill: a backup of a running server, a day of work, a restore, and nothing is missing."""

import os
from collections.abc import Iterator
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk_domain.state_hash import EMPTY, mark_of, moved
from helpdesk_server.store import streams
from helpdesk_server.store.call_tables import CallRow
from helpdesk_server.store.server import identity
from helpdesk_server.store.streams import Head
from helpdesk_server.store.tables import OfferRecordRow
from tests.postgres import Cluster
from tests.server.records import uuid_of
from tests.server.test_restore import Office, backed_up, office  # noqa: F401
from tests.serving import RunningServer
from tests.sync.conftest import calls_on

FOLLOWED = {"outcome": "follow_up"}


@pytest.fixture(autouse=True)
def _tools(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster: Cluster = request.getfixturevalue("postgres")
    if cluster.binaries is not None:
        monkeypatch.setenv("PATH", str(cluster.binaries), prepend=os.pathsep)


@pytest.fixture
def spare(request: pytest.FixtureRequest, office: Office) -> Iterator[str]:  # noqa: F811
    """Where the backup is restored: beside the lost database, as on another machine."""
    if office.database.startswith("sqlite"):
        yield f"sqlite:///{office.folder.parent / 'spare.db'}"
        return
    cluster: Cluster = request.getfixturevalue("postgres")
    url = cluster.database()
    yield url
    cluster.drop(url)


def recounted(session: Session, stream: str) -> tuple[int, str]:
    """How many live records a stream has and what they add up to, from the records themselves."""
    if stream == "directory":
        row = OfferRecordRow
        marks = [
            mark_of(*found)
            for found in session.execute(select(row.entity, row.id, row.rev).where(~row.deleted))
        ]
    else:
        calls = select(CallRow.id, CallRow.rev).where(CallRow.followed)
        marks = [mark_of("call", call_id, rev) for call_id, rev in session.execute(calls)]
    return len(marks), moved(EMPTY, marks)


def live_in(server: RunningServer, stream: str) -> int:
    """How many records the stream says it has, which are those it has."""
    head: Head = server.store.read(partial(streams.head, stream=stream))
    assert (head.live, head.state_hash) == server.store.read(partial(recounted, stream=stream))
    return head.live


def test_a_restored_server_has_all_that_the_backup_had_and_the_desk_brings_the_rest(
    office: Office,  # noqa: F811
    spare: str,
) -> None:
    # Given a server that is backed up while it runs, and works on for a while
    copy = str(office.folder.parent / "copy")
    with office.serving() as server:
        server.add_person("Amélie")
        office.publish(server, "Accueil", "Bains")
        office.desk.sign_in()
        for number in range(5):
            office.desk.log(f"before {number}", **FOLLOWED)
        office.desk.sync()
        former = server.store.read(identity).generation
        assert office.types("backup", copy).exit_code == 0

        office.publish(server, "Crèche")
        for number in range(7):
            office.desk.log(f"after {number}", **FOLLOWED)
        office.desk.sync()
        before = [(uuid_of(f"before {number}"), 1) for number in range(5)]
        after = [(uuid_of(f"after {number}"), 1) for number in range(7)]
        assert calls_on(server) == sorted(before + after)

    # When it is lost, and the backup restored in an empty database
    office.database = spare
    done = office.types("restore", copy)
    assert done.exit_code == 0, done.stderr
    with office.serving() as restored:
        # Then what was acknowledged before the backup is there, what was after is not
        assert calls_on(restored) == sorted(before)
        assert done.stdout == f"{restored.store.read(identity).generation}\n"
        assert done.stdout.strip() != former
        assert live_in(restored, "directory") == 2
        assert live_in(restored, "calls:midi") == 5

        # And the next sync of the desk brings back every call, once
        office.desk.sync()
        assert calls_on(restored) == sorted(before + after)
        assert office.offer() == {"Accueil", "Bains"}
        assert office.desk.outbox.waiting == 0
