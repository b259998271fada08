"""Levels, dimensions, evidence and what is asked next, in marked messages."""

from collections.abc import Mapping
from typing import Final

from helpdesk_domain.intake.levels import Dimension, Evidence, Level
from helpdesk_domain.intake.suggestion import Intervention
from helpdesk_domain.languages import mark

LEVELS: Final[Mapping[Level, str]] = {
    Level.LINKAGE: mark("linkage (the person coordinates)"),
    Level.COORDINATION: mark("coordination"),
    Level.INTEGRATION: mark("integration"),
}

DIMENSIONS: Final[Mapping[Dimension, str]] = {
    Dimension.ACCESS: mark("access"),
    Dimension.INFORMATION: mark("flow of information"),
    Dimension.FLEXIBILITY: mark("flexibility"),
    Dimension.GLOBALITY: mark("globality"),
}

EVIDENCE: Final[Mapping[Evidence, str]] = {
    Evidence.STUDY: mark("study"),
    Evidence.INTERPOLATED: mark("interpolated"),
    Evidence.UNKNOWN: mark("not known"),
    Evidence.NOT_APPLICABLE: mark("not applicable"),
}

INTERVENTIONS: Final[Mapping[Intervention, str]] = {
    Intervention.COORDINATION: mark("coordination"),
    Intervention.CASE_MANAGEMENT_LOW: mark("case management of low intensity"),
    Intervention.CASE_MANAGEMENT_HIGH_OR_LOW: mark("case management of high or low intensity"),
    Intervention.OUTSIDE_TABLE: mark("outside the table: an assessment is to be asked for"),
    Intervention.ASSESSMENT_NEEDED: mark("a BelRAI assessment is to be asked for"),
}

ASKED: Final[Mapping[str, str]] = {
    "chronic_disease": mark("Is there a chronic disease?"),
    "health_cover": mark("Is the health cover in order?"),
    "housing": mark("Is there a home?"),
    "psychiatric_comorbidity": mark("Is there a psychiatric comorbidity?"),
}
"""By the values of `Suggestion.ask_next`."""

_WITH_COMMA: Final = ("fr", "nl")


def figure_in(figure: str, language: str) -> str:
    """`figure` of a row as it is written in `language`: χ²=10,71 in French and Dutch.

    >>> figure_in("χ²=10.71, p=0.005", "nl")
    'χ²=10,71; p=0,005'
    """
    if language not in _WITH_COMMA or "N=" in figure:
        return figure
    return figure.replace(", ", "; ").replace(".", ",").replace(" %", "\u00a0%")
