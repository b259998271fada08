"""What is said to be wrong or full in the directory, by colleagues and at this desk."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.stream_tables import FlagRow
from helpdesk_desktop.store.suggestions import waiting_suggestions
from helpdesk_domain.suggestions import Flag, stands
from helpdesk_domain.wire import BadBody, from_json


def standing_flags(session: Session, today: date) -> list[Flag]:
    """Those that still say something on the day `today`, the newest first.

    Those made at this desk are there at once, before they are sent, unless the server refused
    them; their author is empty.
    """
    flags = [flag for flag in _all(session) if stands(flag, today)]
    return sorted(flags, key=lambda flag: flag.made_at, reverse=True)


def _all(session: Session) -> Iterator[Flag]:
    mine = {suggestion.id: suggestion for suggestion in waiting_suggestions(session)}
    for row in session.scalars(select(FlagRow).where(FlagRow.id.not_in(mine))):
        try:
            yield from_json(row.data, Flag)
        except BadBody:  # of a later program
            continue
    for told in mine.values():
        yield Flag(
            service_id=told.service_id,
            topic=told.topic,
            comment=told.comment,
            made_at=told.made_at,
            full_until=told.full_until,
            author="",
        )
