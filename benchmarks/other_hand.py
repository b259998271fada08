"""Phrases of another hand than the lexicon's: what the search makes of words nobody taught it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import md5
from statistics import fmean
from typing import Any

from benchmarks.halves import Half
from benchmarks.records import Offer, Search, categories, data
from benchmarks.scoring import DEPTH, IDEAL, Answered, Grades, quality


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to ask for a kind of help.

    Attributes:
        kind: `lay` for what a caller says, `synonym` for what those who know the help call it.
        term: The code of what is meant in the taxonomy; empty when no service answers it.
    """

    text: str
    language: str
    kind: str
    term: str
    half: Half


@dataclass(frozen=True, slots=True)
class OtherHand:
    """What the search made of the phrases of one half.

    Attributes:
        mrr: By kind and language (`lay`, `lay fr`), of the first service filed first under the
            term that was meant.
        false_none: Share of the phrases that were declared to have no answer.
        recall: Share of those that ask for something else that were declared so.
    """

    mrr: Mapping[str, float]
    false_none: float
    recall: float


def phrases() -> list[Phrase]:
    """All of them; a term is whole in one half, what asks for something else goes in turn."""
    kept: dict[str, list[dict[str, Any]]] = data("other_hand.json.gz")
    asked = [Phrase(**one, half=_half_of(one["term"])) for one in kept["phrases"]]
    halves = (Half.TUNED, Half.TRUSTED)
    return asked + [
        Phrase(**one, kind="", term="", half=halves[number % 2])
        for number, one in enumerate(kept["out_of_domain"])
    ]


def measured(said: Sequence[Phrase], offer: Offer, search: Search, half: Half) -> OtherHand:
    """What `search`, which is on `offer`, makes of the phrases of one half."""
    filed = _filed(offer)
    mrr: dict[str, list[float]] = {}
    silent: dict[bool, list[bool]] = {True: [], False: []}
    for phrase in said:
        if phrase.half is half:
            found = search(phrase.text, language=phrase.language, limit=DEPTH)
            ids = [str(hit.service_id) for hit in found.hits]
            silent[bool(phrase.term)].append(not ids or found.low_confidence)
            if phrase.term:
                place = quality(Answered(phrase.kind, filed[phrase.term], ids, is_none=False)).mrr
                for kind in (phrase.kind, f"{phrase.kind} {phrase.language}"):
                    mrr.setdefault(kind, []).append(place)
    return OtherHand(
        mrr={kind: fmean(places) for kind, places in sorted(mrr.items())},
        false_none=fmean(silent[True]),
        recall=fmean(silent[False]),
    )


def _filed(offer: Offer) -> Mapping[str, Grades]:
    """Per code of a term the services that name it first."""
    filed: dict[str, dict[str, int]] = {term.code: {} for term in offer.terms.values()}
    for service in offer.services:
        if kinds := categories(service):
            filed[kinds[0].code][service.id] = IDEAL
    return filed


def _half_of(term: str) -> Half:
    number = int(md5(term.encode(), usedforsecurity=False).hexdigest(), 16)
    return Half.TRUSTED if number % 2 else Half.TUNED
