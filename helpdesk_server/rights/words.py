"""What a caller is told their data is called: each field and each code, in words."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from helpdesk_domain.call_terms import (
    CallerProfile,
    Channel,
    NonCall,
    Outcome,
    ReferralStatus,
    UnmetReason,
)
from helpdesk_domain.calls import Call, Referral, UnmetNeed
from helpdesk_domain.code_words import (
    FOLLOW_UP_RESULTS,
    GENDERS,
    NON_CALLS,
    OUTCOMES,
    PLACES,
    PROFILES,
    PROMPT_ANSWERS,
    UNMET_REASONS,
)
from helpdesk_domain.consent import (
    Consent,
    ConsentAnswer,
    ConsentMode,
    Identity,
    PersonalRecord,
    Purpose,
)
from helpdesk_domain.follow_ups import FollowUp, FollowUpResult
from helpdesk_domain.intake.answers import Open
from helpdesk_domain.intake.levels import Level
from helpdesk_domain.intake.record import Action, Intake, PromptAnswer
from helpdesk_domain.languages import mark
from helpdesk_domain.person_concerned import AgeBand, Gender, PersonConcerned, PlaceAnswer
from helpdesk_server.rights.package import KeptText, Package
from helpdesk_server.rights.parts import PartName
from helpdesk_server.rights.personal import KeptPersonal
from helpdesk_server.rights.traces import Deed, Reading

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
        "counted_in": mark("Counted, without a word of it, in the figures of"),
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
    KeptPersonal: {
        "record": mark("What was agreed, and who it is"),
        "team": mark("Team that asked"),
        "rev": mark("Version"),
        "received_at": mark("Received by the central server on"),
        "erased_at": mark("Erased on"),
        "deeds": mark("What was done with it"),
        "readings": mark("When it was read"),
    },
    PersonalRecord: {
        "id": mark("Number of the record"),
        "call_id": mark("Number of the call"),
        "consent": mark("Consent"),
        "identity": mark("Who it is"),
    },
    Consent: {
        "answer": mark("Answer"),
        "purposes": mark("What for"),
        "services": mark("To which services"),
        "mode": mark("How it was given"),
        "text_version": mark("Version of the text that was read aloud"),
        "language": mark("Read aloud in"),
        "representative": mark("Somebody answered for the person"),
        "reason": mark("Why nobody could be asked"),
        "given_at": mark("Given on"),
        "withdrawn_at": mark("Withdrawn on"),
    },
    Identity: {
        "name": mark("Name"),
        "phone": mark("Telephone"),
        "email": mark("E-mail"),
        "address": mark("Address"),
        "birth_year": mark("Year of birth"),
        "referrer": mark("Who referred"),
    },
    Action: {
        "what": mark("To be done"),
        "who": mark("By whom"),
        "due": mark("Due"),
        "is_done": mark("Done"),
    },
}
"""By dataclass and field; a test holds that none is missing."""

CODES: Final[Mapping[type[Enum], Mapping[Any, str]]] = {
    PartName: {
        PartName.PERSONAL: mark("The person: consent and identity"),
    },
    ConsentAnswer: {
        ConsentAnswer.ACCEPTED: mark("accepted"),
        ConsentAnswer.REFUSED: mark("refused"),
    },
    Purpose: {
        Purpose.CALL_BACK: mark("to ring back"),
        Purpose.HAND_OVER: mark("to hand over to the services named"),
        Purpose.FOLLOW_UP: mark("follow-up by the team"),
        Purpose.CASE_DISCUSSION: mark("discussion of the case"),
    },
    ConsentMode: {
        ConsentMode.ORAL: mark("said aloud"),
        ConsentMode.WRITTEN: mark("in writing"),
        ConsentMode.RELATIVE: mark("by a relative"),
        ConsentMode.INTERPRETER: mark("through an interpreter"),
        ConsentMode.VITAL_INTERESTS: mark("nobody could be asked: life was at risk"),
    },
    CallerProfile: PROFILES,
    NonCall: NON_CALLS,
    Outcome: OUTCOMES,
    UnmetReason: UNMET_REASONS,
    ReferralStatus: {
        ReferralStatus.GIVEN: mark("Given: its details"),
        ReferralStatus.CONTACTED: mark("Contact made"),
        ReferralStatus.TRANSFERRED: mark("Transferred on the line"),
        ReferralStatus.ACCEPTED: mark("Accepted"),
        ReferralStatus.WAITING_LIST: mark("Waiting list"),
        ReferralStatus.REFUSED: mark("Refused by the service"),
        ReferralStatus.UNREACHABLE: mark("Unreachable"),
        ReferralStatus.GAVE_UP: mark("Stopped by the person"),
        ReferralStatus.EXPIRED: mark("Expired"),
    },
    FollowUpResult: FOLLOW_UP_RESULTS,
    Channel: {
        Channel.PHONE: mark("telephone"),
        Channel.EMAIL: mark("e-mail"),
        Channel.ENCOUNTER: mark("encounter"),
    },
    PlaceAnswer: PLACES,
    Gender: GENDERS,
    Level: {
        Level.LINKAGE: mark("linkage"),
        Level.COORDINATION: mark("coordination"),
        Level.INTEGRATION: mark("integration"),
    },
    Open: {
        Open.UNKNOWN: mark("not known"),
        Open.REFUSED: mark("not wished to be said"),
    },
    PromptAnswer: PROMPT_ANSWERS,
}
"""By enumeration and code: « other » is a reason, and a gender. An age band (`45-64`) is read as
it is."""

AS_THEY_ARE: Final = (AgeBand,)
"""Codes that are words, or figures, already."""
