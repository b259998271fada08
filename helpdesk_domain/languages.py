"""The product's own words, in the language asked for: one catalogue object a language.

A screen may be French while the sheet it sends is Dutch, so there is no language of the
process: whoever speaks holds a `Words`. English source strings are the message ids.
"""

import gettext
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from helpdesk_domain.resources import resource

INTERFACE_LANGUAGES: Final = ("fr", "nl", "en")
"""Languages of the screens; French and Dutch must be complete, English is the source."""

LANGUAGE_NAMES: Final = {"fr": "Français", "nl": "Nederlands", "en": "English"}
"""Each language in its own words: they are not translated."""

_BETWEEN_THOUSANDS: Final = {"fr": "\u00a0", "nl": ".", "en": ","}
"""As CLDR has it for Belgium, but for the wider blank in French: a terminal of Windows lacks the
narrow one."""

CONTENT_LANGUAGES: Final = ("fr", "nl")
"""Languages in which the offer is described."""


def content_language(*wishes: str | None) -> str:
    """The first of `wishes` in which the offer is described; French where none is."""
    return next((wish for wish in wishes if wish in CONTENT_LANGUAGES), CONTENT_LANGUAGES[0])


def mark(message: str) -> str:
    """`message` itself, marked for the translators; it is said later, through `Words.say`."""
    return message


class Words:
    """What the product says in `language`, one of `INTERFACE_LANGUAGES`.

    Args:
        shown: How a value that stands in a sentence is written, where that is not what it is
            itself: a command by the key that runs it, say.
    """

    def __init__(
        self, language: str, shown: Callable[[object], object] = lambda value: value
    ) -> None:
        if language not in INTERFACE_LANGUAGES:
            raise ValueError(f"no catalogue speaks {language!r}")
        self.language: Final = language
        self._shown = shown
        self._catalogue: gettext.NullTranslations = (
            gettext.NullTranslations()
            if language == "en"
            else gettext.translation("helpdesk", resource("i18n"), [language])
        )

    def say(self, message: str, **values: object) -> str:
        """`message` in this language, its `{names}` filled from `values`."""
        said = self._catalogue.gettext(message)
        return said.format(**self._written(values)) if values else said

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """The form of a message that goes with `n`; `{n}` stands for the number."""
        return self._catalogue.ngettext(one, many, n).format(
            n=self.number(n), **self._written(values)
        )

    def number(self, n: int) -> str:
        """A quantity as it is written in this language: 4 200, 4.200."""
        return f"{n:,}".replace(",", _BETWEEN_THOUSANDS[self.language])

    def _written(self, values: Mapping[str, object]) -> dict[str, object]:
        return {name: self._shown(value) for name, value in values.items()}


def language_of(preferences: Sequence[str], default: str = "fr") -> str:
    """The first interface language among `preferences`, written as in POSIX or BCP 47.

    >>> language_of(["nl_BE.UTF-8"])
    'nl'
    >>> language_of(["C", "de_BE"])
    'fr'
    """
    for preference in preferences:
        code = preference[:2].lower()
        if code in INTERFACE_LANGUAGES:
            return code
    return default


def language_asked(
    arguments: Sequence[str], environment: Mapping[str, str], default: str = "fr"
) -> str:
    """The interface language of a command: its `--lang`, else that of the environment.

    Known before the options are read, for they have words too.

    Args:
        arguments: What was typed after the name of the program.
    """
    asked = ""
    for argument, following in zip(arguments, [*arguments, ""][1:], strict=True):
        if argument == "--lang":
            asked = following
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    posix = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return language_of([asked, next(filter(None, posix), "")], default)
