"""Puts images into files, looks into each different one once, and says which are losses."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from soak.power.found import Found
from soak.power.programs import Program
from soak.power.replaying import Image

OPENED = 64
"""One in so many images is opened by the product itself, too."""

REMEMBERED = 4096
"""Images whose content is remembered: the same one comes back within a few steps, or never."""


class Checker:
    """Checks the images of one program in `folder`, which is its own.

    Attributes:
        distinct: How many different images there were.
        opened: How many were opened by the product, too.
    """

    def __init__(self, program: Program, folder: Path) -> None:
        self._program = program
        self._folder = folder
        self._seen = set[bytes]()
        self._found: dict[bytes, Found] = {}
        self.opened = 0

    @property
    def distinct(self) -> int:
        return len(self._seen)

    def wrong(self, image: Image) -> list[str]:
        """Why this image is a loss; empty when it is none."""
        digest = _digest(image.files)
        found = self._found.get(digest)
        if found is None:
            found = self._look(image.files)
            if len(self._found) >= REMEMBERED:
                self._found.pop(next(iter(self._found)))
            self._found[digest] = found
        self._seen.add(digest)
        return found.wrong(image.said)

    def _look(self, files: Mapping[str, bytes]) -> Found:
        self._put(files)
        found = self._program.look(self._folder)
        if found.faults or len(self._seen) % OPENED:
            return found
        self.opened += 1
        self._put(files)
        opened = self._program.open(self._folder)
        lost = tuple(f"lost at its opening: {line}" for line in found.kept - opened.kept)
        return Found(found.kept, opened.faults + lost)

    def _put(self, files: Mapping[str, bytes]) -> None:
        for old in self._folder.iterdir():
            old.unlink()
        for name, content in files.items():
            (self._folder / name).write_bytes(content)


def _digest(files: Mapping[str, bytes]) -> bytes:
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.digest()
