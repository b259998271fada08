"""A campaign without any weight: processes that run it read nothing of the product."""

from soak.campaign import Batch, Campaign, Tally, Violation

LOST = Violation("coins lost", "one fell through the grid", "again")


def tossed(batch: Batch) -> Tally:
    return Tally(0 if batch.over else batch.trials, distinct=min(2, batch.trials))


def lost_at_the_third(batch: Batch) -> Tally:
    return Tally(3, violations=[LOST])


def a_campaign(**fields: object) -> Campaign:
    given: dict[str, object] = {
        "name": "coins",
        "title": "coins",
        "trials": "tosses",
        "kinds": ("coins lost",),
        "target": 1000,
        "share": 10,
        "size": 40,
        "run": tossed,
        "controls": {"a hole in the pocket": lost_at_the_third},
        "patience": 10,
    }
    return Campaign(**(given | fields))  # type: ignore[arg-type]
