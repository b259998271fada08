"""What each prompt asks to be considered, and with which words the services for it are found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from helpdesk_domain.intake.record import PromptId
from helpdesk_domain.languages import mark


@dataclass(frozen=True, slots=True)
class PromptWords:
    """One prompt.

    Attributes:
        name: A few words, a marked message.
        sentence: What is to be considered, a marked message.
        search: Words to search the offer with, `fr` and `nl`; empty where there is none to find.
    """

    name: str
    sentence: str
    search: Mapping[str, str] = field(default_factory=dict)


_WORDS: Final[Mapping[str, PromptWords]] = {
    "emergency_numbers": PromptWords(
        mark("Numbers that come first"),
        mark(
            "Life is at risk: 112. In a crisis 107 (in French) or 106 (in Dutch); thoughts of "
            "suicide 0800 32 123 (in French) or 1813 (in Dutch)."
        ),
    ),
    "hospital_discharge": PromptWords(
        mark("Discharge from hospital"),
        mark(
            "Home within a week: who takes over, and from which day? A case discussion between "
            "hospital and first line can be asked for (Diapason)."
        ),
        {"fr": "sortie d’hôpital", "nl": "ontslag uit het ziekenhuis"},
    ),
    "continuity_conventions": PromptWords(
        mark("Conventions for continuity"),
        mark(
            "Psychiatric, palliative and oncology wards have conventions for continuity of care: "
            "ask the ward who takes over."
        ),
        {"fr": "coordination de soins à domicile", "nl": "coördinatie thuiszorg"},
    ),
    "interpreter": PromptWords(
        mark("Interpreter"),
        mark("Agree on an interpreter before the first appointment; relatives do not replace one."),
        {"fr": "interprète", "nl": "tolk"},
    ),
    "health_cover_rights": PromptWords(
        mark("Right to care"),
        mark(
            "Without health cover: can it be put in order again, is there a right to urgent "
            "medical aid (AMU/DMH), or help from the CPAS/OCMW?"
        ),
        {"fr": "aide médicale urgente", "nl": "dringende medische hulp"},
    ),
    "cpas_of_the_commune": PromptWords(
        mark("The CPAS of the commune"),
        mark(
            "Each CPAS has its own ways and papers: refer to the one of the commune where the "
            "person stays."
        ),
        {"fr": "CPAS", "nl": "OCMW"},
    ),
    "reference_professional": PromptWords(
        mark("Reference professional"),
        mark(
            "One professional who passes information between care and social services. Without "
            "an address no reminder arrives: who tells the person of appointments?"
        ),
        {"fr": "accompagnement social", "nl": "algemeen welzijnswerk"},
    ),
    "case_management": PromptWords(
        mark("Case management"),
        mark(
            "Somebody who assesses, plans and ties services together over time, with the "
            "person’s consent."
        ),
        {"fr": "gestion de cas", "nl": "casemanagement"},
    ),
    "housing_first": PromptWords(
        mark("Housing First"),
        mark("A home first, with intensive support, rather than care first."),
        {"fr": "housing first", "nl": "housing first"},
    ),
    "mental_health_network": PromptWords(
        mark("Mental health network"),
        mark("A mobile team or mental health centre can tie care together around the person."),
        {"fr": "service de santé mentale", "nl": "centrum geestelijke gezondheidszorg"},
    ),
    "care_trajectory_diabetes": PromptWords(
        mark("Care trajectory diabetes"),
        mark("Was the contract signed by all three: the person, the GP, the specialist?"),
        {"fr": "éducation diabète", "nl": "diabeteseducatie"},
    ),
    "care_trajectory_kidney": PromptWords(
        mark("Care trajectory kidney failure"),
        mark("Was the contract signed by all three: the person, the GP, the specialist?"),
        {"fr": "insuffisance rénale", "nl": "nierinsufficiëntie"},
    ),
    "care_trajectory_perinatal": PromptWords(
        mark("Perinatal care trajectory"),
        mark(
            "Pregnancy and first months: who follows mother and child, and is there a trajectory?"
        ),
        {"fr": "accompagnement périnatal", "nl": "perinatale begeleiding"},
    ),
    "care_trajectory_vulnerable": PromptWords(
        mark("Care trajectory for vulnerable groups"),
        mark("Is there a trajectory for people without cover, home or papers near here?"),
        {"fr": "maison médicale", "nl": "wijkgezondheidscentrum"},
    ),
    "concertation": PromptWords(
        mark("Case discussion"),
        mark("Several professionals, or information that gets lost: bring them together."),
        {"fr": "concertation pluridisciplinaire", "nl": "multidisciplinair overleg"},
    ),
    "carer_support": PromptWords(
        mark("Support for the carer"),
        mark("Whoever cares is exhausted: respite, and somebody to talk to."),
        {"fr": "répit aidant proche", "nl": "respijtzorg mantelzorger"},
    ),
    "belrai_assessment": PromptWords(
        mark("BelRAI assessment"),
        mark("Ask for an assessment: what is known does not say how much support is needed."),
        {"fr": "évaluation BelRAI", "nl": "BelRAI-evaluatie"},
    ),
}

PROMPTS: Final[Mapping[PromptId, PromptWords]] = {
    PromptId(name): words for name, words in _WORDS.items()
}
"""Each prompt of the rules."""
