"""A query read: its parts, what each may stand for, and the places and languages among them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from helpdesk_desktop.search.answer import Recognised
from helpdesk_desktop.search.evidence import Part
from helpdesk_desktop.search.facets.opening_wishes import (
    opening_at,
    opening_words,
    recognised_opening,
)
from helpdesk_desktop.search.facets.spoken import recognised_language
from helpdesk_desktop.search.facets.wishes import recognised_wish, wish_at
from helpdesk_desktop.search.inverted.vocabulary import FUNCTION_WEIGHT, UNKNOWN_WEIGHT, Vocabulary
from helpdesk_desktop.search.places.address import street_at
from helpdesk_desktop.search.places.place import is_verb, place_at, recognised_place
from helpdesk_desktop.search.reading.compounds import rejoined
from helpdesk_desktop.search.reading.options import Word, options
from helpdesk_desktop.search.wanted import Facet
from helpdesk_desktop.search.words.function_words import FUNCTION_WORDS
from helpdesk_desktop.search.words.persons import is_somebodys
from helpdesk_desktop.search.words.tokens import Typed, joined

PLACE_WEIGHT: Final = 0.45
LANGUAGE_WEIGHT: Final = 0.4
CONDITION_WEIGHT: Final = 0.4
"""A place, a language or a condition narrows down; it never outweighs the need."""
FACET_WORD: Final = 0.5
"""Likeness of the words of a place or language: they may be part of a name after all."""

NOTHING_HEARD: Final[Mapping[str, str]] = {}
MOST_MENDED: Final = 12
"""Unknown words of a query that may be slips: more are another language, or a paste."""
MOST_PARTS: Final = 14
"""Parts of a long sentence that are looked up: the weightiest."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A query as it was understood; `words` are the whole of it, slips mended."""

    words: tuple[str, ...]
    parts: tuple[Part, ...]
    corrected: tuple[tuple[str, str], ...]

    @property
    def recognised(self) -> tuple[Recognised, ...]:
        return tuple(found for part in self.parts for found in part.recognised)


def read(
    typed: Typed,
    vocabulary: Vocabulary,
    language: str,
    refused: frozenset[str] = frozenset(),
    heard: Mapping[str, str] = NOTHING_HEARD,
) -> Reading:
    """`typed` understood with the words of an offer; names are told in `language`.

    Args:
        refused: Keys of places and languages that are not meant: their words are words again.
        heard: The acronyms by their sound when they are spelt.
    """
    words = list(_words(typed, vocabulary, heard, refused))
    parts = list(_parts(words, vocabulary, language, refused))
    if not any(part.weight > FUNCTION_WEIGHT and not part.recognised for part in parts):
        # A condition and nothing else is what is asked for: « plus de mutuelle ».
        parts = list(_parts(words, vocabulary, language, refused | set(Facet)))
    if len(parts) > MOST_PARTS:
        parts = sorted(sorted(parts, key=lambda part: -part.weight)[:MOST_PARTS], key=_place)
    return Reading(
        words=tuple(word.typed if word.half else word.best for word in words),
        parts=tuple(parts),
        corrected=tuple((word.typed, word.best) for word in words if word.slip),
    )


def _place(part: Part) -> int:
    return part.number


def _words(
    typed: Typed, vocabulary: Vocabulary, heard: Mapping[str, str], refused: frozenset[str]
) -> Iterator[Word]:
    whole = rejoined(typed.words, vocabulary)
    # « la » ends many queries as itself; after nothing but such words it begins a name.
    begins = FUNCTION_WORDS.issuperset(whole)
    told = opening_words(whole, refused)
    unknown = 0
    for place, word in enumerate(whole):
        if place in told:  # no word of the text, and so no slip of one
            yield Word(word, {})
            continue
        last = typed.half and place == len(whole) - 1
        half = last and (begins or word not in FUNCTION_WORDS)
        yield from options(word, vocabulary, heard, half=half, mend=unknown < MOST_MENDED)
        unknown += word not in vocabulary


