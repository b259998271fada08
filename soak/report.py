"""The report of a soak: kept with a release, and gone on from when a soak was broken off."""

import dataclasses
import hashlib
import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from soak.campaign import Tally, Violation
from soak.running import Control, Result

ROOT = Path(__file__).parents[1]
SOURCES = ("helpdesk_domain", "helpdesk_desktop", "helpdesk_server", "soak", "tests")


class OtherSources(Exception):
    """The report is of other sources than those that are here."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, by campaign.

    Attributes:
        seeds: Of the runs it was put together from, oldest first.
        sources: `sources_now()` when it was written.
        commit: What git says of them; empty without git.
    """

    seeds: Sequence[int]
    sources: str
    commit: str
    results: Mapping[str, Result]


def sources_now() -> str:
    """A digest of all that a result depends on, whether committed or not."""
    digest = hashlib.sha256()
    for package in SOURCES:
        for path in sorted((ROOT / package).rglob("*.py")):
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def commit_now() -> str:
    asked = ["git", "describe", "--always", "--dirty", "--abbrev=12"]
    try:
        said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)
    except OSError:
        return ""
    return said.stdout.strip()


def write(report: Report, path: Path) -> None:
    """The report as JSON, whole or not at all, with what a reader would have to compute."""
    shown = {
        "seeds": report.seeds,
        "commit": report.commit,
        "sources": report.sources,
        "holds": all(result.holds for result in report.results.values()),
        "campaigns": {
            name: dataclasses.asdict(result) | {"left": result.left, "holds": result.holds}
            for name, result in report.results.items()
        },
    }
    beside = path.with_name(f"{path.name}.part")
    beside.write_text(json.dumps(shown, indent=2, ensure_ascii=False) + "\n", "utf-8")
    beside.replace(path)


def read(path: Path) -> Report:
    """A report to go on from.

    Raises:
        FileNotFoundError: There is none.
        OtherSources: It says nothing about the sources that are here now.
    """
    shown = json.loads(path.read_text("utf-8"))
    if shown["sources"] != sources_now():
        raise OtherSources(shown["commit"])
    results = {name: _result(given) for name, given in shown["campaigns"].items()}
    return Report(shown["seeds"], shown["sources"], shown["commit"], results)


def _result(given: dict[str, Any]) -> Result:
    tally = given["tally"]
    return Result(
        campaign=given["campaign"],
        wanted=given["wanted"],
        tally=Tally(
            trials=tally["trials"],
            distinct=tally["distinct"],
            violations=[Violation(**violation) for violation in tally["violations"]],
            cpu_s=tally["cpu_s"],
        ),
        controls=[Control(**control) for control in given["controls"]],
        batches=given["batches"],
        seconds=given["seconds"],
        missing=given["missing"],
    )
