"""`make bench`: the figures of the product, beside the goals they are held against.

Nothing fails here: a figure depends on the machine. Ratios are to a baseline of the same run.
"""

import sys
from collections.abc import Iterable

from benchmarks import desk, window
from benchmarks.figures import Figure

WIDTH = 76


def main() -> None:
    tell("The window", window.rows())
    tell("The desk and its server", desk.rows())


def tell(title: str, figures: Iterable[Figure]) -> None:
    """Write `figures` under `title`, each with its goal."""
    sys.stdout.write(f"\n{title}\n")
    for figure in figures:
        sys.stdout.write(
            f"  {figure.name:{WIDTH}} {figure.value:8.2f} {figure.unit:2}{goal(figure)}\n"
        )
    sys.stdout.flush()


def goal(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    return f"  goal {figure.goal:g} {figure.unit} {'✓' if figure.meets_goal else '✗'}"


if __name__ == "__main__":
    main()
