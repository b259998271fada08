"""What is written of an index: its sections, and the form of their bytes.

Only what cannot be worked out in a moment is written; each word is written once.
"""

import sys
from dataclasses import dataclass
from typing import Final, TypeVar

from helpdesk_desktop.search.inverted.names import Entry
from helpdesk_domain.offer import TaxonomyTerm

FORM: Final = f"5 {sys.byteorder}"
"""The form of the bytes; the number rises whenever an index would come out differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The services, and what is looked up as it stands."""

    ids: list[str]
    numbers: bytes
    order: list[str]
    names: list[Entry]
    phones: list[tuple[str, int]]
    communes: dict[str, bytes]
    postcodes: dict[str, bytes]
    languages: dict[str, bytes]
    streets: dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All words in the order of letters, side by side with their stems and sounds."""

    spelt: list[str]
    stems: list[str]
    sounds: list[str]
    said: dict[str, float]
    phrases: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """Where words stand; each goes by its place among all words."""

    words: bytes
    services: list[bytes]
    fields: list[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """The taxonomy, what groups of people are called, and who is of each term, how much."""

    terms: list[TaxonomyTerm]
    called: dict[str, tuple[str, ...]]
    services: dict[str, tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What the model of needs knows; the entries of a trait end where the next begin."""

    needs: int
    concepts: list[int | None]
    urgent: list[int]
    traits: bytes
    starts: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """What each trait says for which need, in the order of the traits."""

    of_need: bytes
    gain: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """The alarms: the phrases of each, and two gains of each trait."""

    traits: bytes
    now: tuple[bytes, bytes, bytes]
    wish: tuple[bytes, bytes, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """The facets; sets of services are bits, the lowest byte first."""

    size: int
    values: dict[str, dict[str, bytes]]
    days: dict[int, tuple[list[int], list[bytes]]]


Typical = dict[str, list[tuple[int, float]]]
"""Per word, the concepts it is typical of."""

Section = Services | Words | Postings | Filed | Traits | Gains | Danger | Facets | Typical
S = TypeVar("S", bound=Section)
