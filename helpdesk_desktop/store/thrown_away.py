"""A call that is thrown away before it was ever logged takes along who it was about.

Whoever it was about is known by that call alone: nothing else would ever find the record again.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from helpdesk_desktop.store.call_tables import CallRow, DraftRow
from helpdesk_desktop.store.drafts import discard_draft, forget_draft
from helpdesk_desktop.store.personal_records import withdraw_all
from helpdesk_desktop.store.stream_tables import TeamCallRow
from helpdesk_domain.calls import CallId
from helpdesk_domain.people import PersonId


def drop_call(session: Session, call_id: CallId, now: datetime, by: PersonId | None) -> int:
    """Erase the draft at once; of how many records who it was about is destroyed."""
    gone = _let_go(session, call_id, now, by)
    forget_draft(session, call_id)
    return gone


def discard_call(session: Session, call_id: CallId, now: datetime, by: PersonId | None) -> int:
    """As `drop_call`, but the draft can be found back for thirty days, naming nobody."""
    gone = _let_go(session, call_id, now, by)
    discard_draft(session, call_id, now)
    return gone


def _let_go(session: Session, call_id: CallId, now: datetime, by: PersonId | None) -> int:
    """Nothing of a call that is logged here, or on the server: only its change is thrown away."""
    draft = session.get(DraftRow, call_id)
    is_change = draft is not None and draft.base_rev is not None
    rows = (CallRow, TeamCallRow)
    if is_change or any(session.get(row, call_id) is not None for row in rows):
        return 0
    return withdraw_all(session, call_id, now, by)
