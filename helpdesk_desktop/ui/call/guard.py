"""What of a text may be kept: a call names nobody, whatever a person types or pastes."""

from collections.abc import Callable

from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.words.labels import TRACES
from helpdesk_domain.calls import NOTE_LIMIT
from helpdesk_domain.identity_traces import traced
from helpdesk_domain.languages import mark
from helpdesk_domain.national_numbers import without_national_numbers

Remark = Callable[[str, dict[str, object]], object]
"""Takes a marked sentence and its values."""


def kept_words(typed: str, remark: Remark) -> str:
    """`typed` without the number of anybody, and said so."""
    kept = without_national_numbers(typed)
    if kept != typed:
        remark(mark("A national number is not kept: a call names nobody."), {})
    return kept


def kept_note(typed: str, before: str, remark: Remark) -> str:
    """The note that `typed` becomes, at most `NOTE_LIMIT` characters.

    A telephone number may be that of a service: it stays, and it is said once.

    Args:
        before: The note so far.
    """
    kept = kept_words(typed, remark)
    if len(kept) > NOTE_LIMIT:
        remark(mark("A note holds {n} characters."), {"n": NOTE_LIMIT})
    kept = kept[:NOTE_LIMIT]
    warn_of_traces(kept, before, remark)
    return kept


def warn_of_traces(kept: str, before: str, remark: Remark) -> None:
    """Say once of each that a person may be reached by what `kept` says and `before` did not."""
    for kind in sorted({kind for kind, _ in traced(kept) - traced(before)}):
        remark(TRACES[kind], {"key": Key.PERSON})
