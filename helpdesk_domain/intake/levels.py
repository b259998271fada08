"""How much coordination of care a person may need, and how well that is known.

The three levels are those of Leutz (1999); the four dimensions of continuity are Bachrach's
(1981); both as used in the CAPP study (Dauvrin & Lorant, UCLouvain, 2017).
"""

from enum import StrEnum


class Level(StrEnum):
    """How services are tied together for a person, from the least to the most."""

    LINKAGE = "linkage"
    """The person is their own coordinator."""
    COORDINATION = "coordination"
    INTEGRATION = "integration"


class Dimension(StrEnum):
    """What continuity of care is about."""

    ACCESS = "access"
    INFORMATION = "information"
    FLEXIBILITY = "flexibility"
    GLOBALITY = "globality"


class Evidence(StrEnum):
    """Where a suggestion comes from."""

    STUDY = "study"
    INTERPOLATED = "interpolated"
    """Ours, between two situations that the study compared."""
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    """The study is not about such a person."""
