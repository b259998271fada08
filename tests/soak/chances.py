"""Chance that is the same in every run of the tests."""

import random

SEED = 7


def chance(*names: object) -> random.Random:
    return random.Random("/".join(map(str, (SEED, *names))))
