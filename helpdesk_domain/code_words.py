"""What the codes of a call are called: on the screens, and to a caller who asks what is kept.

One mapping for each kind of code: codes of two kinds may be the same word (« other », « refused »),
and are equal then.
"""

from collections.abc import Mapping
from typing import Final

from helpdesk_domain.call_terms import CallerProfile, NonCall, Outcome, UnmetReason
from helpdesk_domain.follow_ups import FollowUpResult
from helpdesk_domain.intake.record import PromptAnswer
from helpdesk_domain.languages import mark
from helpdesk_domain.person_concerned import Gender, PlaceAnswer

PROFILES: Final[Mapping[CallerProfile, str]] = {
    CallerProfile.GP: mark("GP"),
    CallerProfile.SOCIAL_WORKER: mark("Social worker"),
    CallerProfile.NURSE: mark("Nurse"),
    CallerProfile.HOSPITAL: mark("Hospital"),
    CallerProfile.CPAS: mark("CPAS / OCMW"),
    CallerProfile.PERSON: mark("The person"),
    CallerProfile.FAMILY: mark("Family, carer"),
    CallerProfile.OTHER_PROFESSIONAL: mark("Other professional"),
}

NON_CALLS: Final[Mapping[NonCall, str]] = {
    NonCall.HUNG_UP: mark("Rang off, silence"),
    NonCall.WRONG_NUMBER: mark("Wrong number"),
    NonCall.TEST: mark("Test"),
    NonCall.ABUSIVE: mark("Abusive call"),
    NonCall.INTERNAL: mark("Internal"),
}

OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.REFERRED: mark("Referred"),
    Outcome.INFORMATION: mark("Information given"),
    Outcome.WARM_TRANSFER: mark("Transferred while on the line"),
    Outcome.FOLLOW_UP: mark("To be followed up"),
    Outcome.NO_SOLUTION: mark("No solution found"),
    Outcome.COMPLEX: mark("Complex situation"),
}

UNMET_REASONS: Final[Mapping[UnmetReason, str]] = {
    UnmetReason.NO_SERVICE: mark("None exists"),
    UnmetReason.FULL: mark("Full, waiting list"),
    UnmetReason.OUTSIDE_AREA: mark("Outside the zone"),
    UnmetReason.RESIDENCE_STATUS: mark("Residence status"),
    UnmetReason.HEALTH_COVER: mark("Health cover"),
    UnmetReason.CRITERIA: mark("Age, criteria"),
    UnmetReason.LANGUAGE: mark("Language"),
    UnmetReason.COST: mark("Price"),
    UnmetReason.HOURS: mark("Opening hours"),
    UnmetReason.DECLINED: mark("Declined by the person"),
    UnmetReason.OTHER: mark("Another reason"),
}

FOLLOW_UP_RESULTS: Final[Mapping[FollowUpResult, str]] = {
    FollowUpResult.REACHED: mark("Reached"),
    FollowUpResult.SOLVED: mark("Solved"),
    FollowUpResult.DROPPED: mark("Without result"),
}

PLACES: Final[Mapping[PlaceAnswer, str]] = {
    PlaceAnswer.NO_ADDRESS: mark("no address"),
    PlaceAnswer.OUTSIDE_REGION: mark("outside the Region"),
    PlaceAnswer.UNKNOWN: mark("place unknown"),
    PlaceAnswer.REFUSED: mark("place refused"),
}

GENDERS: Final[Mapping[Gender, str]] = {
    Gender.WOMAN: mark("woman"),
    Gender.MAN: mark("man"),
    Gender.OTHER: mark("gender X"),
}

PROMPT_ANSWERS: Final[Mapping[PromptAnswer, str]] = {
    PromptAnswer.DONE: mark("done"),
    PromptAnswer.NOT_INDICATED: mark("not indicated"),
    PromptAnswer.LATER: mark("later"),
}
