"""What a personal record may hold: the same rules on a desk, before it is kept, and on the server.

An identity without a consent that stands is not one of them, whoever sends it.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Final

from helpdesk_domain.consent import (
    FIELD_LIMIT,
    NOBODY,
    Consent,
    ConsentAnswer,
    ConsentMode,
    Identity,
    PersonalRecord,
    Purpose,
    stands,
)
from helpdesk_domain.languages import CONTENT_LANGUAGES
from helpdesk_domain.national_numbers import without_national_numbers
from helpdesk_domain.unseen_signs import seen_in_a_line

SERVICES_LIMIT: Final = 20
"""Most services that one consent names."""

_VERSION: Final = re.compile(r"[0-9A-Za-z.-]{1,20}", re.ASCII)
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Signs that command a terminal, turn a line round, or that PostgreSQL cannot keep (NUL)."""
_YEAR: Final = re.compile(r"(?:[0-9]{4})?", re.ASCII)


class NotAllowed(Exception):
    """A personal record that may not be kept.

    Attributes:
        pointer: JSON pointer to the field at fault: `/identity`, `/consent/purposes`.
    """

    def __init__(self, pointer: str) -> None:
        super().__init__(pointer)
        self.pointer: Final = pointer


def check(record: PersonalRecord) -> None:
    """Raises NotAllowed: `record` may not be kept; names the first field at fault."""
    for pointer, sound in _rules(record):
        if not sound:
            raise NotAllowed(pointer)


def blanked(record: PersonalRecord, withdrawn_at: datetime) -> PersonalRecord:
    """`record` once its consent was withdrawn: who somebody is, and where it went, is gone."""
    consent = withdrawn(record.consent, withdrawn_at)
    return replace(record, consent=consent, identity=NOBODY)


def withdrawn(consent: Consent, withdrawn_at: datetime) -> Consent:
    """`consent` that stands no more, without what was said in words: to whom, and why."""
    return replace(consent, services=(), reason="", withdrawn_at=withdrawn_at)


def tidied(record: PersonalRecord) -> PersonalRecord:
    """`record` with each text on one line, as it is seen, and each number of the Register hidden.

    What is copied from a contact card or a mail is wrapped in marks that nobody sees (U+202A).
    """
    identity = {name: _tidied(text) for name, text in _texts(record.identity)}
    consent = replace(
        record.consent,
        reason=_tidied(record.consent.reason),
        services=tuple(map(_tidied, record.consent.services)),
    )
    return replace(record, consent=consent, identity=Identity(**identity))


def is_same_consent(one: Consent, other: Consent) -> bool:
    """Whether both are the same word of the same person, withdrawn since or not.

    A consent is never edited: who allows something else is asked again, and that is another record.
    """
    return replace(one, withdrawn_at=None) == replace(other, withdrawn_at=None)


def is_a_year(words: str) -> bool:
    """Whether a year of birth may be kept like this: four figures, or nothing."""
    return _YEAR.fullmatch(words) is not None


def _rules(record: PersonalRecord) -> Iterator[tuple[str, bool]]:
    yield "/identity", record.identity == NOBODY or stands(record.consent)
    yield from _rules_of_consent(record.consent)
    yield from _rules_of_services(record.consent)
    for name, text in _texts(record.identity):
        yield f"/identity/{name}", _is_sound(text)
    yield "/identity/birth_year", is_a_year(record.identity.birth_year)


def _rules_of_consent(consent: Consent) -> Iterator[tuple[str, bool]]:
    accepted, purposes = consent.answer is ConsentAnswer.ACCEPTED, consent.purposes
    vital = consent.mode is ConsentMode.VITAL_INTERESTS
    yield "/consent/purposes", bool(purposes) == accepted and len({*purposes}) == len(purposes)
    yield "/consent/withdrawn_at", accepted or consent.withdrawn_at is None
    yield "/consent/mode", accepted or not vital  # who could refuse could be asked
    yield "/consent/reason", _is_reason(consent, vital) and _is_sound(consent.reason)
    yield "/consent/text_version", _VERSION.fullmatch(consent.text_version) is not None
    yield "/consent/language", consent.language in CONTENT_LANGUAGES
    yield "/consent/given_at", _is_moment(consent.given_at)
    yield "/consent/withdrawn_at", _is_moment(consent.withdrawn_at or consent.given_at)


def _is_reason(consent: Consent, vital: bool) -> bool:
    """There is one where nobody could be asked, and nowhere else; taken back, it is gone."""
    is_told, is_over = bool(consent.reason.strip()), consent.withdrawn_at is not None
    return is_told == vital or (is_over and not is_told)


def _rules_of_services(consent: Consent) -> Iterator[tuple[str, bool]]:
    """A hand-over goes to services that were named, and to nobody else."""
    handed_over = stands(consent) and Purpose.HAND_OVER in consent.purposes
    yield "/consent/services", bool(consent.services) == handed_over
    yield "/consent/services", len(consent.services) <= SERVICES_LIMIT
    for place, name in enumerate(consent.services):
        yield f"/consent/services/{place}", bool(name.strip()) and _is_sound(name)


def _texts(identity: Identity) -> Iterator[tuple[str, str]]:
    return ((field.name, getattr(identity, field.name)) for field in fields(Identity))


def _tidied(text: str) -> str:
    return without_national_numbers(seen_in_a_line(text))


def _is_sound(text: str) -> bool:
    """Short, all of it seen, without a number of the Register."""
    is_written = len(text) <= FIELD_LIMIT and not _UNSEEN.search(text)
    return is_written and without_national_numbers(text) == text


def _is_moment(moment: datetime) -> bool:
    try:
        return moment.tzinfo is not None and moment.astimezone(UTC).year > 0
    except OverflowError:
        return False
