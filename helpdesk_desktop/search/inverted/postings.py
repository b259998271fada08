"""Which services have a word, and which words a service has."""

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from helpdesk_desktop.search.inverted.fields import Field

_SHORT: Final = 1 << 16
"""Words that two bytes can number."""

_TOLD_ONLY: Final = bytes((Field.DESCRIPTION.value,))


@dataclass(frozen=True, slots=True)
class Posting:
    """The services that have one word: their numbers, rising, and the fields, side by side."""

    services: "array[int]"
    fields: bytearray

    def fields_of(self, service: int) -> int:
        """The fields in which `service` has the word; 0 when it has it nowhere."""
        place = bisect_left(self.services, service)
        found = place < len(self.services) and self.services[place] == service
        return self.fields[place] if found else 0

    @property
    def is_title(self) -> bool:
        """Whether the word stands anywhere but in descriptions."""
        return bool(self.fields.lstrip(_TOLD_ONLY))

    def forget(self, service: int) -> int:
        """Leave out a service that has the word; the fields in which it had it."""
        place = bisect_left(self.services, service)
        del self.services[place]
        return self.fields.pop(place)


NOWHERE: Final = Posting(array("I"), bytearray())


def note_words(postings: dict[str, Posting], service: int, words: Mapping[str, int]) -> None:
    """Note in `postings` the fields of each word of `service`, whose number is higher than all."""
    for word, fields in words.items():
        posting = postings.get(word)
        if posting is None:
            posting = postings[word] = Posting(array("I"), bytearray())
        posting.services.append(service)
        posting.fields.append(fields)


class WordsByService:
    """The words of each service: without them, nobody could tell where it stood once it is gone.

    Two bytes a word and service, four when there are many words; a word goes by its number.
    """

    def __init__(self, postings: Mapping[str, Posting], services: int) -> None:
        self._spelt = list(postings)
        self._numbers = {word: number for number, word in enumerate(self._spelt)}
        self._of = [array(self._size()) for _ in range(services)]
        for number, posting in enumerate(postings.values()):
            for service in posting.services:
                self._of[service].append(number)

    def note(self, words: Mapping[str, int]) -> None:
        """Note the words of the next service."""
        for word in words:
            if word not in self._numbers:
                self._numbers[word] = len(self._spelt)
                self._spelt.append(word)
        self._of.append(array(self._size(), [self._numbers[word] for word in words]))

    def forget(self, service: int) -> Sequence[str]:
        """The words of `service`, which is gone."""
        words = [self._spelt[number] for number in self._of[service]]
        self._of[service] = array("H")
        return words

    def _size(self) -> Literal["H", "I"]:
        return "H" if len(self._spelt) <= _SHORT else "I"


def put(words: list[str], word: str) -> None:
    """Put `word` in its place among sorted `words`, unless it is there."""
    place = bisect_left(words, word)
    if words[place : place + 1] != [word]:
        words.insert(place, word)


def take(words: list[str], word: str) -> None:
    """Take `word` out of sorted `words`, where it is."""
    del words[bisect_left(words, word)]


def without(services: list[int], gone: Sequence[int]) -> None:
    """Take those `gone` out of rising `services`, as far as they are there."""
    for service in gone:
        place = bisect_left(services, service)
        if services[place : place + 1] == [service]:
            del services[place]
