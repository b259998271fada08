"""The cord of a line: pulls it out while an answer is awaited, because time is up or we leave.

Timeouts of `requests` are for the next bytes: a server that sends one byte a second is never too
slow for them. Here the connection itself is shut, which ends any wait for it at once.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final
from weakref import WeakSet

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


class Cord:
    """What holds the connections of one line; any thread may pull it.

    Attributes:
        pulled: Why the line was cut, in words for the log; empty while it holds.
        pulled_for_good: Whether nothing more is to be asked on it.
    """

    def __init__(self) -> None:
        self._connected: Final[WeakSet[socket.socket]] = WeakSet()
        self._lock: Final = threading.Lock()
        self.pulled_for_good = False
        self.pulled = ""

    def pull_for_good(self) -> None:
        """End what is under way; every later connection is shut as soon as it is made."""
        with self._lock:
            self.pulled_for_good = True
            self.pulled = "stopped"
        self._shut()

    @contextmanager
    def held_for(self, seconds: float) -> Iterator[None]:
        """What is asked inside has `seconds` in all, however the bytes come."""
        with self._lock:
            if not self.pulled_for_good:
                self.pulled = ""
        timer = threading.Timer(seconds, self._pull, ["too slow"])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def hold(self, connected: socket.socket | None) -> None:
        """Take a connection that was just made; shut already if the cord was pulled meanwhile."""
        # a proxy spoken to by TLS wraps the socket in an object of its own
        plain = getattr(connected, "socket", connected)
        if isinstance(plain, socket.socket):
            with self._lock:
                self._connected.add(plain)
            if self.pulled:
                self._shut()

    def pools(self) -> dict[str, type[HTTPConnectionPool]]:
        """For `PoolManager.pool_classes_by_scheme`: pools whose connections hang on this cord."""
        cord = self

        class Plain(HTTPConnection):
            def connect(self) -> None:
                super().connect()
                cord.hold(self.sock)

        class Secure(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                cord.hold(self.sock)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        return {"http": PlainPool, "https": SecurePool}

    def _pull(self, why: str) -> None:
        self.pulled = self.pulled or why
        self._shut()

    def _shut(self) -> None:
        with self._lock:
            connected = list(self._connected)
        for one in connected:
            # past the TLS of an SSLSocket, which another thread is reading from
            with suppress(OSError):
                socket.socket.shutdown(one, socket.SHUT_RDWR)
