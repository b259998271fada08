"""What of a text may be kept: a call names nobody, whatever a person types or pastes."""

from collections.abc import Callable
from typing import Final

from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.words.labels import TRACE_NAMES, TRACES
from helpdesk_domain.calls import NOTE_LIMIT
from helpdesk_domain.identity_traces import Trace, traced
from helpdesk_domain.languages import mark
from helpdesk_domain.national_numbers import without_national_numbers

Remark = Callable[[str, dict[str, object]], object]
"""Takes a marked sentence and its values."""


_NOBODY_ELSES: Final = (Trace.ACCOUNT, Trace.BIRTH_DATE)
"""A telephone number or an e-mail address in a note may be that of a service."""


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
    """Say once of each that a person may be reached by what `kept` says and `before` did not.

    A text that is pasted may have several: one sentence names them all, for one covers another.
    """
    kinds = [kind for kind in Trace if kind in {kind for kind, _ in traced(kept) - traced(before)}]
    if len(kinds) == 1:
        remark(TRACES[kinds[0]], {"key": Key.PERSON})
    elif kinds:
        said = mark("A person may be reached by this: {what}. Take it out, a call names nobody.")
        remark(said, {"what": tuple(TRACE_NAMES[kind] for kind in kinds)})


def never_kept(note: str) -> tuple[str, ...]:
    """What stands in `note` and is no service's, as marked words: it is told until it is out."""
    kinds = {kind for kind, _ in traced(note)}
    return tuple(TRACE_NAMES[kind] for kind in _NOBODY_ELSES if kind in kinds)
