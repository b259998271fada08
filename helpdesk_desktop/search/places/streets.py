"""Streets in both languages: a pair learnt from one bilingual address serves all the others."""

from collections.abc import Iterator, Mapping
from typing import Final

from helpdesk_desktop.search.words.tokens import joined, tokens
from helpdesk_domain.offer import Address, Service, addresses

_LANGUAGES: Final = ("fr", "nl")


class Streets:
    """Addresses of the offer as words, and the pairs learnt from bilingual ones.

    Attributes:
        pairs: Per street, without its number, what it is called in the other language.
    """

    def __init__(self, pairs: Mapping[str, set[str]] | None = None) -> None:
        self.pairs: dict[str, set[str]] = dict(pairs or {})
        self._lines: list[tuple[int, str]] = []

    def add(self, number: int, service: Service) -> None:
        """Take note of the addresses of `service`, which has this number."""
        for written in map(_written, addresses(service)):
            if len(written) == len(_LANGUAGES):
                one, other = (_without_number(written[language]) for language in _LANGUAGES)
                self.pairs.setdefault(one, set()).add(other)
                self.pairs.setdefault(other, set()).add(one)
        self._lines.extend((number, line) for line in _lines(service))

    def words(self) -> Iterator[tuple[int, set[str]]]:
        """Per service that has an address, the words of it in every language that is known.

        What was noted for it is given up.
        """
        found: dict[int, set[str]] = {}
        for number, line in self._lines:
            found.setdefault(number, set()).update(self._both(line))
        self._lines.clear()
        yield from sorted(found.items())

    def words_of(self, service: Service) -> set[str]:
        """The words of the addresses of `service`, in every language that is known."""
        return {word for line in _lines(service) for word in self._both(line)}

    def _both(self, line: str) -> Iterator[str]:
        yield from line.split()
        for other in self.pairs.get(_without_number(line), ()):
            yield from other.split()


def _lines(service: Service) -> Iterator[str]:
    for address in addresses(service):
        for street in dict.fromkeys((address.address_1, *_written(address).values())):
            yield joined(tokens(street))


def _written(address: Address) -> Mapping[str, str]:
    texts = {
        language: address.translations.get(language, {}).get("address_1") for language in _LANGUAGES
    }
    return {language: text for language, text in texts.items() if isinstance(text, str) and text}


def _without_number(street: str) -> str:
    return joined([word for word in tokens(street) if not word[0].isdigit()])
