"""Tokens that were found good here before: who shows another one waits for no writer's turn."""

from typing import Final

_MOST: Final = 20_000
"""Tokens remembered before all are forgotten."""


class Familiar:
    """A hint and no more: who asks is found in each transaction all the same; thread-safe."""

    def __init__(self) -> None:
        self._tokens: set[int] = set()

    def add(self, token: str) -> None:
        if len(self._tokens) >= _MOST:
            self._tokens = set()
        self._tokens.add(hash(token))

    def __contains__(self, token: str) -> bool:
        return hash(token) in self._tokens
