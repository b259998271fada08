"""Evidence added up, told from a recount by hand: order, crowds, leaders, and where likely ends."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.search.answer import Reason, ReasonKind
from helpdesk_desktop.search.evidence import Evidence, Part, always
from helpdesk_desktop.search.ranking.confidence import NEAR, likely_hits
from helpdesk_desktop.search.ranking.rank import (
    BOTH,
    ENOUGH,
    FAINT,
    LEADERS,
    LEAST,
    SECOND,
    WIDE,
    Ranked,
    best_proof,
    better_of,
    by_weight,
    led_by,
    rank,
    reasons,
    scored,
)

SERVICES = 12
SCORE = st.integers(1, 1000).map(lambda thousandths: thousandths / 1000)
SCORES = st.dictionaries(st.integers(0, SERVICES - 1), SCORE)
SHARES = st.dictionaries(st.integers(0, SERVICES - 1), st.sampled_from([0.4, 0.7, 0.75, 1.0]))
NAMES = "abcdefghijkl"
ORDER = st.permutations(NAMES)
PROOFS = st.lists(st.tuples(SHARES, SCORE), max_size=4)


def a_part(number: int, weight: float = 1.0) -> Part:
    return Part(number, f"mot{number}", f"mot{number}", weight)


def proof(part: int, services: Mapping[int, float], strength: float, word: str = "mot") -> Evidence:
    return Evidence(part, services, strength, always(Reason(ReasonKind.NAME, word)))


def by_hand(scores: Mapping[int, float], order: Sequence[str], limit: int) -> list[int]:
    """Best first, equals in their order, without those far under the best."""
    least = FAINT * max(scores.values(), default=0.0)
    heard = [service for service, score in scores.items() if score >= least]
    return sorted(heard, key=lambda service: (-scores[service], order[service]))[:limit]


@given(SCORES, ORDER, st.integers(0, SERVICES + 2))
def test_the_best_are_those_a_plain_sort_gives(
    scores: dict[int, float], order: list[str], limit: int
) -> None:
    ranked = rank(scores, order, limit)

    assert [hit.service for hit in ranked] == by_hand(scores, order, limit)
    assert [hit.score for hit in ranked] == [scores[hit.service] for hit in ranked]


def test_sums_that_differ_in_their_last_digits_are_equal() -> None:
    scores = {0: 0.1 + 0.2, 1: 0.3, 2: 0.3}

    assert scores[0] != scores[1]
    assert [hit.service for hit in rank(scores, "cba", 3)] == [2, 1, 0]
    assert [hit.service for hit in rank(scores, "cba", 1)] == [2]


def test_a_score_of_nothing_is_no_hit() -> None:
    assert rank({0: 0.0}, NAMES, 5) == []
    assert [hit.service for hit in rank({0: 0.0, 1: 0.5}, NAMES, 5)] == [1]


@given(
    st.lists(st.tuples(SCORE, PROOFS), min_size=1, max_size=4),
    st.dictionaries(st.integers(0, SERVICES - 1), SCORE),
)
def test_scores_are_the_shares_of_the_parts_each_service_answers(
    told: list[tuple[float, list[tuple[dict[int, float], float]]]], bonuses: dict[int, float]
) -> None:
    parts = [a_part(number, weight) for number, (weight, _proofs) in enumerate(told)]
    evidence = {
        number: [proof(number, services, strength) for services, strength in proofs]
        for number, (_weight, proofs) in enumerate(told)
    }

    expected = dict(bonuses)
    for weight, proofs in told:
        for service in range(SERVICES):
            strengths = [services[service] * how for services, how in proofs if service in services]
            if strengths:
                answer = max(strengths) + SECOND * (sum(strengths) - max(strengths))
                share = weight / sum(weight for weight, _proofs in told)
                expected[service] = expected.get(service, 0.0) + share * answer

    assert scored(parts, evidence, bonuses) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("known", "crowd", "all_are_hits"),
    [
        (ENOUGH, WIDE + 1, False),
        (ENOUGH - 1, WIDE + 1, True),
        (ENOUGH, WIDE, True),
        (WIDE, 2 * WIDE, True),
        (WIDE, 2 * WIDE + 1, False),
    ],
)
def test_a_crowd_only_tells_apart_those_who_answer_something_narrower(
    known: int, crowd: int, all_are_hits: bool
) -> None:
    place, need = a_part(0, 0.5), a_part(1, 0.5)
    evidence = {
        0: [proof(0, dict.fromkeys(range(crowd), 1.0), 1.0)],
        1: [proof(1, dict.fromkeys(range(known), 1.0), 1.0)],
    }

    scores = scored([place, need], evidence, {})

    assert len(scores) == (crowd if all_are_hits else known)
    assert scores[0] == scores[known - 1] == 1.0


@given(SCORES, SCORES)
def test_answering_two_needs_is_worth_more_and_never_lowers_a_score(
    whole: dict[int, float], apart: dict[int, float]
) -> None:
    best = better_of(whole, apart)

    assert best.keys() == whole.keys() | apart.keys()
    for service, score in best.items():
        assert score == max(whole.get(service, 0.0), BOTH * apart.get(service, 0.0))


@given(SCORES, ORDER, st.lists(SHARES, max_size=3), st.integers(1, SERVICES + 2))
def test_leaders_come_first_and_nobody_is_lost_or_named_twice(
    scores: dict[int, float], order: list[str], needs: list[dict[int, float]], limit: int
) -> None:
    ranked = rank(scores, order, limit)

    hits, leaders = led_by(needs, ranked, scores, order, limit)

    services = [hit.service for hit in hits]
    before = [hit.service for hit in ranked]
    assert len(services) == len(set(services)) <= limit
    assert services[:1] == before[:1]
    assert (
        services[leaders:]
        == [n for n in before if n not in services[:leaders]][: len(services) - leaders]
    )
    if len(services) < limit:
        assert set(before) <= set(services)
    assert leaders <= 1 + LEADERS
    for hit in hits:
        assert hit.score == scores[hit.service]


def test_the_best_service_of_a_second_need_stands_right_after_the_best_of_all() -> None:
    scores = {0: 1.0, 1: 0.9, 2: 0.8, 3: 0.45, 4: 0.5}
    first, second = {0: 1.0, 1: 1.0, 2: 1.0}, {3: 1.0, 4: 0.6}

    hits, leaders = led_by([first, second], rank(scores, NAMES, 5), scores, NAMES, 5)

    assert [hit.service for hit in hits] == [0, 3, 1, 2, 4]
    assert leaders == 2


def test_who_answers_both_needs_leads_alone() -> None:
    scores = {0: 1.0, 1: 0.9, 2: 0.8}
    first, second = {0: 1.0, 1: 1.0}, {0: 0.7, 2: 1.0}

    hits, leaders = led_by([first, second], rank(scores, NAMES, 3), scores, NAMES, 3)

    assert [hit.service for hit in hits] == [0, 1, 2]
    assert leaders == 1


def test_a_third_need_has_no_leader() -> None:
    scores = {n: 1.0 - n / 10 for n in range(6)}
    needs = [{1: 1.0}, {3: 1.0}, {5: 1.0}]

    hits, leaders = led_by(needs, rank(scores, NAMES, 6), scores, NAMES, 6)

    assert [hit.service for hit in hits] == [0, 1, 3, 2, 4, 5]
    assert leaders == 3


def test_a_need_whose_best_service_is_far_behind_leads_nowhere() -> None:
    scores = {0: 1.0, 1: 0.5, 2: LEAST, 3: FAINT / 2}
    ranked = rank(scores, NAMES, 10)

    assert led_by([{2: 1.0}], ranked, scores, NAMES, 10) == (ranked, 1)
    assert led_by([{3: 1.0}], ranked, scores, NAMES, 10) == (ranked, 1)


def test_a_need_without_a_service_leads_nowhere() -> None:
    hits, leaders = led_by([{7: 1.0}], [], {}, NAMES, 5)

    assert (hits, leaders) == ([], 0)


@given(SCORES, ORDER, st.integers(0, 3))
def test_likely_hits_end_where_the_score_falls_away(
    scores: dict[int, float], order: list[str], leaders: int
) -> None:
    ranked = rank(scores, order, SERVICES)

    likely = likely_hits(ranked, leaders)

    assert min(leaders, len(ranked)) <= likely <= len(ranked)
    if ranked:
        near = [hit for hit in ranked if hit.score >= NEAR * ranked[0].score]
        assert likely == min(max(leaders, len(near)), len(ranked))


def test_leaders_are_likely_however_low_and_what_follows_is_as_it_is() -> None:
    ranked = [Ranked(0, 1.0), Ranked(1, 0.2), Ranked(2, 0.66), Ranked(3, 0.64)]

    assert likely_hits(ranked, 1) == 1
    assert likely_hits(ranked, 2) == 3
    assert likely_hits([], 2) == 0


def test_reasons_are_the_best_proof_of_each_part_the_weightiest_first() -> None:
    parts = by_weight([a_part(0, 0.3), a_part(1, 0.9), a_part(2, 0.04)])
    evidence = {
        0: [proof(0, {7: 1.0}, 0.4, "little"), proof(0, {7: 1.0}, 0.5, "more")],
        1: [proof(1, {7: 0.2}, 1.0, "weighty"), proof(1, {8: 1.0}, 1.0, "other")],
        2: [proof(2, {7: 1.0}, 1.0, "the")],
    }

    assert [reason.word for reason in reasons(7, parts, evidence)] == ["weighty", "more"]
    assert [reason.word for reason in reasons(8, parts, evidence)] == ["other"]
    assert [reason.word for reason in reasons(7, parts[2:], evidence)] == ["the"]
    assert reasons(9, parts, evidence) == ()
    assert best_proof(9, evidence[0]) is None
