"""Where this desk stands in a stream of the server."""

from dataclasses import dataclass

from helpdesk_domain.state_hash import EMPTY


@dataclass(frozen=True, slots=True)
class Place:
    """How far a stream was read, and the state of what was read.

    Attributes:
        generation: The server's history the cursor belongs to; empty before the first page.
        cursor: All up to here is on this desk.
        state_hash: `helpdesk_domain.state_hash` of the live records that are here.
        records: How many they are.
    """

    generation: str = ""
    cursor: int = 0
    state_hash: str = EMPTY
    records: int = 0
