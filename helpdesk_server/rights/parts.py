"""What else is kept about a call, beside the call: each room that keeps something says so here.

Whoever keeps more of a caller adds a `Part` to `PARTS`; then what a caller may ask for goes for
it as well.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId
from helpdesk_server.rights import personal
from helpdesk_server.store.erasures import NoteErasure


class PartName(StrEnum):
    """Of the field in the package that a caller gets; `words.CODES` says it in words."""

    PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class Part:
    """Records of one kind about a call.

    Attributes:
        kinds: Every dataclass that its records are made of: each field of them has a name in
            `words.FIELDS`, or a test says which has none.
        read: The records about a call, dataclasses, as they are told to its caller.
        note_export: Has the audit say that they were told.
        erase: Takes all of them away, in the transaction that erases the words of the call.
        count: How many of them there are to be erased.
    """

    name: PartName
    kinds: tuple[type, ...]
    read: Callable[[Session, CallId], Sequence[object]]
    note_export: Callable[[Session, CallId, datetime], None]
    erase: Callable[[Session, CallId, datetime, NoteErasure], None]
    count: Callable[[Session, CallId], int]


PARTS: Final[tuple[Part, ...]] = (
    Part(
        PartName.PERSONAL,
        (personal.KeptPersonal,),
        personal.told,
        personal.note_export,
        personal.erase,
        personal.count,
    ),
)
