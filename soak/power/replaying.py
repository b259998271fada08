"""Cuts the power of a recorded program after each thing it did, again and again."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from soak.power.disk import Disk
from soak.power.recording import Recording
from soak.power.trace import Said, Step

TRIES = 4
"""How often a cut that was already made at this step is drawn again, before going on."""


@dataclass(frozen=True, slots=True)
class Image:
    """What a power cut left.

    Attributes:
        step: After how many things the power went.
        kept: Which of the doubtful things survived, as bits in the order of `Disk.doubts`.
        said: What the program had promised by then.
    """

    step: int
    kept: int
    said: Sequence[str]
    files: Mapping[str, bytes]


def cuts(recording: Recording, wanted: int, chance: random.Random) -> Iterator[Image]:
    """So many images, spread over all steps alike; fewer when there are no more.

    A step at which little is in doubt gives each of its images once, none is padded out. The
    image before the first step is not among them.
    """
    steps = recording.steps
    shares = spread([possible(doubts) for doubts in _doubts(recording, steps)], wanted)
    disk, said, owed = Disk(recording.before), list[str](), 0
    for number, (step, share) in enumerate(zip(steps, shares, strict=True), start=1):
        _do(step, disk, said)
        owed += share
        for kept in choices(disk.doubts(), owed, chance):
            owed -= 1
            yield Image(number, kept, tuple(said), disk.after_cut(kept))


def image(recording: Recording, step: int, kept: int) -> Image:
    """One image again, as it was."""
    disk, said = Disk(recording.before), list[str]()
    for done in recording.steps[:step]:
        _do(done, disk, said)
    return Image(step, kept, tuple(said), disk.after_cut(kept))


def left(recording: Recording) -> dict[str, bytes]:
    """The files as the program itself saw them at its end."""
    disk = Disk(recording.before)
    for step in recording.steps:
        _do(step, disk, [])
    return {name: bytes(disk.files[number].now) for name, number in disk.names.items()}


def choices(doubts: Sequence[int], share: int, chance: random.Random) -> Iterator[int]:
    """At most `share` different fates of so many doubtful things: all there are, or some."""
    if possible(doubts) <= share:
        yield from range(possible(doubts))
        return
    made = set[int]()
    for _ in range(share * TRIES):
        kept = _fate(doubts, chance)
        if kept not in made:
            made.add(kept)
            yield kept
            if len(made) == share:
                return


def possible(doubts: Sequence[int]) -> int:
    return 1 << sum(doubts)


def spread(most: Sequence[int], wanted: int) -> list[int]:
    """`wanted` in as equal shares as can be, none above its `most`."""
    if sum(most) <= wanted:
        return list(most)
    low, high = 0, wanted
    while low < high:
        middle = (low + high + 1) // 2
        fits = sum(min(one, middle) for one in most) <= wanted
        low, high = (middle, high) if fits else (low, middle - 1)
    shares = [min(one, low) for one in most]
    rest = wanted - sum(shares)
    larger = [number for number, one in enumerate(most) if one > low]
    for number in larger[:rest]:
        shares[number] += 1
    return shares


def _fate(doubts: Sequence[int], chance: random.Random) -> int:
    """Names and files each fare in a way of their own: lost, kept, kept up to some point, mixed."""
    kept = shift = 0
    for many in doubts:
        kept |= _survivors(many, chance) << shift
        shift += many
    return kept


def _survivors(many: int, chance: random.Random) -> int:
    way = chance.random()
    if way < 0.1 or not many:
        return 0
    if way < 0.2:
        return (1 << many) - 1
    if way < 0.35:
        return (1 << chance.randint(0, many)) - 1
    some = chance.getrandbits(many)
    if way < 0.55:  # few
        return some & chance.getrandbits(many)
    if way < 0.75:  # most
        return some | chance.getrandbits(many)
    return some


def _doubts(recording: Recording, steps: Sequence[Step]) -> Iterator[list[int]]:
    disk = Disk(recording.before)
    for step in steps:
        _do(step, disk, [])
        yield disk.doubts()


def _do(step: Step, disk: Disk, said: list[str]) -> None:
    if isinstance(step, Said):
        said.append(step.line)
    else:
        step(disk)
