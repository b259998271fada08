"""What a request costs the server: processor time, beside the bare framework and driver.

The bare ones read and write the same rows, see `server_baseline.py`; the aim is half as much
again.

Processor time of the server's own process, as the system counts it: a busy neighbour changes it
little. That of PostgreSQL is not in it. HELPDESK_BENCH_DATABASE_URL names a PostgreSQL that is
empty and may be filled; without it SQLite alone is measured.
"""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure
from helpdesk_domain.wire import digest

DELTA, PAGE, CALL, BATCH = "an empty delta", "a delta of 50 records", "a call", "100 calls"

ASKED = {DELTA: 600, PAGE: 600, CALL: 600, BATCH: 30}
"""Requests behind each figure of processor time."""

CLIENTS = (50, 200)
BUSY_S = 4.0
_PASSWORD = "un mot de passe"

AIM = 1.5

Ask = Callable[[http.client.HTTPConnection, int], None]


@dataclass(frozen=True, slots=True)
class Running:
    """A server in a process of its own."""

    pid: int
    port: int

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def rss_mb(self) -> float:
        """Memory that it holds now."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def cpu_s(self) -> float:
        """Processor time it took until now."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rows() -> Iterator[str]:
    """The figures, a line each."""
    if not Path("/proc/self/stat").exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        yield from map(str, _figures("SQLite", f"sqlite:///{folder}/server.db", Path(folder)))
    given = os.environ.get("HELPDESK_BENCH_DATABASE_URL")
    if given:
        with tempfile.TemporaryDirectory() as folder:
            yield from map(str, _figures("PostgreSQL", given, Path(folder)))


def _figures(kind: str, url: str, folder: Path) -> Iterator[Figure]:
    command = [sys.executable, "-m", "helpdesk_server", "--data-dir", str(folder)]
    command += ["--database", url]
    _fill(command, folder)
    with running([*command, "serve", "--port", "0", "--pace", "0"]) as server:
        desk = _Desk(server)
        ours = {name: _cpu_ms(server, desk.asking[name], asked) for name, asked in ASKED.items()}
        for clients in CLIENTS:
            for name in (DELTA, CALL):
                answered = _per_second(server, desk.asking[name], clients)
                yield Figure(f"{kind}: {name}, from {clients} clients here", answered, "per s")
    with running([sys.executable, "-m", "benchmarks.server_baseline", url]) as bare:
        for name, asked in ASKED.items():
            bare_ms = _cpu_ms(bare, _BARE[name], asked)
            yield Figure(f"{kind}: {name}, processor (n={asked})", ours[name], "ms")
            yield Figure(f"{kind}: {name}, bare framework and driver", bare_ms, "ms")
            yield Figure(f"{kind}: {name}, to the bare ones", ours[name] / bare_ms, "×", AIM)


