"""Keys in words: what each is called, and why one does not hold; no Qt, commands say it too."""

import sys
from collections.abc import Mapping
from typing import Final

from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.keymap import Keymap, NoCommand, NoKey, NoKeymap, Remark, Taken
from helpdesk_desktop.ui.keys.menus import COMMANDS
from helpdesk_desktop.ui.keys.rules import Unfit
from helpdesk_domain.languages import Words, mark

ON_MAC: Final = sys.platform == "darwin"

_NAMES: Final[Mapping[str, str]] = {
    "Shift": mark("Shift"),
    "Enter": mark("Enter"),
    "Space": mark("Space"),
    "Backspace": mark("Backspace"),
}
"""Keys that have another name in another language."""

_SIGNS: Final[Mapping[str, str]] = {"Ctrl": "⌘", "Shift": "⇧"}
"""What is printed on the keys of a Mac; Qt takes its Command key for Ctrl."""

_UNFIT: Final[Mapping[Unfit, str]] = {
    Unfit.UNKNOWN: mark("« {key} » is no key that a command can have."),
    Unfit.WRITES: mark("{key} writes in a text."),
    Unfit.MOVES: mark("{key} is elsewhere on another keyboard."),
    Unfit.TEXT: mark("{key} is needed in texts and lists."),
    Unfit.SYSTEM: mark("{key} belongs to the computer."),
    Unfit.SHEET: mark("{key} keeps the sheet as a PDF."),
}


def named(key: str, words: Words, *, on_mac: bool = ON_MAC) -> str:
    """What `key` is called where `words` are spoken: Ctrl+Maj+B, ⇧⌘B on a Mac."""
    names = key.split("+")
    spoken = [words.say(_NAMES[one]) if one in _NAMES else one for one in names]
    if not on_mac:
        return "+".join(spoken)
    held = "".join(_SIGNS[one] for one in reversed(names[:-1]) if one in _SIGNS)
    return held + spoken[-1]


def all_named(command: Key, keymap: Keymap, words: Words) -> str:
    """Every key of `command`, the one that is shown first."""
    return " · ".join(named(key, words) for key in keymap.keys(command))


def why_not(remark: Remark, words: Words) -> str:
    """Why a key is not taken."""
    match remark.why:
        case Taken(other=other):
            return words.say(
                "{key} is the key of « {command} ».",
                key=named(remark.key, words),
                command=words.say(COMMANDS[other]),
            )
        case Unfit() as why:
            return words.say(_UNFIT[why], key=named(remark.key, words))
        case NoKeymap(line=line) if line:
            return words.say(
                "The file keys.toml cannot be read (line {line}): the usual keys hold.", line=line
            )
        case NoKeymap():
            return words.say("The file keys.toml cannot be read: the usual keys hold.")
        case NoCommand():
            return words.say("there is no command of that name.")
        case NoKey():
            return words.say("that is no key; the usual one holds.")


def remarked(remark: Remark, words: Words) -> str:
    """The same of a line in the file, which is named first."""
    why = why_not(remark, words)
    if not remark.command:
        return why
    if isinstance(remark.why, NoCommand | NoKey):
        return words.say("keys.toml, « {name} »: {why}", name=remark.command, why=why)
    return words.say(
        "keys.toml, « {name} »: {why} The usual key holds.", name=remark.command, why=why
    )
