"""What the person at the desk may change: one file, checked at the door."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final, Self

from helpdesk_desktop.whole_file import write_whole
from helpdesk_domain.languages import CONTENT_LANGUAGES, INTERFACE_LANGUAGES

THEMES: Final = ("system", "light", "dark", "contrast")
"""The first one is what this computer asks for: light, dark or more contrast."""

TEXT_SIZES: Final = (100, 125, 150, 175, 200)
"""Percent of the usual size; WCAG 2.2, 1.4.4 asks for 200."""


class BadSettings(Exception):
    """The settings file cannot be used; its text says which value and why."""


LONGEST_UNHIDDEN_MIN: Final = 120

WELCOME_STEPS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Frozen: a change is `replace(settings, …).save(path)`.

    Attributes:
        server_url: Where the central server listens; empty means: work offline.
        language: Language of the screens.
        content_language: Language in which services are shown while no call says otherwise; empty
            means: that of the screens.
        sync_every_s: Seconds between two syncs, give or take a fifth; at least 30.
        text_size: One of `TEXT_SIZES`.
        theme: One of `THEMES`.
        hide_after_min: Minutes without a touch after which the desk is hidden, longer with a call
            on it; 0: never.
        welcome: The step of the first run that is asked next; 0: it is over, or there is none.
    """

    server_url: str = ""
    language: str = "fr"
    content_language: str = ""
    sync_every_s: int = 300
    text_size: int = 100
    theme: str = "system"
    hide_after_min: int = 5
    welcome: int = 0

    def __post_init__(self) -> None:
        for field in fields(self):
            value, kind = getattr(self, field.name), type(field.default)
            if type(value) is not kind:
                raise BadSettings(f"{field.name} is {value!r}, not {kind.__name__}")
        for name, sound in self._checks():
            if not sound:
                raise BadSettings(f"{name} is {getattr(self, name)!r}, which it cannot be")

    def _checks(self) -> Iterator[tuple[str, bool]]:
        yield "language", self.language in INTERFACE_LANGUAGES
        yield "content_language", self.content_language in ("", *CONTENT_LANGUAGES)
        yield "sync_every_s", self.sync_every_s >= 30
        yield "text_size", self.text_size in TEXT_SIZES
        yield "theme", self.theme in THEMES
        yield "welcome", 0 <= self.welcome <= WELCOME_STEPS
        yield "hide_after_min", 0 <= self.hide_after_min <= LONGEST_UNHIDDEN_MIN

    @classmethod
    def load(cls, path: Path) -> Self:
        """The settings of `path`, or the defaults when there is no such file.

        Raises:
            BadSettings: It cannot be read, is not JSON, or a value is of the wrong type or out
                of range.
        """
        try:
            kept: object = json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError) as problem:
            raise BadSettings(f"{path.name}: {problem}") from problem
        if not isinstance(kept, dict):
            raise BadSettings(f"{path.name} is {type(kept).__name__}, not names and values")
        known = {field.name for field in fields(cls)}
        if "theme" not in kept:
            known.remove("content_language")  # written by a program in which nobody could choose it
        return cls(**{name: value for name, value in kept.items() if name in known})

    def save(self, path: Path) -> None:
        """Keep them in `path`: a power cut leaves the old settings or the new ones.

        Raises:
            FileNotWritten: The folder or its disk does not take them.
        """
        write_whole(path, json.dumps(asdict(self), indent=2).encode())
