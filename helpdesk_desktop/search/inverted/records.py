"""What the index keeps of a service: its words by field, never the record itself."""

import re
from collections.abc import Iterable, Iterator

from helpdesk_desktop.search.inverted.fields import Field
from helpdesk_desktop.search.words.function_words import FUNCTION_WORDS
from helpdesk_desktop.search.words.tokens import tokens
from helpdesk_domain.offer import Service, addresses

_OTHER_NAMES = re.compile(r"[;/]")
_FORMER = re.compile(r"^\s*(?:anciennement|voorheen|ex)\b[\s:-]*", re.IGNORECASE)


def names(service: Service) -> list[str]:
    """Every name of `service`, its own first, without repeats."""
    translated = [texts.get("name") for texts in service.translations.values()]
    return _distinct([service.name, *translated])


def alternate_names(service: Service) -> list[str]:
    """Its other names in every language, each on its own: « CSS; anciennement Lieues » is two."""
    translated = [texts.get("alternate_name") for texts in service.translations.values()]
    return [
        _FORMER.sub("", name).strip()
        for told in _distinct([service.alternate_name, *translated])
        for name in _OTHER_NAMES.split(told)
        if name.strip()
    ]


def organization_names(service: Service) -> list[str]:
    """Every name of the organization behind `service`."""
    if service.organization is None:
        return []
    translated = [texts.get("name") for texts in service.organization.translations.values()]
    return _distinct([service.organization.name, *translated])


def streets(service: Service) -> list[str]:
    """Its addresses, street and number, in every language the record has."""
    return _distinct(
        street
        for address in addresses(service)
        for street in (
            address.address_1,
            *(texts.get("address_1") for texts in address.translations.values()),
        )
    )


def descriptions(service: Service) -> list[str]:
    """What is told about `service`, in every language the record has."""
    return _distinct(
        text
        for name in ("description", "eligibility_description")
        for text in (
            getattr(service, name),
            *(texts.get(name) for texts in service.translations.values()),
        )
    )


def words_by_field(service: Service) -> dict[str, int]:
    """Each word of `service` with the set of `Field`s it stands in.

    Function words count in names, where « Entre deux » is nothing else, and nowhere else.
    """
    found: dict[str, int] = {}
    for field, texts in _texts(service):
        for text in texts:
            for word in set(tokens(text)):
                found[word] = found.get(word, 0) | field
    told_only = [word for word in FUNCTION_WORDS & found.keys() if found[word] == Field.DESCRIPTION]
    for word in told_only:
        del found[word]
    return found


def _texts(service: Service) -> Iterator[tuple[int, list[str]]]:
    yield Field.NAME.value, names(service)
    yield Field.ALTERNATE_NAME.value, alternate_names(service)
    yield Field.ORGANIZATION.value, organization_names(service)
    yield Field.DESCRIPTION.value, descriptions(service)


def _distinct(texts: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if isinstance(text, str) and text))
