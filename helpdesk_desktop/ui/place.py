"""Where in the window the operator is: help tells the keys of that place first."""

from enum import Enum, auto


class Place(Enum):
    """What the keyboard acts on."""

    SEARCH = auto()
    UNMET = auto()
    WRAP_UP = auto()
    MY_CALLS = auto()
    SYNC = auto()
    SETTINGS = auto()
    HELP = auto()
