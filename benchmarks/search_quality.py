"""How well the search answers: judged queries, phrases of another hand, offers never seen."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean
from typing import Final

from benchmarks import judged, other_hand
from benchmarks.engines import FullText, ours
from benchmarks.halves import Half
from benchmarks.known_items import mrr_by_way
from benchmarks.records import Offer, Search
from benchmarks.scoring import Answered, Quality, honesty, mean, quality_by_class
from benchmarks.unseen_offer import unseen_offer

SEEDS: Final = (101, 102)
"""Of the offers never seen; nothing is ever tuned by them."""

HALVES: Final = "tuned | trusted"

_TITLE: Final = 36
_CELL: Final = 17


def rows(demo: Offer, search: Search) -> Iterator[str]:
    """The quality of `search`, which is on the `demo` offer: what was tuned on, what is trusted."""
    queries = judged.judged_queries()
    answered = {half: list(judged.answered(queries, search, half)) for half in Half}
    yield _line("judged queries, on the demo offer", "MRR@10", "nDCG@10", "success@3")
    yield _line("", *3 * [HALVES])
    yield from _class_rows({half: quality_by_class(answered[half]) for half in Half})
    yield from _honesty_rows(answered)
    yield from _full_text_row(demo, queries)
    yield from _other_hand_rows(demo, search)
    yield from _unseen_rows(demo)


def macro(answered: Sequence[Answered]) -> Quality:
    """The quality of all, each class counting alike."""
    return mean(quality_by_class(answered).values())


def _class_rows(by_class: Mapping[Half, Mapping[str, Quality]]) -> Iterator[str]:
    for kind in by_class[Half.TUNED]:
        yield _line(kind, *_figures(*(by_class[half][kind] for half in Half)))
    yield _line("all, each class alike", *_figures(*(mean(by_class[h].values()) for h in Half)))


def _honesty_rows(answered: Mapping[Half, Sequence[Answered]]) -> Iterator[str]:
    tuned, trusted = (honesty(answered[half]) for half in Half)
    yield _line("« nothing found »", HALVES)
    yield _line("precision", _pair(tuned.precision, trusted.precision))
    yield _line("recall", _pair(tuned.recall, trusted.recall))
    yield _line("false_none", _pair(tuned.false_none, trusted.false_none))
    yield _line("harmful_none", _pair(tuned.harmful_none, trusted.harmful_none))


def _full_text_row(demo: Offer, queries: Sequence[judged.JudgedQuery]) -> Iterator[str]:
    search = FullText(demo)
    found = (macro(list(judged.answered(queries, search, half))) for half in Half)
    yield _line("FTS5 (bm25, prefix), all classes", *_figures(*found))


def _other_hand_rows(demo: Offer, search: Search) -> Iterator[str]:
    said = other_hand.phrases()
    tuned, trusted = (other_hand.measured(said, demo, search, half) for half in Half)
    yield _line(f"phrases of another hand ({len(said)})", "MRR@10")
    yield _line("", HALVES)
    for kind in tuned.mrr:
        yield _line(kind, _pair(tuned.mrr[kind], trusted.mrr[kind]))
    yield _line("false_none", _pair(tuned.false_none, trusted.false_none))
    yield _line("recall of what is asked elsewhere", _pair(tuned.recall, trusted.recall))


def _unseen_rows(demo: Offer) -> Iterator[str]:
    """Known items where other names and streets are; both seeds are trusted, none was tuned on."""
    size = len(demo.services)
    found = []
    for seed in SEEDS:
        unseen = unseen_offer(demo, size, seed)
        found.append(mrr_by_way(unseen, ours(unseen), seed))
    yield _line("known items of offers never seen", "MRR@10")
    yield _line(f"({size:,} services each)", " | ".join(f"seed {seed}" for seed in SEEDS))
    for way in found[0]:
        yield _line(way, _pair(*(each[way] for each in found)))
    yield _line("all ways alike", _pair(*(fmean(each.values()) for each in found)))


def _figures(tuned: Quality, trusted: Quality) -> Iterator[str]:
    yield _pair(tuned.mrr, trusted.mrr)
    yield _pair(tuned.ndcg, trusted.ndcg)
    yield _pair(tuned.success, trusted.success)


def _pair(*figures: float) -> str:
    return " | ".join(f"{figure:.3f}" for figure in figures)


def _line(title: str, *cells: str) -> str:
    return (f"{title:{_TITLE}}" + "".join(f"{cell:>{_CELL}}" for cell in cells)).rstrip()
