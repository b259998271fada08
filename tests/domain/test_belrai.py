"""The BelRAI table: known scores only, every cell of it, and silence where it is silent."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.intake.determinants import BadAnswer, determinants_of
from helpdesk_domain.intake.suggest import suggest
from helpdesk_domain.intake.suggestion import BelraiProfile, Determinants, Intervention, Told

COORDINATION = Intervention.COORDINATION
LOW = Intervention.CASE_MANAGEMENT_LOW
HIGH_OR_LOW = Intervention.CASE_MANAGEMENT_HIGH_OR_LOW
OUTSIDE = Intervention.OUTSIDE_TABLE
NEEDED = Intervention.ASSESSMENT_NEEDED


def told(
    aivqp: float | None = None,
    cps: float | None = None,
    adl: float | None = None,
    *,
    age: float | None = 80,
    neurodegenerative: Told = Told.NO,
    behaviour: Told = Told.NO,
) -> tuple[int | None, Intervention | None]:
    found: BelraiProfile = suggest(
        Determinants(
            aivqp=aivqp,
            cps=cps,
            adl=adl,
            age=age,
            neurodegenerative=neurodegenerative,
            behaviour=behaviour,
        )
    ).belrai
    return found.profile, found.intervention


def of_the_table(
    aivqp: float, cps: float, adl: float, neurodegenerative: bool, behaviour: bool
) -> tuple[int | None, Intervention]:
    """The table of the source, read once more by hand."""
    if aivqp < 24:
        return (1, COORDINATION) if cps < 3 and adl < 3 else (None, OUTSIDE)
    if cps >= 3:
        return (5 if behaviour else 4), HIGH_OR_LOW
    if adl >= 3:
        return 3, LOW
    return 2, LOW if neurodegenerative else COORDINATION


def test_the_whole_grid_is_as_the_table_has_it_and_two_in_five_cells_are_outside() -> None:
    outside = 0
    for aivqp, cps, adl in product(range(49), range(7), range(7)):
        found = told(aivqp, cps, adl)
        assert found == of_the_table(aivqp, cps, adl, False, False), (aivqp, cps, adl)
        outside += found[1] is OUTSIDE
    assert outside == 960, "of 2,401"


def test_disease_and_behaviour_count_only_where_the_table_names_them() -> None:
    for aivqp, cps, adl in product((0, 23.5, 24, 48), (0, 2, 2.5, 3, 6), (0, 2, 3, 6)):
        for disease, behaviour in product((Told.YES, Told.NO), repeat=2):
            found = told(aivqp, cps, adl, neurodegenerative=disease, behaviour=behaviour)
            hand = of_the_table(aivqp, cps, adl, disease is Told.YES, behaviour is Told.YES)
            assert found == hand, (aivqp, cps, adl, disease, behaviour)


@pytest.mark.parametrize(
    ("scores", "signs", "expected"),
    [
        ((30, 4, None), {}, (4, HIGH_OR_LOW)),
        ((30, 4, None), {"behaviour": Told.YES}, (5, HIGH_OR_LOW)),
        ((30, 4, None), {"behaviour": Told.UNKNOWN}, (None, HIGH_OR_LOW)),
        ((10, 4, None), {}, (None, OUTSIDE)),
        ((10, None, None), {}, (None, NEEDED)),
        ((30, 1, 1), {"neurodegenerative": Told.UNKNOWN}, (2, NEEDED)),
        ((30, 1, 1), {"neurodegenerative": Told.REFUSED}, (2, NEEDED)),
        ((30, 1, 4), {"neurodegenerative": Told.UNKNOWN}, (3, LOW)),
        ((30, 1, None), {"neurodegenerative": Told.YES}, (None, LOW)),
        ((30, 1, None), {}, (None, NEEDED)),
        ((None, 1, 1), {}, (None, COORDINATION)),
        ((None, 1, 1), {"neurodegenerative": Told.NOT_ASKED}, (None, NEEDED)),
        ((None, None, None), {}, (None, NEEDED)),
    ],
)
def test_of_scores_that_are_missing_only_what_all_values_agree_on_is_told(
    scores: tuple[float | None, ...],
    signs: dict[str, Told],
    expected: tuple[int | None, Intervention],
) -> None:
    assert told(*scores, **signs) == expected  # type: ignore[arg-type]


score = st.one_of(st.none(), st.integers(0, 6))
sign = st.sampled_from(Told)


@given(st.one_of(st.none(), st.integers(0, 48)), score, score, sign, sign)
def test_partial_scores_are_the_set_of_all_their_completions(
    aivqp: float | None, cps: float | None, adl: float | None, disease: Told, behaviour: Told
) -> None:
    found = told(aivqp, cps, adl, neurodegenerative=disease, behaviour=behaviour)
    if (aivqp, cps, adl) == (None, None, None):
        assert found == (None, NEEDED)
        return
    every = {
        of_the_table(*cell)
        for cell in product(
            (aivqp,) if aivqp is not None else (0, 23, 24, 48),
            (cps,) if cps is not None else (0, 2, 3, 6),
            (adl,) if adl is not None else (0, 2, 3, 6),
            (disease is Told.YES,) if disease in (Told.YES, Told.NO) else (True, False),
            (behaviour is Told.YES,) if behaviour in (Told.YES, Told.NO) else (True, False),
        )
    }
    profiles, interventions = {one[0] for one in every}, {one[1] for one in every}
    assert found[0] == (profiles.pop() if len(profiles) == 1 else None)
    assert found[1] == (interventions.pop() if len(interventions) == 1 else NEEDED)


@pytest.mark.parametrize(
    ("age", "band", "expected"),
    [
        (64, None, (None, None)),
        (64.9, None, (None, None)),
        (65, None, (3, LOW)),
        (None, None, (None, NEEDED)),
        (None, "45-64", (None, None)),
        (None, "65-79", (3, LOW)),
    ],
)
def test_the_table_is_about_people_of_65_and_more(
    age: float | None, band: str | None, expected: tuple[int | None, Intervention | None]
) -> None:
    form = {"age_band": band} if band else {}
    found = suggest(Determinants(age=age, aivqp=26, cps=2, adl=3, told=form)).belrai

    assert (found.profile, found.intervention) == expected


def test_of_scores_without_an_age_it_is_said_whom_the_table_is_about_and_no_row_speaks() -> None:
    unknown = suggest(Determinants(aivqp=26, cps=2, adl=3))
    said = {one.rule: one for one in unknown.sources if one.rule.startswith("belrai")}
    assert list(said) == ["belrai_age_not_known", "belrai_assessment"]
    age = said["belrai_age_not_known"]
    assert (age.evidence, age.caveat) == ("not_applicable", "older_people")
    assert "case_management" not in unknown.prompts

    known = suggest(Determinants(aivqp=26, cps=2, adl=3, age=65))
    assert [one.rule for one in known.sources if one.rule.startswith("belrai")] == [
        "belrai_profile_3"
    ]
    assert "case_management" in known.prompts


def test_nothing_is_told_of_a_person_of_unknown_age_without_scores() -> None:
    assert told(age=None) == (None, None)
    assert told(age=64) == (None, None)


@pytest.mark.parametrize(
    "answers",
    [{"aivqp": 48.5}, {"aivqp": -1}, {"cps": 7}, {"adl": 6.01}, {"age": 121}, {"age": -0.1}],
)
def test_a_score_that_cannot_be_is_refused_by_its_name(answers: dict[str, float]) -> None:
    with pytest.raises(BadAnswer, match=next(iter(answers))):
        determinants_of(answers)
