"""What is chosen from in a call: who rings, how it ended, why nothing could be given.

Words of helpline practice (Inform USA standards 10.0).
"""

from enum import StrEnum


class Channel(StrEnum):
    """How the person and the helpline met."""

    PHONE = "phone"
    EMAIL = "email"
    """Written, and answered in writing or by a call back. A server of before refuses it."""
    ENCOUNTER = "encounter"
    """In the street or at a service: nobody rings, and no clock runs."""


class CallerProfile(StrEnum):
    """Who rings, as the operator hears it in the first sentence."""

    GP = "gp"
    SOCIAL_WORKER = "social_worker"
    NURSE = "nurse"
    HOSPITAL = "hospital"
    CPAS = "cpas"
    PERSON = "person"
    FAMILY = "family"
    OTHER_PROFESSIONAL = "other_professional"


class Outcome(StrEnum):
    """How a call ended."""

    REFERRED = "referred"
    INFORMATION = "information"
    WARM_TRANSFER = "warm_transfer"
    FOLLOW_UP = "follow_up"
    NO_SOLUTION = "no_solution"
    COMPLEX = "complex"


class NonCall(StrEnum):
    """A ring that was no call for help; it asks for nothing and is left out of statistics."""

    HUNG_UP = "hung_up"
    WRONG_NUMBER = "wrong_number"
    TEST = "test"
    ABUSIVE = "abusive"
    INTERNAL = "internal"


class UnmetReason(StrEnum):
    """Why no service could be given: what the offer lacks, or what keeps the person out of it."""

    NO_SERVICE = "no_service"
    FULL = "full"
    OUTSIDE_AREA = "outside_area"
    RESIDENCE_STATUS = "residence_status"
    HEALTH_COVER = "health_cover"
    CRITERIA = "criteria"
    LANGUAGE = "language"
    COST = "cost"
    HOURS = "hours"
    DECLINED = "declined"
    OTHER = "other"


class ReferralStatus(StrEnum):
    """How far a referral has come, as far as that was heard.

    The steps that ReferralQ and Inform USA standards 10.0 follow a referral by.
    """

    GIVEN = "given"
    CONTACTED = "contacted"
    TRANSFERRED = "transferred"
    """The caller was put through while on the line. A server of before refuses it."""
    ACCEPTED = "accepted"
    WAITING_LIST = "waiting_list"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    GAVE_UP = "gave_up"
    EXPIRED = "expired"


class Missing(StrEnum):
    """What a complete call needs and this one lacks."""

    CALLER_LANGUAGE = "caller_language"
    NEED = "need"
    PROFILE = "profile"
    UNMET_REASON = "unmet_reason"
