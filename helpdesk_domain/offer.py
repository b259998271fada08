"""The offer, in the words of HSDS 3.x, as far as a helpline reads it.

Names are those of the schemas of the Human Services Data Specification (Open Referral).
Two properties are our profile: `translations` ({language: {field: text}}) and
`capacity_status`; a third, `fictitious`, marks demonstration data. HSDS allows additional
properties; what is not named here is kept verbatim by the store and is not lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType, Protocol

ServiceId = NewType("ServiceId", str)
OrganizationId = NewType("OrganizationId", str)
TermId = NewType("TermId", str)

Translations = Mapping[str, Mapping[str, object]]


class ServiceStatus(StrEnum):
    """HSDS `service.status`; the last one has a space."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


class CapacityStatus(StrEnum):
    """Whether a service takes people now; our profile, from what services themselves report."""

    AVAILABLE = "available"
    WAITING_LIST = "waiting_list"
    FULL = "full"


class Translated(Protocol):
    """An HSDS object of our profile."""

    @property
    def translations(self) -> Translations: ...


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the language it is really in, which may not be the one asked for."""

    words: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """HSDS `phone`; `number` as the source writes it."""

    number: str
    type: str = "voice"
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLanguage:
    """HSDS `language`: one the service works in, not the one it is described in."""

    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """HSDS `schedule`: local wall time of Brussels, `09:30`; `byday` as `MO,TU`."""

    byday: str = ""
    opens_at: str = ""
    closes_at: str = ""
    description: str = ""
    freq: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """HSDS `address`."""

    address_1: str
    city: str
    postal_code: str
    translations: Translations = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """HSDS `location`."""

    id: str
    addresses: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAtLocation:
    """HSDS `service_at_location`."""

    id: str
    location: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceArea:
    """HSDS `service_area`; `uri` is `urn:be:nis:…` for a commune."""

    name: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxonomyTerm:
    """HSDS `taxonomy_term`: a kind of help (`category`) or whom it is for (`target_group`).

    Attributes:
        translations: Per language `name` (text) and `synonyms` (list of texts).
        acronyms: Letters under which it is known, either language.
    """

    id: TermId
    name: str
    code: str = ""
    taxonomy: str = ""
    parent_id: str = ""
    acronyms: tuple[str, ...] = ()
    translations: Translations = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """HSDS `attribute`: ties a service to a taxonomy term."""

    link_type: str = ""
    taxonomy_term_id: str = ""
    taxonomy_term: TaxonomyTerm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """HSDS `organization`."""

    id: OrganizationId
    name: str
    translations: Translations = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """HSDS `service` with what hangs under it in the compiled form.

    Attributes:
        assured_date: When somebody last checked the record.
        capacity_status: None when nobody said.
        minimum_age, maximum_age: As the source writes them: a number, at times as a text.
        fictitious: Made up for a demonstration; the window says so.
    """

    id: ServiceId
    name: str
    status: ServiceStatus
    alternate_name: str = ""
    description: str = ""
    url: str = ""
    email: str = ""
    application_process: str = ""
    fees_description: str = ""
    eligibility_description: str = ""
    minimum_age: float | str | None = None
    maximum_age: float | str | None = None
    alert: str = ""
    assured_date: date | None = None
    organization: Organization | None = None
    phones: tuple[Phone, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    languages: tuple[SpokenLanguage, ...] = ()
    service_areas: tuple[ServiceArea, ...] = ()
    service_at_locations: tuple[ServiceAtLocation, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    translations: Translations = field(default_factory=dict)
    capacity_status: CapacityStatus | None = None
    fictitious: bool = False


def text(entity: Translated, name: str, language: str) -> Text | None:
    """The text `name` of an entity in `language`, else in the other one, else the core field.

    An operator would rather read « Huis voor Gezondheid » than nothing, and is told which
    language it is.
    """
    for candidate in (language, *(other for other in entity.translations if other != language)):
        words = entity.translations.get(candidate, {}).get(name)
        if isinstance(words, str) and words:
            return Text(words, candidate)
    core = getattr(entity, name, "")
    return Text(core, "") if isinstance(core, str) and core else None


def words_in(entity: Translated, name: str, language: str) -> str:
    """The words of `text`, or an empty string."""
    found = text(entity, name, language)
    return found.words if found else ""


def addresses(service: Service) -> Sequence[Address]:
    """Where the service can be visited, in the order of the record."""
    return [
        address
        for place in service.service_at_locations
        if place.location is not None
        for address in place.location.addresses
    ]
