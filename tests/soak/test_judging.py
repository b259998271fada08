"""Tests: what counts as lost on a desk that was killed, and what does not."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from helpdesk_desktop.store.call_tables import DraftRow
from helpdesk_desktop.store.calls import log_call, reopen
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.outbox import take
from helpdesk_desktop.store.settling import settle_accepted
from helpdesk_domain.calls import Call
from helpdesk_domain.people import PersonId
from helpdesk_domain.wire import digest, to_json
from soak.network.desk import DATABASE, JOURNAL
from soak.network.judging import LOST, OnServer, calls_wrong
from soak.power.recorded.planting import KEY
from tests.factories import NOON, a_call, a_receipt, an_id

AMINA = PersonId(an_id("amina"))
SENT, CHANGED = a_call(note="one"), a_call(note="two")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    """A call was sent and accepted, then changed and saved again; the change waits."""
    store = Store.open(tmp_path / DATABASE, KEY)
    log(store, SENT)
    store.run(partial(take, author=AMINA, now=NOON))
    store.run(
        partial(
            settle_accepted,
            call_id=SENT.id,
            payload_digest=digest(to_json(SENT)),
            receipt=a_receipt(SENT, 1),
            generation="first",
        )
    )
    log(store, CHANGED)
    lines = [f"{what} {text_of(call)}" for call in (SENT, CHANGED) for what in ("saving", "saved")]
    (tmp_path / JOURNAL).write_text("\n".join(lines) + "\n", "utf-8")
    yield store
    store.close()


def log(store: Store, call: Call) -> None:
    store.run(partial(log_call, call=call, author=AMINA, now=NOON))


def text_of(call: Call) -> str:
    return f"{call.id} {digest(to_json(call))}"


def lost(store: Store, folder: Path, *on_server: Call) -> list[str]:
    server = OnServer({SENT.id: [digest(to_json(call)) for call in on_server]}, ())
    return [kind for kind, _ in calls_wrong(store, folder, server)]


def take_back(store: Store) -> None:
    store.run(partial(reopen, call_id=SENT.id, now=NOON))


def test_a_change_that_was_taken_back_when_the_end_came_is_in_its_draft(
    desk: Store, tmp_path: Path
) -> None:
    take_back(desk)

    assert lost(desk, tmp_path, SENT) == []


def test_a_change_that_is_nowhere_is_lost(desk: Store, tmp_path: Path) -> None:
    take_back(desk)
    desk.run(lambda session: session.delete(session.get_one(DraftRow, SENT.id)))

    assert lost(desk, tmp_path, SENT) == [LOST]


def test_a_draft_does_not_stand_for_what_the_server_should_have(
    desk: Store, tmp_path: Path
) -> None:
    take_back(desk)

    assert lost(desk, tmp_path, a_call(note="of somebody else")) == [LOST]
