"""Who did what, when and from where; written in the transaction of the deed, ids only."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from helpdesk_domain.people import DeviceId, PersonId
from helpdesk_server.store.tables import AuditRow


class Action(StrEnum):
    """What was done."""

    OFFER_IMPORTED = "offer.imported"
    LEXICON_PUBLISHED = "lexicon.published"
    LEXICON_WITHDRAWN = "lexicon.withdrawn"
    FORM_PUBLISHED = "form.published"
    FORM_WITHDRAWN = "form.withdrawn"
    PERSON_ADDED = "person.added"
    PASSWORD_CHANGED = "person.password_changed"
    SIGNED_IN = "person.signed_in"
    DEVICE_LOCKED = "device.locked"
    DEVICE_WIPED = "device.wiped"
    DEVICE_RELEASED = "device.released"
    DEVICE_ERASED = "device.erased"
    BOX_RECEIVED = "box.received"
    BOX_OPENED = "box.opened"
    BOX_SETTLED = "box.settled"
    BOX_FORGOTTEN = "box.forgotten"
    TOKEN_REUSED = "token.reused"
    CALL_CREATED = "call.created"
    CALL_EDITED = "call.edited"
    CALL_READ = "call.read"
    """Its words were printed, by a command of this server."""
    CALL_BLANKED = "call.blanked"
    CALL_ERASED = "call.erased"
    CALL_DROPPED = "call.dropped"
    CALL_EXPORTED = "call.exported"
    CALL_OBJECTED = "call.objected"
    CALL_HELD = "call.held"
    HOLD_LIFTED = "call.hold_lifted"
    CALL_FORGOTTEN = "call.forgotten"
    """Its time was over: nothing but its random id is kept."""
    READS_FORGOTTEN = "reads.forgotten"
    FIGURES_BOUND = "figures.bound"
    FIGURES_TOLD = "figures.told"
    """A period was summed up as it closed."""
    FIGURES_REBOUND = "figures.rebound"
    """A call left a book because its caller asked for it."""
    FIGURES_WITHDRAWN = "figures.withdrawn"
    SUGGESTION_MADE = "suggestion.made"
    SUGGESTION_DECIDED = "suggestion.decided"
    PERSONAL_CREATED = "personal.created"
    PERSONAL_EDITED = "personal.edited"
    PERSONAL_WITHDRAWN = "personal.withdrawn"
    PERSONAL_ERASED = "personal.erased"
    PERSONAL_EXPORTED = "personal.exported"
    """It was told to the person, at the server's own keyboard."""
    VITAL_INTERESTS = "personal.vital_interests"
    """Nobody could be asked: for the data protection officer."""
    ROWS_ASKED = "rows.asked"
    """For research; `rows.approved` by a second person."""
    ROWS_APPROVED = "rows.approved"
    ROWS_WRITTEN = "rows.written"
    ROWS_FORGOTTEN = "rows.forgotten"
    GENERATION_BEGUN = "generation.begun"


def note(
    session: Session,
    action: Action,
    subject: str,
    now: datetime,
    *,
    rev: int | None = None,
    person_id: PersonId | None = None,
    device_id: DeviceId | None = None,
) -> None:
    """`person_id` is None when it was done at the server's own keyboard."""
    session.add(
        AuditRow(
            at=now,
            action=str(action),
            subject=subject,
            rev=rev,
            person_id=person_id,
            device_id=device_id,
        )
    )
