"""What the search costs by size of the offer, beside two obvious ways in the same run.

Times are of this thread's own work (`thread_time`): what else the machine does is left out.
"""

import gc
import os
import time
import tracemalloc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from benchmarks.engines import FullText, NamesAlike
from benchmarks.figures import Figure, percentile
from benchmarks.judged import judged_queries
from benchmarks.records import Offer, Search
from benchmarks.unseen_offer import unseen_offer
from helpdesk_desktop.search.finder import Index, build_index, find
from helpdesk_desktop.search.keeping.packing import pack
from helpdesk_desktop.search.keeping.unpacking import unpack
from helpdesk_domain.lexicon_file import shipped_lexicon

LARGE: Final = "HELPDESK_BENCH_LARGE"
"""Set to 1, it adds 100,000 services, all keystrokes and the memory of every size."""
SEED: Final = 100


@dataclass(frozen=True, slots=True)
class Size:
    """An offer to be measured.

    Attributes:
        services: How many; the demo offer when it has so many, else one never seen.
        every: Of the judged queries, one in so many is typed key by key.
        others: … one in so many to the other engines, which are slow.
        goal: Most milliseconds that 95 of 100 keystrokes may take.
        most_megabytes: Most megabytes the index may hold.
        has_memory: Whether memory is measured: it takes four times as long as the index.
    """

    services: int
    every: int
    others: int
    goal: float | None = None
    most_megabytes: float | None = None
    has_memory: bool = True


DEFAULT: Final = (
    Size(4_200, every=3, others=48, goal=10, most_megabytes=60),
    Size(20_000, every=12, others=144, has_memory=False),
)
ALL: Final = (
    Size(4_200, every=1, others=48, goal=10, most_megabytes=60),
    Size(20_000, every=1, others=96),
    Size(100_000, every=2, others=192, goal=30),
)


def rows(demo: Offer) -> Iterator[str]:
    """The figures, a line each, the smaller offers first."""
    large = os.environ.get(LARGE) == "1"
    for size in ALL if large else DEFAULT:
        offer = demo
        if size.services != len(demo.services):
            offer = unseen_offer(demo, size.services, SEED)
        yield from map(str, _figures(size, offer))
    if not large:
        left_out = "all keystrokes, 100,000 services, memory from 20,000 on: some 20 minutes"
        yield f"Left out of this run: {left_out}. {LARGE}=1 make bench measures them too."


def _figures(size: Size, offer: Offer) -> Iterator[Figure]:
    of = f"of {size.services:,} services"
    if size.has_memory:
        yield Figure(f"memory of the index {of}", _megabytes(offer), "MB", size.most_megabytes)
    began = time.thread_time()
    index = _index(offer)
    yield Figure(f"the index {of}, built", time.thread_time() - began, "s")
    yield from _kept(of, index)
    search = partial(find, index)
    queries = [query.text for query in judged_queries()]
    yield from _spread(f"a key typed, {of}", search, keys(queries[:: size.every]), size.goal)
    yield from _spread(f"a whole query, {of}", search, queries, None)
    yield from _others(of, search, offer, keys(queries[:: size.others]))


def _kept(of: str, index: Index) -> Iterator[Figure]:
    packed = pack(index)
    yield Figure(f"the index {of}, kept", len(packed) / 1e6, "MB")
    began = time.thread_time()
    unpack(packed)
    yield Figure(f"the index {of}, read again", time.thread_time() - began, "s")


def _spread(
    what: str, search: Search, typed: Sequence[str], goal: float | None
) -> Iterator[Figure]:
    taken = taken_ms(search, typed)
    for percent in (50, 95, 99):
        name = f"{what} ({len(typed):,}), p{percent}"
        yield Figure(name, percentile(taken, percent), "ms", goal if percent == 95 else None)


def _others(of: str, search: Search, offer: Offer, typed: Sequence[str]) -> Iterator[Figure]:
    """The same keys typed to each engine; ours as a share of the other's."""
    own = percentile(taken_ms(search, typed), 95)
    for name, other in (("FTS5", FullText(offer)), ("WRatio over names", NamesAlike(offer))):
        theirs = percentile(taken_ms(other, typed), 95)
        yield Figure(f"{name}, {of}: a key typed ({len(typed):,}), p95", theirs, "ms")
        yield Figure(f"ours, to that of {name}", own / theirs, "×")


def keys(queries: Iterable[str]) -> list[str]:
    """What stands in the box after each key of each query."""
    return [query[:end] for query in queries for end in range(1, len(query) + 1)]


def taken_ms(search: Search, typed: Sequence[str]) -> list[float]:
    taken = []
    gc.collect()
    gc.freeze()
    for words in typed:
        began = time.thread_time()
        search(words)
        taken.append((time.thread_time() - began) * 1000)
    gc.unfreeze()
    return taken


def _index(offer: Offer) -> Index:
    return build_index(iter(offer.services), offer.terms, shipped_lexicon())


def _megabytes(offer: Offer) -> float:
    """What the index alone holds: services, terms and lexicon are read already."""
    shipped_lexicon()
    gc.collect()
    tracemalloc.start()
    index = _index(offer)
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del index
    return held / 1e6
