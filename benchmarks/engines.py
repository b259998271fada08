"""The search, and the two obvious ways to do without it that it is held against."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Final

from rapidfuzz import fuzz, process

from benchmarks.records import Offer, Search
from helpdesk_desktop.search.answer import Found, Hit
from helpdesk_desktop.search.finder import build_index, find
from helpdesk_desktop.search.inverted.records import (
    alternate_names,
    descriptions,
    names,
    organization_names,
    streets,
)
from helpdesk_desktop.search.needs.concepts import sayings
from helpdesk_domain.lexicon_file import shipped_lexicon
from helpdesk_domain.offer import Service, ServiceId, TaxonomyTerm

LIMIT: Final = 50
_WORD: Final = re.compile(r"\w+")
_TABLE: Final = """
CREATE VIRTUAL TABLE offer USING fts5(
    id UNINDEXED, name, alternate_name, organization, terms, address, description,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
)
"""
_BEST: Final = """
SELECT id, -bm25(offer, 0, 8, 6, 4, 6, 3, 1) FROM offer WHERE offer MATCH ?
ORDER BY bm25(offer, 0, 8, 6, 4, 6, 3, 1) LIMIT ?
"""


def ours(offer: Offer) -> Search:
    """The search of the product on `offer`, with the lexicon it comes with."""
    index = build_index(iter(offer.services), offer.terms, shipped_lexicon())
    return partial(find, index)


class FullText:
    """SQLite's full-text index: bm25 over all the words, of which any will do, the last half-typed.

    It has every way in which the taxonomy says a kind of help; not the lexicon.
    """

    def __init__(self, offer: Offer) -> None:
        self._offer = sqlite3.connect(":memory:")
        self._offer.execute(_TABLE)
        rows = ((service.id, *_columns(service, offer)) for service in offer.services)
        self._offer.executemany("INSERT INTO offer VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def __call__(self, query: str, *, language: str = "fr", limit: int = LIMIT) -> Found:
        words = _WORD.findall(query)
        if not words:
            return Found()
        *whole, last = (f'"{word}"' for word in words)
        matching = " OR ".join([*whole, f"{last} *"])
        rows: Iterable[tuple[str, float]] = self._offer.execute(_BEST, (matching, limit))
        return Found(tuple(Hit(ServiceId(id_), score, ()) for id_, score in rows))


class NamesAlike:
    """One pass of rapidfuzz's WRatio over all names: the shortest program there is."""

    def __init__(self, offer: Offer) -> None:
        named = [(name, service.id) for service in offer.services for name in names(service)]
        self._names = [name for name, _id in named]
        self._ids = [id_ for _name, id_ in named]

    def __call__(self, query: str, *, language: str = "fr", limit: int = LIMIT) -> Found:
        found = process.extract(query, self._names, scorer=fuzz.WRatio, limit=limit)
        return Found(tuple(Hit(self._ids[place], score, ()) for _name, score, place in found))


def _terms(service: Service) -> Iterator[TaxonomyTerm]:
    return (term for attribute in service.attributes if (term := attribute.taxonomy_term))


def _columns(service: Service, offer: Offer) -> Iterator[str]:
    columns: Sequence[Iterable[str]] = (
        names(service),
        alternate_names(service),
        organization_names(service),
        chain.from_iterable(sayings(offer.terms[term.id]) for term in _terms(service)),
        streets(service),
        descriptions(service),
    )
    return map("\n".join, columns)
