"""How fast a desk fetches the whole offer from a real server, and saves a call."""

import gzip
import json
import os
import sys
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, percentile
from helpdesk_domain.resources import resource
from tour.demo import PEOPLE, Demo, from_sources
from tour.programs import run

LARGE = 100_000
LONG_S = 600


def rows() -> Iterator[str]:
    """The figures, a line each."""
    return map(str, _figures())


def _figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        demo = Demo(from_sources(), Path(folder), dict(os.environ))
        demo.set_up_server()
        with demo.server() as (_, url):
            told = _told(demo, url)
        yield from _synced(told, goal_s=3)
        yield from _saved(told)
        server = [*demo.product.server, "--data-dir", str(demo.server_data)]
        file = str(_large(Path(folder)))
        run([*server, "import", file], demo.environment, within_s=LONG_S)
        with demo.server() as (_, url):
            yield from _synced(_told(replace(demo, desk="another"), url))


def _synced(told: dict[str, Any], goal_s: float | None = None) -> Iterator[Figure]:
    services = told["services"]
    yield Figure(f"bootstrap of {services} services", told["bootstrap_s"], "s", goal_s)
    yield Figure(f"memory that took, of {services} services", told["sync_mb"], "MB")


def _saved(told: dict[str, Any]) -> Iterator[Figure]:
    saved = told["saved_ms"]
    yield Figure(f"a call saved ({len(saved)} calls), p50", percentile(saved, 50), "ms")
    yield Figure(f"a call saved ({len(saved)} calls), p95", percentile(saved, 95), "ms", 10)
    what = f"a bare commit of {told['call_bytes']} bytes to the same disk (sqlite3, FULL)"
    yield Figure(f"{what}, p95", percentile(told["commit_ms"], 95), "ms")
    yield Figure("the calls sent, each", told["sent_ms"], "ms")
    yield Figure("peak memory of a desk without a window", told["peak_mb"], "MB", 200)


def _large(folder: Path) -> Path:
    """As many services more as make `LARGE` of them: those of the demo under other ids."""
    path = folder / "large.ndjson"
    with gzip.open(resource("demo/services.ndjson.gz"), "rt", encoding="utf-8") as demo:
        services = [json.loads(line) for line in demo]
    with path.open("w", encoding="utf-8") as file:
        for number in range(LARGE - len(services)):
            service = services[number % len(services)]
            file.write(json.dumps(service | {"id": str(uuid.UUID(int=number))}) + "\n")
    return path


def _told(demo: Demo, url: str) -> dict[str, Any]:
    probe = str(Path(__file__).with_name("desk_probe.py"))
    marie = PEOPLE[0]
    command = [sys.executable, probe, str(demo.profile), url, marie.name]
    said = run(command, demo.environment, marie.password, within_s=LONG_S)
    told: dict[str, Any] = json.loads(said)
    return told
