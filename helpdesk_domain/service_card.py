"""A service as it is read out on the phone, in the order in which callers ask."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from helpdesk_domain.hours_in_words import hours_in_words
from helpdesk_domain.offer import (
    Address,
    CapacityStatus,
    Schedule,
    Service,
    ServiceId,
    ServiceStatus,
    TaxonomyTerm,
    TermId,
    Text,
    addresses,
    text,
    words_in,
)
from helpdesk_domain.opening_hours import days_of, is_weekly, opening_spans, span_of
from helpdesk_domain.person_concerned import OLDEST
from helpdesk_domain.phone_numbers import in_one_style
from helpdesk_domain.suggestions import Flag, Topic
from helpdesk_domain.territory import Nis, commune_named, commune_of
from helpdesk_domain.week import WEEK, Span

Days = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Opening hours of some days of the week.

    Attributes:
        days: HSDS codes, `MO` to `SU`, in the order of the week.
        spans: Openings of those days, apart and in the order of the clock.
        note: What the source says in words; beside days, hours of theirs that nobody can read.
        is_read: A program read them in the words of the source: they are told as such, and to
            whoever cannot be told (a filter, a sheet) not at all.
    """

    days: Days
    spans: tuple[Span, ...]
    note: str = ""
    is_read: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """Where a service works, as far as its record says so.

    Attributes:
        communes: Those it names.
        is_complete: It works nowhere else; not known of a record that names no place, or one
            that is no commune: the Region, a parish.
    """

    communes: frozenset[Nis]
    is_complete: bool

    def leaves_out(self, commune: Nis) -> bool:
        """Whether it certainly does not work there."""
        return self.is_complete and commune not in self.communes


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCard:
    """One service, ready to be shown; every text in the language asked for where it exists.

    Attributes:
        language: The language asked for.
        name: Its name, with the language it is really in.
        regime: Languages in which it is described: `fr`, `nl` or both (bicommunautaire).
        communes: Communes it serves, named in the language asked for.
        phones: All but fax numbers, as the source writes them.
        flags: What colleagues say is wrong or full, the newest first; not from the directory.
        kinds: The ids of its categories, in the order of the record.
        ages: Years from which and to which it receives people, both included; None for no limit.
        areas: URI of each of `communes`; empty where the record has none.
        group_codes: Code of each of `groups`.
        addresses: `Rue des Verriers 154, 1060 Saint-Gilles`, each with the language of its
            street; the commune is named in the language asked for.
    """

    id: ServiceId
    language: str
    name: Text
    organization: str
    other_name: str
    status: ServiceStatus
    capacity: CapacityStatus | None
    regime: tuple[str, ...]
    communes: tuple[str, ...]
    categories: tuple[str, ...]
    groups: tuple[str, ...]
    eligibility: Text | None
    application: Text | None
    fees: Text | None
    description: Text | None
    hours: tuple[Hours, ...]
    addresses: tuple[Text, ...]
    phones: tuple[str, ...]
    email: str
    url: str
    languages: tuple[str, ...]
    assured_date: date | None
    alert: str
    fictitious: bool
    flags: tuple[Flag, ...] = ()
    kinds: tuple[TermId, ...] = ()
    ages: tuple[float | None, float | None] = (None, None)
    areas: tuple[str, ...] = ()
    group_codes: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """Its phones in one style; made when asked for, as fifty cards are read for each one shown.

        Cost: 0.06 ms a number, once.
        """
        return tuple(map(in_one_style, self.phones))

    def years_unverified(self, today: date) -> int | None:
        """Whole years since somebody last checked the record; None when nobody ever did."""
        checked = self.assured_date
        if checked is None:
            return None
        return today.year - checked.year - ((today.month, today.day) < (checked.month, checked.day))

    @property
    def area(self) -> Area:
        """Where it works."""
        served = [commune_of(uri) for uri in self.areas]
        named = frozenset(commune.nis for commune in served if commune)
        return Area(named, is_complete=bool(served) and all(served))

    @property
    def seen_full(self) -> bool:
        """Whether somebody who spoke with it says that it is full."""
        return Topic.FULL in self.disputed

    @property
    def disputed(self) -> frozenset[Topic]:
        """What somebody says is not as the directory has it."""
        return frozenset(flag.topic for flag in self.flags)

    @property
    def seen_closed(self) -> bool:
        """Whether somebody says that it no longer exists."""
        return Topic.CLOSED_DOWN in self.disputed

    @property
    def room(self) -> CapacityStatus | None:
        """Whether it takes people: what was heard on the phone is newer than the directory."""
        return CapacityStatus.FULL if self.seen_full else self.capacity


