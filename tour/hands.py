"""Hands on a screen: real key events, as a Belgian keyboard makes them."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from tour.eyes import Seen
from tour.programs import run
from tour.screen import Screen, program

PAUSE_MS = 12
"""Between two keys: 80 a second, faster than any typist; a window in trouble shows it."""

ACCENT_PAUSE_S = 0.25
"""Before a dead key: Qt 6.11 inserts the letter it composes ahead of plain letters that it has
read and not yet handled, so that « forêt » struck while the window is busy becomes « fêort »."""

_KEYS = {"Enter": "Return", "Esc": "Escape", "PgDn": "Next", "PgUp": "Prior"}

_OF_THEIR_OWN = "éèçàùµ§°£€²³"
"""Characters beyond ASCII that have a key of their own."""

_DEAD_KEYS = {
    "\u0300": "dead_grave",
    "\u0301": "dead_acute",
    "\u0302": "dead_circumflex",
    "\u0303": "dead_tilde",
    "\u0308": "dead_diaeresis",
}


class Hands:
    """A keyboard on `screen`; keys go to whatever window has the focus.

    Attributes:
        pressed: Command keys pressed so far; typed letters are not counted.
    """

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._xdotool = program("xdotool")
        self.pressed = 0

    def press(self, *keys: str) -> None:
        """Press command keys, one after the other: `press("F2", "F3")`, `press("shift+Tab")`."""
        for key in keys:
            run([self._xdotool, "key", _KEYS.get(key, key)], self._screen.environment)
            self.pressed += 1

    def click(self, seen: Seen) -> None:
        """Click in the middle of what is seen, for those who use a mouse."""
        x, y, width, height = seen.extents
        move = [self._xdotool, "mousemove", "--sync", str(x + width // 2), str(y + height // 2)]
        run(move, self._screen.environment)
        run([self._xdotool, "click", "1"], self._screen.environment)

    def type(self, words: str) -> None:
        """Type `words` as they stand, accents too.

        Raises:
            ValueError: A Belgian keyboard has no way to type one of the characters.
        """
        for strokes in _strokes(words):
            run([self._xdotool, *strokes], self._screen.environment)


def _strokes(words: str) -> Iterator[list[str]]:
    """The xdotool commands that type `words`: « ê » takes two keys, the accent and the letter."""
    for plain, characters in groupby(words, _has_a_key):
        if plain:
            yield ["type", "--delay", str(PAUSE_MS), "--", "".join(characters)]
            continue
        for character in characters:
            apart = unicodedata.normalize("NFD", character)
            if apart[1:] not in _DEAD_KEYS:
                raise ValueError(f"no key types {character!r}")
            keys = (_DEAD_KEYS[apart[1:]], apart[0])
            yield ["sleep", str(ACCENT_PAUSE_S), "key", "--delay", str(PAUSE_MS), *keys]


def _has_a_key(character: str) -> bool:
    return character.isascii() or character in _OF_THEIR_OWN
