"""Disclosure control: what may be said of a number that was counted, and nothing else of it.

The one code path between a count and whoever sees it, on the screen or in a file. Every number,
also a total, is rounded by itself to a multiple of five: up or down, the likelier the nearer, by a
draw that the very rows decide which were counted. So the same rows always show the same number,
and rows that differ by one show another draw: neither asking again nor comparing tells more.

An attacker with linear programming found a third of the small cells where the others and the
totals are exact, and still some where every number is rounded to the nearest multiple (4 of 5,396
in tables of 5 x 12, one in six in 2 x 2 x 2); drawn, 3 of 31,566 in the smallest tables, and none
in any other. Figures and sources: `docs/decisions/0031-figures-that-disclose-nobody.md`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Final, TypeVar

from helpdesk_domain.statistics.counting import Counted, Key

K = TypeVar("K", Key, str)


class Scheme(StrEnum):
    """How much is hidden."""

    LEADS = "a"
    """For those who lead the teams: all is rounded."""
    PUBLIC = "b"
    """For whatever is published: few is one band, too."""


ROUNDED_TO: Final = 5

MOST_OFF: Final = ROUNDED_TO - 1
"""By which a number that leads see may differ from what was counted."""

FEW: Final = 7
"""Of what is published, so many are never told from none. Source: OpenSAFELY."""

BAND: Final = 9
"""The band of what is published: it covers what is drawn down to 5, too."""


@dataclass(frozen=True, slots=True, order=True)
class Shown:
    """A number as it may be seen.

    Attributes:
        value: Rounded.
        is_band: It is `value` or less: anything from none to so many.
    """

    value: int
    is_band: bool = False


FEW_AS_SHOWN: Final[Mapping[Scheme, Shown]] = {
    Scheme.LEADS: Shown(0),
    Scheme.PUBLIC: Shown(BAND, is_band=True),
}
"""How none is shown, and with it whatever is not told from none."""


@dataclass(frozen=True, slots=True)
class Released:
    """A count that may be seen.

    Attributes:
        total: Of the whole, rounded by itself.
        cells: By key, in the order of keys; what is not told from none is left out.
        margins: For each dimension of the key the sums over all others, each rounded by itself;
            empty for keys of one dimension.
    """

    total: Shown
    cells: Mapping[Key, Shown]
    margins: tuple[Mapping[str, Shown], ...] = ()


def shown(counted: Counted, scheme: Scheme) -> Shown:
    """What may be seen of `counted`."""
    down, over = divmod(counted.rows, ROUNDED_TO)
    drawn = ROUNDED_TO * (down + (over > _draw(counted.key)))
    if scheme is Scheme.PUBLIC and (counted.rows <= FEW or drawn <= BAND):
        return FEW_AS_SHOWN[scheme]
    return Shown(drawn)


def release(counted: Mapping[Key, Counted], dimensions: int, scheme: Scheme) -> Released:
    """What may be seen of `counted`, whose keys have so many dimensions."""
    places = range(dimensions) if dimensions > 1 else ()
    return Released(
        total=shown(sum(counted.values(), Counted()), scheme),
        cells=_within_sums(_seen(counted, scheme), counted, places, scheme),
        margins=tuple(_seen(_alone(counted, place), scheme) for place in places),
    )


def _within_sums(
    cells: Mapping[Key, Shown],
    counted: Mapping[Key, Counted],
    places: Sequence[int],
    scheme: Scheme,
) -> Mapping[Key, Shown]:
    """Those of `cells` whose sums over any one dimension are seen as well.

    A sum that is not told from none above four parts that are: then each part is one call.
    """
    sums: dict[int, dict[Key, Counted]] = {place: defaultdict(Counted) for place in places}
    for key, one in counted.items():
        for place in places:
            sums[place][_but(key, place)] += one
    few = FEW_AS_SHOWN[scheme]
    return {
        key: told
        for key, told in cells.items()
        if all(shown(sums[place][_but(key, place)], scheme) != few for place in places)
    }


def _but(key: Key, place: int) -> Key:
    return (*key[:place], *key[place + 1 :])


def _draw(key: int) -> float:
    """At least 0 and below `ROUNDED_TO`: the same for the same rows, and no pattern in it."""
    drawn = blake2b(key.to_bytes(16), digest_size=8).digest()
    return int.from_bytes(drawn) / 2**64 * ROUNDED_TO


def added(parts: Sequence[Released]) -> Released:
    """The sum of what was released of periods that follow each other: it tells nothing more.

    Raises:
        ValueError: Bands cannot be added.
    """
    if len(parts) == 1:
        return parts[0]
    return Released(
        total=summed(part.total for part in parts),
        cells=_added([part.cells for part in parts]),
        margins=tuple(map(_added, zip(*(part.margins for part in parts), strict=True))),
    )


def _seen(counted: Mapping[K, Counted], scheme: Scheme) -> Mapping[K, Shown]:
    few = FEW_AS_SHOWN[scheme]
    seen = ((key, shown(counted[key], scheme)) for key in sorted(counted))
    return {key: told for key, told in seen if told != few}


def _alone(counted: Mapping[Key, Counted], place: int) -> Mapping[str, Counted]:
    alone: defaultdict[str, Counted] = defaultdict(Counted)
    for key, one in counted.items():
        alone[key[place]] += one
    return alone


def _added(parts: Sequence[Mapping[K, Shown]]) -> Mapping[K, Shown]:
    keys = sorted({key for part in parts for key in part})
    return {key: summed(part[key] for part in parts if key in part) for key in keys}


def summed(told: Iterable[Shown]) -> Shown:
    """Raises: ValueError: Bands cannot be added."""
    values = list(told)
    if any(one.is_band for one in values):
        raise ValueError("a band in a sum")
    return Shown(sum(one.value for one in values))
