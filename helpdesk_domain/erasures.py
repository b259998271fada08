"""That a call was erased on the server, on its way down to every desk."""

from dataclasses import dataclass
from typing import Final

ERASED: Final = "erased"
"""The stream: an `ErasedCall` a call, under the id of the call."""

ENTITY: Final = "erased_call"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedCall:
    """What a desk has to know to let go of its own copy.

    Attributes:
        drops_row: Nothing of the call is left on the server; else its words alone are gone.
    """

    drops_row: bool
