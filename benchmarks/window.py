"""How fast the window is there, and how fast it answers a key; on a virtual screen."""

import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from benchmarks.figures import Figure, percentile
from benchmarks.records import demo_offer
from benchmarks.unseen_offer import unseen_offer
from helpdesk_domain.wire import to_json
from tour.demo import OFFER, PASSPHRASE, Demo, from_sources
from tour.programs import run
from tour.screen import virtual_screen

RUNS = 7
LARGE, SEED = 100_000, 7
LONG_S = 900
PAINTED = b"Flushing QRegion"
"""What Qt says when pixels of a window leave for the screen (`qt.widgets.painting`)."""

EMPTY_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.show()
application.exec()
"""


def rows() -> Iterator[str]:
    """The figures, a line each."""
    return map(str, _figures())


def _figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder, virtual_screen() as screen:
        environment = {**screen.environment, "HELPDESK_PASSPHRASE": PASSPHRASE}
        demo = Demo(from_sources(), Path(folder), screen.environment)
        demo.set_up_server()
        with demo.server() as (_, url):
            demo.sign_in(url)
            demo.deskwards("sync", "--once")
        yield from _first_paint(demo, environment)
        yield from _typing(demo, environment)
        yield from _sheet(demo, environment)
        yield from _calls(demo, environment)
        yield from _intake(demo, environment)
        yield from _lead(demo, environment)
        yield from _standing_still(demo, environment)
        yield from _typing_in_many(replace(demo, desk="many"), environment)


def _first_paint(demo: Demo, environment: Mapping[str, str]) -> Iterator[Figure]:
    """Ours and an empty window in turn, so that a busy machine troubles both alike."""
    empty = [sys.executable, "-c", EMPTY_WINDOW]
    ours = [*demo.product.desktop, "--profile", str(demo.profile)]
    times: dict[str, list[float]] = {"empty": [], "ours": []}
    for _ in range(RUNS):
        times["empty"].append(_painted_s(empty, environment))
        times["ours"].append(_painted_s(ours, environment))
    baseline, own = statistics.median(times["empty"]), statistics.median(times["ours"])
    name = f"first paint, to that of an empty QMainWindow (median of {RUNS})"
    yield Figure(name, own / baseline, "×", 1.8)
    yield Figure("first paint", own * 1000, "ms")
    yield Figure("first paint of an empty QMainWindow", baseline * 1000, "ms")


def _painted_s(command: list[str], environment: Mapping[str, str]) -> float:
    """Seconds from the start of `command` to the first pixels it sends to the screen."""
    speaking = {**environment, "QT_LOGGING_RULES": "qt.widgets.painting=true"}
    began = time.monotonic()
    process = subprocess.Popen(command, env=speaking, stderr=subprocess.PIPE)
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if PAINTED in line:
                return time.monotonic() - began
    finally:
        process.kill()
        process.communicate()
    raise RuntimeError(f"{command[0]} painted nothing")


def _typing(demo: Demo, environment: Mapping[str, str]) -> Iterator[Figure]:
    """The first start builds the index and keeps it; later ones read it."""
    probe = [sys.executable, str(Path(__file__).with_name("typing_probe.py")), str(demo.profile)]
    first, later = (json.loads(run(probe, environment)) for _ in range(2))
    times: list[float] = later["key_ms"]
    what = f"key to painted results at {demo.held()['services']} services ({len(times)} keys)"
    yield Figure(f"{what}, p50", percentile(times, 50), "ms")
    yield Figure(f"{what}, p95", percentile(times, 95), "ms", 50)
    yield Figure("peak memory of the window after that", later["peak_mb"], "MB", 200)
    yield Figure("… at the very first start, which builds the index", first["peak_mb"], "MB", 200)


def _typing_in_many(demo: Demo, environment: Mapping[str, str]) -> Iterator[Figure]:
    """The same with an offer that no region has: what is typed must not wait for it."""
    file = demo.folder / "many.ndjson"
    with file.open("wb") as lines:
        for service in unseen_offer(demo_offer(), LARGE, SEED).services:
            lines.write(to_json(service) + b"\n")
    desktop = [*demo.product.desktop, "--profile", str(demo.profile)]
    run([*desktop, "import-offer", str(file)], environment, within_s=LONG_S)
    probe = [sys.executable, str(Path(__file__).with_name("typing_probe.py")), str(demo.profile)]
    run(probe, environment, within_s=LONG_S)  # builds the index
    told = json.loads(run(probe, environment, within_s=LONG_S))
    times: list[float] = told["key_ms"]
    what = f"key to painted results at {LARGE} services ({len(times)} keys)"
    yield Figure(f"{what}, p50", percentile(times, 50), "ms")
    yield Figure(f"{what}, p95", percentile(times, 95), "ms", 100)
    yield Figure("peak memory of the window after that", told["peak_mb"], "MB")


def _sheet(demo: Demo, environment: Mapping[str, str]) -> Iterator[Figure]:
    """What a caller is given in writing, from the offer to the disk."""
    probe = [sys.executable, str(Path(__file__).with_name("sheet_probe.py")), str(demo.profile)]
    told = json.loads(run(probe, environment))
    times: list[float] = told["written_s"]
    what = f"a sheet of {told['services']} services in both languages, as PDF on the disk"
    yield Figure(f"{what}: the first", times[0], "s", 1)
    yield Figure(f"{what} ({len(times)}), p95", percentile(times, 95), "s", 1)


def _calls(demo: Demo, environment: Mapping[str, str]) -> Iterator[Figure]:
    probe = [sys.executable, str(Path(__file__).with_name("call_probe.py")), str(demo.profile)]
    told = json.loads(run(probe, environment))
    for what, times in (("F2 to the caret in the box", "caret_ms"), ("F9 to saved", "saved_ms")):
        name = f"{what} ({len(told[times])} calls)"
        yield Figure(f"{name}, p50", percentile(told[times], 50), "ms")
        yield Figure(f"{name}, p95", percentile(told[times], 95), "ms", 100)


def _intake(demo: Demo, environment: Mapping[str, str]) -> Iterator[Figure]:
    """A letter answers a question, and the level, its reasons and the services are shown anew."""
    probe = [sys.executable, str(Path(__file__).with_name("intake_probe.py")), str(demo.profile)]
    told = json.loads(run(probe, environment))
    times: list[float] = told["opened_ms"]
    yield Figure("F5 to the first question: the first", times[0], "ms", 500)
    yield Figure(f"F5 to the first question (then {len(times) - 1})", max(times[1:]), "ms", 100)
    times = told["answered_ms"]
    what = f"a key of the intake to painted rows and level ({len(times)} keys)"
    yield Figure(f"{what}, p50", percentile(times, 50), "ms")
    yield Figure(f"{what}, p95", percentile(times, 95), "ms", 50)


def _lead(demo: Demo, environment: Mapping[str, str]) -> Iterator[Figure]:
    """Figures of 200,000 calls in a lead's replica, from the key to charts on the screen."""
    probe = [sys.executable, str(Path(__file__).with_name("lead_probe.py")), str(demo.profile)]
    told = json.loads(run(probe, environment, within_s=LONG_S))
    times: list[float] = told["month_ms"]
    yield Figure("Ctrl+T to the charts of a month: the first", times[0], "ms", 1000)
    yield Figure(f"Ctrl+T to the charts of a month (then {len(times) - 1})", max(times[1:]), "ms")
    for what in ("quarter", "year"):
        yield Figure(f"a letter to the charts of a {what}", told[f"{what}_ms"][0], "ms", 1000)
    yield Figure("a year as a spreadsheet on the disk", told["file_ms"][0], "ms", 10_000)


