"""What else is kept about a call, beside the call: each room that keeps something says so here.

Whoever keeps more of a caller (an identity and its consent, say) adds a `Part` to `PARTS`; then
what a caller may ask for, and what is erased when its time is over, goes for it as well.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from helpdesk_domain.calls import CallId


@dataclass(frozen=True, slots=True)
class Part:
    """Records of one kind about a call.

    Attributes:
        name: Of the field in the package that a caller gets.
        kinds: Every dataclass that its records are made of: each field of them has a name in
            `words.FIELDS`, or a test says which has none.
        read: The records about a call, dataclasses, as they are told to its caller.
        erase: Takes all of them away, in the transaction that erases the words of the call.
    """

    name: str
    kinds: tuple[type, ...]
    read: Callable[[Session, CallId], Sequence[object]]
    erase: Callable[[Session, CallId], None]


PARTS: Final[tuple[Part, ...]] = ()
