"""The form that the program comes with; one that the server published takes its place."""

from functools import cache
from typing import Final

from helpdesk_domain.intake.form import Form
from helpdesk_domain.intake.record import FormId
from helpdesk_domain.resources import resource
from helpdesk_domain.wire import from_json

COMPLEX_SITUATION: Final = FormId("complex_situation")


@cache
def shipped_form() -> Form:
    """« Situation complexe / complexe situatie », compiled when the program was built."""
    return from_json(resource(f"forms/{COMPLEX_SITUATION}.json").read_bytes(), Form)
