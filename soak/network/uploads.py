"""Calls go up through a line that lies, while desks and server are killed: each arrives once.

Two desks as processes save, edit and send as fast as they can, alone and in batches, some of it
such as no server takes. In the end the line is mended, and what they said, what their files hold
and what the server has must be the same; then every tenth call is sent once more with another
text, and must be refused.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from helpdesk_desktop.store.account import account
from helpdesk_desktop.store.calls import logged_since
from helpdesk_desktop.store.outbox import OutboxItem
from helpdesk_desktop.sync.errors import CallInConflict, SyncError
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.people import DeviceId
from helpdesk_domain.wire import to_json
from soak.campaign import Batch, Campaign, Tally, Violation
from soak.kills.desk import missing as cannot_fork
from soak.kills.server import KINDS as DATABASES
from soak.kills.server import missing as no_database
from soak.network.fates import FAIR_LINE, LIARS, WITH_HOLES
from soak.network.judging import (
    ASTRAY,
    KINDS,
    LOST,
    OnServer,
    Wrong,
    calls_wrong,
    said_in,
    texts_in,
)
from soak.network.rig import Rig, rigged
from tests.factories import NOON, an_id

DESKS = 2
LIFE_S = (0.2, 1.5)
"""Of a desk."""

SERVER_DIES_EVERY = 6
"""Deaths of desks. Where a planted defect is looked for, it lives: starting it takes long."""

CALLS_A_REQUEST = 4
"""At most, on average: a campaign of few requests, each with many calls, meets few faults."""

UNHURRIED_S = 0.01
"""Pause of a desk with a planted defect: few calls and many requests show it soonest."""

REFUSED_ONE_IN = 10


def run(batch: Batch) -> Tally:
    return of_kind(DATABASES[batch.number % len(DATABASES)], "", batch)


def of_kind(kind: str, defect: str, batch: Batch) -> Tally:
    """Calls of one server on one database, `defect` planted unless that is empty."""
    program = ("soak.network.planted_server",) if defect == "no idempotence" else ()
    of_desk = "" if program else defect
    tally = Tally()
    with rigged(batch, kind, desks=DESKS, services=3, program=program) as rig:
        # on a busy machine desks save faster than they send: what was never tried shows nothing
        asked, each = rig.proxy.met, 1 if batch.first_only else CALLS_A_REQUEST
        while min(tally.trials, asked.total() * each) < batch.trials and not batch.over:
            _die_and_live(rig, of_desk, batch)
            tally.trials = _saved(rig)
        _heal(rig)
        for wrong in _wrong(rig):
            again = f"seed {batch.seed}, batch {batch.number}, on {kind}; no moment comes twice"
            tally.violations.append(Violation(*wrong, again))
    tally.violations = tally.violations[:5]
    return tally


def _saved(rig: Rig) -> int:
    """Calls that were saved on any desk."""
    journals = [said_in(rig.desk_folder(place)).values() for place in range(DESKS)]
    return sum(bool(said.saved) for journal in journals for said in journal)


def _die_and_live(rig: Rig, defect: str, batch: Batch) -> None:
    """A while of work, then one desk is killed, and now and then the server."""
    chance = batch.chance(rig.births)
    for place in range(DESKS):
        if place not in rig.living:
            rig.bear(place, defect, UNHURRIED_S if batch.first_only else 0.0)
    lines = (LIARS,) if batch.first_only else (WITH_HOLES, FAIR_LINE, FAIR_LINE)
    rig.proxy.fates = chance.choice(lines)
    time.sleep(chance.uniform(*LIFE_S))
    if not batch.first_only and rig.births % SERVER_DIES_EVERY == DESKS + 1:
        rig.kill_server()
        rig.serve()
    rig.kill_desk(chance.randrange(DESKS))


def _heal(rig: Rig) -> None:
    """The last desk dies too, and the line is mended."""
    for place in list(rig.living):
        rig.kill_desk(place)
    rig.proxy.heal()


def _wrong(rig: Rig) -> Iterator[Wrong]:
    for place in range(DESKS):
        if problem := rig.converge(place):
            yield ASTRAY, f"desk {place} cannot sync over a line that was mended: {problem}"
    server = OnServer.of(rig.store)
    folders = [rig.desk_folder(place) for place in range(DESKS)]
    yield from server.wrong(text for folder in folders for text in texts_in(folder))
    for place, folder in enumerate(folders):
        with rig.opened(place) as desk:
            yield from calls_wrong(desk, folder, server)
    yield from _taken_twice(rig)
    if OnServer.of(rig.store).texts != server.texts:
        yield LOST, "another text under an id that was taken changed something"


def _taken_twice(rig: Rig) -> Iterator[Wrong]:
    """Calls that the server takes although their id has another content."""
    for place in range(DESKS):
        server = Server(rig.proxy.url, DeviceId(an_id(f"device {place}")))
        server.hello()
        with rig.opened(place) as desk:
            signed_in = desk.read(account)
            assert signed_in is not None
            logged = desk.read(partial(logged_since, moment=NOON))
        for one in logged[::REFUSED_ONE_IN]:
            if one.rev is None:
                continue
            other = OutboxItem(
                position=0,
                call_id=one.call.id,
                payload=to_json(replace(one.call, note="Autre chose.")),
                base_rev=None if one.rev == 1 else one.rev - 1,
                attempts=1,
            )
            try:
                server.put_call(signed_in.access_token, other)
            except CallInConflict:
                continue
            except SyncError as problem:
                yield ASTRAY, f"another text of {one.call.id} was answered by {problem!r}"
            else:
                yield LOST, f"another text of {one.call.id} was taken"
        server.close()


def missing() -> str:
    return cannot_fork() or no_database()


CAMPAIGN = Campaign(
    name="uploads",
    title="uploads",
    trials="calls over a line that lies, kills of desks and servers among them",
    kinds=KINDS,
    target=100_000,
    share=100,
    size=1_000,
    run=run,
    controls={
        defect: partial(of_kind, "sqlite", defect)
        for defect in ("no gate", "whole batch", "no idempotence")
    },
    patience=80,
    missing=missing,
)
