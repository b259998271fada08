"""What was told once, read under the codes that are in force now, as books are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from helpdesk_domain.statistics.counting import Key
from helpdesk_domain.statistics.disclosure import Released, Shown, summed
from helpdesk_domain.statistics.figures import Figure
from helpdesk_domain.statistics.replaced_codes import Replaced
from helpdesk_domain.statistics.results import Result, Results

K = TypeVar("K", Key, str)

_Codes = Mapping[str, str]
"""The new code of each old one, of one dimension."""


def in_force(told: Results, figures: Iterable[Figure], replaced: Replaced) -> Results:
    """`told` with new codes in the place of old ones; what falls together is summed.

    It is made of told numbers alone, so it discloses nothing that they did not. A call that had
    two codes which became one is in their sum twice, other than in a book, which is read call by
    call. The basin of a commune was told by the code of then, and stays with it.

    Args:
        figures: Those that this program knows; of any other nobody knows what its keys are, so it
            stays as it was told.
    """
    by = {one.id: one.by for one in figures}
    return {
        name: _read(result, [replaced.get(part, {}) for part in by.get(name, ())])
        for name, result in told.items()
    }


def _read(result: Result, codes: Sequence[_Codes]) -> Result:
    if not isinstance(result, Released) or not any(codes):
        return result

    def of_key(key: Key) -> Key:
        return tuple(new.get(one, one) for one, new in zip(key, codes, strict=True))

    return Released(
        total=result.total,
        cells=_together(result.cells, of_key),
        # a key of one dimension has no margins
        margins=tuple(
            _together(margin, _of_code(new))
            for margin, new in zip(result.margins, codes, strict=False)
        ),
    )


def _of_code(new: _Codes) -> Callable[[str], str]:
    return lambda code: new.get(code, code)


def _together(told: Mapping[K, Shown], renamed: Callable[[K], K]) -> Mapping[K, Shown]:
    """`told` in the order of its keys as they are `renamed`."""
    parts: defaultdict[K, list[Shown]] = defaultdict(list)
    for key, shown in told.items():
        parts[renamed(key)].append(shown)
    return {key: summed(parts[key]) for key in sorted(parts)}
