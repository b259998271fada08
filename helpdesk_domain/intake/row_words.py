"""What a screen says of a row that spoke: why, and how far it may be trusted."""

from collections.abc import Mapping
from typing import Final

from helpdesk_domain.languages import mark

REASONS: Final[Mapping[str, str]] = {
    "continuity_without_chronic_disease": mark(
        "The study asked about a person with a chronic disease; it says nothing of others."
    ),
    "continuity_not_only_integration": mark("Integration is not the only model to offer."),
    "continuity_favourable": mark(
        "Health cover, a home and no psychiatric comorbidity: linkage is preferred, "
        "in all four dimensions."
    ),
    "continuity_unfavourable": mark(
        "No health cover, no home and a psychiatric comorbidity: integration is preferred, "
        "in all four dimensions."
    ),
    "continuity_no_cover_information": mark(
        "Without health cover, integration is preferred for the flow of information, and linkage "
        "less."
    ),
    "continuity_no_cover": mark(
        "No health cover but a home: for the rest, a level between the two that were compared."
    ),
    "continuity_no_home_information": mark(
        "Without a home, integration is preferred for the flow of information, and linkage less."
    ),
    "continuity_no_home": mark(
        "No home but health cover: for the rest, a level between the two that were compared."
    ),
    "continuity_no_cover_no_home": mark(
        "No health cover and no home: the social determinants weigh more than the one of health."
    ),
    "continuity_psychiatric_alone": mark(
        "Health cover and a home, with a psychiatric comorbidity: this alone changed nothing that "
        "the study could tell from chance."
    ),
    "belrai_profile_1": mark("Profile 1: no significant limitation in daily activities."),
    "belrai_profile_2": mark(
        "Profile 2: significant limitations in daily activities, without a neurodegenerative "
        "disease."
    ),
    "belrai_profile_2_neurodegenerative": mark(
        "Profile 2: significant limitations in daily activities, with a neurodegenerative disease."
    ),
    "belrai_profile_3": mark("Profile 3: significant functional limitations."),
    "belrai_profile_4": mark("Profile 4: significant functional and cognitive limitations."),
    "belrai_profile_5": mark("Profile 5: as profile 4, with troubles of behaviour."),
    "belrai_age_not_known": mark(
        "Scores are known and the age is not: the table is about people of 65 and more, "
        "so ask the age."
    ),
    "belrai_outside_table": mark("The table has no row for these scores: ask for an assessment."),
    "belrai_assessment_needed": mark(
        "What is known is not enough to choose: ask for a BelRAI assessment."
    ),
}
"""By the id of a row that is no prompt; those have their sentence in `prompt_words`."""

CAVEATS: Final[Mapping[str, str]] = {
    "vignette": mark("Preferences on a vignette, n=236; not a clinical result."),
    "diabetic_vignette": mark("The vignette was a person of 53 with diabetes."),
    "between": mark("Ours: between situations that the study compared, not measured itself."),
    "not_significant": mark("Ours: the study found no significant difference here."),
    "not_only_integration": mark(
        "Integration must not be the only model offered: for access, integration 43.2 %, linkage "
        "40.3 %; for flexibility, integration 46.2 %, coordination 42.8 %."
    ),
    "recommendation": mark("A recommendation of the study, not a measured effect."),
    "other_study": mark("Housing First in Belgium, after two years; another study, quoted there."),
    "older_people": mark("From pilot projects for frail people of 65 and more."),
    "high_or_low": mark(
        "The table leaves open whether case management is of high or of low intensity."
    ),
    "outside_table": mark("The table is silent on two in five combinations of scores."),
    "never_scored_here": mark(
        "Only scores that somebody assessed before; none is made on the telephone."
    ),
    "line_of_action": mark("Announced as a line of action; no effect was measured."),
    "under_way": mark("Being set up when the source was written: check that it exists."),
    "announced_for_2025": mark("Announced for 2025 in the source: check that it exists."),
    "practice": mark("Practice of helplines; none of the sources speaks of it."),
    "no_effect_on_health": mark(
        "Better followed and more satisfied; no effect on health was shown."
    ),
    "no_effect_on_quality_of_life": mark(
        "Better continuity and satisfaction; no effect on social integration or quality of life "
        "was shown."
    ),
}
"""By code; said each time its row speaks."""
