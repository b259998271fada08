"""Publishing a form: from now on the desks ask with it, from their next sync."""

from collections.abc import Sequence
from datetime import datetime

from helpdesk_domain.intake.form import Form
from helpdesk_domain.intake.record import FormId
from helpdesk_server.store import forms
from helpdesk_server.store.database import Store
from helpdesk_server.store.forms import Publication, PublishedVersion


def publish(store: Store, form: Form, now: datetime) -> Publication:
    """Put `form`, compiled without a mistake, on the stream.

    Raises:
        StoreUnavailable: The database failed; nothing was published.
    """
    return store.run(lambda session: forms.publish(session, form, now))


def withdraw(store: Store, form_id: FormId, version: str, now: datetime) -> bool:
    """Take a version out of use; whether it was in use.

    Raises:
        StoreUnavailable: The database failed; nothing was withdrawn.
    """
    return store.run(lambda session: forms.withdraw(session, form_id, version, now))


def versions(store: Store) -> Sequence[PublishedVersion]:
    """Every version that was published, the oldest publication first.

    Raises:
        StoreUnavailable: The database failed.
    """
    return store.read(forms.versions)
