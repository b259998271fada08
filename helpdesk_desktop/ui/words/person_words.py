"""Whom a call is about, in the words of the screens: « Ixelles (1050) · 45-64 ans · femme »."""

from collections.abc import Iterator

from helpdesk_desktop.search.places.neighbourhoods import quartier_named
from helpdesk_desktop.search.words.tokens import tokens
from helpdesk_domain.code_words import GENDERS, PLACES
from helpdesk_domain.languages import Words
from helpdesk_domain.person_concerned import PersonConcerned, PlaceAnswer
from helpdesk_domain.territory import commune_with, quartier_with


def person_words(person: PersonConcerned, words: Words) -> str:
    """All that is known of `person`, in a row; empty when that is nothing."""
    place = place_words(person, words)
    if place and person.is_place_proposed:
        place = words.say("{place} (read in the search)", place=place)
    return " · ".join(part for part in (place, *_others(person, words)) if part)


def place_words(person: PersonConcerned, words: Words) -> str:
    """Where `person` lives, as it was answered; empty while nobody asked."""
    commune = commune_with(person.commune) if person.commune else None
    where = commune.name(words.language) if commune else ""
    if person.postcode:
        where = f"{where} ({person.postcode})" if where else person.postcode
    quartier = quartier_with(person.quartier) if person.quartier else None
    parts = (
        where,
        quartier.name(words.language) if quartier else "",
        words.say(PLACES[person.place]) if person.place else "",
    )
    return ", ".join(part for part in parts if part)


def person_typed(person: PersonConcerned, words: Words) -> str:
    """`person` as somebody would type it, to be changed; it is read as the same person again."""
    commune = commune_with(person.commune) if person.commune else None
    is_elsewhere = person.place is PlaceAnswer.OUTSIDE_REGION and person.postcode
    parts = (
        person.postcode or "",
        commune.name(words.language) if commune else "",
        _quartier_typed(person, words),
        words.say(PLACES[person.place]) if person.place and not is_elsewhere else "",
        person.age or "",
        words.say(GENDERS[person.gender]) if person.gender else "",
        _interpreter(person, words),
    )
    return " ".join(part for part in parts if part)


def _quartier_typed(person: PersonConcerned, words: Words) -> str:
    """Of its names, the first that stands for it alone."""
    quartier = quartier_with(person.quartier) if person.quartier else None
    names = quartier.name(words.language).split(" - ") if quartier else ()
    return next((name for name in names if quartier_named(tuple(tokens(name))) == quartier), "")


def _others(person: PersonConcerned, words: Words) -> Iterator[str]:
    if person.age:
        yield words.say("{band} years", band=person.age)
    if person.gender:
        yield words.say(GENDERS[person.gender])
    yield _interpreter(person, words)


def _interpreter(person: PersonConcerned, words: Words) -> str:
    if person.interpreter is None:
        return ""
    return words.say("interpreter") if person.interpreter else words.say("no interpreter")
