"""Two hundred strings that only a caller could have said, and where they must not be found."""

import io
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

from PySide6.QtCore import Qt

from helpdesk_server import journal
from tests.ui.intake_hands import down_to, go_to, held, open_intake
from tests.ui.window import Key, Window

MARK: Final = "Zqxkanari"
"""In each canary that is a word; no word of ours, of the offer or of a library has it."""

EXCHANGE: Final = "0499 31"
"""With which each canary that is a telephone number begins."""


def _words(kind: str, count: int) -> tuple[str, ...]:
    return tuple(f"{MARK}{kind}{number:03}" for number in range(count))


@dataclass(frozen=True, slots=True)
class Canaries:
    """By what a caller would have said them as."""

    names: tuple[str, ...] = _words("naam", 47)
    phones: tuple[str, ...] = tuple(f"{EXCHANGE} {n // 100:02} {n % 100:02}" for n in range(28))
    notes: tuple[str, ...] = _words("note", 40)
    needs: tuple[str, ...] = _words("besoin", 40)
    intakes: tuple[str, ...] = _words("intake", 40)
    identities: tuple[str, ...] = (*_words("qui", 4), f"{EXCHANGE} 77 77")

    @property
    def told(self) -> tuple[str, ...]:
        """What is in calls."""
        return (*self.names, *self.phones, *self.notes, *self.needs, *self.intakes)

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.told, *self.identities)


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


def plant_identities(window: Window) -> None:
    """The person of the call agrees to be rung back, and says who they are (Shift+F5)."""
    window.press(Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    window.until(lambda: held(window).startswith("contact.purposes"))
    window.strike("p")
    down_to(window, "contact.answer")
    window.strike("a")
    window.until(lambda: held(window) == "contact.name.line")
    name, address, email, referrer, phone = CANARIES.identities
    said = {"name": name, "phone": phone, "email": email, "address": address, "referrer": referrer}
    for field_name, words in said.items():
        down_to(window, f"contact.{field_name}.line")
        window.type(words)
    window.press(Key.Key_Escape)


def plant_in_the_intake(window: Window) -> tuple[str, ...]:
    """What blocks, and a step of the plan, in words (F5); which."""
    words = CANARIES.intakes[:20]
    open_intake(window)
    go_to(window, "blocks_words")
    window.type(" ".join(words[:15]))
    down_to(window, "intake.plan.new.line")
    window.type(f"{words[15]} : {' '.join(words[16:])}")
    window.press(Key.Key_Return)
    window.press(Key.Key_Escape)
    return words


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
