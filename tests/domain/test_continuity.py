"""The level of continuity: the eight vignettes of the study, and every way not to know them all."""

from itertools import product
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.intake.levels import Dimension, Evidence, Level
from helpdesk_domain.intake.suggest import suggest
from helpdesk_domain.intake.suggestion import Determinants, DimensionLevel, Suggestion, Told

YES, NO = Told.YES, Told.NO
L, C, N = Level.LINKAGE, Level.COORDINATION, Level.INTEGRATION
STUDY, BETWEEN = Evidence.STUDY, Evidence.INTERPOLATED
READ: Final = ("health_cover", "housing", "psychiatric_comorbidity")

VIGNETTES: Final = {
    (YES, YES, NO): ((L, STUDY), (L, STUDY)),
    (YES, YES, YES): ((C, BETWEEN), (C, BETWEEN)),
    (YES, NO, NO): ((C, BETWEEN), (N, STUDY)),
    (YES, NO, YES): ((C, BETWEEN), (N, STUDY)),
    (NO, YES, NO): ((C, BETWEEN), (N, STUDY)),
    (NO, YES, YES): ((C, BETWEEN), (N, STUDY)),
    (NO, NO, NO): ((N, BETWEEN), (N, BETWEEN)),
    (NO, NO, YES): ((N, STUDY), (N, STUDY)),
}
"""Cover, housing, psychiatric comorbidity: of the level (and of three dimensions alike), then of
the flow of information. Written down from the design, not from the rules."""


def suggested(*told: Told) -> Suggestion:
    """Of cover, housing, psychiatric comorbidity; then chronic disease, « yes » when left out."""
    return suggest(known(*told))


def known(
    health_cover: Told, housing: Told, psychiatric: Told, chronic: Told = YES
) -> Determinants:
    return Determinants(
        health_cover=health_cover,
        housing=housing,
        psychiatric_comorbidity=psychiatric,
        chronic_disease=chronic,
    )


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda told: "-".join(told))
def test_each_vignette_of_the_study_has_its_level_and_its_evidence(
    vignette: tuple[Told, Told, Told],
) -> None:
    (level, evidence), information = VIGNETTES[vignette]
    found = suggested(*vignette)

    assert (found.level, found.evidence) == (level, evidence)
    assert found.possible == (level,)
    assert found.ask_next is None
    for dimension in Dimension:
        expected = information if dimension is Dimension.INFORMATION else (level, evidence)
        assert found.dimensions[dimension] == DimensionLevel(
            level=expected[0], evidence=expected[1]
        )


@pytest.mark.parametrize(
    ("vignette", "rule", "figure"),
    [
        ((NO, YES, NO), "continuity_no_cover_information", "χ²=10.71, p=0.005"),
        ((YES, NO, YES), "continuity_no_home_information", "χ²=6.29, p=0.04"),
        ((NO, NO, YES), "continuity_unfavourable", "χ²=7.5, p=0.04"),
    ],
)
def test_what_was_measured_is_told_with_its_page_and_its_caveat(
    vignette: tuple[Told, Told, Told], rule: str, figure: str
) -> None:
    source = {one.rule: one for one in suggested(*vignette).sources}[rule]

    assert (source.figure, source.evidence, source.caveat) == (figure, STUDY, "vignette")
    assert source.cites == "Dauvrin & Lorant 2017, Résumé du projet CAPP, p. 7"


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda told: "-".join(told))
def test_integration_is_never_suggested_as_the_only_model(
    vignette: tuple[Told, Told, Told],
) -> None:
    said = {source.rule: source.caveat for source in suggested(*vignette).sources}

    assert said["continuity_not_only_integration"] == "not_only_integration"
    assert len(said) >= 2, "the row of the level itself speaks too"


# -- every partial situation, against a reckoning of its own -----------------------------------

ALL_WAYS = list(product(Told, repeat=4))


def readings(told: Told) -> tuple[Told, ...]:
    return (told,) if told in (YES, NO) else (YES, NO)


def reckoned(told: tuple[Told, ...], column: int) -> tuple[Level | None, Evidence, set[Level]]:
    rows = [VIGNETTES[one][column] for one in product(*map(readings, told))]  # type: ignore[index]
    levels, evidences = {row[0] for row in rows}, {row[1] for row in rows}
    if len(levels) > 1:
        return None, Evidence.UNKNOWN, levels
    return rows[0][0], rows[0][1] if len(evidences) == 1 else BETWEEN, levels


def left_open(told: tuple[Told, ...]) -> tuple[int, int]:
    level, information = reckoned(told, 0)[2], reckoned(told, 1)[2]
    return len(level), 3 * len(level) + len(information)


