"""The lexicon in force: what the program came with, and what the server makes of it."""

from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.lexicon import (
    Mode,
    Saying,
    SayingKind,
    compared,
    entries,
    entry_id,
    in_force,
    phrases_of,
    term_key,
)
from helpdesk_domain.offer import TaxonomyTerm, TermId
from helpdesk_domain.wire import to_json

SHIPPED = {"mg": ("toubib", "fièvre"), "dent": ("rage de dents",)}


def said(phrase: str, term: str = "mg", language: str = "fr", kind: str = "lay") -> Saying:
    return Saying(term, language, SayingKind(kind), phrase)


def a_term(code: str, taxonomy: str) -> TaxonomyTerm:
    return TaxonomyTerm(id=TermId(f"{taxonomy} {code}"), name=code, code=code, taxonomy=taxonomy)


def test_a_kind_of_help_goes_by_its_code_and_a_group_of_people_with_its_taxonomy_in_front() -> None:
    kinds = [a_term("lgbt", "category"), a_term("lgbt", ""), a_term("lgbt", "target_group")]
    assert [term_key(term) for term in kinds] == ["lgbt", "lgbt", "target_group:lgbt"]


def test_the_record_about_a_term_has_the_same_id_for_ever() -> None:
    assert entry_id("mg") == "75492584-26e8-5195-820c-03b16cb6f2a5"
    assert entry_id("lgbt") != entry_id("target_group:lgbt")


def test_the_sayings_of_a_term_make_one_entry_by_language_and_kind() -> None:
    first, second = entries(
        [
            said("fièvre"),
            said("rage de dents", "dent"),
            said("toubib", kind="synonym"),
            said("koorts", language="nl"),
            said("FIEVRE"),
            said("toux"),
        ],
        Mode.REPLACE,
    )
    assert (first.id, first.term, first.mode) == (entry_id("mg"), "mg", Mode.REPLACE)
    assert first.sayings == {
        "fr": {"lay": ("fièvre", "toux"), "synonym": ("toubib",)},
        "nl": {"lay": ("koorts",)},
    }
    assert second.term == "dent"


def test_phrases_go_by_term_in_the_order_given() -> None:
    sayings = [said("b"), said("c", "dent"), said("a"), said("b", language="nl")]
    assert phrases_of(sayings) == {"mg": ("b", "a"), "dent": ("c",)}


def test_an_entry_extends_what_was_shipped_without_repeating_it() -> None:
    received = entries([said("toux"), said("fièvre"), said("koorts", language="nl")], Mode.EXTEND)
    assert in_force(SHIPPED, received) == SHIPPED | {"mg": ("toubib", "fièvre", "toux", "koorts")}


def test_an_entry_replaces_what_was_shipped_for_its_term_only() -> None:
    assert in_force(SHIPPED, entries([said("toux")], Mode.REPLACE)) == SHIPPED | {"mg": ("toux",)}


def test_an_entry_may_be_about_a_term_that_nothing_was_shipped_for() -> None:
    assert in_force(SHIPPED, entries([said("poux", "hair")], Mode.EXTEND))["hair"] == ("poux",)
    assert "hair" not in SHIPPED


sayings = st.lists(
    st.builds(
        Saying,
        st.sampled_from(["mg", "dent", "target_group:lgbt"]),
        st.sampled_from(["fr", "nl"]),
        st.sampled_from(SayingKind),
        st.sampled_from(["toux", "TOUX", "fièvre", "fievre", "koorts"]),
    )
)


@given(sayings)
def test_the_same_sayings_make_the_same_bytes_and_each_is_kept_once(
    rows: list[Saying],
) -> None:
    made = entries(rows, Mode.EXTEND)
    assert to_json(made) == to_json(entries([*rows, *rows], Mode.EXTEND))
    kept = [
        (entry.term, language, compared(phrase))
        for entry in made
        for language, kinds in entry.sayings.items()
        for phrases in kinds.values()
        for phrase in phrases
    ]
    assert sorted(kept) == sorted({(row.term, row.language, compared(row.phrase)) for row in rows})
