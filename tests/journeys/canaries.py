"""Two hundred strings that only a caller could have said, and where they must not be found."""

import io
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

from helpdesk_desktop.store.database import Session
from helpdesk_server import journal

MARK: Final = "Zqxkanari"
"""In each canary that is a word; no word of ours, of the offer or of a library has it."""

EXCHANGE: Final = "0499 31"
"""With which each canary that is a telephone number begins."""


def _words(kind: str, count: int) -> tuple[str, ...]:
    return tuple(f"{MARK}{kind}{number:03}" for number in range(count))


@dataclass(frozen=True, slots=True)
class Canaries:
    """By what a caller would have said them as."""

    names: tuple[str, ...] = _words("naam", 50)
    phones: tuple[str, ...] = tuple(f"{EXCHANGE} {n // 100:02} {n % 100:02}" for n in range(30))
    notes: tuple[str, ...] = _words("note", 40)
    needs: tuple[str, ...] = _words("besoin", 40)
    intakes: tuple[str, ...] = _words("intake", 40)

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.names, *self.phones, *self.notes, *self.needs, *self.intakes)


CANARIES: Final = Canaries()

_DIGITS: Final = EXCHANGE.replace(" ", "")
_MARKS: Final = tuple(
    form
    for mark in (MARK, MARK.lower(), EXCHANGE, _DIGITS, quote(EXCHANGE), f"+32{_DIGITS[1:]}")
    for form in (mark.encode("utf-8"), mark.encode("utf-16-le"))
)
"""As a file, a log or an address would write them."""


def found_in(places: Mapping[str, bytes]) -> list[str]:
    """The names of `places` in which there is a canary, whichever."""
    return [name for name, text in places.items() if any(mark in text for mark in _MARKS)]


def plant_identities(session: Session) -> tuple[str, ...]:
    """Keep identities made of canaries in the file of the desk, where there are any; which.

    Nothing keeps identities yet. Whoever builds that plants them here, through the functions of
    the store that the screens use: the two tests of `test_canaries.py` then look for them too.
    """
    del session
    return ()


def files_in(folder: Path, but: frozenset[str] = frozenset()) -> dict[str, bytes]:
    """Every byte of every file below `folder`; files whose names are in `but` are left out."""
    return {
        str(path): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in but
    }


@dataclass
class ServerLog:
    """What the server's log would say, line by line, and what every other logger does."""

    text: io.StringIO = field(default_factory=io.StringIO)

    @contextmanager
    def kept(self) -> Iterator["ServerLog"]:
        """While the block lasts, written as `helpdesk-server serve` writes it."""
        handler = logging.StreamHandler(self.text)
        handler.setFormatter(journal.Line("json"))
        level = journal.log.level
        journal.log.setLevel(logging.INFO)
        logging.getLogger().addHandler(handler)
        try:
            yield self
        finally:
            logging.getLogger().removeHandler(handler)
            journal.log.setLevel(level)
