"""Real processes of `helpdesk-server serve`, and a tiny proxy that gives each its turn."""

import itertools
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

COMMAND = [sys.executable, "-m", "helpdesk_server", "--lang", "en"]


@dataclass(frozen=True, slots=True)
class Process:
    """A server that says it is ready."""

    process: subprocess.Popen[str]
    url: str
    metrics: str


@contextmanager
def serving(database: str, folder: Path, *options: str) -> Iterator[Process]:
    """A server for as long as the block lasts; killed then, if it still runs."""
    command = [*COMMAND, "--data-dir", str(folder), "--database", database, "serve"]
    process = subprocess.Popen(
        [*command, "--port", "0", "--metrics-port", "0", "--pace", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        metrics, url = (process.stdout.readline().split()[2] for _ in range(2))
        yield Process(process, url, metrics)
    finally:
        process.kill()
        process.wait(30)
        process.stdout.close()


@contextmanager
def in_turn(*urls: str) -> Iterator[str]:
    """An address where each connection goes to the next server that takes it."""
    backends = [(url.split("/")[2].split(":")[0], int(url.rsplit(":", 1)[1])) for url in urls]
    with ExitStack() as connections, socket.create_server(("127.0.0.1", 0)) as listening:
        turns = itertools.cycle(range(len(backends)))
        lock = threading.Lock()

        def accept() -> None:
            while True:
                try:
                    client, _ = listening.accept()
                except OSError:
                    return
                with lock:
                    turn = next(turns)
                server = connected([*backends[turn:], *backends[:turn]])
                if server is None:
                    client.close()
                    continue
                connections.callback(client.close)
                connections.callback(server.close)
                for one, other in ((client, server), (server, client)):
                    threading.Thread(target=pump, args=(one, other), daemon=True).start()

        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
        accepting.join(30)


def listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False


def connected(backends: Sequence[tuple[str, int]]) -> socket.socket | None:
    for backend in backends:
        with suppress(OSError):
            return socket.create_connection(backend, timeout=30)
    return None


def pump(one: socket.socket, other: socket.socket) -> None:
    """What comes from `one` goes to `other`, until either is shut."""
    with suppress(OSError):
        while data := one.recv(65_536):
            other.sendall(data)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
