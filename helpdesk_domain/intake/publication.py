"""A form on its way from the server to the desks: a record of the stream `forms`."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from helpdesk_domain.intake.form import Form
from helpdesk_domain.intake.record import FormId

ENTITY: Final = "form"

_OURS: Final = uuid.UUID("0c0f4e0b-4a8e-4c0f-9a35-5f3a4f7a1c86")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedForm:
    """A version of a form, as it was published; it never changes but for the last two.

    Attributes:
        published_at: Of versions of one form, the one published last is in force; aware.
        withdrawn: It is not asked with any more, and still says what was answered with it.
    """

    form: Form
    published_at: datetime
    withdrawn: bool = False


def record_id(form: FormId, version: str) -> str:
    """The UUID of the record about a version of a form; the same everywhere and for ever."""
    return str(uuid.uuid5(_OURS, f"{form}/{version}"))
