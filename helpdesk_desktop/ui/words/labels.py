"""What the screens call the things of the domain."""

from collections.abc import Mapping
from typing import Final

from helpdesk_desktop.search.answer import ReasonKind, RecognisedKind
from helpdesk_desktop.search.wanted import Facet
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_domain.call_terms import Missing, NonCall
from helpdesk_domain.identity_traces import Trace
from helpdesk_domain.languages import mark
from helpdesk_domain.offer import CapacityStatus, ServiceStatus

PROFILE_KEYS: Final[Mapping[str, str]] = {"fr": "MSIHCPFA", "nl": "HSVZOPFA", "en": "GSNHCPFO"}
"""The letters that choose a profile in wrap-up, in the order of `CallerProfile`, a language each:
the first letter of the word on the screen (H is « Huisarts » in Dutch, « Hôpital » in French)."""

NON_CALLS_IN_SHORT: Final[Mapping[NonCall, str]] = {
    NonCall.HUNG_UP: mark("Rang off"),
    NonCall.WRONG_NUMBER: mark("Wrong no."),
    NonCall.TEST: mark("Test"),
    NonCall.ABUSIVE: mark("Abusive"),
    NonCall.INTERNAL: mark("Internal"),
}
"""Three beside each other under « no call? »; each is part of its whole name, which is spoken."""

NON_CALL_KEYS: Final[Mapping[str, str]] = dict.fromkeys(PROFILE_KEYS, "RETXK")
"""The same in each language, and in none of them a letter of `PROFILE_KEYS`: both are asked at
once, and whoever works in the other language today must not make a wrong number of a GP."""

BY_MAIL, OUTGOING = mark("e-mail"), mark("outgoing")
"""How a call came, or that it went; as they are typed under Shift+F9, too."""

TRACES: Final[Mapping[Trace, str]] = {
    Trace.TELEPHONE: mark("This is a telephone number: if it is a person's, take it out."),
    Trace.E_MAIL: mark("This is an e-mail address: if it is a person's, take it out."),
    Trace.ACCOUNT: mark("This is a bank account: take it out, a call names nobody."),
    Trace.BIRTH_DATE: mark("This is a date of birth: the age is enough ({key})."),
}

TRACE_NAMES: Final[Mapping[Trace, str]] = {
    Trace.TELEPHONE: mark("telephone number"),
    Trace.E_MAIL: mark("e-mail address"),
    Trace.ACCOUNT: mark("bank account"),
    Trace.BIRTH_DATE: mark("date of birth"),
}

UNMET_KEYS: Final[Mapping[str, str]] = {
    "fr": "NSZTMALCHRX",
    "nl": "NVBSZLTKUWA",
    "en": "NFZSCALPHDO",
}
"""The letters that tell why there was nothing, in the order of `UnmetReason`."""

MISSING: Final[Mapping[Missing, str]] = {
    Missing.CALLER_LANGUAGE: mark("language ({key})"),
    Missing.NEED: mark("need"),
    Missing.PROFILE: mark("profile"),
    Missing.UNMET_REASON: mark("why no solution ({key})"),
}

MISSING_KEYS: Final[Mapping[Missing, Key]] = {
    Missing.CALLER_LANGUAGE: Key.CALLER_LANGUAGE,
    Missing.UNMET_REASON: Key.NO_SERVICE,
}
"""What asks for it."""

CAPACITIES: Final[Mapping[CapacityStatus | None, str]] = {
    CapacityStatus.AVAILABLE: mark("Has room"),
    CapacityStatus.WAITING_LIST: mark("Waiting list"),
    CapacityStatus.FULL: mark("Full"),
    None: mark("Room not known"),
}

CAPACITY_SHAPES: Final[Mapping[CapacityStatus | None, str]] = {
    CapacityStatus.AVAILABLE: "✓",
    CapacityStatus.WAITING_LIST: "◐",
    CapacityStatus.FULL: "▲",
    None: "?",
}
"""None is that of the hours: ● is open and ○ is closed, wherever they stand."""

STATUSES: Final[Mapping[ServiceStatus, str]] = {
    ServiceStatus.ACTIVE: "",
    ServiceStatus.INACTIVE: mark("Not active"),
    ServiceStatus.DEFUNCT: mark("No longer exists"),
    ServiceStatus.TEMPORARILY_CLOSED: mark("Closed for now"),
}

CALLER_LANGUAGES: Final[Mapping[str, str]] = {
    "fr": mark("French"),
    "nl": mark("Dutch"),
    "und": mark("Another"),
}
"""BCP 47, in the order in which F3 goes through them; `und` stands for another language, which one
is not written down."""

REGIMES: Final[Mapping[tuple[str, ...], str]] = {
    ("fr",): mark("French-speaking"),
    ("nl",): mark("Dutch-speaking"),
    ("fr", "nl"): mark("Bilingual"),
}

DAYS: Final[Mapping[str, str]] = {
    "MO": mark("Mon"),
    "TU": mark("Tue"),
    "WE": mark("Wed"),
    "TH": mark("Thu"),
    "FR": mark("Fri"),
    "SA": mark("Sat"),
    "SU": mark("Sun"),
}

RECOGNISED: Final[Mapping[RecognisedKind, str]] = {
    RecognisedKind.PLACE: mark("commune: {name}"),
    RecognisedKind.NEED: mark("need: {name}"),
    RecognisedKind.LANGUAGE: mark("language: {name}"),
    RecognisedKind.GROUP: mark("for whom: {name}"),
    RecognisedKind.CONDITION: mark("condition: {name}"),
}
"""What a part of the query was taken for."""

REASONS: Final[Mapping[ReasonKind, str]] = {
    ReasonKind.NAME: mark("name"),
    ReasonKind.ALTERNATE_NAME: mark("other name: {word}"),
    ReasonKind.ORGANIZATION: mark("organization: {word}"),
    ReasonKind.CATEGORY: mark("category: {word}"),
    ReasonKind.GROUP: mark("for whom: {word}"),
    ReasonKind.DESCRIPTION: mark("description: {word}"),
    ReasonKind.ADDRESS: mark("address: {word}"),
    ReasonKind.PLACE: mark("commune: {word}"),
    ReasonKind.LANGUAGE: mark("speaks {word}"),
    ReasonKind.PHONE: mark("number: {word}"),
    ReasonKind.CONDITION: mark("condition: {word}"),
}
"""Why a service is among those found."""

CONDITIONS: Final[Mapping[Facet, str]] = {
    Facet.OPEN_NOW: mark("open now"),
    Facet.WITHOUT_COVER: mark("without health cover"),
    Facet.FREE: mark("free of charge"),
}
"""Facets that hold or do not."""

COMMUNITIES: Final[Mapping[str, str]] = {
    "fr": mark("French-speaking"),
    "nl": mark("Dutch-speaking"),
    "both": mark("Bilingual"),
}
"""Values of `Facet.COMMUNITY`."""


def language_after(known: str | None) -> str:
    """The caller's language that F3 goes on to."""
    order = list(CALLER_LANGUAGES)
    return order[(order.index(known) + 1) % len(order)] if known in order else order[0]
