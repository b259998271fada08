"""The lexicon: how callers speak of each kind of help, in French and Dutch."""

import re
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Final

from helpdesk_domain.offer import TaxonomyTerm

CATEGORY: Final = "category"
"""The taxonomy of the kinds of help; a term of any other one is named after it."""

GROUP: Final = "target_group"
"""The taxonomy of those whom help is for."""

ELSEWHERE: Final = "elsewhere"
"""The term of what callers ask for that no service answers: it has no code in any taxonomy.

Each sort of it has its own: `elsewhere:football`, `elsewhere:weather`.
"""

URGENT: Final = "urgent"
"""The term of danger to life now: 112 comes before any service. It has no code in any taxonomy.

Each sort of scene has its own: `urgent:breathing`, `urgent:birth`.
"""

ALARM: Final = "alarm"
"""The term of sentences that teach the alarms, and no need: whoever is told of, they are danger.

`alarm:now` is danger now, `alarm:wish` a wish to die, `alarm:suicide` both, and `alarm:none` what
only sounds like them: past, prevented, denied, a way of speaking.
"""

_NOW: Final = frozenset({f"{ALARM}:now", f"{ALARM}:suicide"})
_WISH: Final = frozenset({f"{ALARM}:wish", f"{ALARM}:suicide", f"{URGENT}:suicide"})
_NO_ALARM: Final = f"{ALARM}:none"

PHRASES_LIMIT: Final = 2000
"""Most phrases of a term: with the longest of them its record stays under 1 MiB."""

_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_OURS: Final = uuid.UUID("5d0f6c1e-8a43-4f0b-9a57-0c6f3c1d7b92")

Lexicon = Mapping[str, tuple[str, ...]]
"""The phrases that stand for each term, by its `term_key`."""


class SayingKind(StrEnum):
    """Whose words they are: of those who know the service, or of everybody."""

    SYNONYM = "synonym"
    LAY = "lay"


class Mode(StrEnum):
    """What the sayings of an entry do to those the program came with."""

    EXTEND = "extend"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Saying:
    """One way to speak of a term.

    Attributes:
        term: The `term_key` of what is meant.
        language: One of `CONTENT_LANGUAGES`.
    """

    term: str
    language: str
    kind: SayingKind
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconEntry:
    """What the server has to say of one term: a record of the directory stream.

    Attributes:
        id: `entry_id` of the term: published again, the record changes; it is never two.
        sayings: `{language: {kind: phrases}}`; a language or kind of a newer server is kept.
    """

    id: str
    term: str
    mode: Mode
    sayings: Mapping[str, Mapping[str, tuple[str, ...]]]

    @property
    def phrases(self) -> tuple[str, ...]:
        """Those that are searched by, whatever their language."""
        return tuple(
            chain.from_iterable(
                phrases
                for kinds in self.sayings.values()
                for kind, phrases in kinds.items()
                if is_searched_by(self.term, kind)
            )
        )


def term_key(term: TaxonomyTerm) -> str:
    """The name of `term` in the lexicon: `mg`, but `target_group:lgbt`.

    A code is unique in its own taxonomy only: `lgbt` alone is a kind of help, and with
    the taxonomy in front the people it may be for.
    """
    return term.code if term.taxonomy in ("", CATEGORY) else f"{term.taxonomy}:{term.code}"


def is_elsewhere(term: str) -> bool:
    """Whether the `term` of a saying stands for what no service answers."""
    return _family(term) == ELSEWHERE


def names_a_group(term: str) -> bool:
    """Whether the `term` of a saying is a group of people, not a kind of help."""
    return _family(term) == GROUP


def is_searched_by(term: str, kind: str) -> bool:
    """Whether the sayings of this kind tell the search that `term` is meant.

    A group is told by what it is called. The scenes in which it is met speak of what is needed
    first: « papa ne sait plus s'habiller » asks for care, not for a place for men.
    """
    return kind != SayingKind.LAY or not names_a_group(term)


def is_urgent(term: str) -> bool:
    """Whether the `term` of a saying stands for danger to life now."""
    return _family(term) == URGENT


def tells_of_danger(term: str) -> bool:
    """Whether the sayings of `term` tell that somebody may die now."""
    return is_urgent(term) or term in _NOW


def tells_of_a_wish_to_die(term: str) -> bool:
    """Whether the sayings of `term` tell that somebody wants to die, now or not."""
    return term in _WISH


def sounds_like_danger(term: str) -> bool:
    """Whether the sayings of `term` only sound like danger, or like a wish to die."""
    return term == _NO_ALARM


def is_in_no_taxonomy(term: str) -> bool:
    """Whether `term` is a code of no taxonomy, and may have sayings all the same."""
    return is_elsewhere(term) or is_urgent(term) or term in _NOW | _WISH | {_NO_ALARM}


def _family(term: str) -> str:
    return term.split(":")[0]


def entry_id(term: str) -> str:
    """The UUID of the record about `term`, a `term_key`; the same everywhere and for ever."""
    return str(uuid.uuid5(_OURS, term))


def compared(phrase: str) -> str:
    """`phrase` as it is compared with others: without case, accents or doubled spaces."""
    if phrase.isascii():
        return " ".join(phrase.lower().split())
    apart = unicodedata.normalize("NFKD", phrase.casefold().replace("’", "'").replace("œ", "oe"))
    return " ".join(_ACCENTS.sub("", apart).split())


def entries(sayings: Iterable[Saying], mode: Mode) -> list[LexiconEntry]:
    """One entry a term, in the order in which the terms come; a phrase said twice counts once."""
    told: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}
    for saying in _once(sayings):
        kinds = told.setdefault(saying.term, {}).setdefault(saying.language, {})
        kinds[saying.kind.value] = (*kinds.get(saying.kind.value, ()), saying.phrase)
    return [
        LexiconEntry(id=entry_id(term), term=term, mode=mode, sayings=sayings)
        for term, sayings in told.items()
    ]


def phrases_of(sayings: Iterable[Saying]) -> Lexicon:
    """The phrases that are searched by, per term, in the order given, either language."""
    phrases: dict[str, dict[str, None]] = {}
    for saying in sayings:
        if is_searched_by(saying.term, saying.kind):
            phrases.setdefault(saying.term, {})[saying.phrase] = None
    return {term: tuple(said) for term, said in phrases.items()}


def in_force(shipped: Lexicon, received: Iterable[LexiconEntry]) -> Lexicon:
    """The phrases that count: those `shipped`, extended or replaced by those `received`."""
    merged = dict(shipped)
    for entry in received:
        before = merged.get(entry.term, ()) if entry.mode is Mode.EXTEND else ()
        merged[entry.term] = tuple(dict.fromkeys((*before, *entry.phrases)))
    return merged


def _once(sayings: Iterable[Saying]) -> Iterator[Saying]:
    seen: set[tuple[str, str, str]] = set()
    for saying in sayings:
        same = (saying.term, saying.language, compared(saying.phrase))
        if same not in seen:
            seen.add(same)
            yield saying
