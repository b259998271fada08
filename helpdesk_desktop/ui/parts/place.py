"""Where in the window the operator is: help tells the keys of that place first."""

from enum import Enum, auto


class Place(Enum):
    """What the keyboard acts on."""

    SEARCH = auto()
    UNMET = auto()
    FLAG = auto()
    WRAP_UP = auto()
    REFERRAL = auto()
    FOLLOW_UP = auto()
    PERSON = auto()
    WRITTEN_LATER = auto()
    FOLLOW_UPS = auto()
    MY_CALLS = auto()
    SHEET = auto()
    INTAKE = auto()
    CONTACT = auto()
    STATISTICS = auto()
    EXPORT = auto()
    SYNC = auto()
    SETTINGS = auto()
    HELP = auto()
