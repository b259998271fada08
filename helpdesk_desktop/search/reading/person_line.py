"""Reads in a line whom a call is about: « molenbeek 53 f », "1050 zonder tolk", « sans adresse ».

In any order and any language of the screens; what it does not know, it names and does not guess.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from helpdesk_desktop.search.places.neighbourhoods import quartier_named
from helpdesk_desktop.search.places.place import place_at
from helpdesk_desktop.search.words.tokens import tokens
from helpdesk_domain.person_concerned import (
    NOBODY_YET,
    OLDEST,
    AgeBand,
    Gender,
    PersonConcerned,
    PlaceAnswer,
    age_band,
)
from helpdesk_domain.territory import Commune, communes

_PLACES: Final[Mapping[PlaceAnswer, Sequence[str]]] = {
    PlaceAnswer.NO_ADDRESS: (
        *("sans adresse", "pas d'adresse", "sans domicile", "sans domicile fixe", "sdf"),
        *("sans abri", "à la rue", "zonder adres", "geen adres", "dakloos", "dakloze"),
        *("op straat", "thuisloos", "no address", "homeless"),
    ),
    PlaceAnswer.OUTSIDE_REGION: (
        *("hors région", "hors de la région", "hors bruxelles", "buiten het gewest"),
        *("buiten gewest", "buiten brussel", "outside the region", "outside brussels"),
    ),
    PlaceAnswer.UNKNOWN: (
        *("inconnu", "inconnue", "onbekend", "unknown"),
        *("lieu inconnu", "plaats onbekend", "place unknown"),
    ),
    PlaceAnswer.REFUSED: (
        *("refus", "refuse", "refusé", "ne veut pas dire", "weigert", "geweigerd", "refused"),
        *("wil niet zeggen", "refuses", "lieu refusé", "plaats geweigerd", "place refused"),
    ),
}
_GENDERS: Final[Mapping[Gender, Sequence[str]]] = {
    Gender.WOMAN: ("f", "femme", "fille", "madame", "v", "vrouw", "meisje", "mevrouw", "woman"),
    Gender.MAN: ("h", "homme", "garçon", "monsieur", "m", "man", "jongen", "meneer"),
    Gender.OTHER: ("x", "genre x", "gender x", "autre genre", "ander geslacht", "other gender"),
}
_INTERPRETER: Final[Mapping[bool, Sequence[str]]] = {
    True: ("interprète", "avec interprète", "tolk", "met tolk", "interpreter"),
    False: (
        *("sans interprète", "pas d'interprète", "zonder tolk", "geen tolk", "no interpreter"),
    ),
}
_AGES: Final[Mapping[AgeBand, Sequence[str]]] = {
    AgeBand.UNDER_12: ("bébé", "nourrisson", "nouveau-né", "baby", "zuigeling", "pasgeborene"),
}
_YEARS: Final = frozenset({"an", "ans", "a", "jaar", "j", "jr", "years", "y", "yo"})
_PARTS_OF_A_YEAR: Final[Mapping[str, int]] = {
    **dict.fromkeys(("mois", "maand", "maanden", "month", "months"), 12),
    **dict.fromkeys(("semaine", "semaines", "week", "weken", "weeks"), 52),
}
_SAYS_NOTHING: Final = frozenset(
    {"de", "du", "d", "la", "le", "l", "les", "a", "et", "en", "in", "te", "van", "and", "of"}
)
Answer = PlaceAnswer | Gender | AgeBand | bool

_AGE: Final = re.compile(r"(\d{1,3})(?:a|ans?|j|jr|jaar|y|yo)?")
_LETTERS: Final = re.compile(r"[^\W_]+")
_POSTCODE: Final = re.compile(r"[1-9]\d{3}")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


SHORTEST_COMMUNE: Final = 4
SHORTEST_BEGUN: Final = 3
"""Letters of a half-typed word that may stand for the whole."""


class NothingSaid(Exception):
    """The line says nothing of anybody."""


class NotRead(Exception):
    """A word that says nothing of a person, as far as is known.

    Attributes:
        word: As it was typed.
    """

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word


class TwoPlaces(Exception):
    """Two places were named, and nobody lives in both."""


class TwoAnswers(Exception):
    """Two ages, two genders: somebody has one."""


@dataclass(slots=True)
class _Line:
    words: Sequence[str]
    half: bool
    at: int = 0
    person: PersonConcerned = NOBODY_YET
    communes: list[tuple[Commune, ...]] = field(default_factory=list)

    @property
    def rest(self) -> Sequence[str]:
        return self.words[self.at :]

    def tell(self, count: int, before: object, after: PersonConcerned, said: object) -> bool:
        """Once: who says another gender or age after the first says two things of one person."""
        if before is not None and before != said:
            raise TwoAnswers
        return self.take(count, after)

    def take(self, count: int, person: PersonConcerned) -> bool:
        self.at += count
        self.person = person
        return True


def person_in_line(line: str) -> PersonConcerned:
    """The person that `line` speaks of.

    Two postcodes or communes that go together decide more than one: « 1050 ixelles ».

    Raises:
        NothingSaid: It is empty.
        NotRead: A word of it says nothing of a person.
        TwoAnswers: It says two things where one is so.
        TwoPlaces: It names communes that are not one.
    """
    words = tokens(line)
    if not words:
        raise NothingSaid
    read = _Line(words, half=line[-1:].isalnum())
    while read.rest:
        if not any(part(read) for part in (_answer, _place, _number, _filler)):
            raise NotRead(_as_typed(line, read))
    return _settled(read)


def _as_typed(line: str, read: _Line) -> str:
    """The word at fault with its accents and capitals."""
    typed = _LETTERS.findall(line)
    return typed[read.at] if len(typed) == len(read.words) else read.rest[0]


def _answer(line: _Line) -> bool:
    """A gender, an age in a word, an interpreter, or an answer in the place of a commune."""
    for count in range(min(len(line.rest), _longest()), 0, -1):
        said = _answers().get(tuple(line.rest[:count]))
        if said is None and line.half and count == len(line.rest):
            said = _begun(tuple(line.rest))
        person = line.person
        if isinstance(said, Gender):
            return line.tell(count, person.gender, replace(person, gender=said), said)
        if isinstance(said, AgeBand):
            return line.tell(count, person.age, replace(person, age=said), said)
        if isinstance(said, PlaceAnswer):
            return line.tell(count, person.place, replace(person, place=said), said)
        if said is not None:
            return line.tell(count, person.interpreter, replace(person, interpreter=said), said)
    return False


def _place(line: _Line) -> bool:
    """A commune, a postcode of the Region or a neighbourhood."""
    if _is_age(line):
        return False
    count, found = place_at(line.rest, half=False)
    if not found and line.half and len(line.rest) == 1:
        count, found = 1, _commune_begun(line.rest[0])
    if not found:
        return False
    person, said = line.person, line.rest[:count]
    line.communes.append(found)
    if _POSTCODE.fullmatch(said[0]):
        person = replace(person, postcode=said[0])
    elif quartier := quartier_named(tuple(said)):
        person = replace(person, quartier=quartier.id)
    return line.take(count, person)


def _commune_begun(word: str) -> tuple[Commune, ...]:
    """The one commune whose name `word` begins; « marie » begins a park, and is a name."""
    if len(word) < SHORTEST_COMMUNE:
        return ()
    begun = [
        commune
        for commune in communes()
        if any(name.startswith(word) for name in (*tokens(commune.fr), *tokens(commune.nl)))
    ]
    return tuple(begun) if len(begun) == 1 else ()


def _number(line: _Line) -> bool:
    """An age; four digits that are no postcode of the Region are one elsewhere."""
    if _YEAR.fullmatch(line.rest[0]):
        return False  # may be a year of birth, which nobody is asked for
    if _POSTCODE.fullmatch(line.rest[0]):
        if line.communes or line.person.postcode:
            raise TwoPlaces
        place = PlaceAnswer.OUTSIDE_REGION
        elsewhere = replace(line.person, place=place, postcode=line.rest[0])
        return line.tell(1, line.person.place, elsewhere, place)
    if band := _bands().get(tuple(line.rest[:2])):
        return line.tell(2, line.person.age, replace(line.person, age=band), band)
    age = _AGE.fullmatch(line.rest[0])
    if age is None or int(age[1]) > OLDEST:
        return False
    unit = line.rest[1] if line.rest[1:] else ""
    in_a_year = _PARTS_OF_A_YEAR.get(unit, 1)
    count = 2 if unit in _YEARS or in_a_year > 1 else 1
    band = age_band(int(age[1]) // in_a_year)
    return line.tell(count, line.person.age, replace(line.person, age=band), band)


def _filler(line: _Line) -> bool:
    return line.rest[0] in _SAYS_NOTHING and line.take(1, line.person)


def _is_age(line: _Line) -> bool:
    return line.rest[0].isdigit() and len(line.rest[0]) < len("1000")


def _settled(line: _Line) -> PersonConcerned:
    """The person in the one commune that all the places named may be."""
    person = line.person
    common = [
        commune
        for commune in (line.communes[0] if line.communes else ())
        if all(commune in places for places in line.communes)
    ]
    if len(common) == 1:
        person = replace(person, commune=common[0].nis)
    elif line.communes and not common:
        raise TwoPlaces
    if line.communes and person.place not in (None, PlaceAnswer.NO_ADDRESS):
        raise TwoPlaces
    if person == NOBODY_YET:
        raise NothingSaid
    return person


@cache
def _answers() -> Mapping[tuple[str, ...], Answer]:
    """What each way to answer says, by its folded words."""
    return dict(_spelt())


def _spelt() -> Iterator[tuple[tuple[str, ...], Answer]]:
    tables = (_PLACES, _GENDERS, _AGES, _INTERPRETER)
    for table in tables:
        for said, ways in table.items():
            yield from ((tuple(tokens(way)), said) for way in ways)


def _begun(words: tuple[str, ...]) -> Answer | None:
    """What `words` are the beginning of, the last one half-typed: « interpr »; None if unsure."""
    *whole, begun = words
    if len(begun) < SHORTEST_BEGUN:
        return None
    meant = {
        said
        for way, said in _answers().items()
        if len(way) == len(words) and list(way[:-1]) == whole and way[-1].startswith(begun)
    }
    return meant.pop() if len(meant) == 1 else None


@cache
def _bands() -> Mapping[tuple[str, ...], AgeBand]:
    """« 45-64 », as it is shown."""
    return {tuple(band.split("-")): band for band in AgeBand if "-" in band}


@cache
def _longest() -> int:
    return max(map(len, _answers()))
