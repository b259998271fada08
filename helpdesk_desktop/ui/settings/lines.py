"""The settings that can be chosen in the window: what each is called, and what it can be."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Final

from helpdesk_desktop.search.words.fold import fold
from helpdesk_desktop.settings import TEXT_SIZES, Settings
from helpdesk_domain.languages import (
    CONTENT_LANGUAGES,
    INTERFACE_LANGUAGES,
    LANGUAGE_NAMES,
    Words,
    mark,
)

Value = str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One setting.

    Attributes:
        field: Its name in `Settings`, and in the identifiers of its controls.
        title: What the screens call it, as marked words, as all that follow.
        choices: What it can be, and what the screens call that.
        explained: What one should know before choosing.
        sought: Other words by which somebody may look for it.
    """

    field: str
    title: str
    choices: Mapping[Value, str]
    explained: str
    sought: str

    def named(self, value: Value, words: Words) -> str:
        """What the screens call `value`; each language has its own word for itself."""
        name = self.choices[value]
        return name if value in LANGUAGE_NAMES else words.say(name)

    def of(self, settings: Settings) -> Value:
        """What it is in `settings`."""
        value: Value = getattr(settings, self.field)
        return value

    def chosen(self, settings: Settings, value: Value) -> Settings:
        """`settings`, this one being `value`.

        Raises:
            BadSettings: It cannot be that.
        """
        return Settings(**asdict(settings) | {self.field: value})


LINES: Final = (
    Line(
        field="language",
        title=mark("Language of the screens"),
        choices={code: LANGUAGE_NAMES[code] for code in INTERFACE_LANGUAGES},
        explained=mark("The buttons at the top right do the same."),
        sought=mark("interface, French, Dutch, English"),
    ),
    Line(
        field="content_language",
        title=mark("Services are shown in"),
        choices={
            "": mark("The language of the screens"),
            **{code: LANGUAGE_NAMES[code] for code in CONTENT_LANGUAGES},
        },
        explained=mark("Once a call says how the caller speaks, they are shown in that language."),
        sought=mark("directory, content, French, Dutch"),
    ),
    Line(
        field="text_size",
        title=mark("Size of the text"),
        choices={size: f"{size} %" for size in TEXT_SIZES},
        explained=mark(
            "Where there is no room for three panes, the window shows two, or one; {key} goes to "
            "the next."
        ),
        sought=mark("letters, larger, smaller, zoom, font, eyes"),
    ),
    Line(
        field="theme",
        title=mark("Colours"),
        choices={
            "system": mark("As this computer asks"),
            "light": mark("Light"),
            "dark": mark("Dark"),
            "contrast": mark("High contrast"),
        },
        explained=mark("When this computer changes its colours, the window follows at once."),
        sought=mark("theme, appearance, black, white, night, contrast, eyes"),
    ),
    Line(
        field="hide_after_min",
        title=mark("Hide the desk when nobody touches it"),
        choices={
            5: mark("after 5 minutes"),
            10: mark("after 10 minutes"),
            20: mark("after 20 minutes"),
            0: mark("never"),
        },
        explained=mark("With a call on the desk, four times later. Nothing is closed or lost."),
        sought=mark("lock, privacy, pause, idle, away"),
    ),
    Line(
        field="sync_every_s",
        title=mark("Time between two syncs"),
        choices={
            60: mark("1 minute"),
            300: mark("5 minutes"),
            900: mark("15 minutes"),
            3600: mark("60 minutes"),
        },
        explained=mark("A saved call is sent at once in any case."),
        sought=mark("server, network, send, receive, directory"),
    ),
)


def matches(line: str, typed: str) -> bool:
    """Whether each word of `typed` begins a word of `line`, both folded."""
    words = line.split()
    return all(any(word.startswith(begun) for word in words) for begun in fold(typed).split())


@cache
def spoken_everywhere(messages: tuple[str, ...]) -> str:
    """`messages` in every language of the screens: who looks for one may think in another."""
    return fold(" ".join(_said(messages))).replace(",", " ").replace("'", " ")


def _said(messages: tuple[str, ...]) -> Iterator[str]:
    for language in INTERFACE_LANGUAGES:
        words = Words(language)
        yield from (words.say(message) for message in messages)