def _standing_still(demo: Demo, environment: Mapping[str, str]) -> Iterator[Figure]:
    """Every service of the offer changes while the window is open; beside the window at rest."""
    changed = demo.folder / "changed.ndjson"
    services = _write_changed(changed)
    probe = [sys.executable, str(Path(__file__).with_name("stall_probe.py")), str(demo.profile)]
    with demo.server() as (_, url):
        demo.sign_in(url)
        window = subprocess.Popen(
            probe, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert window.stdin is not None
        assert window.stdout is not None
        with window:
            window.stdout.readline()
            demo.serverwards("import", str(changed))
            window.stdin.write("now\n")
            window.stdin.flush()
            gaps = json.loads(window.stdout.readline())
    what = f"the window stands still while {services} changes come and are indexed"
    yield Figure(f"{what}: the longest", max(gaps["sync"]), "ms", 50)
    yield Figure(f"{what}: p99", percentile(gaps["sync"], 99), "ms")
    yield Figure("… while nothing comes: the longest", max(gaps["idle"]), "ms")


def _write_changed(path: Path) -> int:
    """The offer of the demonstration, each service under one more name; how many they are."""
    with gzip.open(OFFER, "rt", encoding="utf-8") as offer:
        services = [json.loads(line) for line in offer]
    with path.open("w", encoding="utf-8") as file:
        for service in services:
            file.write(json.dumps(service | {"alternate_name": "un autre nom"}) + "\n")
    return len(services)
