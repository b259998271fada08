"""Books made of others say what their calls say, and nothing of a call that left."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from benchmarks.facts import made_up_facts
from helpdesk_domain.statistics.book import Book, bound, from_bytes, to_bytes
from helpdesk_domain.statistics.columns import column, numbers
from helpdesk_domain.statistics.counting import Question, count, measured
from helpdesk_domain.statistics.dimensions import Dimension, Measure, Unit
from helpdesk_domain.statistics.facts import Fact
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.opened import OpenBook
from helpdesk_domain.statistics.rebound import together, without
from tests.domain.statistics.facts import a_fact

SALT = b"of this story"
OCTOBER = Month(2026, 10)
QUESTIONS = (
    Question(unit=Unit.CALL, by=(Dimension.DAY, Dimension.CHANNEL, Dimension.COMMUNE)),
    Question(unit=Unit.RING, by=(Dimension.NON_CALL,)),
    Question(unit=Unit.NEED, by=(Dimension.NEED, Dimension.LANGUAGE)),
    Question(unit=Unit.UNMET_NEED, by=(Dimension.NEED, Dimension.REASON)),
    Question(unit=Unit.REFERRAL, by=(Dimension.SERVICE, Dimension.STATUS)),
)


def rows_of(*books: Book) -> list[object]:
    """What is counted in them, whatever the keys."""
    opened = [OpenBook(from_bytes(to_bytes(one)), {}) for one in books]
    told: list[object] = [
        {key: one.rows for key, one in count(opened, question).items()} for question in QUESTIONS
    ]
    return told + [measured(opened, one, Question(unit=Unit.CALL))[0] for one in Measure]


def in_order(facts: list[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (fact.key, repr(fact)))


def test_books_together_count_what_they_count_beside_each_other() -> None:
    # Given three teams whose services are too many for a byte only together
    books = [bound(made_up_facts(OCTOBER, 200, seed)) for seed in (1, 2, 3)]
    services = [len(one.tables[Unit.REFERRAL].columns[Dimension.SERVICE].values) for one in books]
    assert max(services) <= 256 < sum(services)

    assert rows_of(together(books, SALT)) == rows_of(*books)
    assert rows_of(together([*books, bound([])], SALT)) == rows_of(*books)
    assert together(books, SALT).size == 600
    with pytest.raises(ValueError, match="no book"):
        together([], SALT)


def test_whose_a_row_of_all_teams_is_shows_neither_in_its_place_nor_in_its_key() -> None:
    # Given two teams, each of one language alone
    books = [
        bound(a_fact(key=number * 97 % 65536, language=language) for number in range(300))
        for language in ("fr", "nl")
    ]

    joined = together(books, SALT)

    # Then nothing begins anew in the middle: the keys ascend, and the two are mixed
    keys, languages = numbers("H", joined.keys), joined.columns[Dimension.LANGUAGE]
    assert list(keys) == sorted(keys)
    turns = sum(one != other for one, other in pairwise(languages.numbers))
    assert turns > 200
    assert len(set(keys) & set(numbers("H", books[0].keys))) < 30, "every number is drawn anew"
    assert together(books, b"another").keys != joined.keys


def test_a_team_that_alone_has_calls_is_told_the_same_numbers_of_all() -> None:
    book = bound(made_up_facts(OCTOBER, 100))
    assert together([book], SALT) == together([bound([]), book], SALT) == book
    assert together([bound([]), bound([])], SALT).size == 0


def test_a_book_of_before_in_which_each_call_had_a_team_is_read_without_it() -> None:
    book = bound(made_up_facts(OCTOBER, 50))
    of_before = replace(book, columns={**book.columns, "team": column(["midi"] * 50)})
    assert from_bytes(to_bytes(of_before)) == book


def test_a_book_without_a_call_is_the_book_of_the_others() -> None:
    facts = in_order(list(made_up_facts(OCTOBER, 60)))
    book, random = bound(facts), Random(5)
    while facts:
        place = random.randrange(len(facts))
        del facts[place]
        before, book = book.keys, without(book, place)
        expected = bound(facts)
        assert replace(book, keys=expected.keys) == expected, "in all but the keys"
        kept = set(zip(*[iter(before)] * 2, strict=True)) & set(
            zip(*[iter(book.keys)] * 2, strict=True)
        )
        assert len(kept) < 3, "every number is drawn anew, not those of the call alone"


def test_a_row_that_a_book_has_not_is_refused() -> None:
    book = bound([a_fact()])
    for place in (-1, 1):
        with pytest.raises(IndexError):
            without(book, place)
