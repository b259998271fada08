"""Tests: a server restored from a backup has every call again, once, as it was last saved."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from helpdesk_desktop.store.calls import CallState, log_call, logged_since, reopen
from helpdesk_desktop.sync.errors import NoOffer
from helpdesk_domain.calls import Call
from helpdesk_server.store.tables import ServerRow
from tests.server.records import uuid_of
from tests.serving import RunningServer, running_server
from tests.sync.conftest import Desk, calls_on
from tests.sync.relay import Relay

Publish = Callable[..., None]

OTHER = "11111111-2222-4333-8444-555555555555"


@contextmanager
def restored(backup: Path, desk: Desk, relay: Relay) -> Iterator[RunningServer]:
    """The backup in the server's place, as a new generation."""
    with running_server(backup, now=desk.clock) as before_start:
        before_start.store.run(lambda s: s.execute(update(ServerRow).values(generation=OTHER)))
    with running_server(backup, now=desk.clock) as running:
        relay.target = running.url
        yield running


def a_backup(tmp_path: Path) -> Path:
    return Path(shutil.copytree(tmp_path / "central", tmp_path / "backup"))


def correct(desk: Desk, call: Call, note: str) -> None:
    draft = desk.store.run(lambda session: reopen(session, call.id, desk.clock()))
    corrected = replace(draft.call, note=note)
    desk.store.run(lambda s: log_call(s, corrected, desk.person, desk.clock(), draft.base_rev))


@pytest.mark.usefixtures("central")
def test_a_call_kept_after_the_backup_comes_again(
    desk: Desk, publish: Publish, relay: Relay, tmp_path: Path
) -> None:
    publish("Accueil")
    desk.sign_in()
    desk.log("before")
    desk.sync()
    backup = a_backup(tmp_path)
    desk.log("after")
    assert desk.sync().sent == 1

    with restored(backup, desk, relay) as server:
        assert calls_on(server) == [(uuid_of("before"), 1)]
        desk.sync()

        assert calls_on(server) == sorted([(uuid_of("before"), 1), (uuid_of("after"), 1)])
        assert desk.offer.generation == OTHER


@pytest.mark.usefixtures("central")
def test_a_call_corrected_after_the_backup_is_corrected_again(
    desk: Desk, publish: Publish, relay: Relay, tmp_path: Path
) -> None:
    # Given a correction the backup knows nothing of
    publish("Accueil")
    desk.sign_in()
    call = desk.log("one")
    desk.sync()
    backup = a_backup(tmp_path)
    correct(desk, call, "Corrigé.")
    desk.sync()

    # When the backup takes the server's place
    with restored(backup, desk, relay) as server:
        assert calls_on(server) == [(uuid_of("one"), 1)]
        report = desk.sync()

        # Then it is corrected there too, and nobody is asked to choose
        assert (report.sent, report.conflicts) == (1, 0)
        assert calls_on(server) == [(uuid_of("one"), 2)]


@pytest.mark.usefixtures("central")
def test_a_call_the_backup_knows_in_its_last_version_is_acknowledged_again(
    desk: Desk, publish: Publish, relay: Relay, tmp_path: Path
) -> None:
    publish("Accueil")
    desk.sign_in()
    call = desk.log("one")
    desk.sync()
    correct(desk, call, "Corrigé.")
    desk.sync()

    with restored(a_backup(tmp_path), desk, relay) as server:
        assert desk.sync().conflicts == 0
        assert calls_on(server) == [(uuid_of("one"), 2)]
        known = desk.store.read(lambda s: logged_since(s, call.started_at.replace(year=2000)))
        assert [(entry.state, entry.rev) for entry in known] == [(CallState.ACCEPTED, 2)]


@pytest.mark.usefixtures("central")
def test_a_desk_that_never_had_an_offer_sends_again_what_was_lost(
    desk: Desk, relay: Relay, tmp_path: Path
) -> None:
    # Given a server that takes calls and has no offer yet
    desk.sign_in()
    backup = a_backup(tmp_path)
    desk.log("one")
    with pytest.raises(NoOffer):
        desk.sync()
    assert desk.outbox.waiting == 0

    # When it is restored from before the call, then the call comes again, once
    with restored(backup, desk, relay) as server:
        for _ in range(2):
            with pytest.raises(NoOffer):
                desk.sync()
        assert calls_on(server) == [(uuid_of("one"), 1)]
