"""A query read: its parts, what each may stand for, and the places and languages among them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import islice
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
from helpdesk_desktop.search.reading.aloud import acronym_heard
from helpdesk_desktop.search.reading.compounds import is_better_split, rejoined, split
from helpdesk_desktop.search.reading.correct import corrections
from helpdesk_desktop.search.wanted import Facet
from helpdesk_desktop.search.words.function_words import FUNCTION_WORDS
from helpdesk_desktop.search.words.stems import stem
from helpdesk_desktop.search.words.tokens import SAINT, Typed, joined, may_become_saint

PLACE_WEIGHT: Final = 0.45
LANGUAGE_WEIGHT: Final = 0.4
CONDITION_WEIGHT: Final = 0.4
"""A place, a language or a condition narrows down; it never outweighs the need."""
FACET_WORD: Final = 0.5
"""Likeness of the words of a place or language: they may be part of a name after all."""

SPELT: Final = 0.8
"""Likeness of a word and the acronym that it is when its letters are spelt."""
NOTHING_HEARD: Final[Mapping[str, str]] = {}
SAME_STEM: Final = 0.92
MOST_ENDINGS: Final = 24
"""Words that a half-typed word may become: the commonest are followed."""
MOST_SERVICES: Final = 8000
"""… until they stand in so many places in all: two letters begin half of the offer."""
_LOOKED_AT: Final = 400
SHORTEST_ROOT: Final = 5
BEGUN: Final = 0.75
"""Likeness of a word that a finished, unknown one begins; from so many letters."""
MOST_MENDED: Final = 12
"""Unknown words of a query that may be slips: more are another language, or a paste."""
MOST_REMEMBERED: Final = 2000
"""Words of which it is remembered what they may be."""
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


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the query and the words of the offer it may be, the likeliest first."""

    typed: str
    options: dict[str, float]
    half: bool = False
    slip: bool = False

    @property
    def best(self) -> str:
        return next(iter(self.options), self.typed)


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
) -> Iterator[_Word]:
    whole = rejoined(typed.words, vocabulary)
    # « la » ends many queries as itself; after nothing but such words it begins a name.
    begins = FUNCTION_WORDS.issuperset(whole)
    told = opening_words(whole, refused)
    unknown = 0
    for place, word in enumerate(whole):
        if place in told:  # no word of the text, and so no slip of one
            yield _Word(word, {})
            continue
        last = typed.half and place == len(whole) - 1
        half = last and (begins or word not in FUNCTION_WORDS)
        yield from _options(word, vocabulary, heard, half=half, mend=unknown < MOST_MENDED)
        unknown += word not in vocabulary


def _options(
    word: str, vocabulary: Vocabulary, heard: Mapping[str, str], *, half: bool, mend: bool
) -> Sequence[_Word]:
    """What `word` may be; worked out once, as it is asked again with every further letter."""
    known = vocabulary.remembered.get((word, half, mend))
    if known is None:
        if len(vocabulary.remembered) > MOST_REMEMBERED:
            vocabulary.remembered.clear()
        known = tuple(_worked_out(word, vocabulary, heard, half=half, mend=mend))
        vocabulary.remembered[word, half, mend] = known
    return known


def _worked_out(
    word: str, vocabulary: Vocabulary, heard: Mapping[str, str], *, half: bool, mend: bool
) -> Iterator[_Word]:
    known = _known(word, vocabulary) or _begun(word, vocabulary)
    if half:
        known |= {end: like for end, like in _endings(word, vocabulary) if end not in known}
    if known or not mend:
        yield _Word(word, known, half)
        return
    # Nothing of the offer is, or begins with, this word: only then may it be a slip.
    guesses = corrections(word, vocabulary, half=half)
    if acronym := acronym_heard(word, heard):
        guesses = _best_first({**guesses, acronym: max(SPELT, guesses.get(acronym, 0.0))})
    pieces = split(word, vocabulary)
    if pieces and is_better_split(word, max(guesses.values(), default=0.0)):
        yield from (_Word(piece, _piece(piece, vocabulary)) for piece in pieces)
    else:
        yield _Word(word, guesses, slip=bool(guesses))


def _best_first(guesses: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(guesses.items(), key=lambda guess: -guess[1]))


def _known(word: str, vocabulary: Vocabulary) -> dict[str, float]:
    known = {word: 1.0} if word in vocabulary else {}
    if word not in FUNCTION_WORDS:
        known |= dict.fromkeys(vocabulary.like(word), SAME_STEM)
    return known


def _piece(piece: str, vocabulary: Vocabulary) -> dict[str, float]:
    return _known(piece, vocabulary) or dict(_endings(piece, vocabulary))


def _begun(word: str, vocabulary: Vocabulary) -> dict[str, float]:
    """For a word the offer has only inside longer ones, those: `schulden` in Dutch compounds."""
    root = stem(word)
    if len(root) < SHORTEST_ROOT or word in FUNCTION_WORDS:
        return {}
    beginnings = islice(vocabulary.starting(root), _LOOKED_AT)
    return dict.fromkeys(nsmallest(MOST_ENDINGS, beginnings, key=vocabulary.weight), BEGUN)


def _endings(word: str, vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    """Words that half-typed `word` may become; less likely when it is a word already."""
    if may_become_saint(word):
        yield SAINT, FACET_WORD
    most = 0.6 if word in vocabulary else 0.95
    beginnings = islice(vocabulary.starting(word), _LOOKED_AT)
    services = 0
    for ending in nsmallest(MOST_ENDINGS, beginnings, key=vocabulary.weight):
        services += len(vocabulary.posting(ending).services)
        if services > MOST_SERVICES:
            return
        yield ending, most * (0.7 + 0.3 * len(word) / len(ending))


def _parts(
    words: Sequence[_Word], vocabulary: Vocabulary, language: str, refused: frozenset[str]
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
            word = _Word(words[place].typed, {}) if verb else words[place]
            count, part = 1, _word_part(word, spelt[place], number, vocabulary)
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


def _word_part(word: _Word, spelt: str, number: int, vocabulary: Vocabulary) -> Part:
    weight = _weight(word, vocabulary)
    return Part(number, word.typed, spelt, weight, word.options, sure=_sure(word))


def _faint(words: Sequence[_Word]) -> dict[str, float]:
    return {option: FACET_WORD * like for word in words for option, like in word.options.items()}


def _sure(word: _Word) -> float:
    """Half as many slips again and the word would be another one."""
    return max(0.0, 2.0 * word.options[word.best] - 1.0) if word.slip else 1.0


def _weight(word: _Word, vocabulary: Vocabulary) -> float:
    if not word.options:
        return UNKNOWN_WEIGHT
    return max(like * vocabulary.weight(option) for option, like in word.options.items())