def service_card(
    service: Service, language: str, vocabulary: Mapping[TermId, TaxonomyTerm]
) -> ServiceCard:
    """`service` as a card in `language` (`fr` or `nl`).

    Args:
        vocabulary: The taxonomy terms of the offer by id: they have both languages, where
            the copy inside a service has one.
    """
    return ServiceCard(
        id=service.id,
        language=language,
        name=text(service, "name", language) or Text(service.name, ""),
        organization=words_in(service.organization, "name", language)
        if service.organization
        else "",
        other_name=words_in(service, "alternate_name", language),
        status=service.status,
        capacity=service.capacity_status,
        regime=tuple(sorted(service.translations)),
        communes=_communes(service, language),
        categories=_names(service, "category", language, vocabulary),
        groups=_names(service, "target_group", language, vocabulary),
        eligibility=text(service, "eligibility_description", language),
        application=text(service, "application_process", language),
        fees=text(service, "fees_description", language),
        description=text(service, "description", language),
        hours=weekly_hours(service.schedules),
        addresses=tuple(_address(place, language) for place in addresses(service)),
        phones=tuple(phone.number for phone in service.phones if phone.type != "fax"),
        email=service.email,
        url=service.url,
        languages=tuple(spoken.code or spoken.name for spoken in service.languages),
        assured_date=service.assured_date,
        alert=service.alert,
        fictitious=service.fictitious,
        kinds=tuple(term.id for term in _filed(service, "category", vocabulary)),
        ages=(_years(service.minimum_age), _years(service.maximum_age)),
        areas=tuple(area.uri for area in service.service_areas),
        group_codes=tuple(term.code for term in _filed(service, "target_group", vocabulary)),
    )


def weekly_hours(schedules: tuple[Schedule, ...]) -> tuple[Hours, ...]:
    """`schedules` gathered: days that open alike are one line, in the order of the week.

    What is not said per week (« the first Monday ») opens no day here; its words are a note. Where
    there are only words, and every one of them is certain, what they say follows, marked as read.
    """
    told = {WEEK[day]: spans for day, spans in opening_spans(schedules).items()}
    hours = [*_gathered(told), *_unreadable(schedules)]
    notes = [Hours(days=(), spans=(), note=s.description) for s in schedules if s.description]
    if hours or not all(map(is_weekly, schedules)):
        return (*hours, *notes)
    read = [hours_in_words(note.note) for note in notes]
    if not all(read) or any(a.keys() & b.keys() for a, b in combinations(read, 2)):
        return tuple(notes)
    found = {day: opened for said in read for day, opened in said.items()}
    return (*notes, *_gathered(found, is_read=True))


def _unreadable(schedules: Iterable[Schedule]) -> Iterator[Hours]:
    """Hours of a day as they are written, where they open nothing: a person may know."""
    for schedule in schedules:
        days = tuple(WEEK[day] for day in days_of(schedule))
        if days and schedule.opens_at and schedule.closes_at and span_of(schedule) is None:
            yield Hours(days=days, spans=(), note=f"{schedule.opens_at}–{schedule.closes_at}")


def _gathered(spans: Mapping[str, Sequence[Span]], *, is_read: bool = False) -> Iterator[Hours]:
    gathered: dict[tuple[Span, ...], list[str]] = {}
    for day in WEEK:
        if spans.get(day):
            gathered.setdefault(tuple(spans[day]), []).append(day)
    for key, days in gathered.items():
        yield Hours(days=tuple(days), spans=key, is_read=is_read)


def _address(place: Address, language: str) -> Text:
    """Few records have their street in both languages; every commune of Brussels has two names."""
    street = text(place, "address_1", language) or Text(place.address_1, "")
    city = text(place, "city", language) or Text(place.city, "")
    commune = commune_named(city.words) if city.language != language else None
    called = commune.name(language) if commune else city.words
    return Text(f"{street.words}, {place.postal_code} {called}", street.language)


def _years(told: float | str | None) -> float | None:
    """An age as a number; what is none is no limit, and stays in the words of the conditions."""
    try:
        years = float(told) if told is not None else None
    except ValueError:
        return None
    return years if years is not None and 0 <= years <= OLDEST else None


def _communes(service: Service, language: str) -> tuple[str, ...]:
    return tuple(
        commune.name(language) if (commune := commune_of(area.uri)) else area.name
        for area in service.service_areas
    )


def _names(
    service: Service, taxonomy: str, language: str, vocabulary: Mapping[TermId, TaxonomyTerm]
) -> tuple[str, ...]:
    filed = _filed(service, taxonomy, vocabulary)
    return tuple(words_in(term, "name", language) for term in filed)


def _filed(
    service: Service, taxonomy: str, vocabulary: Mapping[TermId, TaxonomyTerm]
) -> list[TaxonomyTerm]:
    """The terms that `service` is filed under, whether it holds a copy of them or names them."""
    filed = []
    for one in service.attributes:
        copy, named = one.taxonomy_term, TermId(one.taxonomy_term_id)
        term = vocabulary.get(copy.id if copy else named) or copy
        if term is not None and (copy or term).taxonomy == taxonomy:
            filed.append(term)
    return filed
