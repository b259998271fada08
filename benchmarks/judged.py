"""The judged queries on the demo offer, in two halves: one to tune by, one to trust."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.halves import Half
from benchmarks.records import Search, data
from benchmarks.scoring import DEPTH, Answered, Grades


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """What somebody typed, and how well each service answers it.

    Attributes:
        id: `d0001`; its number tells the half.
        kind: Its class: `typo`, `lay`, `no_answer`.
    """

    id: str
    kind: str
    text: str
    grades: Grades

    @property
    def half(self) -> Half:
        """Even numbers are tuned on; odd ones are trusted only."""
        return Half.TRUSTED if int(self.id[1:]) % 2 else Half.TUNED


def judged_queries() -> list[JudgedQuery]:
    """All of them, in the order of their ids."""
    kept: list[dict[str, Any]] = data("judged.json.gz")
    return [
        JudgedQuery(id=one["id"], kind=one["class"], text=one["query"], grades=one["grades"])
        for one in kept
    ]


def answered(queries: Sequence[JudgedQuery], search: Search, half: Half) -> Iterator[Answered]:
    """What `search` answers to the queries of one half."""
    for query in queries:
        if query.half is half:
            found = search(query.text, limit=DEPTH)
            ids = [str(hit.service_id) for hit in found.hits]
            yield Answered(query.kind, query.grades, ids, not ids or found.low_confidence)
