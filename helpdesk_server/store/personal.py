"""Consent and identity as desks send them: one revision, no earlier one, and an end for good."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk_domain.consent import NOBODY, ConsentMode, PersonalId, PersonalRecord
from helpdesk_domain.people import Role
from helpdesk_domain.personal_exchange import PersonalReceipt, is_of_the_team
from helpdesk_domain.personal_rules import is_same_consent
from helpdesk_server.store import audit, erasures, team_personal
from helpdesk_server.store.call_tables import CallRow
from helpdesk_server.store.erasures import NoteErasure
from helpdesk_server.store.personal_content import SealedIdentity, columns, record_of, sealed_of
from helpdesk_server.store.personal_tables import (
    PersonalIdentityRow,
    PersonalKeyRow,
    PersonalRecordRow,
)
from helpdesk_server.store.right_tables import ErasureRow
from helpdesk_server.store.rows import insert_new
from helpdesk_server.store.server import identity
from helpdesk_server.store.sign_ins import Caller
from helpdesk_server.store.tables import PersonRow
from helpdesk_server.store.team_calls import may_follow


@dataclass(frozen=True, slots=True)
class Kept:
    """Attributes: created: It was not here before. erased: Something was erased just now."""

    receipt: PersonalReceipt
    created: bool = False
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    """The server holds another revision: by whom and since when."""

    rev: int
    record: PersonalRecord
    edited_by: str
    edited_at: datetime


@dataclass(frozen=True, slots=True)
class Gone:
    """It was withdrawn or erased, and nothing of it is taken ever again."""


@dataclass(frozen=True, slots=True)
class NotTheirs:
    """It is for another team, or for nobody who looks after the server."""


@dataclass(frozen=True, slots=True)
class OtherConsent:
    """A consent is never edited, and a record is about one call."""


Fate = Kept | Edited | Gone | NotTheirs | OtherConsent


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """A record that arrived, about to be kept.

    Attributes:
        base_rev: The revision the sender edited; None for a record new to the sender.
    """

    record: PersonalRecord
    base_rev: int | None
    caller: Caller
    now: datetime
    note_erasure: NoteErasure

    def fate(self, session: Session) -> Fate:
        """Keep it, and say what became of it; sent again, nothing changes and the same is said."""
        if self.caller.person.role is Role.ADMIN:
            return NotTheirs()
        row = self._held(session)
        if row is None:
            if erasures.is_erased(session, self.record.id) or self._went_with_its_call(session):
                return Gone()
            if insert_new(session, PersonalRecordRow, **self._first()):
                return self._created(session)
            row = self._held(session)
            assert row is not None
        return self._met(session, row)

    def _held(self, session: Session) -> PersonalRecordRow | None:
        return session.get(
            PersonalRecordRow, self.record.id, with_for_update=True, populate_existing=True
        )

    def _went_with_its_call(self, session: Session) -> bool:
        """The caller had the call erased since: what was agreed to before is not kept after."""
        call_id = self.record.call_id
        # whoever erases it waits for this, or this for them
        session.execute(select(CallRow.id).where(CallRow.id == call_id).with_for_update()).all()
        erasure = session.get(ErasureRow, call_id, populate_existing=True)
        return erasure is not None and (
            erasure.drops_row or self.record.consent.given_at <= erasure.at
        )

    def _first(self) -> dict[str, object]:
        return {
            "id": self.record.id,
            "call_id": self.record.call_id,
            **columns(self.record.consent),
            "author_id": self.caller.person.id,
            "editor_id": self.caller.person.id,
            "device_id": self.caller.device_id,
            "team": self.caller.person.team,
            "rev": (self.base_rev or 0) + 1,
            "received_at": self.now,
            "shared": False,
            "seq": 0,
        }

    def _created(self, session: Session) -> Fate:
        row = self._held(session)
        assert row is not None
        self._audit(session, audit.Action.PERSONAL_CREATED, row.rev)
        if self.record.consent.mode is ConsentMode.VITAL_INTERESTS:
            self._audit(session, audit.Action.VITAL_INTERESTS, row.rev)
        erased = self.record.consent.withdrawn_at is not None
        if erased:  # it was withdrawn before it ever got here
            self._erase(session)
        else:
            self._seal(session)
        self._follow(session, row, None)
        return Kept(_receipt(row), created=True, erased=erased)

    def _met(self, session: Session, row: PersonalRecordRow) -> Fate:
        person, consent = self.caller.person, self.record.consent
        is_author = row.author_id == person.id
        if not is_author and not may_follow(person, row.team):
            return NotTheirs()
        if erasures.is_erased(session, row.id):
            return Kept(_receipt(row)) if consent.withdrawn_at else Gone()
        current = record_of(row, sealed_of(session, row.id), identity(session).wrapping_key)
        if self.record == current:
            return Kept(_receipt(row))
        if consent.withdrawn_at is not None:
            return self._withdrawn(session, row)
        if not is_author and not row.shared:
            return NotTheirs()
        if self.record.call_id != row.call_id or not is_same_consent(consent, current.consent):
            return OtherConsent()
        if self.base_rev is None or self.base_rev < row.rev:
            name = session.scalar(select(PersonRow.name).where(PersonRow.id == row.editor_id))
            return Edited(row.rev, current, name or "", row.received_at)
        return self._edited(session, row)

    def _withdrawn(self, session: Session, row: PersonalRecordRow) -> Fate:
        """Whichever revision the sender knew: a withdrawal is never in conflict."""
        before = self._rewritten(row, max(row.rev, self.base_rev or 0) + 1)
        row.withdrawn_at = self.record.consent.withdrawn_at
        self._audit(session, audit.Action.PERSONAL_WITHDRAWN, row.rev)
        session.flush()
        self._erase(session)
        session.refresh(row)
        self._follow(session, row, before)
        return Kept(_receipt(row), erased=True)

    def _edited(self, session: Session, row: PersonalRecordRow) -> Fate:
        """A desk ahead of us edited revisions that a restored backup lacks: it is the newest."""
        assert self.base_rev is not None
        before = self._rewritten(row, self.base_rev + 1)
        self._audit(session, audit.Action.PERSONAL_EDITED, row.rev)
        self._seal(session)
        self._follow(session, row, before)
        return Kept(_receipt(row))

    def _rewritten(self, row: PersonalRecordRow, rev: int) -> int | None:
        """The revision it had in the stream before."""
        before = row.rev if row.shared else None
        row.rev, row.received_at = rev, self.now
        row.editor_id, row.device_id = self.caller.person.id, self.caller.device_id
        return before

    def _seal(self, session: Session) -> None:
        """Under a new key: the one of the revision before is destroyed with it."""
        if self.record.identity == NOBODY:
            sealed = SealedIdentity(None, None)
        else:
            sealed = SealedIdentity.of(self.record, identity(session).wrapping_key)
        for table, column, value in (
            (PersonalIdentityRow, "sealed", sealed.sealed),
            (PersonalKeyRow, "wrapped_key", sealed.wrapped_key),
        ):
            known = session.get(table, self.record.id)
            if value is None:
                if known is not None:
                    session.delete(known)
            else:
                session.merge(table(record_id=self.record.id, **{column: value}))

    def _erase(self, session: Session) -> None:
        self.note_erasure(self.record.id)
        erasures.destroy(session, self.record.id, self.now, self.caller)

    def _follow(self, session: Session, row: PersonalRecordRow, before: int | None) -> None:
        consent = self.record.consent
        shared, is_erased = is_of_the_team(consent), consent.withdrawn_at is not None
        team_personal.follow(session, row, before, shared=shared, is_erased=is_erased)

    def _audit(self, session: Session, action: audit.Action, rev: int) -> None:
        audit.note(
            session,
            action,
            self.record.id,
            self.now,
            rev=rev,
            person_id=self.caller.person.id,
            device_id=self.caller.device_id,
        )


def _receipt(row: PersonalRecordRow) -> PersonalReceipt:
    return PersonalReceipt(id=PersonalId(row.id), rev=row.rev, received_at=row.received_at)