def _parts(
    words: Sequence[Word], vocabulary: Vocabulary, language: str, refused: frozenset[str]
) -> Iterator[Part]:
    place = number = street = 0
    spelt = [word.typed if word.half else word.best for word in words]
    # A half-typed word is what it begins; one with a slip is what it was meant for.
    whole = [word.typed if word.best.startswith(word.typed) else word.best for word in words]
    while place < len(words):
        street = max(street, place + street_at(whole[place:], vocabulary))
        # « mari » is a husband before it is the beginning of the Marie-Josépark.
        half = words[-1].half and (place < len(words) - 1 or spelt[place] not in vocabulary)
        after = spelt[:place]
        count, opening = opening_at(spelt[place:], after)
        if opening and opening not in refused:
            yield from _opening_parts(spelt[place : place + count], opening, number)
            place += count
            number += count + 1
            continue
        count, weight, recognised = _recognised(spelt[place:], after, language, half, refused)
        if not recognised and whole[place:] != spelt[place:]:
            count, weight, recognised = _recognised(whole[place:], after, language, False, refused)
        if recognised:
            typed = joined(spelt[place : place + count])
            options = _faint(words[place : place + count])
            part = Part(number, typed, typed, weight, options, recognised)
        else:
            verb = is_verb(spelt[place], after)
            word = Word(words[place].typed, {}) if verb else words[place]
            count, part = 1, _word_part(word, spelt[place], number, vocabulary)
            part = replace(part, is_relative=is_somebodys(words[place].typed, after))
            if verb:  # it tells the need, and stands in the names of a commune's services only
                part = replace(part, weight=FUNCTION_WEIGHT)
        yield replace(part, is_address=place < street)
        place += count
        number += 1


def _opening_parts(words: Sequence[str], key: str, number: int) -> Iterator[Part]:
    """The wish, and its words, which weigh nothing and still tell the need: « toubib ouvert
    maintenant » is who is on call.
    """
    typed = joined(words)
    yield Part(number, typed, typed, CONDITION_WEIGHT, {}, (recognised_opening(key, typed),))
    for word in words:
        number += 1
        yield Part(number, word, word, 0.0, {})


def _recognised(
    words: Sequence[str],
    after: Sequence[str],
    language: str,
    half: bool,
    refused: frozenset[str],
) -> tuple[int, float, tuple[Recognised, ...]]:
    """What `words` begin with that is no word of the text: how many, their weight, its readings.

    Args:
        after: The words before them.
    """
    count, communes = place_at(words, half=half, after=after)
    typed = joined(words[:count])
    found = tuple(recognised_place(commune, typed, language) for commune in communes)
    weight = PLACE_WEIGHT
    if not found:
        count, facet = wish_at(words, after)
        found = (recognised_wish(facet, joined(words[:count])),) if facet else ()
        weight = CONDITION_WEIGHT
    if not found:
        count, found, weight = 1, recognised_language(words[0], after), LANGUAGE_WEIGHT
    return count, weight, tuple(it for it in found if it.key not in refused)


def _word_part(word: Word, spelt: str, number: int, vocabulary: Vocabulary) -> Part:
    weight = _weight(word, vocabulary)
    return Part(number, word.typed, spelt, weight, word.options, sure=_sure(word))


def _faint(words: Sequence[Word]) -> dict[str, float]:
    return {option: FACET_WORD * like for word in words for option, like in word.options.items()}


def _sure(word: Word) -> float:
    """Half as many slips again and the word would be another one."""
    return max(0.0, 2.0 * word.options[word.best] - 1.0) if word.slip else 1.0


def _weight(word: Word, vocabulary: Vocabulary) -> float:
    if not word.options:
        return UNKNOWN_WEIGHT
    return max(like * vocabulary.weight(option) for option, like in word.options.items())
