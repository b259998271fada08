"""Personal records for the tests, with names that can be looked for byte by byte."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from helpdesk_domain.calls import CallId
from helpdesk_domain.consent import (
    NOBODY,
    Consent,
    ConsentAnswer,
    Identity,
    PersonalId,
    PersonalRecord,
    Purpose,
)
from helpdesk_domain.consent_texts import TEXT_VERSION
from tests.server.records import uuid_of

NAME, PHONE = "Zéphirine-Canari", "+32 470 98 76 54"
GIVEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CANARIES = (NAME.encode(), PHONE.encode())


def a_consent(*purposes: Purpose, **fields: Any) -> Consent:
    told: dict[str, Any] = {
        "answer": ConsentAnswer.ACCEPTED,
        "purposes": purposes or (Purpose.CALL_BACK,),
        "text_version": TEXT_VERSION,
        "language": "fr",
        "given_at": GIVEN,
    }
    return Consent(**(told | fields))


def a_refusal(**fields: Any) -> Consent:
    return replace(a_consent(**fields), answer=ConsentAnswer.REFUSED, purposes=())


def a_record(
    name: str = "a record",
    consent: Consent | None = None,
    identity: Identity | None = None,
    call: str = "first",
) -> PersonalRecord:
    """The record of `name`; who accepts is Zéphirine unless `identity` says otherwise."""
    consent = consent or a_consent()
    somebody = Identity(name=NAME, phone=PHONE)
    known = NOBODY if consent.answer is ConsentAnswer.REFUSED else somebody
    return PersonalRecord(
        id=PersonalId(uuid_of(name)),
        call_id=CallId(uuid_of(call)),
        consent=consent,
        identity=known if identity is None else identity,
    )
