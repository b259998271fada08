"""Tells one history again, step by step: `python -m soak.histories SEED BATCH TRIAL`."""

import sys

from soak.campaign import Batch
from soak.histories.campaign import lived
from soak.histories.places import places


def main(seed: str, number: str, trial: str) -> int:
    chance = Batch(int(seed), int(number), 1).chance(trial)
    with places() as here:
        wrong, told = lived(here, chance)
    sys.stdout.write("\n".join([*told, *(f"{kind}: {what}" for kind, what in wrong)]) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
