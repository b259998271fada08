"""What may happen to one request and its answer between a desk and the server.

Some of it no line under TLS could do (there a flipped bit ends the connection): it is done here
because a proxy that ends TLS can, and because what survives this survives less.
"""

from enum import StrEnum, auto
from random import Random
from typing import Final


class Fate(StrEnum):
    """What becomes of one connection."""

    PASSED = auto()
    REFUSED = auto()
    """Reset before a byte is read."""
    REQUEST_CUT = auto()
    """The server gets the beginning of the request, and both sides a reset."""
    ANSWER_CUT = auto()
    LOST = auto()
    """The server did what was asked; its answer never comes."""
    ANSWER_FLIPPED = auto()
    """One bit of the answer, head or body."""
    REQUEST_FLIPPED = auto()
    """One bit of the body: the head of a request has no digest, only TLS protects it."""
    HOLE = auto()
    """Nothing comes and nothing is sent on, until the desk gives up."""
    DRIPPED = auto()
    """The answer comes in small pieces."""
    PORTAL = auto()
    """A page of a Wi-Fi portal, with a success for a status."""
    REDIRECTED = auto()
    GATEWAY = auto()
    """Another program answers in JSON: it knows no such address."""
    TWICE = auto()
    """The request arrives twice, at once; one of the two answers comes back."""


BAD_LINE: Final = (
    *[Fate.PASSED] * 14,
    *[fate for fate in Fate if fate not in (Fate.PASSED, Fate.HOLE)],
)
"""A little more than half of all requests pass; each other fate is one of 25."""

WITH_HOLES: Final = (*BAD_LINE * 2, Fate.HOLE)
"""A hole lasts as long as a desk is patient, so there are few."""

LIARS: Final = (
    *[Fate.PASSED] * 7,
    *[Fate.GATEWAY, Fate.GATEWAY, Fate.TWICE, Fate.LOST, Fate.ANSWER_FLIPPED],
)
"""What planted defects of sending are looked for with: somebody lies, and nothing takes long."""

FAIR_LINE: Final = (*[Fate.PASSED] * 90, *WITH_HOLES)
"""Five in six pass: most syncs come to their end, and long batches with them."""

WHOLE: Final = (Fate.PASSED,)


def plainly(status: str, content_type: str, body: bytes, *more: str) -> bytes:
    """An answer of somebody who is not our server."""
    head = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*head, *more, "Connection: close", "", ""]).encode() + body


_PAGE: Final = b"<html><body>Welcome to Free Wi-Fi! Please accept the terms.</body></html>"

INSTEAD: Final = {
    Fate.PORTAL: plainly("200 OK", "text/html", _PAGE),
    Fate.REDIRECTED: plainly("302 Found", "text/html", _PAGE, "Location: http://127.0.0.1:9/"),
    Fate.GATEWAY: plainly(
        "404 Not Found",
        "application/json",
        b'{"status":404,"code":"not_found","title":"no route matches"}',
    ),
}
"""Answers that are given without asking the server."""


def flipped(whole: bytes, chance: Random, begin: int = 0) -> bytes:
    """`whole` with one bit changed, somewhere from `begin` on."""
    at = chance.randrange(begin, len(whole))
    return whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :]


def cut(whole: bytes, chance: Random) -> bytes:
    """The beginning of `whole`; at least a byte of it, never all."""
    return whole[: chance.randrange(1, len(whole))]
