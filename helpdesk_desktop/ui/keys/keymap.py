"""Which keys run which command: the usual ones, and in their place those somebody chose.

No two commands ever have one key: what would clash does not hold.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.rules import Unfit

Chosen = Mapping[Key, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Keymap:
    """Attributes: own: What somebody chose; each command has a key at least."""

    own: Chosen = field(default_factory=dict)

    def keys(self, command: Key) -> tuple[str, ...]:
        """The keys of `command`, the first one is shown."""
        usual: tuple[str, ...] = command.value
        return self.own.get(command, usual)

    def shown(self, command: Key) -> str:
        return self.keys(command)[0]

    def holder(self, key: str, besides: Key) -> Key | None:
        """Which command has `key`, but for `besides`."""
        return next((one for one in Key if one is not besides and key in self.keys(one)), None)


USUAL: Final = Keymap()


@dataclass(frozen=True, slots=True)
class Taken:
    """Another command has that key. Attributes: other: Which."""

    other: Key


@dataclass(frozen=True, slots=True)
class NoCommand:
    """The file names a command that there is not."""


@dataclass(frozen=True, slots=True)
class NoKey:
    """The file gives a command no key, or something that is none."""


@dataclass(frozen=True, slots=True)
class NoKeymap:
    """The file cannot be read. Attributes: line: Where it goes wrong; 0 when nobody knows."""

    line: int = 0


Why = Unfit | Taken | NoCommand | NoKey | NoKeymap


@dataclass(frozen=True, slots=True)
class Remark:
    """A key that does not hold, and why.

    Attributes:
        command: As the file names it.
        key: Which key; empty when there is none to tell.
    """

    why: Why
    command: str = ""
    key: str = ""


def without_clashes(chosen: Chosen) -> tuple[Keymap, tuple[Remark, ...]]:
    """As much of `chosen` as can hold at once; of two that want one key, none gets it.

    A command that loses what was chosen has its usual keys again, which may clash in their turn:
    what was chosen gives way, for the usual keys never clash with each other.
    """
    remarks: list[Remark] = []
    keymap = Keymap(dict(chosen))
    while clashes := list(_clashes(keymap)):
        remarks += clashes
        lost = {remark.command for remark in clashes}
        keymap = Keymap({one: keys for one, keys in keymap.own.items() if one.command not in lost})
    return keymap, tuple(remarks)


def _clashes(keymap: Keymap) -> Iterator[Remark]:
    """A remark for each command whose chosen keys are also another's."""
    for command, keys in keymap.own.items():
        for key in keys:
            if other := keymap.holder(key, besides=command):
                yield Remark(Taken(other), command.command, key)
                break
