"""The search: how well it answers, and what that costs."""

import sys
from collections.abc import Iterator

from benchmarks import search_quality, search_speed
from benchmarks.engines import ours
from benchmarks.records import demo_offer


def rows() -> Iterator[str]:
    """The figures, a line each."""
    demo = demo_offer()
    yield from search_quality.rows(demo, ours(demo))
    yield from search_speed.rows(demo)


def main() -> None:
    for row in rows():
        sys.stdout.write(row + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
