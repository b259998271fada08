"""Desktops too old to read what we say. They may still send: no call is ever stranded."""

import re
from typing import Final

from fastapi import Request

from helpdesk_domain.problem_codes import Code
from helpdesk_domain.sync import CLIENT_HEADER, PROTOCOL, PROTOCOL_HEADER
from helpdesk_server.door import Guarded, door_of
from helpdesk_server.problems import Refused

_VERSION: Final = re.compile(r"(?:^|/)(\d{1,6}(?:\.\d{1,6}){0,3})(?![\d.])", re.ASCII)


class Fetching(Guarded):
    """A route that lets a request through only when its sender can read the answer.

    One that does not say its version is let through: it is no desktop of ours.
    """

    def check(self, request: Request) -> None:
        """Raises Refused: 426."""
        speaks = request.headers.get(PROTOCOL_HEADER, PROTOCOL)
        oldest = version_in(door_of(request).settings.min_client)
        version = version_in(request.headers.get(CLIENT_HEADER, ""))
        if speaks != PROTOCOL or (version and oldest and version < oldest):
            raise Refused(426, Code.UPGRADE_REQUIRED, "A newer desktop is needed to fetch.")


def version_in(text: str) -> tuple[int, ...]:
    """The numbers of the version in `text` (`1.4.2`, `helpdesk-desktop/1.4.2 (linux)`), or ().

    >>> version_in("helpdesk-desktop/0.3.0 (linux)") < version_in("0.10")
    True
    """
    found = _VERSION.search(text)
    return tuple(int(number) for number in found[1].split(".")) if found else ()
