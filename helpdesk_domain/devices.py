"""A device as the server knows it: what it says of itself, and what a lead may read of it.

Counts, moments and versions only: nothing here tells of a caller.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from helpdesk_domain.people import DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """What a desk says of itself at the end of a sync.

    Attributes:
        client_version: Of the desktop, such as `0.3.1`.
        waiting: Calls that only this device holds.
        refused: Calls the server would not take; somebody has to look.
        conflicts: Calls that were changed elsewhere too; somebody has to choose.
        oldest_waiting_at: Since when the oldest of `waiting` waits; None when none does.
        last_problem: Why the sync before this one did not end, as the class of the problem; empty
            when it ended.
        cursors: Place reached in each stream.
        clock_off_s: Seconds by which the device's clock is ahead of the server's, as it found when
            the sync began; negative: behind. None: not found.
    """

    client_version: str
    waiting: int = 0
    refused: int = 0
    conflicts: int = 0
    oldest_waiting_at: datetime | None = None
    last_problem: str = ""
    cursors: Mapping[str, int] = field(default_factory=dict)
    clock_off_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The server's answer to a heartbeat.

    Attributes:
        received_today: Calls this device sent since midnight in Brussels, each counted once.
        received: Calls it ever sent that the server holds.
        directive: A signed `Directive`, of late a release; None when there never was an order.
    """

    received_today: int
    received: int
    directive: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceStanding:
    """A device on the lead's board.

    Attributes:
        name: As the computer calls itself.
        person: Who last synced on it.
        last_contact: When it last told how it stands.
        received_today: Calls the server received from it since midnight in Brussels.
        waiting: Calls that only the device held at `last_contact`; likewise the next three.
        revoked: It may no longer ask.
        clock_off_s: As in `Heartbeat`.
    """

    id: DeviceId
    name: str
    person: str
    team: str
    last_contact: datetime
    client_version: str
    received_today: int
    waiting: int
    refused: int
    conflicts: int
    oldest_waiting_at: datetime | None = None
    last_problem: str = ""
    revoked: bool = False
    clock_off_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceBoard:
    """Every device of a team, those that wait longest first.

    Attributes:
        as_of: By the server's clock.
    """

    as_of: datetime
    devices: tuple[DeviceStanding, ...]
