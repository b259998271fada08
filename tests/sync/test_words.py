"""Words searched without result, over a line that fails: counted on the server as on the desk.

Real store, real server, real sockets; only the line and the clock obey the test.
"""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from helpdesk_desktop.store.unanswered import count_unanswered, days_to_send
from helpdesk_desktop.sync.errors import NoOffer, SignInNeeded, SyncError
from helpdesk_server.store.tables import UnansweredWordRow
from tests.server.records import uuid_of
from tests.serving import RunningServer
from tests.sync.conftest import DEVICE, Desk, calls_on
from tests.sync.line import FaultyServer, Request
from tests.sync.relay import SPOILED, Once, Relay, Spoil, busy, refusing

Publish = Callable[..., None]

TODAY, YESTERDAY = date(2026, 3, 2), date(2026, 3, 1)
WORDS = "/v1/unanswered-words/"


def count(desk: Desk, *words: str, day: date = TODAY) -> None:
    desk.store.run(lambda session: count_unanswered(session, day, "fr", words))


def words_on(central: RunningServer) -> dict[tuple[date, str], int]:
    rows = central.store.read(lambda session: session.scalars(select(UnansweredWordRow)).all())
    assert {row.device_id for row in rows} <= {DEVICE}
    return {(row.day, row.word): row.count for row in rows}


def paths(line: FaultyServer) -> list[str]:
    return [request.path.split("?")[0] for request in line.asked if request.method == "PUT"]


def waiting(desk: Desk) -> list[date]:
    generation = desk.offer.generation
    return [sent.day for sent in desk.store.read(lambda s: days_to_send(s, generation))]


def test_words_go_up_once_after_the_calls(
    desk: Desk, publish: Publish, central: RunningServer, line: FaultyServer
) -> None:
    # Given a call and words counted on two days
    publish("Accueil")
    desk.sign_in()
    count(desk, "hoarding", day=YESTERDAY)
    count(desk, "hoarding", "psy")
    desk.log("first")

    # When the desk syncs, twice
    desk.sync()
    desk.sync()

    # Then each day went once, behind the call
    assert paths(line) == [
        f"/v1/calls/{uuid_of('first')}",
        f"{WORDS}{YESTERDAY}",
        f"{WORDS}{TODAY}",
    ]
    assert words_on(central) == {
        (YESTERDAY, "hoarding"): 1,
        (TODAY, "hoarding"): 1,
        (TODAY, "psy"): 1,
    }

    # And a word that comes later takes its day along, no other
    count(desk, "hoarding")
    desk.sync()
    assert paths(line)[3:] == [f"{WORDS}{TODAY}"]
    assert words_on(central)[TODAY, "hoarding"] == 2


@pytest.mark.parametrize(("spoil", "error"), SPOILED.values(), ids=SPOILED)
def test_an_answer_that_is_spoiled_counts_the_words_once(
    desk: Desk,
    publish: Publish,
    central: RunningServer,
    relay: Relay,
    spoil: Spoil,
    error: type[SyncError],
) -> None:
    assert issubclass(error, SyncError)
    publish("Accueil")
    desk.sign_in()
    count(desk, "hoarding")
    relay.spoil = Once("PUT", WORDS, spoil)

    desk.sync()
    assert waiting(desk) == [TODAY]
    count(desk, "hoarding", "psy")
    desk.sync()

    assert waiting(desk) == []
    assert words_on(central) == {(TODAY, "hoarding"): 2, (TODAY, "psy"): 1}


def unknown(request: Request, answer: bytes) -> bytes:
    return refusing("404 Nothing", "not_found", request, answer)


def refused(request: Request, answer: bytes) -> bytes:
    return refusing("422 Invalid", "invalid", request, answer)


def forbidden(request: Request, answer: bytes) -> bytes:
    return refusing("403 Forbidden", "forbidden", request, answer)


@pytest.mark.parametrize("spoil", [unknown, refused, forbidden, busy])
def test_whatever_becomes_of_the_words_calls_and_offer_go_on(
    desk: Desk, publish: Publish, central: RunningServer, relay: Relay, spoil: Spoil
) -> None:
    publish("Accueil")
    desk.sign_in()
    desk.log("first")
    count(desk, "hoarding")
    relay.spoil = lambda request, sent: spoil(request, sent) if WORDS in request.path else sent

    report = desk.sync()

    assert (report.sent, report.received) == (1, 1)
    assert calls_on(central) == [(uuid_of("first"), 1)]
    assert waiting(desk) == ([] if spoil is refused else [TODAY])


def test_words_wait_for_a_server_that_learns_to_take_them(
    desk: Desk, publish: Publish, relay: Relay, central: RunningServer
) -> None:
    publish("Accueil")
    desk.sign_in()
    count(desk, "hoarding")
    older_server = unknown(Request("PUT", WORDS, {}, b""), relay(hello()))
    relay.instead = lambda request: older_server if WORDS in request.path else None
    desk.sync()
    assert words_on(central) == {}

    relay.instead = lambda _request: None
    desk.sync()

    assert words_on(central) == {(TODAY, "hoarding"): 1}


def hello() -> Request:
    return Request("GET", "/v1/hello", {}, b"")


def test_a_day_the_server_will_not_take_does_not_hold_up_the_others(
    desk: Desk, publish: Publish, central: RunningServer, line: FaultyServer
) -> None:
    # Given words of a clock that was a year ahead, between good ones
    publish("Accueil")
    desk.sign_in()
    count(desk, "hoarding")
    count(desk, "psy", day=TODAY.replace(year=2027))

    # When the desk syncs, then the good ones arrive, and the others are not sent again
    desk.sync()
    desk.sync()

    assert words_on(central) == {(TODAY, "hoarding"): 1}
    assert len(paths(line)) == 2


def test_a_server_on_its_knees_is_left_alone(
    desk: Desk, publish: Publish, relay: Relay, line: FaultyServer
) -> None:
    publish("Accueil")
    desk.sign_in()
    for day in range(1, 9):
        count(desk, "hoarding", day=date(2026, 2, day))
    relay.spoil = lambda request, sent: busy(request, sent) if request.method == "PUT" else sent

    desk.sync()

    assert len(paths(line)) == 3


def test_a_server_without_an_offer_still_takes_words(desk: Desk, central: RunningServer) -> None:
    desk.sign_in()
    count(desk, "hoarding")

    with pytest.raises(NoOffer):
        desk.sync()

    assert words_on(central) == {(TODAY, "hoarding"): 1}


def test_nobody_signed_in_sends_nothing(desk: Desk, line: FaultyServer) -> None:
    count(desk, "hoarding")

    with pytest.raises(SignInNeeded):
        desk.sync()

    assert paths(line) == []
