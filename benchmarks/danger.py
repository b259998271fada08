"""How often danger is told, and told for nothing: sentences of callers in danger, and of others.

`python -m benchmarks.danger` takes half a minute. The sentences were written before the alarms
were tuned; the trusted half is counted, and never looked into.
"""

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import judged, other_hand
from benchmarks.engines import ours
from benchmarks.halves import Half
from benchmarks.records import Search, demo_offer

_SENTENCES: Final = Path(__file__).with_name("data") / "danger.csv"

NOW: Final = "112"
LINES: Final = "lines"
NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a caller says.

    Attributes:
        wanted: What is to be told: `112`, those who listen (`lines`), both, or `nothing`.
    """

    wanted: frozenset[str]
    language: str
    phrase: str
    half: Half


@dataclass(frozen=True, slots=True)
class Told:
    """How many of so many sentences were told something."""

    times: int
    of: int

    def __str__(self) -> str:
        return f"{self.times}/{self.of}"


def sentences() -> list[Sentence]:
    """All of them; even rows are tuned by, odd ones are trusted only."""
    with _SENTENCES.open(encoding="utf-8", newline="") as lines:
        return [
            Sentence(
                frozenset(row["wanted"].split("+")),
                row["language"],
                row["phrase"],
                Half.TRUSTED if number % 2 else Half.TUNED,
            )
            for number, row in enumerate(csv.DictReader(lines, delimiter=";"), start=1)
        ]


def told(search: Search, said: Iterable[Sentence], *alarms: str) -> Told:
    """How many of the sentences were told one of these `alarms`."""
    found = [search(sentence.phrase, language=sentence.language) for sentence in said]
    rung = [
        (NOW in alarms and answer.urgent) or (LINES in alarms and bool(answer.listening))
        for answer in found
    ]
    return Told(sum(rung), len(rung))


def rows(search: Search) -> Iterator[str]:
    """The figures, a line each: tuned half, then the trusted one."""
    halves = (Half.TUNED, Half.TRUSTED)
    yield f"{'':44}{'tuned | trusted':>20}"
    for language in ("fr", "nl"):
        said = [sentence for sentence in sentences() if sentence.language == language]
        for title, wanted, alarm in (
            ("112 told of those in danger now", NOW, (NOW,)),
            ("those who listen told of a wish to die", LINES, (LINES,)),
            ("anything told of what only sounds so", NOTHING, (NOW, LINES)),
        ):
            meant = [sentence for sentence in said if wanted in sentence.wanted]
            counted = [
                told(search, [s for s in meant if s.half is half], *alarm) for half in halves
            ]
            yield _line(f"{language}: {title}", counted)
    for each in (NOW, LINES):
        counted = [told(search, _ordinary(half), each) for half in halves]
        yield _line(f"{each} told of ordinary queries", counted)


def _ordinary(half: Half) -> list[Sentence]:
    """The judged queries and the phrases of another hand: hardly anybody in them is in danger."""
    texts = [(q.text, "fr") for q in judged.judged_queries() if q.half is half]
    texts += [(p.text, p.language) for p in other_hand.phrases() if p.half is half]
    return [Sentence(frozenset({NOTHING}), language, text, half) for text, language in texts]


def _line(title: str, counted: Sequence[Told]) -> str:
    return f"{title:44}{' | '.join(map(str, counted)):>20}"


def main() -> None:
    for row in rows(ours(demo_offer())):
        sys.stdout.write(row + "\n")


if __name__ == "__main__":
    main()
