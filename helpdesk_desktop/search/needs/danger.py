"""Whether words speak of danger to life, or of a wish to die: said besides, whatever else is found.

Danger is no need among the others: who asks for a nurse may be in danger too, and a sentence has
more words about a father, a date, an address than about the heart attack. So it is asked by
itself: is each word said more often by those in danger, or by callers in general? And is it told
of what is past, prevented, or only a way of speaking?
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Final

from helpdesk_desktop.search.words.fingerprints import Fingerprints, fingerprint
from helpdesk_desktop.search.words.persons import with_somebody
from helpdesk_desktop.search.words.tokens import joined, tokens
from helpdesk_desktop.search.words.traits import traits, traits_at
from helpdesk_domain.lexicon import sounds_like_danger, tells_of_a_wish_to_die, tells_of_danger

HEARD: Final = 7.0
"""Sum of the words from which it rings (natural logarithm of odds): rather once too often."""
CALMED: Final = 10.0
"""How much louder words must be heard than others say that it is past, or a way of speaking."""
AROUND: Final = -4.0
"""The most that one word of ordinary calls takes away: it is said besides, not instead."""

_UNSEEN_ORDINARY: Final = 0.03
_UNSEEN_PAST: Final = 1.5
"""Times that a trait counts as said by whom it was not heard from."""
_SPEAKS: Final = 2.0
"""Gain from which a trait is the danger itself: « infarctus » does not say that it is past."""
_A_SENTENCE: Final = 5
"""Words from which a phrase of the lexicon is how callers talk, and not a name."""

_SPEAKS_OF: Final = (tells_of_danger, tells_of_a_wish_to_die, sounds_like_danger)

Counts = Mapping[str, float]
"""How often each trait is said."""

Lexicon = Mapping[str, Sequence[str]]
"""The phrases of each term."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """What each trait tells, by its place among those of `Danger`.

    Attributes:
        phrases: What is said of this; alone, a word of many meanings is this one: « AVC ».
        heard: How much more often it is said of this than in ordinary calls.
        in_force: How much more often than of what is past, or no danger at all.
    """

    phrases: Fingerprints
    heard: "array[float]" = field(default_factory=lambda: array("f"))
    in_force: "array[float]" = field(default_factory=lambda: array("f"))

    def rings(self, places: Iterable[Sequence[tuple[int, float]]]) -> bool:
        """Whether the words speak of it, by the places and counts of the traits of each."""
        heard = in_force = 0.0
        for word in places:
            heard += max(AROUND, sum(counts * self.heard[place] for place, counts in word))
            in_force += sum(counts * self.in_force[place] for place, counts in word)
        return heard >= HEARD and heard + CALMED * in_force >= 0.0


@dataclass(frozen=True, slots=True)
class Danger:
    """The two alarms.

    Attributes:
        traits: Those that are said of danger, of a wish to die, or of what only sounds like it.
        now: Somebody may die now: 112.
        wish: Somebody may want to die: those who listen.
    """

    traits: Fingerprints
    now: Alarm
    wish: Alarm

    def told(self, *ways: Sequence[str]) -> tuple[bool, bool]:
        """Whether each alarm rings for folded words, read in one of these `ways`."""
        now = wish = False
        for words in dict.fromkeys(map(tuple, ways)):
            told = with_somebody(words)
            phrase, places = joined(told), self._places(told)
            now = now or phrase in self.now.phrases or self.now.rings(places)
            wish = wish or phrase in self.wish.phrases or self.wish.rings(places)
        return now, wish

    def _places(self, told: Sequence[str]) -> list[list[tuple[int, float]]]:
        return [
            [
                (place, counts)
                for trait, counts in traits_at(told, at)
                if (place := self.traits.place(trait)) is not None
            ]
            for at in range(len(told))
        ]


def danger_words(lexicon: Lexicon) -> Iterator[str]:
    """Each word of what those in danger say: none of them is a slip."""
    for speaks in (tells_of_danger, tells_of_a_wish_to_die):
        for words in _sentences(lexicon, speaks):
            yield from words


def learn_danger(lexicon: Lexicon) -> Danger:
    """The alarms that the phrases of `lexicon` teach; without any that is urgent, none rings."""
    now, wish, calm = (list(_sentences(lexicon, speaks)) for speaks in _SPEAKS_OF)
    calmly = _counted(calm)
    told = {*_counted(now), *_counted(wish), *calmly}
    usual, of_all = _usual(lexicon, told)
    others = _Others(sorted(told, key=fingerprint), calmly, usual, of_all)
    return Danger(_prints(others.told), _alarm(now, others), _alarm(wish, others))


@dataclass(frozen=True, slots=True)
class _Others:
    """What an alarm is told from.

    Attributes:
        told: All traits, in the order of their fingerprints.
        calm: How often each is said of what only sounds like danger.
        usual: … in ordinary calls.
        of_all: How often any trait is said in ordinary calls.
    """

    told: Sequence[str]
    calm: Counts
    usual: Counts
    of_all: float


def _prints(texts: Iterable[str]) -> Fingerprints:
    return Fingerprints(array("Q", sorted(set(map(fingerprint, texts)))))


def _counted(sentences: Iterable[Sequence[str]]) -> Counts:
    counted: dict[str, float] = {}
    for words in sentences:
        for trait, counts in traits(words):
            counted[trait] = counted.get(trait, 0.0) + counts
    return counted


def _usual(lexicon: Lexicon, known: Collection[str]) -> tuple[Counts, float]:
    """How often the `known` traits are said in ordinary calls, and all traits together."""
    of_all = 0.0
    usual: dict[str, float] = {}
    for words in _sentences(lexicon, _is_ordinary):
        if len(words) >= _A_SENTENCE:
            for trait, counts in traits(words):
                of_all += counts
                if trait in known:
                    usual[trait] = usual.get(trait, 0.0) + counts
    return usual, of_all


def _sentences(lexicon: Lexicon, speaks: Callable[[str], bool]) -> Iterator[Sequence[str]]:
    for term, said in lexicon.items():
        if speaks(term):
            yield from (with_somebody(tokens(phrase)) for phrase in said)


def _is_ordinary(term: str) -> bool:
    return not any(speaks(term) for speaks in _SPEAKS_OF)


def _alarm(sentences: Sequence[Sequence[str]], others: _Others) -> Alarm:
    """How these `sentences` differ from the `others`, each taken as of one size."""
    said = _counted(sentences)
    whole = sum(said.values())
    to_usual = whole / max(1.0, others.of_all)
    to_calm = whole / max(1.0, sum(others.calm.values()))
    alarm = Alarm(_prints(map(joined, sentences)))
    for trait in others.told:
        own = said.get(trait, 0.0)
        heard = _gain(own, to_usual * others.usual.get(trait, 0.0), _UNSEEN_ORDINARY)
        in_force = _gain(own, to_calm * others.calm.get(trait, 0.0), _UNSEEN_PAST)
        alarm.heard.append(heard if own or trait in others.calm else 0.0)
        alarm.in_force.append(max(0.0, in_force) if heard > _SPEAKS else in_force)
    return alarm


def _gain(said: float, elsewhere: float, unseen: float) -> float:
    return log((said + unseen) / (elsewhere + unseen))
