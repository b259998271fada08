"""A bad line on loopback: a server that answers each request with the bytes it is told to."""

import gzip
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from helpdesk_domain.sync import (
    DIGEST_HEADER,
    GENERATION_HEADER,
    PROTOCOL_HEADER,
    REQUEST_ID_HEADER,
)
from helpdesk_domain.wire import digest

GENERATION = "6f0d3e5e-5f2c-4c0e-9d0e-2f8a1c3b4d5e"
HELLO = (
    b'{"product":"helpdesk-server","version":"0.1.0","protocol":"1",'
    b'"generation":"6f0d3e5e-5f2c-4c0e-9d0e-2f8a1c3b4d5e","server_time":"2026-11-22T09:00:00Z"}'
)
PORTAL = b"<html><body>Welcome to Free Wi-Fi! Please accept the terms.</body></html>"

ASKED = "the id of the request"
"""Stands in an answer for the id that a server puts there."""

Reply = Callable[["Request"], bytes]


@dataclass(frozen=True)
class Request:
    """What was asked, as it came over the line."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class FaultyServer:
    """Where it listens, and what it was asked."""

    url: str
    asked: list[Request] = field(default_factory=list)


def answer(
    body: bytes = HELLO,
    *,
    status: str = "200 OK",
    content_type: str = "application/json",
    without: tuple[str, ...] = (),
    length: int | None = None,
    changed: Mapping[str, str] | None = None,
) -> bytes:
    """An answer of our server, whole and right but for what is asked to be wrong in it.

    Args:
        without: Headers to leave out.
        length: A `Content-Length` that lies.
        changed: Headers to replace or to add.
    """
    headers = {
        "Content-Type": content_type,
        "Content-Length": str(len(body) if length is None else length),
        PROTOCOL_HEADER: "1",
        GENERATION_HEADER: GENERATION,
        DIGEST_HEADER: digest(body),
        REQUEST_ID_HEADER: ASKED,
        "Connection": "close",
    } | dict(changed or {})
    lines = [f"{name}: {value}" for name, value in headers.items() if name not in without]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode("latin-1") + body


def problem(status: str, code: str, changed: Mapping[str, str] | None = None) -> bytes:
    """A refusal of our server."""
    body = f'{{"status":{status[:3]},"code":"{code}","title":"{code}"}}'.encode()
    return answer(body, status=status, content_type="application/problem+json", changed=changed)


def page(since: int = 0, count: int = 1, following: int = 7) -> bytes:
    """A page of one change; by default it fits a desk at the start of the stream."""
    change = b'{"entity":"service","id":"x","rev":1,"seq":7,"deleted":true,"data":null}'
    return (
        b'{"stream":"directory","since":%d,"next":%d,"head":7,"count":%d,"has_more":false,'
        b'"min_since":0,"changes":[%s]}' % (since, following, count, change)
    )


def gzipped(body: bytes) -> bytes:
    """`body` compressed on the way, the digest still that of the plain bytes."""
    changed = {DIGEST_HEADER: digest(body), "Content-Encoding": "gzip"}
    return answer(gzip.compress(body), changed=changed)


@contextmanager
def faulty_server(reply: Reply | bytes) -> Iterator[FaultyServer]:
    """A server that gives `reply` to each request and closes; empty bytes: it just closes."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = FaultyServer(f"http://127.0.0.1:{listener.getsockname()[1]}")
    ended = threading.Event()
    thread = threading.Thread(target=_serve, args=(listener, server, reply, ended))
    thread.start()
    try:
        yield server
    finally:
        ended.set()
        with socket.create_connection(listener.getsockname()):
            pass
        thread.join(10)
        listener.close()


def _serve(
    listener: socket.socket, server: FaultyServer, reply: Reply | bytes, ended: threading.Event
) -> None:
    while not ended.is_set():
        connection, _ = listener.accept()
        with connection:
            connection.settimeout(5)
            request = _request(connection)
            if request is None:
                continue
            server.asked.append(request)
            try:
                given = reply if isinstance(reply, bytes) else reply(request)
                connection.sendall(_named(given, request))
            except OSError:
                continue


def _named(answer: bytes, request: Request) -> bytes:
    known = request.headers.get(REQUEST_ID_HEADER.lower(), "")
    return answer.replace(ASKED.encode(), known.encode(), 1)


def _request(connection: socket.socket) -> Request | None:
    if connection.recv(1, socket.MSG_PEEK) == b"\x16":
        return Request("TLS", "", {}, b"")
    with connection.makefile("rb") as stream:
        try:
            first = stream.readline().decode("latin-1").split()
            if len(first) < 2:
                return None
            headers: dict[str, str] = {}
            while (line := stream.readline().decode("latin-1").strip()) != "":
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            body = stream.read(int(headers.get("content-length", "0")))
        except OSError:
            return None
    return Request(first[0], first[1], headers, body)
