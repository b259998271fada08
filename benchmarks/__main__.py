"""`make bench`: the figures of the product, beside the goals they are held against.

Nothing fails here: a figure depends on the machine. Ratios are to a baseline of the same run.
"""

import sys

from benchmarks import closed_months, desk, search, server, window


def main() -> None:
    for benchmark in (window, desk, server, search, closed_months):
        for row in benchmark.rows():
            sys.stdout.write(row + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
