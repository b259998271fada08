"""What the ways to say each need teach.

A trait speaks for a need by how much more often callers with this need say it than callers in
general: a unigram language model per need, smoothed with that of all needs by half (Zhai and
Lafferty, « A study of smoothing methods for language models », SIGIR 2001). It is counting: the
same phrases give the same model, in a second or two, and a phrase that the server adds counts at
once.
"""

from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import log
from typing import Final

from helpdesk_desktop.search.needs.model import NeedModel
from helpdesk_desktop.search.words.fingerprints import BITS, Fingerprints, fingerprint
from helpdesk_desktop.search.words.tokens import tokens
from helpdesk_desktop.search.words.traits import traits

_SHELVES: Final = 8
"""Bits of a fingerprint that tell its shelf: what is put in order at once fits in little memory."""


class _Shelf:
    """What was said with traits whose fingerprints begin alike: trait, need and share in a row."""

    def __init__(self) -> None:
        self.traits, self.of_need, self.share = array("Q"), array("H"), array("f")

    def add(self, trait: int, need: int, share: float) -> None:
        self.traits.append(trait)
        self.of_need.append(need)
        self.share.append(share)

    def by_trait(self) -> Iterator[tuple[int, Sequence[tuple[int, float]]]]:
        """Each trait, in their order, with the needs that say it and the share it has in each."""
        order = sorted(range(len(self.traits)), key=self.traits.__getitem__)
        for trait, entries in groupby(order, key=self.traits.__getitem__):
            yield trait, [(self.of_need[entry], self.share[entry]) for entry in entries]


def learn_needs(phrases: Sequence[Sequence[str]]) -> NeedModel:
    """The model of the `phrases` of each need, by its number; each phrase counts as much as any."""
    known, starts = array("Q"), array("I", [0])
    of_need, gain = array("H"), array("f")
    for shelf in _shelves(phrases):
        for trait, said in shelf.by_trait():
            usual = sum(share for _need, share in said) / len(phrases)
            known.append(trait)
            of_need.extend(need for need, _share in said)
            gain.extend(log(1.0 + share / usual) for _need, share in said)
            starts.append(len(of_need))
    return NeedModel(len(phrases), Fingerprints(known), starts, of_need, gain)


def _shelves(phrases: Sequence[Sequence[str]]) -> Sequence[_Shelf]:
    shelves = [_Shelf() for _ in range(1 << _SHELVES)]
    for need, said in enumerate(phrases):
        for trait, share in _counted(said).items():
            mark = fingerprint(trait)
            shelves[mark >> (BITS - _SHELVES)].add(mark, need, share)
    return shelves


def _counted(phrases: Sequence[str]) -> dict[str, float]:
    """Per trait its share of all that is said in `phrases`."""
    shares: dict[str, float] = {}
    for phrase in phrases:
        told = list(traits(tokens(phrase)))
        whole = len(phrases) * sum(counts for _, counts in told)
        for trait, counts in told:
            shares[trait] = shares.get(trait, 0.0) + counts / whole
    return shares
