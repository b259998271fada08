"""Languages a caller speaks, as they are asked for: « arabophone », « Turks », « Pools »."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from helpdesk_desktop.search.answer import Reason, ReasonKind, Recognised, RecognisedKind
from helpdesk_desktop.search.evidence import Evidence, Part, always
from helpdesk_desktop.search.inverted.postings import without
from helpdesk_desktop.search.words.tokens import tokens
from helpdesk_domain.offer import Service

SPOKEN: Final = 0.9
"""How far a service answers a language it works in."""

_FORMS: Final[Mapping[str, str]] = {
    "ar": "arabe arabophone arabisch",
    "bg": "bulgare bulgarophone bulgaars",
    "de": "allemand germanophone duits",
    "en": "anglais anglophone engels",
    "es": "espagnol hispanophone spaans",
    "fa": "persan farsi dari persanophone perzisch",
    "fr": "francais francophone frans",
    "it": "italien italophone italiaans",
    "ku": "kurde kurdophone koerdisch kurmandji sorani",
    "ln": "lingala lingalophone",
    "nl": "neerlandais neerlandophone nederlands",
    "pl": "polonais polonophone pools",
    "ps": "pachto pachtou pashto pasjtoe",
    "pt": "portugais lusophone portugees",
    "ro": "roumain roumanophone roemeens",
    "ru": "russe russophone russisch",
    "so": "somali somalien somalisch",
    "sq": "albanais albanophone albanees",
    "ti": "tigrinya tigrigna",
    "tr": "turc turcophone turks",
    "uk": "ukrainien ukrainophone oekraiens",
    "zgh": "berbere berberophone amazigh tamazight berbers",
}
_ENDINGS: Final = ("", "s", "e", "es", "talig", "talige", "sprekend", "sprekende", "sprekenden")
_IRREGULAR: Final = {
    **{"turque": "tr", "turques": "tr", "bulgares": "bg", "italienne": "it", "italiennes": "it"},
    **{"ukrainienne": "uk", "ukrainiennes": "uk", "somalienne": "so", "somaliennes": "so"},
    **{"portugese": "pt", "albanese": "sq"},
}
_DENIED: Final = frozenset(["pas", "ni", "aucun", "geen", "niet", "sans", "zonder"])


@cache
def spoken_words() -> Mapping[str, str]:
    """Per word that names a language or its speakers, the language's code."""
    words = {
        form + ending: code
        for code, forms in _FORMS.items()
        for form in forms.split()
        for ending in _ENDINGS
    }
    return {**words, **_IRREGULAR}


def recognised_language(word: str, after: Sequence[str] = ()) -> tuple[Recognised, ...]:
    """The language that `word` names, if it does.

    Args:
        after: The words before: who « ne parle pas français » asks for anything but French.
    """
    code = "" if _DENIED.intersection(after[-2:]) else spoken_words().get(word)
    return (Recognised(RecognisedKind.LANGUAGE, word, code, code),) if code else ()


@dataclass(frozen=True, slots=True)
class Languages:
    """Which services work in each language, by code, rising; noted while they pass by."""

    services: dict[str, list[int]] = field(default_factory=dict)

    def add(self, number: int, service: Service) -> None:
        """Take in `service`, whose number is higher than all."""
        for code in languages_of(service):
            self.services.setdefault(code, []).append(number)

    def forget(self, gone: Sequence[int]) -> None:
        """Leave out the services of these numbers."""
        for services in self.services.values():
            without(services, gone)


def languages_of(service: Service) -> set[str]:
    """The codes of the languages in which `service` works."""
    named = (spoken.code or _code(spoken.name) for spoken in service.languages)
    return {code.split("-")[0].lower() for code in named if code}


def _code(name: str) -> str:
    return next((code for word in tokens(name) if (code := spoken_words().get(word))), "")


def language_evidence(languages: Languages, parts: Sequence[Part]) -> Iterator[Evidence]:
    """Evidence for each part that names a language."""
    for part in parts:
        for recognised in part.recognised:
            if recognised.kind is RecognisedKind.LANGUAGE:
                services = dict.fromkeys(languages.services.get(recognised.key, ()), 1.0)
                reason = Reason(ReasonKind.LANGUAGE, recognised.key)
                yield Evidence(part.number, services, SPOKEN, always(reason))
