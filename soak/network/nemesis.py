"""Everything at once: three desks and two editors at work, a line that lies, kills, a server that
stands still; then peace, and everybody must hold the same.

Who meets what and when is drawn from the seed and printed with a violation; how the processes
interleave is up to the machine, so the same seed plays the same plan and not the same moment.
"""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import count
from random import Random

from helpdesk_domain.call_exchange import team_stream
from helpdesk_domain.sync import DIRECTORY
from soak.campaign import Batch, Campaign, Tally, Violation
from soak.kills.server import KINDS as DATABASES
from soak.network.editing import editors
from soak.network.fates import BAD_LINE, FAIR_LINE, WHOLE, WITH_HOLES
from soak.network.judging import (
    ASTRAY,
    KINDS,
    OnServer,
    Wrong,
    calls_wrong,
    offer_wrong,
    passed_over,
    read_anew,
    stream_wrong,
    texts_in,
)
from soak.network.rig import TEAM, Rig, rigged
from soak.network.uploads import missing

DESKS, EDITORS, SERVICES = 3, 2, 60
LINES = (WITH_HOLES, BAD_LINE, FAIR_LINE, WHOLE, WHOLE)
DESK_PAUSE_S, EDITOR_PAUSE_S = 0.05, 0.1
"""A desk takes a handful of calls between some syncs: it reads at least as much as it sends."""


class What(StrEnum):
    """What the nemesis can do."""

    KILL_DESK = "kill desk"
    KILL_SERVER = "kill server"
    STOP_SERVER = "stop server"
    LINE = "line"


ACTS = (*[What.KILL_DESK] * 6, What.KILL_SERVER, What.STOP_SERVER, *[What.LINE] * 3)


@dataclass(frozen=True, slots=True)
class Act:
    """What the nemesis does.

    Attributes:
        at_s: When, from the beginning.
        number: Of the desk, or of the line.
        for_s: How long the server stands still.
    """

    at_s: float
    what: What
    number: int = 0
    for_s: float = 0.0

    def __str__(self) -> str:
        return f"{self.at_s:.2f} s {self.what} {self.number or ''}".strip()


def plan(chance: Random) -> Iterator[Act]:
    """Acts without end, each some tenths of a second after the one before."""
    at_s = 0.0
    for _ in count():
        at_s += chance.uniform(0.1, 0.7)
        what = chance.choice(ACTS)
        number = chance.randrange(len(LINES) if what is What.LINE else DESKS)
        yield Act(at_s, what, number, chance.uniform(0.2, 1.5) if what is What.STOP_SERVER else 0.0)


def run(batch: Batch) -> Tally:
    return of_kind(DATABASES[batch.number % len(DATABASES)], "", batch)


def of_kind(kind: str, defect: str, batch: Batch) -> Tally:
    """As many seconds as the batch has trials, `defect` planted unless that is empty."""
    naive = defect == "naive cursor"
    of_desk = "" if naive else defect
    tally, done = Tally(), list[Act]()
    with rigged(batch, kind, desks=DESKS, services=SERVICES) as rig:
        chances = [batch.chance("editor", number) for number in range(EDITORS)]
        with editors(rig.store, chances, SERVICES, EDITOR_PAUSE_S, naive=naive):
            wrong = list(_torment(rig, of_desk, batch, tally, done))
        if not wrong:
            wrong += _peace(rig)
    acts = "; ".join(map(str, done[-12:]))
    again = f"seed {batch.seed}, batch {batch.number}, on {kind}: the same acts, … {acts}"
    tally.violations = [Violation(*one, again) for one in wrong[:5]]
    return tally


def _torment(rig: Rig, defect: str, batch: Batch, tally: Tally, done: list[Act]) -> Iterator[Wrong]:
    """Act after act, until time is up or something is wrong; each dead desk is looked into."""
    began = time.monotonic()
    for place in range(DESKS):
        rig.bear(place, defect, DESK_PAUSE_S)
    for act in plan(batch.chance("plan")):
        if act.at_s > batch.trials or batch.over:
            tally.trials = batch.trials
            break
        time.sleep(max(0.0, began + act.at_s - time.monotonic()))
        done.append(act)
        if act.what is What.KILL_DESK:
            rig.kill_desk(act.number)
            wrong = list(_look(rig, act.number))
            yield from wrong
            if wrong:
                break
            rig.bear(act.number, defect, DESK_PAUSE_S)
        elif not batch.first_only:
            # a planted defect of a cursor shows soonest where every sync comes to its end
            _do(rig, act)
        tally.trials = round(act.at_s)
    for place in list(rig.living):
        rig.kill_desk(place)
    rig.proxy.heal()


def _do(rig: Rig, act: Act) -> None:
    assert rig.server is not None
    match act.what:
        case What.KILL_SERVER:
            rig.kill_server()
            rig.serve()
        case What.STOP_SERVER:
            os.kill(rig.server.pid, signal.SIGSTOP)
            time.sleep(act.for_s)
            os.kill(rig.server.pid, signal.SIGCONT)
        case What.LINE:
            rig.proxy.fates = LINES[act.number]


def _look(rig: Rig, place: int) -> Iterator[Wrong]:
    """What the file of a desk that was just killed may not hold."""
    with rig.opened(place) as desk:
        yield from passed_over(desk, rig.store)
        yield from read_anew(desk)


def _peace(rig: Rig) -> Iterator[Wrong]:
    """Everybody syncs twice over a whole line, the first for the last to send."""
    for rounds in (4, 1):
        for place in range(DESKS):
            if problem := rig.converge(place, rounds):
                yield ASTRAY, f"desk {place} cannot sync over a line that was mended: {problem}"
    server = OnServer.of(rig.store)
    folders = [rig.desk_folder(place) for place in range(DESKS)]
    yield from server.wrong(text for folder in folders for text in texts_in(folder))
    for place, folder in enumerate(folders):
        with rig.opened(place) as desk:
            yield from calls_wrong(desk, folder, server)
            for name in (DIRECTORY, team_stream(TEAM)):
                yield from stream_wrong(desk, rig.store, name)
            yield from offer_wrong(desk, rig.store)
        yield from _look(rig, place)


CAMPAIGN = Campaign(
    name="nemesis",
    title="nemesis",
    trials="seconds of three desks, two editors, kills, stops and a line that lies",
    kinds=KINDS,
    target=300,
    share=5,
    size=30,
    run=run,
    controls={
        defect: partial(of_kind, "sqlite", defect) for defect in ("naive cursor", "cursor first")
    },
    patience=60,
    missing=missing,
)
