"""Offers nobody has seen: the records of the demo offer under new names, in new streets."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from random import Random
from typing import Final

from benchmarks.records import Offer, categories
from helpdesk_domain.offer import (
    Address,
    Organization,
    OrganizationId,
    Phone,
    Service,
    ServiceAtLocation,
    ServiceId,
    TaxonomyTerm,
    TermId,
    Translations,
    words_in,
)

Texts = Mapping[str, str]
"""What is called so in each language: `{"fr": …, "nl": …}`."""

_BEGINNINGS: Final = "bar cor del fan gil hur jas kem lor mar nev pel ros sim tor van wil zev"
_MIDDLES: Final = "a e i o u aa ie en er il ot uw"
_ENDS: Final = "beke bosch cart dael donck fort gnies hove lin maert nac rolle stadt vaux velde"
_FAMILIES: Final = tuple(
    "".join(syllables).capitalize()
    for syllables in product(_BEGINNINGS.split(), _MIDDLES.split(), _ENDS.split())
)
"""Names that no family bears."""

_HOUSES: Final[Sequence[Texts]] = tuple(
    {"fr": fr, "nl": nl}
    for fr, nl in (
        ("Centre", "Centrum"),
        ("Maison", "Huis"),
        ("Espace", "Ruimte"),
        ("L'Atelier", "Het Atelier"),
        ("Le Jardin", "De Tuin"),
        ("La Lanterne", "De Lantaarn"),
        ("Le Pont", "De Brug"),
        ("Les Bouleaux", "De Berken"),
        ("Le Phare", "De Vuurtoren"),
        ("La Ruche", "De Bijenkorf"),
    )
)
_STREETS: Final[Sequence[Texts]] = tuple(
    {"fr": fr, "nl": nl}
    for fr, nl in (
        ("Rue {}", "{}straat"),
        ("Avenue {}", "{}laan"),
        ("Chaussée {}", "{}steenweg"),
        ("Place {}", "{}plein"),
        ("Quai {}", "{}kaai"),
    )
)
_FORMS: Final[Texts] = {"fr": "asbl", "nl": "vzw"}
FURTHER_NAMED: Final = 0.2
"""Share of services that go by another name besides."""
UNTELLING: Final = 0.3
"""Share of services whose name does not say what is done there."""
_HIGHEST: Final = 320
"""The highest number of a house in a street."""


def unseen_offer(demo: Offer, services: int, seed: int) -> Offer:
    """An offer of so many `services`, made of records of the `demo` offer; a seed gives one.

    Each has the description, needs, commune, hours and languages of a record of the demo offer,
    and a name, an organization, a street and a number of its own. Texts are shared: 100,000
    services take the memory of their names.
    """
    random = Random(f"unseen {seed}")
    records = random.choices(demo.services, k=services)
    return Offer([_renewed(record, demo.terms, random) for record in records], demo.terms)


def _renewed(record: Service, vocabulary: Mapping[TermId, TaxonomyTerm], random: Random) -> Service:
    house = _house(random)
    name = _name(record, house, vocabulary, random)
    told = record.translations
    return replace(
        record,
        id=ServiceId(_id(random)),
        name=_first(name, told),
        alternate_name=_first(_house(random), told) if random.random() < FURTHER_NAMED else "",
        organization=_organization(house, told, random),
        phones=(Phone(number=_number(random)),),
        service_at_locations=tuple(_moved(at, random) for at in record.service_at_locations),
        translations=_with(told, "name", name),
    )


def _house(random: Random) -> Texts:
    house, family = random.choice(_HOUSES), random.choice(_FAMILIES)
    return {language: f"{word} {family}" for language, word in house.items()}


def _name(
    record: Service, house: Texts, vocabulary: Mapping[TermId, TaxonomyTerm], random: Random
) -> Texts:
    """A name that says what is done there; some do not."""
    kinds = categories(record)
    if not kinds or random.random() < UNTELLING:
        return house
    term = vocabulary[kinds[0].id]
    return {
        language: f"{words_in(term, 'name', language)} – {name}" for language, name in house.items()
    }


def _organization(house: Texts, told: Translations, random: Random) -> Organization:
    names = {language: f"{name} {_FORMS[language]}" for language, name in house.items()}
    return Organization(
        id=OrganizationId(_id(random)),
        name=_first(names, told),
        translations={language: {"name": names[language]} for language in told},
    )


def _moved(at: ServiceAtLocation, random: Random) -> ServiceAtLocation:
    if at.location is None:
        return at
    moved = tuple(_readdressed(address, random) for address in at.location.addresses)
    return replace(at, location=replace(at.location, addresses=moved))


def _readdressed(address: Address, random: Random) -> Address:
    """The same commune, another street; in the languages in which the record told the old one."""
    street, family = random.choice(_STREETS), random.choice(_FAMILIES)
    number = random.randint(1, _HIGHEST)
    written = {language: f"{way.format(family)} {number}" for language, way in street.items()}
    told = {
        language: texts for language, texts in address.translations.items() if "address_1" in texts
    }
    return replace(
        address,
        address_1=_first(written, told),
        translations={**address.translations, **_with(told, "address_1", written)},
    )


def _with(told: Translations, name: str, texts: Texts) -> Translations:
    return {language: {**fields, name: texts[language]} for language, fields in told.items()}


def _first(texts: Texts, told: Translations) -> str:
    """The text in the first language that the record has."""
    return texts[next(iter(told), "fr")]


def _number(random: Random) -> str:
    return "02 0{} {:02} {:02} {:02}".format(*(random.randint(0, n) for n in (9, 99, 99, 99)))


def _id(random: Random) -> str:
    return str(uuid.UUID(int=random.getrandbits(128)))