def question(told: tuple[Told, ...]) -> str | None:
    """The one whose two answers leave least open; not asked before unknown, then in order."""
    ranked = []
    for place, one in enumerate(told):
        if one not in (Told.UNKNOWN, Told.NOT_ASKED):
            continue
        after = [left_open((*told[:place], answer, *told[place + 1 :])) for answer in (YES, NO)]
        left = (after[0][0] + after[1][0], after[0][1] + after[1][1])
        if left != tuple(2 * n for n in left_open(told)):
            ranked.append((left, one is Told.UNKNOWN, place))
    return READ[min(ranked)[2]] if ranked else None


def test_every_subset_of_what_is_not_known_suggests_what_all_completions_agree_on() -> None:
    for *told, chronic in ALL_WAYS:
        situation = tuple(told)
        found = suggested(*situation, chronic)
        level, evidence, possible = reckoned(situation, 0)
        information = reckoned(situation, 1)
        if chronic is NO:
            level, evidence, possible = None, Evidence.NOT_APPLICABLE, set()
            information = (None, Evidence.NOT_APPLICABLE, set())
        elif chronic is not YES:
            level, evidence = None, Evidence.UNKNOWN
            information = (None, Evidence.UNKNOWN, set())
        assert (found.level, found.evidence) == (level, evidence), (situation, chronic)
        assert found.possible == tuple(one for one in (L, C, N) if one in possible)
        for dimension in Dimension:
            of = information if dimension is Dimension.INFORMATION else (level, evidence)
            told_of = found.dimensions[dimension]
            assert (told_of.level, told_of.evidence) == of[:2], (situation, chronic, dimension)


def test_every_subset_asks_for_the_answer_that_narrows_it_most() -> None:
    for *told, chronic in ALL_WAYS:
        expected = question(tuple(told))
        if chronic is NO:
            expected = None
        elif chronic in (Told.UNKNOWN, Told.NOT_ASKED):
            expected = "chronic_disease"
        assert suggested(*told, chronic).ask_next == expected, (told, chronic)


def test_a_question_that_changes_nothing_is_not_asked() -> None:
    assert suggested(NO, YES, Told.NOT_ASKED).ask_next is None
    assert suggested(YES, NO, Told.UNKNOWN).ask_next is None


def test_one_that_was_refused_is_not_put_again_but_what_is_left_is() -> None:
    found = suggested(YES, Told.REFUSED, Told.UNKNOWN)

    assert (found.possible, found.ask_next) == ((L, C), "psychiatric_comorbidity")
    assert suggested(YES, Told.REFUSED, NO).ask_next is None
    assert suggested(YES, YES, NO, Told.REFUSED).ask_next is None


def test_what_nobody_asked_comes_before_what_somebody_could_not_say() -> None:
    asked = [
        suggested(*told, YES).ask_next for told in product((Told.UNKNOWN, Told.NOT_ASKED), repeat=2)
    ]

    # health cover and housing narrow alike where there is a psychiatric comorbidity
    assert asked == ["health_cover", "housing", "health_cover", "health_cover"]


def test_without_a_chronic_disease_the_study_is_silent_and_says_so() -> None:
    found = suggested(NO, NO, YES, NO)

    assert found.possible == ()
    assert [(one.rule, one.evidence) for one in found.sources if "continuity" in one.rule] == [
        ("continuity_without_chronic_disease", Evidence.NOT_APPLICABLE)
    ]


not_known = st.sampled_from([Told.UNKNOWN, Told.NOT_ASKED, Told.REFUSED])
anything = st.sampled_from(Told)


@given(st.tuples(anything, anything, anything), st.integers(0, 2), not_known)
def test_what_is_not_known_is_no_only_where_yes_says_the_same(
    told: tuple[Told, Told, Told], place: int, silence: Told
) -> None:
    def with_(answer: Told) -> Suggestion:
        return suggested(*(answer if n == place else one for n, one in enumerate(told)))

    silent, yes, no = with_(silence), with_(YES), with_(NO)

    assert set(silent.possible) == set(yes.possible) | set(no.possible)
    for dimension in Dimension:
        told_of = {one.dimensions[dimension].level for one in (yes, no)}
        agreed = told_of.pop() if len(told_of) == 1 else None
        assert silent.dimensions[dimension].level == agreed


@given(st.tuples(anything, anything, anything, anything), st.sampled_from([YES, NO]))
def test_an_answer_to_what_is_asked_next_never_opens_more(
    told: tuple[Told, Told, Told, Told], answer: Told
) -> None:
    before = suggested(*told)
    name = before.ask_next
    if name is None:
        return
    place = (*READ, "chronic_disease").index(name)
    after = suggested(*told[:place], answer, *told[place + 1 :])

    assert set(after.possible) <= set(before.possible)
    assert after.ask_next != name
