"""A desk that writes a small file of its profile again and again, to be recorded.

    python -m soak.power.recorded.desk_profile FOLDER SEED [DEFECT]

Such a file holds the locked key of the store, without which nothing can be read. It says
`version N` when that one is written. Defect: `over` (written over the old one, then synced).
"""

import os
import random
import sys
from pathlib import Path

from helpdesk_desktop.whole_file import write_whole
from soak.power.recorded.planting import promise

FILE = "profile.json"
VERSIONS = 100


def first_version(folder: Path, seed: str) -> None:
    """By seed, there is a file already, or none yet."""
    if random.Random(seed).random() < 0.7:
        write_whole(folder / FILE, content(0, 40))


def main(folder: str, seed: str, defect: str = "") -> None:
    path, chance = Path(folder, FILE), random.Random(seed)
    for number in range(1, VERSIONS + 1):
        data = content(number, chance.choice((1, 40, 400)))
        write_over(path, data) if defect == "over" else write_whole(path, data)
        promise(f"version {number}")


def content(number: int, lines: int) -> bytes:
    """Whole when each of its lines is the same, and the last one says how many there are."""
    return f"version {number:04}\n".encode() * lines + f"lines {lines}\n".encode()


def number_in(data: bytes) -> int | None:
    """Which version `data` is; None when it is not whole."""
    first, last = data.split(b"\n", 1)[0].split(), data.rstrip().rsplit(b"\n", 1)[-1].split()
    if [*first[:1], *last[:1]] != [b"version", b"lines"] or not first[1:] or not last[1:]:
        return None
    number, lines = int(first[1]), int(last[1])
    return number if data == content(number, lines) else None


def write_over(path: Path, data: bytes) -> None:
    """The planted error: there is a moment at which neither the old nor the new one is whole."""
    with path.open("wb", buffering=0) as file:
        file.write(data)
        os.fsync(file.fileno())


if __name__ == "__main__":
    main(*sys.argv[1:])
