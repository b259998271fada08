"""Who takes figures out of the desk, and what for: on the file, and in the audit."""

import uuid
from collections.abc import Callable
from functools import partial

from helpdesk_desktop.reports.exports.export import Imprint
from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.export_marks import note_export
from helpdesk_domain.clock import utc_now
from helpdesk_domain.people import Person
from helpdesk_domain.statistics.purposes import ExportPurpose


def imprint_of(person: Person, purpose: ExportPurpose) -> Imprint:
    """That of an export that `person` makes now; each has a number of its own."""
    return Imprint(
        export_id=str(uuid.uuid4()),
        who=person.name,
        team=person.team,
        when=utc_now(),
        purpose=purpose,
    )


def mark_of(imprint: Imprint, person: Person) -> Callable[[Session], None]:
    """What leaves the mark of that export, in a transaction of the store."""
    return partial(
        note_export,
        export_id=imprint.export_id,
        purpose=imprint.purpose,
        person=person.id,
        now=imprint.when,
    )