@contextmanager
def running(command: list[str]) -> Iterator[Running]:
    """The server that `command` starts, for as long as the block lasts."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    try:
        yield Running(process.pid, int(process.stdout.readline().rsplit(":", 1)[1]))
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


def _fill(command: list[str], folder: Path) -> None:
    """An offer of 4,200 services of some two kilobytes, and somebody to ask for them."""
    offer = folder / "offer.ndjson"
    text = "Soins à domicile, aide et conseil, sur rendez-vous ou sans. " * 30
    with offer.open("w", encoding="utf-8") as file:
        for number in range(4200):
            name = f"Service {number}"
            service = {"id": str(uuid.UUID(int=number)), "name": name, "status": "active"}
            file.write(json.dumps(service | {"description": text}) + "\n")
    add = ["user", "add", "marie", "--role", "operator", "--team", "midi", "--password-stdin"]
    quiet = partial(subprocess.run, check=True, capture_output=True, text=True)
    quiet([*command, "import", str(offer)])
    quiet([*command, *add], input=_PASSWORD)


class _Desk:
    """What a desk asks; signed in once, its token is good for each client."""

    def __init__(self, server: Running) -> None:
        device = str(uuid.uuid4())
        grant = {"grant_type": "password", "name": "marie", "password": _PASSWORD}
        body = json.dumps(grant | {"device_id": device}).encode()
        line = server.connection()
        line.request("POST", "/v1/auth/token", body, {"Content-Type": "application/json"})
        tokens = json.loads(line.getresponse().read())
        line.close()
        self._signed = {"HD-Device": device, "Authorization": f"Bearer {tokens['access_token']}"}
        self.asking: Mapping[str, Ask] = {
            DELTA: self.delta(4200),
            PAGE: self.delta(4150),
            CALL: self.call,
            BATCH: self.batch,
        }

    def delta(self, since: int) -> Ask:
        def ask(line: http.client.HTTPConnection, _number: int) -> None:
            path = f"/v1/changes?stream=directory&since={since}"
            _answered(line, "GET", path, None, self._signed)

        return ask

    def call(self, line: http.client.HTTPConnection, _number: int) -> None:
        call = _a_call()
        body = json.dumps(call).encode()
        _answered(line, "PUT", f"/v1/calls/{call['id']}", body, self._signed)

    def batch(self, line: http.client.HTTPConnection, _number: int) -> None:
        _answered(line, "POST", "/v1/calls:batch", _a_batch(), self._signed)


def _a_call() -> dict[str, object]:
    return {
        "id": str(uuid.uuid4()),
        "started_at": "2026-03-02T10:00:00+01:00",
        "talk_s": 240,
        "wrap_up_s": 30,
        "caller_language": "fr",
        "needs": ["soins de plaies"],
        "profile": "nurse",
        "outcome": "referred",
        "referrals": [],
        "note": "Rappeler demain.",
    }


def _a_batch() -> bytes:
    calls = []
    for _ in range(100):
        call = _a_call()
        told = digest(json.dumps(call, separators=(",", ":")).encode())
        calls.append({"id": call["id"], "digest": told, "call": call})
    return json.dumps({"calls": calls}, separators=(",", ":")).encode()


_BARE: Mapping[str, Ask] = {
    DELTA: lambda line, _: _answered(line, "GET", "/delta", None, {}),
    PAGE: lambda line, _: _answered(line, "GET", "/page", None, {}),
    CALL: lambda line, _: _answered(line, "PUT", "/call", json.dumps(_a_call()).encode(), {}),
    BATCH: lambda line, _: _answered(line, "POST", "/batch", _a_batch(), {}),
}


def _answered(
    line: http.client.HTTPConnection,
    method: str,
    path: str,
    body: bytes | None,
    headers: dict[str, str],
) -> None:
    sent = headers if body is None else headers | {"HD-Digest": digest(body)}
    line.request(method, path, body, sent)
    answer = line.getresponse()
    told = answer.read()
    if answer.status >= 300 or b'"problem":{' in told:
        raise RuntimeError(f"{path} was answered with {answer.status}")


def _cpu_ms(server: Running, ask: Ask, asked: int) -> float:
    """Processor time of the server for one of `asked` requests on one connection."""
    line = server.connection()
    for number in range(20):
        ask(line, number)
    before = server.cpu_s()
    for number in range(asked):
        ask(line, number)
    spent = server.cpu_s() - before
    line.close()
    return spent / asked * 1000


def _per_second(server: Running, ask: Ask, clients: int) -> float:
    """Requests answered in a second to `clients`, each asking one after the other, from here."""
    counts = [0] * clients
    until = time.monotonic() + BUSY_S

    def work(client: int) -> None:
        line = server.connection()
        while time.monotonic() < until:
            ask(line, counts[client])
            counts[client] += 1
        line.close()

    threads = [threading.Thread(target=work, args=(client,)) for client in range(clients)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - began)


def main() -> None:
    for row in rows():
        sys.stdout.write(row + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
