"""Who works with the helpdesk, and what their part in it is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

PersonId = NewType("PersonId", str)
DeviceId = NewType("DeviceId", str)


class Role(StrEnum):
    """A person's part; one role each."""

    OPERATOR = "operator"
    OUTREACH = "outreach"
    LEAD = "lead"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who signs in.

    Attributes:
        id: A UUID, made by the server.
        name: What the person types to sign in; unique on a server, case ignored.
        role: One of `Role`.
        team: The team whose follow-ups the person shares.
    """

    id: PersonId
    name: str
    role: Role
    team: str
