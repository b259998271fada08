"""An answer narrowed down: readings refused, facets wanted, and what is counted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from helpdesk_desktop.search.answer import RecognisedKind
from helpdesk_desktop.search.finder import Index, find
from helpdesk_desktop.search.wanted import YES, Facet, Wanted
from helpdesk_domain.offer import Service
from tests.search.offers import a_service, a_term, an_index
from tests.search.small_offer import CALLERS, DEBTS, DENTIST, NURSING, WOMEN

IXELLES, UCCLE = "urn:be:nis:21009", "urn:be:nis:21016"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def offer(*more: Service) -> Index:
    free = replace(a_service("free", "Ddd", terms=[DENTIST]), fees_description="Gratis")
    return an_index(
        a_service("debts", "Aaa", terms=[DEBTS], nis="21009", speaks=["fr", "ar"]),
        a_service("hers", "Bbb", terms=[NURSING, WOMEN], nis="21009", speaks=["nl"], nl="Bbb"),
        a_service("nursing", "Ccc", terms=[NURSING], nis="21016", speaks=["fr", "tr"]),
        free,
        *more,
        lexicon=CALLERS,
    )


OFFER = offer()


def found(
    query: str, wanted: Wanted | None = None, refused: frozenset[str] = frozenset()
) -> list[str]:
    hits = find(OFFER, query, wanted=wanted or Wanted(), refused=refused).hits
    return [str(hit.service_id) for hit in hits]


def wish(facet: Facet, *values: str) -> Wanted:
    return Wanted({facet: frozenset(values)}, NOW)


@pytest.mark.parametrize(
    ("query", "kind", "key"),
    [
        ("pansement ixelles", RecognisedKind.PLACE, IXELLES),
        ("pansement arabe", RecognisedKind.LANGUAGE, "ar"),
        ("pansement refait", RecognisedKind.NEED, "nursing"),
        ("pansement femmes", RecognisedKind.GROUP, "women"),
        ("pansement gratis", RecognisedKind.CONDITION, "free"),
    ],
)
def test_a_reading_is_told_until_it_is_refused(query: str, kind: RecognisedKind, key: str) -> None:
    told = {(it.kind, it.key) for it in find(OFFER, query).recognised}
    without = {(it.kind, it.key) for it in find(OFFER, query, refused=frozenset({key})).recognised}

    assert (kind, key) in told
    assert without == told - {(kind, key)}


@pytest.mark.parametrize(
    ("query", "key", "before", "after"),
    [
        ("pansement ixelles", IXELLES, ["hers", "nursing", "debts"], ["hers", "nursing"]),
        ("pansement turc", "tr", ["nursing", "hers"], ["hers", "nursing"]),
        ("pansement refait", "nursing", ["hers", "nursing"], []),
        ("pansement gratis", "free", ["hers", "nursing", "free"], ["hers", "nursing"]),
    ],
)
def test_a_reading_that_is_refused_counts_no_more(
    query: str, key: str, before: list[str], after: list[str]
) -> None:
    assert found(query) == before
    assert found(query, refused=frozenset({key})) == after


def test_a_group_that_is_refused_no_longer_speaks_for_its_services() -> None:
    index = an_index(
        a_service("all", "Aaa", terms=[NURSING]),
        a_service("hers", "Bbb", terms=[NURSING, WOMEN]),
        lexicon=CALLERS,
    )

    def first(refused: frozenset[str]) -> str:
        return str(find(index, "pansement vrouwen", refused=refused).hits[0].service_id)

    assert first(frozenset()) == "hers"
    assert first(frozenset({"women"})) == "all"


def test_a_group_is_told_when_its_name_was_typed_and_not_when_a_word_of_it_was() -> None:
    homeless = a_term("sdf", "personnes sans abri", nl="daklozen", taxonomy="target_group")
    index = an_index(a_service("a", "Aaa", terms=[NURSING, homeless]), lexicon=CALLERS)

    def told(query: str) -> list[str]:
        found = find(index, query).recognised
        return [it.key for it in found if it.kind is RecognisedKind.GROUP]

    assert told("pansement daklozen") == ["sdf"]
    assert told("pansement personnes sans abri") == ["sdf"]
    assert told("pansement personnes ") == []


def test_what_is_refused_and_was_never_meant_changes_nothing() -> None:
    assert find(OFFER, "pansement", refused=frozenset({"debts", UCCLE, "tr", "xx", ""})) == find(
        OFFER, "pansement"
    )


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (wish(Facet.COMMUNE, IXELLES), ["hers"]),
        (wish(Facet.COMMUNE, IXELLES, UCCLE), ["hers", "nursing"]),
        (wish(Facet.COMMUNITY, "both"), ["hers"]),
        (wish(Facet.LANGUAGE, "tr"), ["nursing"]),
        (wish(Facet.GROUP, "women"), ["hers"]),
        (wish(Facet.FREE, YES), []),
        (wish(Facet.OPEN_NOW, YES), []),
        (Wanted({Facet.COMMUNE: frozenset([UCCLE]), Facet.LANGUAGE: frozenset(["tr"])}), None),
    ],
)
def test_what_is_wanted_narrows_the_answer_down(wanted: Wanted, kept: list[str] | None) -> None:
    assert found("pansement", wanted) == (["nursing"] if kept is None else kept)


def test_narrowing_down_keeps_the_order_and_the_scores() -> None:
    everything = find(OFFER, "pansement ixelles")
    narrowed = find(OFFER, "pansement ixelles", wanted=wish(Facet.COMMUNE, UCCLE))

    assert narrowed.hits == tuple(hit for hit in everything.hits if hit.service_id == "nursing")


def test_the_list_is_filled_with_those_that_are_wanted_before_it_is_cut() -> None:
    many = [a_service(f"z{n}", f"A{n}", terms=[NURSING], nis="21009") for n in range(30)]
    index = offer(*many)

    found = find(index, "pansement", limit=3, wanted=wish(Facet.COMMUNE, UCCLE))

    assert [hit.service_id for hit in found.hits] == ["nursing"]


def test_with_no_words_what_is_wanted_is_listed_by_name() -> None:
    assert found("", wish(Facet.COMMUNE, IXELLES)) == ["debts", "hers"]
    assert found("  …", wish(Facet.FREE, YES)) == ["free"]
    assert found("") == []
    listed = find(OFFER, "", wanted=wish(Facet.COMMUNE, IXELLES))
    assert (listed.likely, listed.low_confidence) == (2, False)
    assert not find(OFFER, "", wanted=wish(Facet.LANGUAGE, "zz")).low_confidence


def test_a_phone_number_is_narrowed_down_like_any_answer() -> None:
    index = an_index(
        a_service("there", "Aaa", phone="02 098 30 18", nis="21009"),
        a_service("far", "Bbb", phone="02 098 30 19", nis="21016"),
    )

    both = find(index, "02 098 30", counted=True)
    there = find(index, "02 098 30", wanted=wish(Facet.COMMUNE, IXELLES))

    assert [hit.service_id for hit in both.hits] == ["there", "far"]
    assert both.likely == 2
    assert both.counts[Facet.COMMUNE][IXELLES] == both.counts[Facet.COMMUNE][UCCLE] == 1
    assert [hit.service_id for hit in there.hits] == ["there"]
    assert find(index, "02 777 66 55").low_confidence


def test_counts_are_of_all_that_was_found_and_only_when_asked_for() -> None:
    counts = find(OFFER, "pansement", limit=1, counted=True).counts

    assert counts[Facet.LANGUAGE] == {"fr": 1, "nl": 1, "ar": 0, "tr": 1}
    assert counts[Facet.GROUP] == {"women": 1}
    assert (counts[Facet.COMMUNE][IXELLES], counts[Facet.COMMUNE][UCCLE]) == (1, 1)
    assert counts[Facet.OPEN_NOW] == {}
    assert find(OFFER, "pansement").counts == {}


def test_a_facet_counts_what_choosing_another_value_of_it_would_add() -> None:
    counts = find(OFFER, "pansement", wanted=wish(Facet.COMMUNE, IXELLES), counted=True).counts

    assert (counts[Facet.COMMUNE][IXELLES], counts[Facet.COMMUNE][UCCLE]) == (1, 1)
    assert counts[Facet.LANGUAGE] == {"fr": 0, "nl": 1, "ar": 0, "tr": 0}


def test_before_anything_is_typed_the_whole_offer_is_counted_and_none_of_it_listed() -> None:
    answer = find(OFFER, "", counted=True)

    assert answer.hits == ()
    assert answer.counts[Facet.LANGUAGE] == {"fr": 2, "nl": 1, "ar": 1, "tr": 1}
    assert answer.counts[Facet.FREE] == {YES: 1}


def test_narrowing_down_does_not_make_an_unsure_answer_sure() -> None:
    assert find(OFFER, "xqzw", wanted=wish(Facet.COMMUNE, IXELLES)).low_confidence
    assert not find(OFFER, "pansement", wanted=wish(Facet.COMMUNE, IXELLES)).low_confidence
