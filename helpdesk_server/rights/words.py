"""What a caller is told their data is called: each field and each code, in words."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from helpdesk_domain.call_terms import (
    CallerProfile,
    Channel,
    NonCall,
    Outcome,
    ReferralStatus,
    UnmetReason,
)
from helpdesk_domain.calls import Call, Referral, UnmetNeed
from helpdesk_domain.follow_ups import FollowUp, FollowUpResult
from helpdesk_domain.intake.answers import Open
from helpdesk_domain.intake.levels import Level
from helpdesk_domain.intake.record import Action, Intake, PromptAnswer
from helpdesk_domain.languages import mark
from helpdesk_domain.person_concerned import AgeBand, Gender, PersonConcerned, PlaceAnswer
from helpdesk_server.rights.package import Deed, KeptText, Package, Reading

FIELDS: Final[Mapping[type, Mapping[str, str]]] = {
    Package: {
        "reference": mark("Reference"),
        "made_at": mark("This was made on"),
        "team": mark("Team that took the call"),
        "received_at": mark("Received by the central server on"),
        "call": mark("The call"),
        "texts": mark("Each version that is kept"),
        "deeds": mark("What was done with it"),
        "readings": mark("When its words were read"),
        "objected_at": mark("Left out of statistics since"),
        "erased_at": mark("Erased on request on"),
        "others": mark("What else is kept"),
    },
    KeptText: {
        "rev": mark("Version"),
        "received_at": mark("Received by the central server on"),
        "as_sent": mark("As it is kept"),
    },
    Deed: {"at": mark("When"), "action": mark("What"), "rev": mark("Version")},
    Reading: {"at": mark("When"), "what": mark("What"), "why": mark("Opened from")},
    Call: {
        "id": mark("Number of the call"),
        "started_at": mark("Begun"),
        "talk_s": mark("Talking, in seconds"),
        "wrap_up_s": mark("Wrap-up, in seconds"),
        "caller_language": mark("Caller's language"),
        "needs": mark("Needs"),
        "profile": mark("Who rings"),
        "outcome": mark("Outcome"),
        "referrals": mark("Referrals"),
        "note": mark("Note"),
        "unmet_needs": mark("Without a solution"),
        "non_call": mark("Not a call"),
        "follow_up": mark("Follow-up"),
        "channel": mark("How it came"),
        "written_later": mark("Written down later"),
        "is_outgoing": mark("Outgoing"),
        "need_terms": mark("Counted as"),
        "person": mark("The person"),
        "intake": mark("Complex situation"),
        "reference": mark("Reference"),
    },
    Referral: {
        "service_id": mark("Number of the service"),
        "service_name": mark("Service"),
        "given_at": mark("Given on"),
        "status": mark("State of the referral"),
        "reason": mark("Why it was refused"),
        "told_at": mark("Heard on"),
        "sheet": mark("Given in writing, in"),
    },
    UnmetNeed: {
        "words": mark("Need"),
        "reason": mark("Why there was nothing"),
        "terms": mark("Counted as"),
    },
    FollowUp: {
        "due_at": mark("Due"),
        "task": mark("To be done"),
        "tries": mark("Tries"),
        "result": mark("Result"),
        "done_at": mark("Done"),
    },
    PersonConcerned: {
        "commune": mark("Commune (NIS code)"),
        "postcode": mark("Postcode"),
        "quartier": mark("Neighbourhood (code)"),
        "place": mark("In the place of a commune"),
        "is_place_proposed": mark("The place was read in a search"),
        "age": mark("Age"),
        "gender": mark("Gender"),
        "interpreter": mark("Needs an interpreter"),
    },
    Intake: {
        "form": mark("Form"),
        "version": mark("Version"),
        "answers": mark("Answers"),
        "open": mark("Asked, and left open"),
        "rules": mark("Version of the rules"),
        "suggested": mark("Level that was suggested"),
        "level": mark("Level that was decided"),
        "reason": mark("Why another level"),
        "prompts": mark("What was considered"),
        "plan": mark("Plan"),
    },
    Action: {
        "what": mark("To be done"),
        "who": mark("By whom"),
        "due": mark("Due"),
        "is_done": mark("Done"),
    },
}
"""By dataclass and field; a test holds that none is missing."""

CODES: Final[Mapping[Enum, str]] = {
    CallerProfile.GP: mark("GP"),
    CallerProfile.SOCIAL_WORKER: mark("Social worker"),
    CallerProfile.NURSE: mark("Nurse"),
    CallerProfile.HOSPITAL: mark("Hospital"),
    CallerProfile.CPAS: mark("CPAS / OCMW"),
    CallerProfile.PERSON: mark("The person"),
    CallerProfile.FAMILY: mark("Family, carer"),
    CallerProfile.OTHER_PROFESSIONAL: mark("Other professional"),
    NonCall.HUNG_UP: mark("Rang off, silence"),
    NonCall.WRONG_NUMBER: mark("Wrong number"),
    NonCall.TEST: mark("Test"),
    NonCall.ABUSIVE: mark("Abusive call"),
    NonCall.INTERNAL: mark("Internal"),
    Outcome.REFERRED: mark("Referred"),
    Outcome.INFORMATION: mark("Information given"),
    Outcome.WARM_TRANSFER: mark("Transferred while on the line"),
    Outcome.FOLLOW_UP: mark("To be followed up"),
    Outcome.NO_SOLUTION: mark("No solution found"),
    Outcome.COMPLEX: mark("Complex situation"),
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
    ReferralStatus.GIVEN: mark("Given: its details"),
    ReferralStatus.CONTACTED: mark("Contact made"),
    ReferralStatus.TRANSFERRED: mark("Transferred on the line"),
    ReferralStatus.ACCEPTED: mark("Accepted"),
    ReferralStatus.WAITING_LIST: mark("Waiting list"),
    ReferralStatus.REFUSED: mark("Refused by the service"),
    ReferralStatus.UNREACHABLE: mark("Unreachable"),
    ReferralStatus.GAVE_UP: mark("Stopped by the person"),
    ReferralStatus.EXPIRED: mark("Expired"),
    FollowUpResult.REACHED: mark("Reached"),
    FollowUpResult.SOLVED: mark("Solved"),
    FollowUpResult.DROPPED: mark("Without result"),
    Channel.PHONE: mark("telephone"),
    Channel.EMAIL: mark("e-mail"),
    Channel.ENCOUNTER: mark("encounter"),
    PlaceAnswer.NO_ADDRESS: mark("no address"),
    PlaceAnswer.OUTSIDE_REGION: mark("outside the Region"),
    PlaceAnswer.UNKNOWN: mark("place unknown"),
    PlaceAnswer.REFUSED: mark("place refused"),
    Gender.WOMAN: mark("woman"),
    Gender.MAN: mark("man"),
    Gender.OTHER: mark("gender X"),
    Level.LINKAGE: mark("linkage"),
    Level.COORDINATION: mark("coordination"),
    Level.INTEGRATION: mark("integration"),
    Open.UNKNOWN: mark("not known"),
    Open.REFUSED: mark("not wished to be said"),
    PromptAnswer.DONE: mark("done"),
    PromptAnswer.NOT_INDICATED: mark("not indicated"),
    PromptAnswer.LATER: mark("later"),
}
"""By code; an age band (`45-64`) is read as it is."""

AS_THEY_ARE: Final = (AgeBand,)
"""Codes that are words, or figures, already."""
