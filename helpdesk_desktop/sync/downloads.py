"""Files on their way: what came of one waits for the rest, and no other is kept."""

import tempfile
from functools import cached_property
from pathlib import Path
from typing import Final

_PART: Final = ".part"


class Downloads:
    """The files in one folder; what they hold is the public offer, nothing else.

    Args:
        folder: None: one that goes with this object, so nothing is ever gone on with later.
    """

    def __init__(self, folder: Path | None) -> None:
        self._given: Final = folder
        self._own: tempfile.TemporaryDirectory[str] | None = None

    def close(self) -> None:
        """Let go of a folder of our own."""
        if self._own is not None:
            self._own.cleanup()

    def part(self, name: str) -> Path:
        """Where the file of that name is gathered; every other one is given up."""
        part = self._folder / f"{name}{_PART}"
        for other in self._folder.glob(f"*{_PART}"):
            if other != part:
                other.unlink(missing_ok=True)
        return part

    @cached_property
    def _folder(self) -> Path:
        if self._given is None:
            self._own = tempfile.TemporaryDirectory(prefix="helpdesk-")
            return Path(self._own.name)
        self._given.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self._given
