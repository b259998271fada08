"""What was brought in, and what was set aside."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk_domain.offer_file import Quarantined
from helpdesk_server.store import audit
from helpdesk_server.store.tables import OfferImportRow, QuarantinedRecordRow, ServerRow


def take_turn(session: Session) -> None:
    """Wait until no other import is running: two that touch the same records would lock up."""
    session.execute(select(ServerRow.id).with_for_update())


def note_import(
    session: Session,
    file_name: str,
    changed: int,
    unchanged: int,
    quarantined: Sequence[Quarantined],
    now: datetime,
) -> None:
    """Keep what an import did, with each record it set aside."""
    row = OfferImportRow(at=now, file_name=file_name, changed=changed, unchanged=unchanged)
    session.add(row)
    session.flush()
    session.add_all(
        QuarantinedRecordRow(
            import_id=row.id,
            number=number,
            line=record.line,
            reason=record.reason,
            field=record.field,
        )
        for number, record in enumerate(quarantined, start=1)
    )
    audit.note(session, audit.Action.OFFER_IMPORTED, str(row.id), now)


def quarantined(session: Session) -> list[Quarantined]:
    """Everything that was ever set aside, oldest first."""
    query = select(QuarantinedRecordRow).order_by(
        QuarantinedRecordRow.import_id, QuarantinedRecordRow.number
    )
    return [Quarantined(row.line, row.reason, row.field) for row in session.scalars(query)]
