"""How fast a desk fetches the whole offer from a real server, and saves a call."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, percentile
from tour.demo import PEOPLE, Demo, from_sources
from tour.programs import run


def rows() -> Iterator[str]:
    """The figures, a line each."""
    return map(str, _figures())


def _figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        demo = Demo(from_sources(), Path(folder), dict(os.environ))
        demo.set_up_server()
        with demo.server() as (_, url):
            told = _told(demo, url)
    services, saved = told["services"], told["saved_ms"]
    yield Figure(f"bootstrap of {services} services", told["bootstrap_s"], "s", 3)
    yield Figure(f"a call saved ({len(saved)} calls), p50", percentile(saved, 50), "ms")
    yield Figure(f"a call saved ({len(saved)} calls), p95", percentile(saved, 95), "ms", 10)
    what = f"a bare commit of {told['call_bytes']} bytes to the same disk (sqlite3, FULL)"
    yield Figure(f"{what}, p95", percentile(told["commit_ms"], 95), "ms")
    yield Figure("the calls sent, each", told["sent_ms"], "ms")
    yield Figure("peak memory of a desk without a window", told["peak_mb"], "MB", 200)


def _told(demo: Demo, url: str) -> dict[str, Any]:
    probe = str(Path(__file__).with_name("desk_probe.py"))
    marie = PEOPLE[0]
    command = [sys.executable, probe, str(demo.profile), url, marie.name]
    told: dict[str, Any] = json.loads(run(command, demo.environment, marie.password))
    return told
