"""The server dies in the middle of a call: it has the call exactly once in the end."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpdesk_desktop.sync.errors import ServerUnreachable
from helpdesk_server.store import calls
from tests.serving import HandClock, RunningServer
from tests.sync.conftest import Desk
from tests.sync.line import Request
from tests.sync.relay import Relay, passed_on


@contextmanager
def server_process(data_dir: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`helpdesk-server serve` as an administrator starts it, and where it listens."""
    command = [sys.executable, "-m", "helpdesk_server", "--data-dir", str(data_dir)]
    process = subprocess.Popen(
        [*command, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().removeprefix("Listening on ").strip(), process
    finally:
        process.kill()
        process.wait(30)
        process.stdout.close()


def kill(process: subprocess.Popen[str]) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.wait(30)


def killed_before(relay: Relay, request: Request, process: subprocess.Popen[str]) -> None:
    kill(process)


def killed_at_work(relay: Relay, request: Request, process: subprocess.Popen[str]) -> None:
    with relay.sent(request):
        kill(process)


def killed_after(relay: Relay, request: Request, process: subprocess.Popen[str]) -> None:
    relay.forward(request)
    kill(process)


@pytest.mark.parametrize("die", [killed_before, killed_at_work, killed_after])
def test_a_server_killed_while_a_call_is_sent_has_it_once(
    desk: Desk,
    central: RunningServer,
    relay: Relay,
    clock: HandClock,
    publish: Callable[..., None],
    die: Callable[[Relay, Request, subprocess.Popen[str]], None],
) -> None:
    # Given a server process, and a call that was logged here
    publish("Accueil")
    with server_process(central.settings.data_dir) as (url, process):
        relay.target = url
        desk.sign_in()
        desk.log("first")

        # When the server is killed as the call is sent
        def deadly(request: Request) -> bytes | None:
            if request.method != "PUT":
                return None
            die(relay, request, process)
            return b""

        relay.instead = deadly
        with pytest.raises(ServerUnreachable):
            desk.sync()
        assert desk.outbox.waiting == 1

    # Then, once it is back, it has that call once, and the next one
    relay.instead = passed_on
    clock.advance(minutes=6)
    with server_process(central.settings.data_dir) as (url, _process):
        relay.target = url
        desk.log("second")
        assert desk.sync().sent == 2
    assert desk.outbox.waiting == 0
    assert central.store.read(calls.count_calls) == 2
    assert central.store.read(calls.count_revisions) == 2
