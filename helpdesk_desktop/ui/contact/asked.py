"""What a person is being asked to agree to, and the record it becomes."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.consent import (
    NOBODY,
    Consent,
    ConsentAnswer,
    ConsentMode,
    PersonalId,
    PersonalRecord,
    Purpose,
    stands,
)
from helpdesk_domain.consent_texts import TEXT_VERSION, read_aloud
from helpdesk_domain.languages import CONTENT_LANGUAGES, Words, content_language, mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Attributes: services: Names of those a hand-over may go to, as they will be read aloud."""

    purposes: tuple[Purpose, ...] = ()
    services: tuple[str, ...] = ()
    language: str = CONTENT_LANGUAGES[0]
    mode: ConsentMode = ConsentMode.ORAL
    representative: bool = False
    reason: str = ""


def begun(call: Call, screens: str) -> Asked:
    """What is likely to be asked: to ring back, where that was promised; in their language.

    Args:
        screens: The language of the screens: it is read, where the caller speaks another.
    """
    language = content_language(call.caller_language, screens)
    promised = call.follow_up is not None and call.follow_up.is_open
    return Asked(purposes=(Purpose.CALL_BACK,) if promised else (), language=language)


def asked_in(consent: Consent) -> Asked:
    """What was asked, as the consent has it."""
    return Asked(
        purposes=consent.purposes,
        services=consent.services,
        language=consent.language,
        mode=consent.mode,
        representative=consent.representative,
        reason=consent.reason,
    )


def aloud(asked: Asked) -> str:
    """The sentences, in the language in which they are read; nothing where nobody can be asked."""
    if asked.mode is ConsentMode.VITAL_INTERESTS:
        return ""
    words = Words(asked.language)
    said = (read_aloud(words, purpose, asked.services) for purpose in asked.purposes)
    return "\n".join(" ".join(sentences) for sentences in said)


def lacks(asked: Asked, answer: ConsentAnswer) -> str:
    """What is still to be said before the answer can be kept, in marked words; else empty."""
    if answer is ConsentAnswer.REFUSED:
        return ""
    if not asked.purposes:
        return mark("▲ Say first what it is for.")
    if Purpose.HAND_OVER in asked.purposes and not asked.services:
        return mark("▲ Say to which services: those that were given in this call are offered.")
    if asked.mode is ConsentMode.VITAL_INTERESTS and not asked.reason.strip():
        return mark("▲ Say why nobody could be asked.")
    return ""


def answer_to(asked: Asked, record: PersonalRecord | None) -> ConsentAnswer | None:
    """What was answered to just this question; a no is one to every question."""
    if record is None:
        return None
    if stands(record.consent):
        return record.consent.answer if asked_in(record.consent) == asked else None
    return ConsentAnswer.REFUSED if record.consent.answer is ConsentAnswer.REFUSED else None


def record_of_answer(
    asked: Asked, answer: ConsentAnswer, call_id: CallId, now: datetime
) -> PersonalRecord:
    """The answer as it is kept; a refusal keeps nothing but that it was one."""
    accepted = answer is ConsentAnswer.ACCEPTED
    hands_over = accepted and Purpose.HAND_OVER in asked.purposes
    is_vital = asked.mode is ConsentMode.VITAL_INTERESTS  # who could refuse could be asked
    consent = Consent(
        answer=answer,
        purposes=asked.purposes if accepted else (),
        services=asked.services if hands_over else (),
        mode=ConsentMode.ORAL if is_vital and not accepted else asked.mode,
        text_version=TEXT_VERSION,
        language=asked.language,
        representative=asked.representative,
        reason=asked.reason.strip() if accepted and is_vital else "",
        given_at=now,
    )
    return PersonalRecord(
        id=PersonalId(str(uuid.uuid4())), call_id=call_id, consent=consent, identity=NOBODY
    )
