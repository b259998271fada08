"""What is to be considered beside the level, the most urgent first."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.intake.prompt_words import PROMPTS
from helpdesk_domain.intake.questions import CODES, SEVERAL
from helpdesk_domain.intake.suggest import suggest
from helpdesk_domain.intake.suggestion import Determinants, Told

Form = Mapping[str, str | float | tuple[str, ...]]


def considered(form: Form, **told: Told) -> list[str]:
    return list(suggest(Determinants(told=form, **told)).prompts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "told", "prompt"),
    [
        ({"urgency": "life_at_risk"}, {}, "emergency_numbers"),
        ({"hospital_discharge": "day"}, {}, "hospital_discharge"),
        ({"hospital_discharge": "week"}, {}, "hospital_discharge"),
        (
            {"hospital_discharge": "week", "discharge_ward": "oncology"},
            {},
            "continuity_conventions",
        ),
        ({"interpreter": "yes"}, {}, "interpreter"),
        ({}, {"health_cover": Told.NO}, "health_cover_rights"),
        ({"right_to_open": ("amu", "cpas")}, {}, "cpas_of_the_commune"),
        ({}, {"housing": Told.NO}, "cpas_of_the_commune"),
        ({}, {"housing": Told.NO}, "reference_professional"),
        ({"housing_state": "homeless"}, {}, "reference_professional"),
        (
            {},
            {"housing": Told.NO, "psychiatric_comorbidity": Told.YES},
            "housing_first",
        ),
        ({}, {"psychiatric_comorbidity": Told.YES}, "mental_health_network"),
        ({"chronic_diseases": ("cancer", "diabetes")}, {}, "care_trajectory_diabetes"),
        ({"chronic_diseases": ("kidney_failure",)}, {}, "care_trajectory_kidney"),
        ({"chronic_diseases": ("pregnancy",)}, {}, "care_trajectory_perinatal"),
        ({"residence": "none"}, {}, "care_trajectory_vulnerable"),
        ({"blocks": ("information",)}, {}, "concertation"),
        ({"surroundings": "carer_exhausted"}, {}, "carer_support"),
        ({"age_band": "80+"}, {}, "belrai_assessment"),
    ],
)
def test_each_prompt_is_raised_by_what_it_is_about_and_by_nothing_else(
    form: Form, told: dict[str, Told], prompt: str
) -> None:
    assert prompt in considered(form, **told)
    assert considered({}) == []


def test_every_prompt_of_the_rules_is_raised_by_something() -> None:
    whole: Form = {
        name: tuple(codes - {"none"}) if name in SEVERAL else sorted(codes)[0]
        for name, codes in CODES.items()
    }
    raised = {
        *considered(whole, housing=Told.NO, psychiatric_comorbidity=Told.YES),
        *considered(
            {
                "urgency": "life_at_risk",
                "hospital_discharge": "day",
                "discharge_ward": "palliative",
                "interpreter": "yes",
                "surroundings": "carer_exhausted",
                "age_band": "65-79",
            },
            health_cover=Told.NO,
            housing=Told.NO,
            psychiatric_comorbidity=Told.YES,
            chronic_disease=Told.YES,
        ),
    }
    assert raised == set(PROMPTS)


@pytest.mark.parametrize(
    ("form", "told", "prompt"),
    [
        ({"hospital_discharge": "none", "discharge_ward": "oncology"}, {}, "hospital_discharge"),
        ({"discharge_ward": "oncology"}, {}, "continuity_conventions"),
        ({"hospital_discharge": "day", "discharge_ward": "other"}, {}, "continuity_conventions"),
        ({}, {"health_cover": Told.UNKNOWN}, "health_cover_rights"),
        ({}, {"health_cover": Told.REFUSED}, "reference_professional"),
        ({"in_place": ("reference",)}, {"housing": Told.NO}, "reference_professional"),
        ({}, {"housing": Told.NO, "chronic_disease": Told.NO}, "reference_professional"),
        ({"in_place": ("cpas",)}, {"health_cover": Told.NO}, "cpas_of_the_commune"),
        ({"urgency": "day"}, {}, "emergency_numbers"),
        ({"age_band": "45-64"}, {}, "belrai_assessment"),
    ],
)
def test_what_is_not_so_or_is_there_already_is_not_to_be_considered(
    form: Form, told: dict[str, Told], prompt: str
) -> None:
    assert prompt not in considered(form, **told)


def test_a_life_at_risk_comes_before_all_the_rest() -> None:
    hardest = considered(
        {
            "urgency": "life_at_risk",
            "hospital_discharge": "day",
            "discharge_ward": "psychiatric",
            "interpreter": "yes",
            "chronic_diseases": ("diabetes",),
        },
        health_cover=Told.NO,
        housing=Told.NO,
        psychiatric_comorbidity=Told.YES,
        chronic_disease=Told.YES,
    )
    assert hardest[:4] == [
        "emergency_numbers",
        "hospital_discharge",
        "continuity_conventions",
        "interpreter",
    ]
    assert {"case_management", "care_trajectory_diabetes"} < set(hardest)


def test_what_is_said_of_the_person_beside_the_study_never_changes_the_level() -> None:
    for name, codes in CODES.items():
        for code in codes:
            form: Form = {name: (code,) if name in SEVERAL else code}
            with_it = suggest(Determinants(chronic_disease=Told.YES, told=form))
            without = suggest(Determinants(chronic_disease=Told.YES))
            assert with_it.dimensions == without.dimensions
            assert (with_it.level, with_it.possible, with_it.ask_next) == (
                without.level,
                without.possible,
                without.ask_next,
            )


def test_every_prompt_that_sends_somewhere_has_its_search_in_both_languages() -> None:
    for prompt, words in PROMPTS.items():
        assert set(words.search) in ({"fr", "nl"}, set()), prompt
        assert words.search or prompt == "emergency_numbers"


@given(st.fixed_dictionaries({}, optional={
    name: st.sets(st.sampled_from(sorted(codes))).map(tuple)
    if name in SEVERAL
    else st.sampled_from(sorted(codes))
    for name, codes in CODES.items()
}))  # fmt: skip
def test_each_prompt_stands_in_the_sources_with_where_it_comes_from(form: Form) -> None:
    found = suggest(Determinants(told=form))

    assert set(found.prompts) <= {source.rule for source in found.sources}
    assert all(source.cites for source in found.sources)
