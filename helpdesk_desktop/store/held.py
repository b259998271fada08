"""All that would be lost with this desk, sent or not, but who somebody is: that is to be lost."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.account import account
from helpdesk_desktop.store.call_tables import OutboxRow
from helpdesk_desktop.store.drafts import drafts
from helpdesk_desktop.store.personal_outbox import words_to_seal
from helpdesk_desktop.store.stream_tables import SuggestionRow
from helpdesk_desktop.store.suggestions import ACCEPTED
from helpdesk_domain.directives import BoxContent, HeldCall, HeldSuggestion, UnfinishedCall
from helpdesk_domain.people import DeviceId
from helpdesk_domain.suggestions import SuggestionId
from helpdesk_domain.wire import to_json


def held(session: Session, device_id: DeviceId, now: datetime) -> BoxContent:
    """What goes into its sealed boxes, oldest first."""
    known = account(session)
    return BoxContent(
        device_id=device_id,
        sealed_at=now,
        person=known.person.id if known else None,
        calls=tuple(_calls(session)),
        suggestions=tuple(_suggestions(session)),
        unfinished=tuple(_unfinished(session)),
        words=tuple(words_to_seal(session)),
    )


def _calls(session: Session) -> Iterator[HeldCall]:
    """Also those the server took: it may be restored from a backup of before.

    Not those whose words left this desk, for a backup has held them for a day.
    """
    whole = select(OutboxRow).where(OutboxRow.is_blanked.is_(False))
    for row in session.scalars(whole.order_by(OutboxRow.position)):
        yield HeldCall(
            id=row.call_id, author=row.author, base_rev=row.base_rev, payload=row.payload
        )


def _suggestions(session: Session) -> list[HeldSuggestion]:
    row = SuggestionRow
    query = select(row).where(row.state != ACCEPTED).order_by(row.queued_at, row.id)
    return [
        HeldSuggestion(id=SuggestionId(found.id), author=found.author, payload=found.payload)
        for found in session.scalars(query)
    ]


def _unfinished(session: Session) -> list[UnfinishedCall]:
    return [
        UnfinishedCall(
            payload=to_json(draft.call),
            search_text=draft.search_text,
            updated_at=draft.updated_at,
        )
        for draft in reversed(drafts(session))
    ]
