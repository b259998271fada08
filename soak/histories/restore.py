"""A server goes back by up to a day: after each desk's next sync it has every call again, once.

Weeks go by on simulated clocks, so that desks forget what a backup holds; then the server is
restored from a copy of the last twenty-four hours, as an administrator does it.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from random import Random

from soak.campaign import Batch, Campaign, Tally, Violation
from soak.histories.campaign import DIFFERENT, LOST, planted
from soak.histories.places import DESKS, Places, places
from soak.histories.world import World

PAUSES = tuple(timedelta(hours=hours) for hours in (1, 20, 24 * 12, 24 * 45))


def run(batch: Batch) -> Tally:
    return of_defect("", batch)


def of_defect(defect: str, batch: Batch) -> Tally:
    """Restores with `defect` planted, unless that is empty."""
    tally = Tally()
    with planted(defect), places() as here:
        while tally.trials < batch.trials and not batch.over:
            wrong = restored(here, batch.chance(tally.trials))
            again = f"seed {batch.seed}, batch {batch.number}, trial {tally.trials}"
            tally.violations += [Violation(*one, again) for one in wrong[:3]]
            tally.trials += 1
            if len(tally.violations) > 5 or (wrong and batch.first_only):
                break
    return tally


def restored(here: Places, chance: Random) -> Sequence[tuple[str, str]]:
    """What is not there again after one restore."""
    with here.fresh(chance) as desks:
        world = World(here, desks, chance)
        for _ in range(chance.randint(0, 2)):
            _work(world)
            world.copy(0)
            world.pass_time(chance.choice(PAUSES))
        _work(world)
        world.copy(0)
        for _ in range(chance.randint(1, 2)):
            world.pass_time(timedelta(minutes=chance.randint(1, 11 * 60)))
            _work(world)
        world.restore(0)
        wrong = [
            (DIFFERENT, f"desk {place} at its next sync: {came}")
            for place in range(DESKS)
            if (came := _next_sync(world, place)) != "through"
        ]
        return [*wrong, *((LOST, what) for what in world.texts_wrong())]


def _work(world: World) -> None:
    """Each desk takes calls and edits some of its own; most of it is acknowledged."""
    for place in range(DESKS):
        for _ in range(world.chance.randint(0, 3)):
            world.log(place)
        if world.chance.random() < 0.5:
            world.edit(place)
        if world.chance.random() < 0.8:
            world.sync_well(place)


def _next_sync(world: World, place: int) -> str:
    """The next one that comes to its end: who has to sign in again does so first."""
    came = world.sync_well(place)
    return world.sync_well(place) if came == "signed in again" else came


CAMPAIGN = Campaign(
    name="restore",
    title="restores of a server",
    trials="restores from a copy of the last day",
    kinds=(LOST, DIFFERENT),
    target=1_000,
    share=2,
    size=100,
    run=run,
    controls={"generation ignored": partial(of_defect, "generation ignored")},
    patience=20,
)
