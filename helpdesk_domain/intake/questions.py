"""Names and codes of the shipped form that the rules read; what is answered there comes as these.

`health_cover` and the others of `Determinants` are asked by the form too; they are not here.
"""

from collections.abc import Mapping
from typing import Final

from helpdesk_domain.person_concerned import AgeBand

CODES: Final[Mapping[str, frozenset[str]]] = {
    "right_to_open": frozenset(("amu", "cpas", "regularisation", "none")),
    "housing_state": frozenset(("stable", "precarious", "hosted", "homeless")),
    "psychiatric": frozenset(("yes", "no")),
    "residence": frozenset(("belgian_eu", "permit", "application", "none")),
    "income": frozenset(("work", "benefit", "ris", "bim", "none")),
    "chronic_diseases": frozenset(
        ("diabetes", "kidney_failure", "cancer", "palliative", "pregnancy", "other", "none")
    ),
    "interpreter": frozenset(("yes", "no")),
    "surroundings": frozenset(("present", "isolated", "carer_exhausted")),
    "urgency": frozenset(("life_at_risk", "day", "two_days", "week", "none")),
    "hospital_discharge": frozenset(("day", "week", "none")),
    "discharge_ward": frozenset(("psychiatric", "palliative", "oncology", "other")),
    "belrai_known": frozenset(("yes", "no")),
    "in_place": frozenset(
        ("gp", "specialist", "home_care", "cpas", "reference", "mental_health", "none")
    ),
    "blocks": frozenset(("access", "information", "flexibility", "globality")),
    "age_band": frozenset(AgeBand),
}
"""The codes that each question knows."""

SEVERAL: Final = frozenset(("right_to_open", "chronic_diseases", "in_place", "blocks"))
"""Questions that take several codes at once."""

UNREAD: Final = frozenset(("person_language", "belrai_date", "in_place_who", "blocks_words"))
"""Questions whose answers are no code of ours: no rule reads them."""

DETERMINANTS: Final = (
    "chronic_disease",
    "health_cover",
    "housing",
    "psychiatric_comorbidity",
    "neurodegenerative",
    "behaviour",
)
"""Fields of `Determinants` that hold a `Told`; the first four in the order they are asked for."""

SCORES: Final[Mapping[str, int]] = {"aivqp": 48, "cps": 6, "adl": 6}
"""Scores of BelRAI-HC, with the highest that there is; the lowest is 0."""
