"""Listening: one process, one socket, and a word on standard output once it is ready."""

import logging
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType
from typing import Final

import uvicorn
from starlette.types import ASGIApp

GRACE_S: Final = 10
"""How long requests under way may take to end after SIGTERM."""

IDLE_S: Final = 75
"""How long a connection without a request stays open; as nginx has it. After the usual five seconds
it was closed at the very moment a desk, done with writing a large offer, asked on."""


class Listener(uvicorn.Server):
    """A uvicorn that says when it is ready, and ends well when it is asked to end."""

    def __init__(self, app: ASGIApp, ready: Callable[[], None], trusted_proxy: str = "") -> None:
        super().__init__(
            uvicorn.Config(
                app,
                access_log=False,
                log_config=None,
                server_header=False,
                ws="none",
                proxy_headers=bool(trusted_proxy),
                forwarded_allow_ips=trusted_proxy or None,
                timeout_graceful_shutdown=GRACE_S,
                timeout_keep_alive=IDLE_S,
            )
        )
        # uvicorn only takes the handlers away; whoever adds one would read who asked for what.
        logging.getLogger("uvicorn.access").disabled = True
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(app: ASGIApp, listening: socket.socket, trusted_proxy: str = "") -> None:
    """Answer on `listening` until SIGTERM or SIGINT; requests under way end first.

    Args:
        trusted_proxy: Address of the proxy whose `X-Forwarded-For` is believed; empty: nobody.
    """
    listener = Listener(app, lambda: _announce(listening), trusted_proxy)

    def end(_signal: int, _frame: FrameType | None) -> None:
        listener.should_exit = True

    # uvicorn raises the signal again once it has ended: it must find this, not the default.
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, end)
    listener.run(sockets=[listening])


def bound(host: str, port: int) -> socket.socket:
    """A socket at `host` and `port`; port 0 takes a free one.

    Raises:
        OSError: The address is taken, or is not one of this computer.
        OverflowError: There is no such port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=2048)
    # asyncio does this only for sockets that name their protocol, and those made here do not;
    # without it each answer waits some 40 ms for an acknowledgement (measured).
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
    return listening


def address_of(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _announce(listening: socket.socket) -> None:
    sys.stdout.write(f"Listening on {address_of(listening)}\n")
    sys.stdout.flush()
