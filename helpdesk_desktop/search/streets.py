"""Streets in both languages: a pair learnt from one bilingual address serves all the others."""

from collections.abc import Iterator, Mapping
from typing import Final

from helpdesk_desktop.search.tokens import joined, tokens
from helpdesk_domain.offer import Address, Service, addresses

_LANGUAGES: Final = ("fr", "nl")


class Streets:
    """Addresses of the offer as words, and the pairs learnt from bilingual ones."""

    def __init__(self) -> None:
        self._pairs: dict[str, set[str]] = {}
        self._written: list[tuple[int, str]] = []

    def add(self, number: int, service: Service) -> None:
        """Take note of the addresses of `service`, which has this number."""
        for address in addresses(service):
            written = _written(address)
            for street in dict.fromkeys((address.address_1, *written.values())):
                self._written.append((number, joined(tokens(street))))
            if len(written) == len(_LANGUAGES):
                one, other = (_without_number(written[language]) for language in _LANGUAGES)
                self._pairs.setdefault(one, set()).add(other)
                self._pairs.setdefault(other, set()).add(one)

    def words(self) -> Iterator[tuple[int, set[str]]]:
        """Per service that has an address, the words of it in every language that is known."""
        found: dict[int, set[str]] = {}
        for number, street in self._written:
            words = found.setdefault(number, set())
            words.update(street.split())
            for other in self._pairs.get(_without_number(street), ()):
                words.update(other.split())
        yield from sorted(found.items())


def _written(address: Address) -> Mapping[str, str]:
    texts = {
        language: address.translations.get(language, {}).get("address_1") for language in _LANGUAGES
    }
    return {language: text for language, text in texts.items() if isinstance(text, str) and text}


def _without_number(street: str) -> str:
    return joined([word for word in tokens(street) if not word[0].isdigit()])
