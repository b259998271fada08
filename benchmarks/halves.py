"""The two halves of what the search is measured with."""

from enum import StrEnum


class Half(StrEnum):
    """Which half a query belongs to; code decides, so that nobody chooses.

    The first may be looked at while the search is made. The second tells whether that was
    learning or learning by heart: it is measured, never looked into.
    """

    TUNED = "tuned"
    TRUSTED = "trusted"
