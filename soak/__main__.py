"""`make soak`: the long campaigns behind the tests.

    python -m soak [--campaign NAME]… [--scale 1.0] [--minutes N] [--seed N] [--resume]

One plain line a campaign, and a report as JSON. Exit code 1 when a promise was broken, a planted
defect was not caught or a campaign could not be run; 2 when there is nothing to go on from.
"""

import argparse
import secrets
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from soak import report
from soak.campaigns import CAMPAIGNS
from soak.running import Order, Result, complaints, line, run


def main(arguments: Sequence[str] | None = None) -> int:
    given = _options().parse_args(arguments)
    so_far, seeds = dict[str, Result](), list[int]()
    if given.resume:
        try:
            earlier = report.read(given.report)
        except (FileNotFoundError, report.OtherSources) as problem:
            _say(f"nothing to go on from: {type(problem).__name__} {problem}")
            return 2
        so_far, seeds = dict(earlier.results), list(earlier.seeds)
    seed = given.seed
    if seed is None:
        seed = seeds[-1] if seeds else secrets.randbelow(1_000_000)
    seeds += [seed] if seed not in seeds else []
    _say(f"seed {seed}, report in {given.report}")
    names = given.campaign or list(CAMPAIGNS)
    end = None if given.minutes is None else time.time() + given.minutes * 60
    sources, commit = report.sources_now(), report.commit_now()

    def keep(result: Result) -> None:
        """After each batch: whoever breaks the soak off can go on from there."""
        so_far[result.campaign] = result
        report.write(report.Report(seeds, sources, commit, so_far), given.report)

    for place, name in enumerate(names):
        order = Order(seed, given.scale, _share_of_time(end, len(names) - place))
        so_far[name] = run(CAMPAIGNS[name], order, so_far.get(name), keep)
        _say(line(CAMPAIGNS[name], so_far[name], seed))
        for complaint in complaints(so_far[name]):
            _say(complaint)
    return 0 if all(so_far[name].holds for name in names) else 1


def _share_of_time(end: float | None, campaigns: int) -> float | None:
    """When the next of so many campaigns has to stop, so that each gets as much as the others."""
    now = time.time()
    return None if end is None else now + max(0.0, end - now) / campaigns


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m soak", description="Long campaigns.")
    options.add_argument("--campaign", action="append", choices=sorted(CAMPAIGNS))
    options.add_argument("--scale", type=float, default=1.0, help="1.0: the full targets")
    options.add_argument("--minutes", type=float, help="stop after about so long, say what is left")
    options.add_argument("--seed", type=int, help="as printed, to do the same again")
    options.add_argument("--report", type=Path, default=Path("soak-report.json"))
    options.add_argument("--resume", action="store_true", help="go on from the report")
    return options


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
