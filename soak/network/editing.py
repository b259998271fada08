"""Editors of the offer: services change, go and come back, all the while.

They write into the server's database beside the server, as an import does. The naive ones take
their places in the stream first, and write what stands there a moment later.
"""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Final
from unittest import mock

from sqlalchemy.orm import Session

from helpdesk_domain.clock import utc_now
from helpdesk_domain.state_hash import moved
from helpdesk_domain.sync import DIRECTORY, Entity
from helpdesk_server.store import offer, streams
from helpdesk_server.store.database import Store
from helpdesk_server.store.streams import Key, Moves
from helpdesk_server.store.tables import StreamRow
from tests.server.records import a_record, uuid_of

LATE_S: Final = 0.05
"""From taking a place to what stands there, for a naive editor: a transaction of some length."""

MOST: Final = 3
"""Services changed at once."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an editor does next.

    Attributes:
        names: Of the services.
        text: What they say from now on; empty: they go.
    """

    names: Sequence[str]
    text: str


def changes(chance: Random, services: int) -> Iterator[Change]:
    """Changes without end."""
    while True:
        names = [f"service {chance.randrange(services)}" for _ in range(chance.randrange(1, MOST))]
        yield Change(names, "" if chance.random() < 0.2 else f"{chance.random()}")


def make(store: Store, change: Change) -> None:
    """One transaction, places and all."""
    if change.text:
        records = [a_record(name, description=change.text) for name in change.names]
        store.run(partial(offer.write_records, records=records, now=utc_now()))
    else:
        keys = [(Entity.SERVICE.value, uuid_of(name)) for name in change.names]
        store.run(partial(offer.withdraw_records, keys=keys, now=utc_now()))


def make_naively(store: Store, change: Change) -> None:
    """As `make`, its places taken before it begins: they are seen out of the order of commits."""
    first = store.run(_take_early)
    time.sleep(LATE_S * Random(change.text).random())
    _mine.first = first
    make(store, change)


_mine = threading.local()
"""`first`: the place this editor took last; the threads of a server have none."""

_take_places = streams.take_places


def _take_early(session: Session) -> int:
    row = session.get_one(StreamRow, DIRECTORY, with_for_update=True, populate_existing=True)
    row.seq += MOST
    return row.seq - MOST


def places_taken_early(session: Session, stream: str, moves: Moves) -> Mapping[Key, int]:
    """In the place of `streams.take_places`, for the threads of naive editors alone."""
    if not hasattr(_mine, "first"):
        return _take_places(session, stream, moves)
    row = session.get_one(StreamRow, stream, with_for_update=True, populate_existing=True)
    row.live += len(moves.come) - len(moves.gone)
    row.state_hash = moved(row.state_hash, moves.come, moves.gone)
    return {key: _mine.first + number for number, key in enumerate(moves.keys, 1)}


@contextmanager
def editors(
    store: Store, chances: Sequence[Random], services: int, pause_s: float, *, naive: bool
) -> Iterator[None]:
    """Editors at work for as long as the block lasts.

    Raises:
        Exception: What ended one of them.
    """
    ended, problems = threading.Event(), list[Exception]()
    work = make_naively if naive else make

    def edit(chance: Random) -> None:
        try:
            for change in changes(chance, services):
                work(store, change)
                if ended.wait(chance.random() * pause_s):
                    return
        except Exception as problem:  # noqa: BLE001  (raised again below, in the campaign's thread)
            problems.append(problem)

    early = mock.patch.object(streams, "take_places", places_taken_early)
    places = early if naive else nullcontext()
    threads = [threading.Thread(target=edit, args=(chance,)) for chance in chances]
    with places:
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            ended.set()
            for thread in threads:
                thread.join()
    if problems:
        raise problems[0]
