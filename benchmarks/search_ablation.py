"""What each part of the search is worth: one at a time is switched off, in points and in time.

`python -m benchmarks.search_ablation` takes some minutes; with words behind it, only the parts
that have one of them in their name. A part that has moved elsewhere is an error, not a zero.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import fmean
from typing import Final
from unittest.mock import patch

from benchmarks import judged, other_hand
from benchmarks.halves import Half
from benchmarks.records import Offer, demo_offer
from benchmarks.search_quality import macro
from benchmarks.search_speed import keys, taken_ms
from helpdesk_desktop.search import finder
from helpdesk_desktop.search.finder import build_index, find
from helpdesk_desktop.search.inverted import vocabulary
from helpdesk_desktop.search.inverted.names import Names
from helpdesk_desktop.search.needs.meant import Meant
from helpdesk_desktop.search.needs.model import Heard
from helpdesk_desktop.search.needs.told import ToldBuilder
from helpdesk_desktop.search.reading import correct, options, query
from helpdesk_desktop.search.words import traits
from helpdesk_domain.lexicon import Lexicon, is_elsewhere
from helpdesk_domain.lexicon_file import shipped_lexicon

EVERY: Final = 24
"""Of the judged queries, one in so many is typed key by key to take the time."""
TIMES: Final = 3
"""How often each key is typed; the quickest counts: what else the machine does only slows."""
NEARLY_NOTHING: Final = 1e-9

Off = tuple[object, str, object]
"""Where a part of the search is used, under which name, and what stands there without it."""


def _always(value: object) -> Callable[..., object]:
    return lambda *_given, **_named: value


def _first(value: object, *_others: object, **_named: object) -> object:
    return value


PARTS: Final[Mapping[str, Sequence[Off]]] = {
    "stems": [(module, "stem", _first) for module in (vocabulary, options, traits)],
    "compounds": [(query, "rejoined", _first), (options, "split", _always([]))],
    "corrections, sound-alikes too": [(options, "corrections", _always({}))],
    "sound-alikes": [
        (correct, "_soundalikes", _always({})),
        (correct, "_beginning_alike", _always({})),
    ],
    "acronyms spelt aloud": [(options, "acronym_heard", _always(""))],
    "words of the records": [(finder, "text_evidence", _always(()))],
    "phrases of the taxonomy": [(finder, "concept_evidence", _always(()))],
    "the model of needs": [(finder, "meant", _always(Meant()))],
    "… pieces of words in it": [(traits, "PIECE", NEARLY_NOTHING)],
    "… pairs of words in it": [(traits, "PAIR", NEARLY_NOTHING)],
    "sentences services tell": [(ToldBuilder, "built", _always({}))],
    "words learnt from the offer": [(finder, "learnt_evidence", _always(()))],
    "place": [(query, "place_at", _always((0, ())))],
    "streets are no needs": [(query, "street_at", _always(0))],
    "language": [(query, "recognised_language", _always(()))],
    "conditions": [(query, "wish_at", _always((0, None)))],
    "when to be open": [
        (query, "opening_at", _always((0, ""))),
        (query, "opening_words", _always(frozenset())),
    ],
    "names": [(Names, "bonuses", _always({}))],
    "two needs told apart": [(Heard, "second_begins", _always(0))],
    "somebody's mother is no group": [(query, "is_somebodys", _always(False))],
    "ages far from the one asked": [(finder, "for_other_ages", _always(frozenset()))],
    "each need's best first": [(finder, "led_by", lambda _needs, ranked, *_more: (ranked, 1))],
}
"""Each part, switched off where it is used."""

LEXICONS: Final[Mapping[str, Callable[[Lexicon], Lexicon]]] = {
    "the lexicon": lambda _whole: {},
    "what is asked elsewhere": lambda whole: {
        term: said for term, said in whole.items() if not is_elsewhere(term)
    },
}
"""Parts that are data: what is left of the lexicon without them."""

ALL_ON: Final = "everything on"


@dataclass(frozen=True, slots=True)
class Result:
    """What the search is worth as it is.

    Attributes:
        macro: MRR@10 of the judged queries, each class alike, per half.
        lay: MRR@10 of the other hand's lay phrases, per half.
        key_ms: Mean of a key typed.
    """

    macro: Mapping[Half, float]
    lay: Mapping[Half, float]
    key_ms: float


@contextmanager
def without(part: str) -> Iterator[None]:
    """The search without one of `PARTS`, as long as this lasts."""
    with ExitStack() as switched_off:
        for where, name, instead in PARTS[part]:
            switched_off.enter_context(patch.object(where, name, instead))
        traits._of_one.cache_clear()
        yield
    traits._of_one.cache_clear()


def measured(demo: Offer, lexicon: Lexicon) -> Result:
    """The search as it is now, on an index built now."""
    search = partial(find, build_index(iter(demo.services), demo.terms, lexicon))
    queries = judged.judged_queries()
    said = other_hand.phrases()
    typed = keys(query.text for query in queries[::EVERY])
    return Result(
        macro={half: macro(list(judged.answered(queries, search, half))).mrr for half in Half},
        lay={half: other_hand.measured(said, demo, search, half).mrr["lay"] for half in Half},
        key_ms=fmean(map(min, *(taken_ms(search, typed) for _ in range(TIMES)))),
    )


def rows(only: Sequence[str] = ()) -> Iterator[str]:
    """A line a part: what is lost without it, in hundredths of MRR@10, and the time it takes."""
    demo, lexicon = demo_offer(), shipped_lexicon()
    whole = measured(demo, lexicon)
    yield f"{'points lost without':34}{'judged':>17}{'other hand, lay':>17}{'ms a key':>10}"
    yield f"{'':34}{'tuned | trusted':>17}{'tuned | trusted':>17}"
    yield _row(ALL_ON, whole.macro, whole.lay, whole.key_ms, "5.3f")
    for part in [*PARTS, *LEXICONS]:
        if not only or any(word in part for word in only):
            yield _lost(part, whole, _without(part, demo, lexicon))


def _without(part: str, demo: Offer, lexicon: Lexicon) -> Result:
    if part in LEXICONS:
        return measured(demo, LEXICONS[part](lexicon))
    with without(part):
        return measured(demo, lexicon)


def _lost(part: str, whole: Result, less: Result) -> str:
    macro = {half: 100 * (whole.macro[half] - less.macro[half]) for half in Half}
    lay = {half: 100 * (whole.lay[half] - less.lay[half]) for half in Half}
    return _row(part, macro, lay, whole.key_ms - less.key_ms, "5.1f")


def _row(
    part: str, macro: Mapping[Half, float], lay: Mapping[Half, float], key_ms: float, form: str
) -> str:
    cells = (" | ".join(f"{figures[half]:{form}}" for half in Half) for figures in (macro, lay))
    return f"{part:34}" + "".join(f"{cell:>17}" for cell in cells) + f"{key_ms:10.2f}"


def main() -> None:
    for row in rows(sys.argv[1:]):
        sys.stdout.write(row + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
