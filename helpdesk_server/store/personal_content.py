"""A personal record between its shape and its rows: columns in the clear, the identity sealed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from sqlalchemy.orm import Session

from helpdesk_domain.consent import (
    NOBODY,
    Consent,
    ConsentAnswer,
    ConsentMode,
    Identity,
    PersonalId,
    PersonalRecord,
    Purpose,
)
from helpdesk_domain.sealing import new_key, seal, unseal
from helpdesk_domain.wire import from_json, to_json
from helpdesk_server.store.personal_tables import PersonalIdentityRow, PersonalKeyRow


@dataclass(frozen=True, slots=True)
class SealedIdentity:
    """What is kept of an identity; None once it was erased."""

    sealed: bytes | None = field(repr=False)
    wrapped_key: bytes | None = field(repr=False)

    @classmethod
    def of(cls, record: PersonalRecord, wrapping: bytes) -> Self:
        """The identity of `record`, under a new key."""
        key = new_key()
        sealed = seal(to_json(record.identity), key, record.id)
        return cls(sealed, seal(key, wrapping, record.id))

    def opened(self, record_id: str, wrapping: bytes) -> Identity:
        """Raises BadSeal: it is that of another record, or of another database."""
        if self.sealed is None or self.wrapped_key is None:
            return NOBODY
        key = unseal(self.wrapped_key, wrapping, record_id)
        return from_json(unseal(self.sealed, key, record_id), Identity)


def sealed_of(session: Session, record_id: str) -> SealedIdentity:
    """What is kept of the identity in the record."""
    found = session.get(PersonalIdentityRow, record_id)
    key = session.get(PersonalKeyRow, record_id)
    return SealedIdentity(found.sealed if found else None, key.wrapped_key if key else None)


def columns(consent: Consent) -> Mapping[str, object]:
    """What `personal_record` holds of `consent`."""
    return {
        "answer": consent.answer.value,
        "purposes": " ".join(purpose.value for purpose in consent.purposes),
        "services": to_json(consent.services).decode(),
        "mode": consent.mode.value,
        "text_version": consent.text_version,
        "language": consent.language,
        "representative": consent.representative,
        "reason": consent.reason,
        "given_at": consent.given_at,
        "withdrawn_at": consent.withdrawn_at,
    }


def record_of(row: Any, sealed: SealedIdentity, wrapping: bytes) -> PersonalRecord:
    """The record that `row` and `sealed` hold.

    Args:
        row: One of `personal_record`, as an object or as its columns were read.

    Raises:
        BadSeal: As `SealedIdentity.opened`.
    """
    return PersonalRecord(
        id=PersonalId(row.id),
        call_id=row.call_id,
        consent=Consent(
            answer=ConsentAnswer(row.answer),
            purposes=tuple(map(Purpose, row.purposes.split())),
            services=from_json(row.services, tuple[str, ...]),
            mode=ConsentMode(row.mode),
            text_version=row.text_version,
            language=row.language,
            representative=row.representative,
            reason=row.reason,
            given_at=row.given_at,
            withdrawn_at=row.withdrawn_at,
        ),
        identity=sealed.opened(row.id, wrapping),
    )
