"""Words by a key that several may share, in two lists side by side: a list a key took ten times."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class WordsByKey:
    """Words with a key each, in the order of the keys, then of the words."""

    _keys: list[str] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)

    def of(self, key: str) -> Sequence[str]:
        """The words of `key`."""
        start, end = self._span(key)
        return self._words[start:end]

    def starting(self, start: str) -> Iterator[str]:
        """The words of each key that begins with `start`."""
        for place in range(bisect_left(self._keys, start), len(self._keys)):
            if not self._keys[place].startswith(start):
                return
            yield self._words[place]

    def put(self, key: str, word: str) -> None:
        """Take in `word`, which is not there."""
        start, end = self._span(key)
        place = bisect_left(self._words, word, start, end)
        self._keys.insert(place, key)
        self._words.insert(place, word)

    def take(self, key: str, word: str) -> None:
        """Leave out `word`, which is there."""
        start, end = self._span(key)
        place = bisect_left(self._words, word, start, end)
        del self._keys[place], self._words[place]

    def _span(self, key: str) -> tuple[int, int]:
        start = bisect_left(self._keys, key)
        return start, bisect_right(self._keys, key, start)


def words_by_key(pairs: Iterable[tuple[str, str]]) -> WordsByKey:
    """Those of `pairs`: a key and a word, each word once."""
    ordered = sorted(pairs)
    return WordsByKey([key for key, _word in ordered], [word for _key, word in ordered])
