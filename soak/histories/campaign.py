"""Histories: whatever happens in whatever order, everybody ends with the same, and nothing is lost.

Each is exactly the same for its seed: `python -m soak.histories SEED BATCH TRIAL` tells it.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from random import Random
from typing import Any
from unittest import mock

from helpdesk_desktop.store import horizon
from helpdesk_desktop.store.conflicts import Conflict, settle
from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.outbox import versions
from helpdesk_desktop.store.streams import place as place_in
from helpdesk_domain.call_exchange import team_stream
from helpdesk_domain.sync import DIRECTORY
from soak.campaign import Batch, Campaign, Tally, Violation
from soak.histories import world as world_module
from soak.histories.places import DESKS, TEAM, DeskPlace, Places, places
from soak.histories.world import SKEWS, World
from soak.network.judging import offer_wrong, stream_wrong

LONGEST = 40
CHOICES = 12
"""Rounds in which every conflict is settled: of three desks that dispute a call, one a round."""

LOST, DIFFERENT = "texts lost or doubled", "not the same in the end"

STEPS = {
    "log": 6,
    "edit": 5,
    "follow_up": 4,
    "dispute": 3,
    "sync": 14,
    "choose": 3,
    "restart": 1,
    "wait": 3,
    "write_offer": 3,
    "withdraw": 2,
    "copy": 2,
    "restore": 2,
}
"""How often each is taken."""


def run(batch: Batch) -> Tally:
    return of_defect("", batch)


def of_defect(defect: str, batch: Batch) -> Tally:
    """Histories with `defect` planted, unless that is empty."""
    tally = Tally()
    with planted(defect), places() as here:
        while tally.trials < batch.trials and not batch.over:
            wrong, told = lived(here, batch.chance(tally.trials))
            if wrong:
                again = f"python -m soak.histories {batch.seed} {batch.number} {tally.trials}"
                tally.violations += [
                    Violation(kind, f"{what}; after {len(told)} steps", again)
                    for kind, what in wrong[:3]
                ]
            tally.trials += 1
            if len(tally.violations) > 5 or (wrong and batch.first_only):
                break
    return tally


def lived(here: Places, chance: Random) -> tuple[Sequence[tuple[str, str]], Sequence[str]]:
    """What was wrong at the end of one history, and its steps in words."""
    with here.fresh(chance) as desks:
        world = World(here, desks, chance)
        for desk, skew in zip(desks, chance.sample(SKEWS, DESKS), strict=True):
            desk.clock.now += skew
        for name in chance.choices(list(STEPS), list(STEPS.values()), k=chance.randint(5, LONGEST)):
            place = chance.randrange(DESKS)
            world.told.append(f"desk {place} {name}")
            getattr(world, name)(place)
        return list(peace(world)), world.told


def peace(world: World) -> Iterator[tuple[str, str]]:
    """Nothing goes wrong any more, and people choose: what is still not as it should be."""
    for number in range(CHOICES):
        for place in range(DESKS):
            world.told.append(f"peace {number}: desk {place} {world.sync_well(place)}")
            world.choose(place)
        if not any(world.waiting(place) for place in range(DESKS)):
            break
    else:
        yield DIFFERENT, f"calls still wait: {[world.waiting(place) for place in range(DESKS)]}"
    # the second round after the last word was said: now everybody holds the same
    for place in range(DESKS):
        came = world.sync_well(place)
        if came != "through":
            yield DIFFERENT, f"desk {place} over a whole line: {came}"
    yield from ((LOST, what) for what in world.texts_wrong())
    for desk in world.desks:
        yield from ((DIFFERENT, what) for what in _unlike_the_server(world, desk))


def _unlike_the_server(world: World, desk: DeskPlace) -> Iterator[str]:
    server = world.places.application.store
    for name in (DIRECTORY, team_stream(TEAM)):
        # a stream in which nothing ever was is none on the server
        if name == DIRECTORY or desk.store.read(partial(place_in, stream=name)).cursor:
            yield from (what for _, what in stream_wrong(desk.store, server, name))
    yield from (what for _, what in offer_wrong(desk.store, server))


def planted(defect: str) -> AbstractContextManager[object]:
    """The defect, for as long as the block lasts."""
    match defect:
        case "generation ignored":
            return mock.patch.object(horizon, "send_again_after_restore", return_value=0)
        case "loser dropped":
            return mock.patch.object(world_module, "settle", _settle_and_drop)
    return nullcontext()


def _settle_and_drop(session: Session, conflict: Conflict, **choice: Any) -> bool:
    """What was chosen goes up, and nothing else does."""
    settled = settle(session, conflict, **choice)
    rows = session.scalars(versions(conflict.mine.id)).all()
    for row in rows[:-1]:
        session.delete(row)
    return settled


CAMPAIGN = Campaign(
    name="histories",
    title="histories",
    trials="histories of three desks and a server",
    kinds=(LOST, DIFFERENT),
    target=20_000,
    share=3,
    size=250,
    run=run,
    controls={"loser dropped": partial(of_defect, "loser dropped")},
    patience=60,
)
