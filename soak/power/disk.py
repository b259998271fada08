"""A disk as a power cut finds it: what was synced is there, of the rest some is and some is not.

The model is a strict file system, and on purpose more hostile than most real ones:

- What was written since the last fsync (or fdatasync) of a file survives or not, each piece of
  512 bytes by itself, in any order. A piece changes its own bytes only: SQLite counts on that
  too (SQLITE_POWERSAFE_OVERWRITE), so a drive that spoils the neighbours of a write is not here.
- The length of a file is one thing and the bytes in it another: after a cut a file may have
  grown without them, and has zeros there, or have them and not be long enough to show them.
- The names in a folder are durable after an fsync of that folder, not of the file. Each naming,
  renaming and removing since then survives or not by itself; one renaming is never half done.
- An fsync that has returned was kept: a drive that lies about it is not here, and cannot be
  survived. Permissions and times are not here either.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes within one sector of a file."""

    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Length:
    """The file became longer, or was cut off there (`cut`)."""

    length: int
    cut: bool


@dataclass(frozen=True, slots=True)
class Naming:
    """`name` now leads to `file`, or to nothing; `was` is the name it had before, if any."""

    name: str
    file: int | None
    was: str = ""


class File:
    """The content of one file: what is on the disk, and what only the system knows yet.

    Attributes:
        now: As a program reads it.
        doubtful: What was done to it since it was last synced, oldest first.
    """

    def __init__(self, durable: bytes = b"") -> None:
        self._durable = durable
        self.now = bytearray(durable)
        self.doubtful: list[Piece | Length] = []

    def write(self, offset: int, data: bytes) -> None:
        end = offset + len(data)
        if end > len(self.now):
            self.resize(end)
        self.now[offset:end] = data
        start = offset
        while start < end:
            stop = min(end, (start // SECTOR + 1) * SECTOR)
            self.doubtful.append(Piece(start, data[start - offset : stop - offset]))
            start = stop

    def resize(self, length: int) -> None:
        cut = length < len(self.now)
        self.doubtful.append(Length(length, cut))
        if cut:
            del self.now[length:]
        else:
            self.now.extend(bytes(length - len(self.now)))

    def sync(self) -> None:
        self._durable = bytes(self.now)
        self.doubtful.clear()

    def after_cut(self, kept: int) -> bytes:
        """The content when of `doubtful` the things at the one bits of `kept` survive."""
        if not kept:
            return self._durable
        content, length = bytearray(self._durable), len(self._durable)
        for bit, change in enumerate(self.doubtful):
            if not kept >> bit & 1:
                continue
            if isinstance(change, Piece):
                end = change.offset + len(change.data)
                if end > len(content):
                    content.extend(bytes(end - len(content)))
                content[change.offset : end] = change.data
            elif change.cut:
                del content[change.length :]
                length = min(length, change.length)
            else:
                length = max(length, change.length)
        return bytes(content[:length]).ljust(length, b"\0")


class Disk:
    """One folder of files, its names included; files are known by a number.

    Args:
        durable: What the folder holds before anything happens; they get the first numbers.
    """

    def __init__(self, durable: Mapping[str, bytes]) -> None:
        self.files = {number: File(data) for number, data in enumerate(durable.values())}
        self.names = {name: number for number, name in enumerate(durable)}
        self._durable_names = dict(self.names)
        self._doubtful_names: list[Naming] = []

    def name(self, naming: Naming) -> None:
        """A file is made, renamed or removed."""
        if naming.file is not None:
            self.files.setdefault(naming.file, File())
        self._doubtful_names.append(naming)
        _apply(naming, self.names)

    def sync_names(self) -> None:
        self._durable_names = dict(self.names)
        self._doubtful_names.clear()

    def doubts(self) -> list[int]:
        """How many things may survive or not: of the names first, then of each file in doubt."""
        return [
            len(self._doubtful_names),
            *(len(self.files[number].doubtful) for number in self._in_sight()),
        ]

    def after_cut(self, kept: int) -> dict[str, bytes]:
        """The files found after a cut; the bits of `kept` are in the order of `doubts`."""
        names = dict(self._durable_names)
        for bit, naming in enumerate(self._doubtful_names):
            if kept >> bit & 1:
                _apply(naming, names)
        shift, contents = len(self._doubtful_names), {}
        for number in self._in_sight():
            many = len(self.files[number].doubtful)
            contents[number] = self.files[number].after_cut(kept >> shift & (1 << many) - 1)
            shift += many
        return {name: contents[number] for name, number in names.items()}

    def _in_sight(self) -> list[int]:
        """Files that some name may lead to after a cut."""
        named = {*self._durable_names.values(), *self.names.values()}
        return sorted(named | set(self._ever_named()))

    def _ever_named(self) -> Iterator[int]:
        return (naming.file for naming in self._doubtful_names if naming.file is not None)


def _apply(naming: Naming, names: dict[str, int]) -> None:
    if naming.was:
        names.pop(naming.was, None)
    if naming.file is None:
        names.pop(naming.name, None)
    else:
        names[naming.name] = naming.file
