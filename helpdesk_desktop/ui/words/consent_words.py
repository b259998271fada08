"""Consent and identity in the words of the screens."""

from collections.abc import Mapping
from typing import Final

from helpdesk_domain.consent import ConsentAnswer, ConsentMode, Purpose
from helpdesk_domain.languages import mark

PURPOSES: Final[Mapping[Purpose, str]] = {
    Purpose.CALL_BACK: mark("to ring back"),
    Purpose.FOLLOW_UP: mark("to go on helping"),
    Purpose.HAND_OVER: mark("to hand over to services"),
    Purpose.CASE_DISCUSSION: mark("to discuss the case"),
}

MODES: Final[Mapping[ConsentMode, str]] = {
    ConsentMode.ORAL: mark("aloud"),
    ConsentMode.WRITTEN: mark("in writing"),
    ConsentMode.RELATIVE: mark("through a relative"),
    ConsentMode.INTERPRETER: mark("through an interpreter"),
    ConsentMode.VITAL_INTERESTS: mark("nobody could be asked, life is at risk"),
}

ANSWERS: Final[Mapping[ConsentAnswer, str]] = {
    ConsentAnswer.ACCEPTED: mark("agrees"),
    ConsentAnswer.REFUSED: mark("refuses"),
}

FIELDS: Final[Mapping[str, str]] = {
    "name": mark("First name, or what they wish to be called"),
    "phone": mark("Phone"),
    "email": mark("E-mail"),
    "address": mark("Address"),
    "birth_year": mark("Year of birth"),
    "referrer": mark("Who called for them, and how to reach them"),
}
"""The fields of an identity, in the order in which they are asked."""
