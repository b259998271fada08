"""Answers that were given before: of the same books the same question has the same one."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

MOST_BYTES: Final = 16_000_000
"""Of all answers that are kept."""


class Answers:
    """The one asked for longest ago goes first; safe in several threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, question: Hashable, made: Callable[[], bytes]) -> bytes:
        """That to `question`, which is `made` where it is not kept."""
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
                return self._kept[question]
        answer = made()
        with self._lock:
            self._keep(question, answer)
        return answer

    def _keep(self, question: Hashable, answer: bytes) -> None:
        if question in self._kept:
            return
        self._kept[question] = answer
        self._bytes += len(answer)
        while self._bytes > self._most:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= len(gone)
