"""A key struck twice: its second stroke was meant for what has gone by then."""

from typing import Final

from PySide6.QtCore import QElapsedTimer

MEANT_FOR_IT_MS: Final = 400
"""A stroke sooner after something opened or closed was meant for what was there before: the pause
of a double click is as long. Under X11, a shortcut also overtakes a key that an assistive program
is still being told of."""


class JustNow:
    """Something changed under the hands of somebody who types."""

    def __init__(self) -> None:
        self._since = QElapsedTimer()
        self._by = ""

    def begin(self, key: str = "") -> None:
        """It changed now; by this letter, when only that one would be an echo."""
        self._since.start()
        self._by = key

    def end(self) -> None:
        """It was seen: what is struck from now on is meant."""
        self._since.invalidate()

    def is_echo(self, key: str = "") -> bool:
        """Whether a stroke now, of this letter, is still the one before."""
        recent = self._since.isValid() and not self._since.hasExpired(MEANT_FOR_IT_MS)
        return recent and key == self._by
