"""What a search answers: hits, why each is one, and how the query was understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from helpdesk_desktop.search.wanted import Facet
from helpdesk_domain.offer import ServiceId
from helpdesk_domain.short_numbers import ShortNumber


class ReasonKind(StrEnum):
    """Where the evidence for a hit lies; the window turns each into words."""

    NAME = "name"
    ALTERNATE_NAME = "alternate_name"
    ORGANIZATION = "organization"
    CATEGORY = "category"
    GROUP = "group"
    DESCRIPTION = "description"
    ADDRESS = "address"
    PLACE = "place"
    LANGUAGE = "language"
    PHONE = "phone"
    CONDITION = "condition"


class RecognisedKind(StrEnum):
    """What a part of the query was taken for."""

    PLACE = "place"
    LANGUAGE = "language"
    NEED = "need"
    GROUP = "group"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a service is a hit.

    Attributes:
        word: What was found there: a word of the offer (folded), the name of a category,
            group or commune in the language asked for, a language code, a phone number, or a
            condition as it was typed.
    """

    kind: ReasonKind
    word: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A service that answers the query.

    Attributes:
        score: 0 upwards; only the order within one answer means anything.
        reasons: Strongest part of the query first; each is said once.
    """

    service_id: ServiceId
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a part of the query was taken for; whoever asked may refuse it, by its key.

    Attributes:
        typed: The words as they were read (folded).
        name: Of the commune, kind of help or group in the language asked for; a language code;
            a condition as it was typed.
        key: `urn:be:nis:21009` for a commune, a language code, the id of a taxonomy term, or the
            facet of a condition.
    """

    kind: RecognisedKind
    typed: str
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one query.

    Attributes:
        hits: Best first; equal scores by name, then id.
        likely: How many of `hits`, from the first, answer as well as the best or nearly so; the
            rest answer less of what was typed.
        low_confidence: Little of what was typed was found: say so before showing the hits.
        recognised: Places, languages and conditions in the order of the query, then needs, then
            groups.
        corrected: (typed, taken for) for each word that was taken for another; none without hits.
        unanswered: Words (folded) that the offer has nothing for: what is counted for the lead.
        urgent: The words speak of danger to life now: say that 112 comes first.
        listening: Who listens, when the words speak of somebody who may want to die.
        line: The short number that was asked for, whoever has it: « 107 ».
        outside: Postcodes of no commune of the Region: nothing was looked for there.
        counts: Per value of each facet how many of the services that answer have it; empty when
            not asked for.
    """

    hits: tuple[Hit, ...] = ()
    likely: int = 0
    low_confidence: bool = False
    recognised: tuple[Recognised, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    unanswered: tuple[str, ...] = ()
    urgent: bool = False
    listening: tuple[ShortNumber, ...] = ()
    line: ShortNumber | None = None
    outside: tuple[str, ...] = ()
    counts: Mapping[Facet, Mapping[str, int]] = field(default_factory=dict)

    @property
    def is_for_life(self) -> bool:
        """Whether what is told before the hits may save a life."""
        return self.urgent or bool(self.listening)
