"""The file of the keys, a line a command: read, and changed without losing what else it holds."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.keymap import (
    USUAL,
    Chosen,
    Keymap,
    NoCommand,
    NoKey,
    NoKeymap,
    Remark,
    without_clashes,
)
from helpdesk_desktop.ui.keys.rules import UnfitKey, fit_key

LARGEST: Final = 100_000
"""Bytes; a larger one is no file of keys."""

_COMMANDS: Final = {key.command: key for key in Key}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file comes to.

    Attributes:
        keymap: What holds.
        remarks: What does not, and why.
        text: What the file holds, empty when there is none; None when nobody can read it.
    """

    keymap: Keymap = USUAL
    remarks: tuple[Remark, ...] = ()
    text: str | None = ""


def read_keymap(path: Path) -> Reading:
    """What the file at `path` comes to; the usual keys where it is not there or not readable."""
    try:
        if path.stat().st_size > LARGEST:
            return _unreadable()
        return reading_of(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return Reading()
    except (OSError, UnicodeDecodeError):
        return _unreadable()


def reading_of(text: str) -> Reading:
    """What a file that holds `text` comes to."""
    try:
        entries = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        line = re.search(r"at line (\d+)", str(problem))
        return _unreadable(int(line[1]) if line else 0)
    chosen: dict[Key, tuple[str, ...]] = {}
    remarks = []
    for name, value in entries.items():
        read = _entry(name, value)
        if isinstance(read, Remark):
            remarks.append(read)
        elif read != _COMMANDS[name].value:
            chosen[_COMMANDS[name]] = read
    keymap, clashes = without_clashes(chosen)
    return Reading(keymap, (*remarks, *clashes), text)


def with_keys(text: str, command: Key, keys: tuple[str, ...] | None, told: str) -> str | None:
    """`text` with `keys` for `command`, every other letter of it as it was.

    Args:
        keys: None for the usual ones: the line goes.
        told: What the command does, said behind a line that is new.

    Returns:
        None when this cannot be done line by line: a value goes over several lines, say.
    """
    wanted = tomllib.loads(text)
    wanted.pop(command.command, None)
    if keys is not None:
        wanted[command.command] = list(keys)
    changed = "".join(_changed(text, command, keys, told))
    try:
        return changed if tomllib.loads(changed) == wanted else None
    except tomllib.TOMLDecodeError:
        return None


def fresh(own: Chosen, about: Iterable[str], told: Mapping[Key, str]) -> str:
    """A file with `own`. Args: about: Its first lines, for who opens it."""
    head = "".join(f"# {line}\n" for line in about)
    return head + "".join(_line(one, keys, told[one]) for one, keys in own.items())


def _unreadable(line: int = 0) -> Reading:
    return Reading(USUAL, (Remark(NoKeymap(line)),), None)


def _entry(name: str, value: object) -> tuple[str, ...] | Remark:
    """The keys of a command, or why it keeps its usual ones."""
    if name not in _COMMANDS:
        return Remark(NoCommand(), name)
    listed = value if isinstance(value, list) else [value]
    keys = [one for one in listed if isinstance(one, str)]
    if not keys or keys != listed:
        return Remark(NoKey(), name)
    try:
        return tuple(dict.fromkeys(fit_key(one) for one in keys))
    except UnfitKey as problem:
        return Remark(problem.why, name, problem.key)


def _changed(text: str, command: Key, keys: tuple[str, ...] | None, told: str) -> Iterator[str]:
    """The lines of the file, the new one in the place of the old, or behind the others."""
    there = re.compile(
        rf"""(\s*["']?{command.command}["']?\s*=\s*)(\[[^\]\n#]*\]|"[^"\n]*"|'[^'\n]*')"""
        r"([ \t]*(?:#[^\n]*)?\r?\n?)"
    )
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    tables = (at for at, line in enumerate(lines) if line.lstrip().startswith("["))
    end = next(tables, len(lines))
    new = keys
    for at, line in enumerate(lines):
        if at == end and new:
            yield _line(command, new, told)
            new = None
        old = there.fullmatch(line) if at < end else None
        if old is None:
            yield line
        elif keys:
            new = None
            yield f"{old[1]}{_written(keys)}{old[3]}"
        elif "#" in old[3] and old[3].strip(" \t\r\n#") != told:
            yield old[3].lstrip()  # what somebody noted behind it stays
    if new:
        yield ("\n" if lines and not lines[-1].endswith("\n") else "") + _line(command, new, told)


def _line(command: Key, keys: tuple[str, ...], told: str) -> str:
    return f"{command.command} = {_written(keys)}  # {told}\n"


def _written(keys: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{key}"' for key in keys) + "]"
