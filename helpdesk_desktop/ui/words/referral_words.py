"""A referral in the words of the screens: which service, and how far it has come."""

from collections.abc import Mapping
from typing import Final

from helpdesk_domain.call_terms import ReferralStatus
from helpdesk_domain.calls import Referral
from helpdesk_domain.code_words import UNMET_REASONS
from helpdesk_domain.languages import Words, mark

STATUSES: Final[Mapping[ReferralStatus, str]] = {
    ReferralStatus.GIVEN: mark("Given: its details"),
    ReferralStatus.CONTACTED: mark("Contact made"),
    ReferralStatus.TRANSFERRED: mark("Transferred on the line"),
    ReferralStatus.ACCEPTED: mark("Accepted"),
    ReferralStatus.WAITING_LIST: mark("Waiting list"),
    ReferralStatus.REFUSED: mark("Refused, why?"),
    ReferralStatus.UNREACHABLE: mark("Unreachable"),
    ReferralStatus.GAVE_UP: mark("Stopped by the person"),
    ReferralStatus.EXPIRED: mark("Expired"),
}

STATUS_KEYS: Final[Mapping[str, str]] = {
    "fr": "DCTALRISE",
    "nl": "GCDAWNOSV",
    "en": "GCTAWRUSE",
}
"""The letters that tell how far it has come, in the order of `ReferralStatus`."""

_SAID: Final[Mapping[ReferralStatus, str]] = {
    ReferralStatus.CONTACTED: mark("☎ contact made"),
    ReferralStatus.TRANSFERRED: mark("☎ transferred"),
    ReferralStatus.ACCEPTED: mark("✓ accepted"),
    ReferralStatus.WAITING_LIST: mark("◐ waiting list"),
    ReferralStatus.REFUSED: mark("✖ refused"),
    ReferralStatus.UNREACHABLE: mark("✖ unreachable"),
    ReferralStatus.GAVE_UP: mark("✖ stopped by the person"),
    ReferralStatus.EXPIRED: mark("– expired"),
}

_SHEETS: Final[Mapping[str, str]] = {"fr": "✉ FR", "nl": "✉ NL", "both": "✉ FR/NL"}
"""In which language it was handed over in writing."""


def said(referral: Referral, words: Words) -> str:
    """« SSM L'Exemple ✖ refusé : saturé »; the name alone while nothing more is known."""
    name = referral.service_name
    if referral.sheet:
        name = f"{name}  {_SHEETS.get(referral.sheet, '✉')}"
    if referral.status is ReferralStatus.GIVEN:
        return name
    status = words.say(_SAID[referral.status])
    if referral.reason is not None:
        why = words.say(UNMET_REASONS[referral.reason])
        status = words.say("{status}: {why}", status=status, why=why)
    return f"{name}  {status}"
