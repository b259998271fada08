"""That figures leave this desk in a file: a mark in the audit, sent with those of reading."""

from datetime import datetime

from sqlalchemy.orm import Session

from helpdesk_desktop.store.reads import note_read
from helpdesk_domain.people import PersonId
from helpdesk_domain.reads import What
from helpdesk_domain.statistics.purposes import ExportPurpose


def note_export(
    session: Session, export_id: str, purpose: ExportPurpose, person: PersonId, now: datetime
) -> None:
    """Note that `person` exports figures; the last act before the file is given its name.

    Args:
        export_id: A UUID, which stands in the file.
    """
    note_read(session, What.STATISTICS, export_id, purpose.value, person, now)
