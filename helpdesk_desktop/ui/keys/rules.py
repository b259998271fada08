"""Which key a command may have: one that is on every keyboard, and that nothing else needs."""

import re
from enum import Enum, auto
from typing import Final

_HELD: Final = {
    "ctrl": "Ctrl",
    "control": "Ctrl",
    "alt": "Alt",
    "altgr": "AltGr",
    "shift": "Shift",
    "maj": "Shift",
    "meta": "Meta",
    "win": "Meta",
    "cmd": "Meta",
}
"""Keys that are held down, in every spelling; in the order in which they are written."""

_NAMED: Final = {
    "enter": "Enter",
    "return": "Enter",
    "entrée": "Enter",
    "space": "Space",
    "espace": "Space",
    "spatie": "Space",
    "retour arrière": "Backspace",
    "tab": "Tab",
    "backspace": "Backspace",
    "esc": "Esc",
    "del": "Del",
    "ins": "Ins",
    "home": "Home",
    "end": "End",
    "pgup": "PgUp",
    "pgdown": "PgDown",
    "left": "Left",
    "right": "Right",
    "up": "Up",
    "down": "Down",
    "print": "Print",
    "pause": "Pause",
    "menu": "Menu",
    "capslock": "CapsLock",
    "numlock": "NumLock",
    "scrolllock": "ScrollLock",
}

_LETTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_FUNCTION_KEY: Final = re.compile(r"F([1-9]|1\d|2[0-4])")

_OF_THE_TEXT: Final = frozenset(
    ("Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Y", "Ctrl+Z", "Ctrl+Shift+V", "Ctrl+Shift+Z")
)
_OF_THE_SYSTEM: Final = frozenset(("Ctrl+F4", "Ctrl+Esc", "Ctrl+Shift+Esc", "Ctrl+Shift+U"))
"""They close a window, open the menu of Windows or its task manager, write signs by number."""

_SYSTEM_KEYS: Final = frozenset(
    ("F10", "Print", "Pause", "Menu", "CapsLock", "NumLock", "ScrollLock")
)
"""F10 goes to the menus, Shift+F10 is the right button of the mouse."""

_HELD_WITH: Final = {
    "Space": ("Ctrl", "Ctrl+Shift"),
    "Enter": ("Shift", "Ctrl", "Ctrl+Shift"),
    "Tab": ("Ctrl",),
    "Backspace": ("Ctrl+Shift",),
}
"""With what a key that moves or writes by itself is free for a command."""


class Unfit(Enum):
    """Why a key cannot be that of a command."""

    UNKNOWN = auto()
    WRITES = auto()
    MOVES = auto()
    TEXT = auto()
    SYSTEM = auto()
    SHEET = auto()


class UnfitKey(Exception):
    """No command can have this key.

    Attributes:
        key: As it is written, as far as it could be read.
    """

    def __init__(self, why: Unfit, key: str) -> None:
        super().__init__(f"{key}: {why.name}")
        self.why, self.key = why, key


def fit_key(text: str) -> str:
    """The key that `text` names, written as `Key` writes them: `ctrl + maj + b` is Ctrl+Shift+B.

    Raises:
        UnfitKey: A command cannot have it.
    """
    read = _read(text)
    if read is None:
        raise UnfitKey(Unfit.UNKNOWN, text.strip())
    held, base = read
    key = f"{held}+{base}" if held else base
    why = _why_unfit(key, held, base)
    if why:
        raise UnfitKey(why, key)
    return key


def both_enters(key: str) -> tuple[str, ...]:
    """`key` as Qt calls it: a keyboard has two keys named Enter."""
    return (f"{key[:-5]}Return", key) if key.endswith("Enter") else (key,)


def _read(text: str) -> tuple[str, str] | None:
    """What is held down, and the key itself, each in one spelling; None for what names none."""
    before, _, base = text.strip().rpartition("+")
    if not base:
        before, base = before.rstrip("+"), "+"  # « Ctrl++ »
    held = [name.strip().lower() for name in before.split("+")] if before else []
    base = base.strip()
    named = _NAMED.get(base.lower()) or base.upper()
    if not set(held) <= set(_HELD) or not (
        len(named) == 1 or named in _NAMED.values() or _FUNCTION_KEY.fullmatch(named)
    ):
        return None
    known = {_HELD[name] for name in held}
    return "+".join(one for one in dict.fromkeys(_HELD.values()) if one in known), named


def _why_unfit(key: str, held: str, base: str) -> Unfit | None:
    if base in _SYSTEM_KEYS or key in _OF_THE_SYSTEM or {"Alt", "Meta"} & set(held.split("+")):
        return Unfit.SYSTEM
    if key in _OF_THE_TEXT:
        return Unfit.TEXT
    if key == "Ctrl+E":
        return Unfit.SHEET
    if _FUNCTION_KEY.fullmatch(base):
        return None if "AltGr" not in held else Unfit.MOVES
    if len(base) == 1:
        return _why_unfit_sign(held, base)
    return None if held in _HELD_WITH.get(base, ()) else Unfit.TEXT


def _why_unfit_sign(held: str, sign: str) -> Unfit | None:
    """A letter stays a letter with Ctrl; any other sign is elsewhere on another keyboard."""
    if held in ("", "Shift"):
        return Unfit.WRITES
    if sign in _LETTERS and held in ("Ctrl", "Ctrl+Shift"):
        return None
    return None if (held, sign) == ("Ctrl", ",") else Unfit.MOVES
