"""Reads what strace wrote of a program: what it did to the files of one folder, and said.

Nothing is passed over in silence: a call on these files that the model does not know, or a log
that is cut short, ends the reading with an error.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from soak.power.disk import Disk, Naming

CHANGING = (
    "open,openat,openat2,creat,close,lseek,write,pwrite64,writev,pwritev,pwritev2,sendfile,"
    "ftruncate,truncate,fallocate,copy_file_range,splice,fsync,fdatasync,sync,syncfs,"
    "sync_file_range,msync,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,"
    "symlinkat,mkdir,mkdirat,rmdir,dup,dup2,dup3,fcntl,mmap"
)
"""The calls to be recorded: all that change a file, or what a number of an open file means."""

SHARED_INDEX = "-shm"
"""The index of a log is shared memory, rebuilt from the log at the next opening: not kept."""

_LINE = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)\)\s+= (-?\d+|0x[0-9a-f]+|\?)(.*)$", re.S)
_NEVER = ("--- ", "+++ ")
_STDOUT = 1


class NotModelled(Exception):
    """The program did something to its files that the model of the disk does not know."""


@dataclass(frozen=True, slots=True)
class Said:
    """The program told the world: from here on, this must never be lost."""

    line: str


Step = Said | Callable[[Disk], None]
"""What happened next: something said, or something done to the disk."""


@dataclass(slots=True)
class _Opened:
    """An open file: `number` on the disk, None for the folder itself; `at` in a sequence."""

    number: int | None
    at: int = 0


class Reading:
    """One recorded program, line by line.

    Args:
        folder: Where its files are; what it does elsewhere is not looked at.
        names: What was there before.
    """

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self._folder = folder
        self._names = {name: number for number, name in enumerate(names)}
        self._files = len(self._names)
        self._open: dict[int, _Opened] = {}
        self._half_said = ""

    def steps(self, log: Iterable[str]) -> Iterator[Step]:
        for line in log:
            found = _LINE.match(line.rstrip("\n"))
            if found is None:
                if not any(mark in line for mark in _NEVER):
                    raise NotModelled(line[:200])
                continue
            call, arguments, result, rest = found.groups()
            if result != "?" and not result.startswith("-"):
                handle = _HANDLERS.get(call, Reading._refused)
                injected = "(INJECTED)" in rest
                yield from handle(self, call, arguments.split(", "), int(result, 0), injected)

    def _opened(self, call: str, given: list[str], result: int, _injected: bool) -> Iterator[Step]:
        flags = given[2].split("|") if call == "openat" else given[1].split("|")
        path = _path(given[1] if call == "openat" else given[0])
        self._open.pop(result, None)
        if path == self._folder:
            self._open[result] = _Opened(None)
        name = self._name(path)
        if name is None:
            return
        if {"O_APPEND", "O_SYNC", "O_DSYNC", "O_TMPFILE"} & set(flags):
            raise NotModelled(f"{call} {name} {flags}")
        if name not in self._names:
            yield self._named(name, self._files)
            self._files += 1
        elif "O_TRUNC" in flags:
            yield _resized(self._names[name], 0)
        self._open[result] = _Opened(self._names[name])

    def _closed(self, _call: str, given: list[str], _result: int, _inj: bool) -> Iterator[Step]:
        self._open.pop(int(given[0]), None)
        return iter(())

    def _sought(self, _call: str, given: list[str], result: int, _inj: bool) -> Iterator[Step]:
        if (file := self._open.get(int(given[0]))) is not None:
            file.at = result
        return iter(())

    def _written(self, call: str, given: list[str], result: int, _inj: bool) -> Iterator[Step]:
        if int(given[0]) == _STDOUT:
            yield from self._told(_text(given[1])[:result])
        file = self._open.get(int(given[0]))
        if file is None or file.number is None:
            return
        data = _text(given[1])[:result]
        if call == "pwrite64":
            yield _wrote(file.number, int(given[3]), data)
        else:
            yield _wrote(file.number, file.at, data)
            file.at += result

    def _copied(self, _call: str, given: list[str], result: int, _inj: bool) -> Iterator[Step]:
        to, source = self._open.get(int(given[0])), self._open.get(int(given[1]))
        if to is None or to.number is None or not result:
            return
        if source is None or source.number is None or not given[2].startswith("["):
            raise NotModelled(f"sendfile {given}")
        # strace shows the offset before and after: [0] => [4096]
        start = int(re.findall(r"\d+", given[2])[0])
        yield _copied_within(to.number, to.at, source.number, start, result)
        to.at += result

    def _cut(self, _call: str, given: list[str], _result: int, _inj: bool) -> Iterator[Step]:
        file = self._open.get(int(given[0]))
        if file is not None and file.number is not None:
            yield _resized(file.number, int(given[1]))

    def _synced(self, _call: str, given: list[str], _result: int, injected: bool) -> Iterator[Step]:
        """A sync that strace answered in the place of the system did not happen."""
        file = self._open.get(int(given[0]))
        if file is None or injected:
            return
        yield Disk.sync_names if file.number is None else _synced_file(file.number)

    def _removed(self, call: str, given: list[str], _result: int, _inj: bool) -> Iterator[Step]:
        name = self._name(_path(given[1] if call == "unlinkat" else given[0]))
        if name is not None:
            yield self._named(name, None)

    def _renamed(self, call: str, given: list[str], _result: int, _inj: bool) -> Iterator[Step]:
        old, new = (given[0], given[1]) if call == "rename" else (given[1], given[3])
        was, name = self._name(_path(old)), self._name(_path(new))
        if was is None and name is None:
            return
        if was is None or name is None:
            raise NotModelled(f"{call} {old} {new}")
        yield self._named(name, self._names[was], was)

    def _mapped(self, call: str, given: list[str], result: int, injected: bool) -> Iterator[Step]:
        if "MAP_SHARED" in given[3] and "PROT_WRITE" in given[2]:
            yield from self._refused(call, given, result, injected)

    def _doubled(self, call: str, given: list[str], result: int, injected: bool) -> Iterator[Step]:
        if given[1].startswith("F_DUPFD"):
            yield from self._refused(call, given, result, injected)

    def _refused(self, call: str, given: list[str], _result: int, _inj: bool) -> Iterator[Step]:
        """A call without a handler: fine elsewhere, an error on the files of the folder."""
        places = _OPEN_FILES_AT.get(call, (0,))
        numbers = {int(given[place]) for place in places if given[place].lstrip("-").isdigit()}
        paths = (_path(argument) for argument in given if argument.startswith('"'))
        if numbers & self._open.keys() or any(map(self._name, paths)):
            raise NotModelled(f"{call} {given}")
        return iter(())

    def _named(self, name: str, number: int | None, was: str = "") -> Step:
        naming = Naming(name, number, was)
        if was:
            del self._names[was]
        if number is None:
            del self._names[name]
        else:
            self._names[name] = number
        return lambda disk: disk.name(naming)

    def _told(self, words: bytes) -> Iterator[Step]:
        *lines, self._half_said = (self._half_said + words.decode()).split("\n")
        return (Said(line) for line in lines)

    def _name(self, path: Path | None) -> str | None:
        """The name of a file of ours; None for any other."""
        if path is None or self._folder not in path.parents:
            return None
        if path.parent != self._folder:
            raise NotModelled(f"a folder in the folder: {path}")
        return None if path.name.endswith(SHARED_INDEX) else path.name


_OPEN_FILES_AT: Mapping[str, Sequence[int]] = {
    "copy_file_range": (0, 2),
    "dup2": (0, 1),
    "dup3": (0, 1),
    "mmap": (4,),
    "splice": (0, 2),
    "sync": (),
}
"""Which arguments of a call that the model does not know are open files; else the first."""

_Handler = Callable[[Reading, str, list[str], int, bool], Iterator[Step]]
_HANDLERS: Mapping[str, _Handler] = {
    "open": Reading._opened,
    "openat": Reading._opened,
    "close": Reading._closed,
    "lseek": Reading._sought,
    "write": Reading._written,
    "pwrite64": Reading._written,
    "sendfile": Reading._copied,
    "ftruncate": Reading._cut,
    "fsync": Reading._synced,
    "fdatasync": Reading._synced,
    "unlink": Reading._removed,
    "unlinkat": Reading._removed,
    "rename": Reading._renamed,
    "renameat": Reading._renamed,
    "renameat2": Reading._renamed,
    "fcntl": Reading._doubled,
    "mmap": Reading._mapped,
}


def _text(argument: str) -> bytes:
    r"""The bytes of "\x41\x42"; strace puts dots behind what it left out."""
    if not argument.endswith('"'):
        raise NotModelled("a string that strace cut short")
    return bytes.fromhex(argument.strip('"').replace("\\x", ""))


def _path(argument: str) -> Path | None:
    return Path(_text(argument).decode()) if argument.startswith('"') else None


def _wrote(number: int, offset: int, data: bytes) -> Step:
    return lambda disk: disk.files[number].write(offset, data)


def _resized(number: int, length: int) -> Step:
    return lambda disk: disk.files[number].resize(length)


def _synced_file(number: int) -> Step:
    return lambda disk: disk.files[number].sync()


def _copied_within(to: int, at: int, source: int, start: int, many: int) -> Step:
    def copy(disk: Disk) -> None:
        disk.files[to].write(at, bytes(disk.files[source].now[start : start + many]))

    return copy
