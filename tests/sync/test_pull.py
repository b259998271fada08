"""The offer on its way down, over a line that fails: whole and right, or as it was.

Real store, real server, real sockets; only the line and the clock obey the test.
"""

from collections.abc import Callable

import pytest

from helpdesk_desktop.store.errors import SuspiciousDeletion
from helpdesk_desktop.store.replica import install_snapshot
from helpdesk_desktop.sync.errors import (
    ServerTroubled,
    SyncError,
)
from helpdesk_domain.sync import Change
from tests.server.records import uuid_of
from tests.sync.conftest import Desk
from tests.sync.line import FaultyServer, Request
from tests.sync.relay import SPOILED, Relay, Spoil, refusing

Publish = Callable[..., None]


def test_the_offer_comes_whole_and_then_by_what_changed(
    desk: Desk, publish: Publish, line: FaultyServer
) -> None:
    # Given an offer of three services
    publish("Accueil", "Soins", "Repas")
    desk.sign_in()

    # When the desk syncs for the first time
    report = desk.sync()

    # Then it has the offer whole
    assert (report.bootstrapped, report.received) == (True, 3)
    assert desk.offer.services == 3

    # When one service changes and another comes, then only those two travel
    publish("Accueil", "Nuit", description="new")
    line.asked.clear()
    report = desk.sync()
    assert (report.bootstrapped, report.received) == (False, 2)
    assert desk.offer.services == 4
    assert not any("snapshots" in request.path for request in line.asked)

    # And a sync with nothing new brings nothing
    assert desk.sync().received == 0


@pytest.mark.parametrize("path", ["/v1/snapshots/directory", "/v1/snapshots/", "/v1/changes"])
@pytest.mark.parametrize(("spoil", "error"), SPOILED.values(), ids=SPOILED)
def test_an_offer_that_is_spoiled_changes_nothing_and_comes_the_next_time(
    desk: Desk, publish: Publish, relay: Relay, path: str, spoil: Spoil, error: type[SyncError]
) -> None:
    publish("Accueil", "Soins")
    desk.sign_in()
    if path == "/v1/changes":
        desk.sync()
        publish("Repas")
    before = desk.offer.services

    def file_or_page(request: Request, sent: bytes) -> bytes:
        whole = path != "/v1/snapshots/" or request.path.endswith(".zst")
        return spoil(request, sent) if whole else sent

    relay.spoil = lambda request, sent: (
        file_or_page(request, sent) if request.path.startswith(path) else sent
    )
    with pytest.raises(error):
        desk.sync()
    assert desk.offer.services == before

    relay.spoil = lambda _request, sent: sent
    desk.sync()
    assert desk.offer.services == (3 if path == "/v1/changes" else 2)


def test_a_cursor_the_server_does_not_know_brings_the_offer_whole(
    desk: Desk, publish: Publish
) -> None:
    # Given a desk whose place in the stream lies ahead of the server's
    publish("Accueil", "Soins")
    desk.sign_in()
    desk.sync()
    known = desk.offer.generation
    gone = Change(entity="service", id=uuid_of("ghost"), rev=9, seq=9, data={"status": "active"})
    desk.store.run(
        lambda session: install_snapshot(session, known, 99, [gone], desk.clock(), approved=True)
    )

    # When it syncs, then it has what the server has
    report = desk.sync()
    assert report.bootstrapped
    assert desk.offer.services == 2


def test_an_offer_that_would_empty_ours_is_not_taken(desk: Desk, publish: Publish) -> None:
    publish("Accueil")
    desk.sign_in()
    desk.sync()
    known = desk.offer.generation
    many = [
        Change(entity="service", id=uuid_of(str(n)), rev=1, seq=n, data={"status": "active"})
        for n in range(1, 100)
    ]
    desk.store.run(lambda session: install_snapshot(session, known, 99, many, desk.clock()))

    with pytest.raises(SuspiciousDeletion):
        desk.sync()

    assert desk.offer.services == 99


def test_a_server_whose_changes_never_fit_its_offer_is_not_asked_for_ever(
    desk: Desk, publish: Publish, relay: Relay, line: FaultyServer
) -> None:
    publish("Accueil")
    desk.sign_in()
    relay.spoil = lambda request, sent: (
        refusing("410 Gone", "cursor_expired", request, sent)
        if request.path.startswith("/v1/changes")
        else sent
    )

    with pytest.raises(ServerTroubled):
        desk.sync()

    assert sum(request.path.endswith(".zst") for request in line.asked) == 1
    assert desk.offer.services == 1
