"""Every command, found by its name in French, Dutch or English: for who forgot its key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.search.words.tokens import tokens
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.words import named
from helpdesk_desktop.ui.parts.picker import Asking, Picker
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import INTERFACE_LANGUAGES, Words, mark

ASKING: Final = Asking(
    name=mark("All commands"),
    question=mark("Which command?"),
    listed=mark("Commands"),
    nothing=mark("No command has these words."),
    columns=(mark("Command"), mark("Key")),
)


@dataclass(frozen=True, slots=True)
class Command:
    """Attributes: key: None where there is none; name: As marked."""

    key: Key | None
    name: str
    action: QAction


class CommandPalette(Picker[Command]):
    """Runs what is picked.

    Args:
        commands: All there are; those that do nothing now are left out when it opens.
    """

    def __init__(self, commands: Sequence[Command], speech: Speech, over: QWidget) -> None:
        self._commands = list(commands)
        cells = partial(_cells, speech)
        super().__init__("palette", ASKING, speech, over, self._able_now, cells, _matches)
        self.picked.connect(self._run)

    def _able_now(self) -> Sequence[Command]:
        return [one for one in self._commands if one.action.isEnabled()]

    def _run(self, chosen: Command) -> None:
        self._commands.remove(chosen)
        self._commands.insert(0, chosen)  # what was used last stands first
        chosen.action.trigger()


def _cells(speech: Speech, one: Command, words: Words) -> tuple[str, str]:
    return words.say(one.name), named(speech.keymap.shown(one.key), words) if one.key else ""


def _matches(one: Command, typed: str) -> bool:
    """Whether each typed word begins a word of the name, in any language of the screens."""
    known = [word for language in _all() for word in tokens(language(one.name))]
    return all(any(word.startswith(asked) for word in known) for asked in tokens(typed))


def _all() -> list[Callable[[str], str]]:
    return [Words(language).say for language in INTERFACE_LANGUAGES]
