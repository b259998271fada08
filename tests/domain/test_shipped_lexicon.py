"""The lexicon the program comes with: sound, large, in balance, and about terms that exist."""

from collections import Counter
from pathlib import Path

import pytest

from helpdesk_domain.lexicon import Saying, compared, is_elsewhere, is_searched_by, term_key
from helpdesk_domain.lexicon_file import read_lexicon_file, shipped_lexicon
from helpdesk_domain.offer import TaxonomyTerm
from helpdesk_domain.offer_file import OfferRecord, read_offer
from helpdesk_domain.resources import resource
from helpdesk_domain.wire import as_kind

FILES = sorted(resource("lexicon").glob("*.csv"))
TERMS = [
    as_kind(record.data, TaxonomyTerm)
    for record in read_offer(resource("demo/taxonomy_terms.json"))
    if isinstance(record, OfferRecord)
]
KEYS = {term_key(term) for term in TERMS}
KINDS_OF_HELP = {term_key(term) for term in TERMS if term.parent_id}
"""What services are filed under: groups of kinds of help are no kind of help."""


@pytest.fixture(scope="module")
def sayings() -> list[Saying]:
    return [saying for path in FILES for saying in read_lexicon_file(path).sayings]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_shipped_file_has_no_mistake_and_only_terms_of_the_taxonomy(path: Path) -> None:
    assert read_lexicon_file(path, KEYS).mistakes == ()


def test_no_phrase_is_said_twice_of_a_term_in_two_files(sayings: list[Saying]) -> None:
    said = Counter((saying.term, saying.language, compared(saying.phrase)) for saying in sayings)
    assert [same for same, times in said.items() if times > 1] == []


def test_the_lexicon_is_large_and_its_languages_are_in_balance(sayings: list[Saying]) -> None:
    of_needs = [saying for saying in sayings if not is_elsewhere(saying.term)]
    assert 15_000 <= len(of_needs) <= 25_000
    for said in (sayings, of_needs):
        languages = Counter(saying.language for saying in said)
        assert languages.keys() == {"fr", "nl"}
        assert 0.45 <= languages["fr"] / len(said) <= 0.55


def test_every_kind_of_help_has_its_phrases_in_both_languages(sayings: list[Saying]) -> None:
    counted = Counter((saying.term, saying.language) for saying in sayings)
    few = [
        (term, language)
        for term in sorted(KINDS_OF_HELP)
        for language in ("fr", "nl")
        if counted[term, language] < 40
    ]
    assert few == []


def test_nothing_is_repeated_of_what_the_taxonomy_says_itself(sayings: list[Saying]) -> None:
    known = {(term_key(term), compared(text)) for term in TERMS for text in said_by(term)}
    assert [saying for saying in sayings if (saying.term, compared(saying.phrase)) in known] == []


def test_what_no_service_answers_is_known_and_nothing_of_it_is_a_kind_of_help(
    sayings: list[Saying],
) -> None:
    elsewhere = {compared(said.phrase) for said in sayings if is_elsewhere(said.term)}
    inside = {compared(said.phrase) for said in sayings if not is_elsewhere(said.term)}
    assert len(elsewhere) > 5_000
    assert elsewhere & inside == set()


def test_a_code_of_two_taxonomies_stands_for_each_apart(sayings: list[Saying]) -> None:
    assert {"lgbt", "target_group:lgbt"} <= {saying.term for saying in sayings}


def test_every_saying_is_in_the_lexicon_the_search_is_given(sayings: list[Saying]) -> None:
    lexicon = shipped_lexicon()
    assert lexicon.keys() == {saying.term for saying in sayings}
    for saying in sayings:
        searched_by = saying.phrase in lexicon[saying.term]
        assert searched_by or not is_searched_by(saying.term, saying.kind)


def said_by(term: TaxonomyTerm) -> list[str]:
    """Every name, synonym and acronym of `term`."""
    said: list[object] = [term.name, *term.acronyms]
    for texts in term.translations.values():
        for value in texts.values():
            said += value if isinstance(value, list | tuple) else [value]
    return [text for text in said if isinstance(text, str)]
