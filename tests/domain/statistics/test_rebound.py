"""Books made of others say what their calls say, and nothing of a call that left."""

from dataclasses import replace
from random import Random

import pytest

from benchmarks.facts import made_up_facts
from helpdesk_domain.statistics.book import Book, bound, from_bytes, to_bytes
from helpdesk_domain.statistics.counting import Question, count, measured
from helpdesk_domain.statistics.dimensions import Dimension, Measure, Unit
from helpdesk_domain.statistics.facts import Fact
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.opened import OpenBook
from helpdesk_domain.statistics.rebound import together, without
from tests.domain.statistics.facts import a_fact

OCTOBER = Month(2026, 10)
QUESTIONS = (
    Question(unit=Unit.CALL, by=(Dimension.DAY, Dimension.CHANNEL, Dimension.COMMUNE)),
    Question(unit=Unit.RING, by=(Dimension.NON_CALL,)),
    Question(unit=Unit.NEED, by=(Dimension.NEED, Dimension.LANGUAGE)),
    Question(unit=Unit.UNMET_NEED, by=(Dimension.NEED, Dimension.REASON)),
    Question(unit=Unit.REFERRAL, by=(Dimension.SERVICE, Dimension.STATUS)),
)


def counts(*books: Book) -> list[object]:
    opened = [OpenBook(from_bytes(to_bytes(one)), {}) for one in books]
    told: list[object] = [count(opened, question) for question in QUESTIONS]
    return told + [measured(opened, one, Question(unit=Unit.CALL)) for one in Measure]


def in_order(facts: list[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (fact.key, repr(fact)))


def test_books_together_count_what_they_count_beside_each_other() -> None:
    # Given three teams whose services are too many for a byte only together
    books = [bound(made_up_facts(OCTOBER, 200, seed)) for seed in (1, 2, 3)]
    services = [len(one.tables[Unit.REFERRAL].columns[Dimension.SERVICE].values) for one in books]
    assert max(services) <= 256 < sum(services)

    assert counts(together(books)) == counts(*books)
    assert counts(together([*books, bound([])])) == counts(*books)
    assert together(books).size == 600
    with pytest.raises(ValueError, match="no book"):
        together([])


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
