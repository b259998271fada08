"""How fast one sign-in may ask: a burst, then a steady trickle; a desk waits and loses nothing."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Final

WINDOW_S: Final = 10.0

_FORGET_FROM: Final = 20_000
"""Keys held before those that may ask their full burst again are forgotten."""


class TooFast(Exception):
    """Wait `retry_after_s` seconds: then as many as ever may be asked again."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__()
        self.retry_after_s: Final = retry_after_s


class Pace:
    """At most `burst` requests a key at once, and as many in each ten seconds; thread-safe.

    One number a key, the moment from which it has asked nothing (the generic cell rate
    algorithm), on a clock that is never put back.

    Args:
        burst: 0 means that nobody is held back.
    """

    def __init__(self, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._clock = clock
        self._lock = Lock()
        self._free_at: dict[bytes, float] = {}

    def enter(self, key: bytes) -> None:
        """Count a request.

        Raises:
            TooFast: One more than allowed; it does not count.
        """
        if self._burst == 0:
            return
        now, step = self._clock(), WINDOW_S / self._burst
        with self._lock:
            self._forget(now)
            free_at = max(self._free_at.get(key, now), now) + step
            # a hair's breadth more: the last of a burst must not fail on a rounded sum
            if free_at - now > WINDOW_S + step / 2:
                raise TooFast(int(WINDOW_S))
            self._free_at[key] = free_at

    def _forget(self, now: float) -> None:
        if len(self._free_at) >= _FORGET_FROM:
            self._free_at = {key: at for key, at in self._free_at.items() if at > now}
        if len(self._free_at) >= _FORGET_FROM:  # so many at once: begin anew, and stay small
            self._free_at = {}
