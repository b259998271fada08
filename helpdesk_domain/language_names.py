"""Languages that services speak in Brussels, in words; by ISO 639 code."""

from collections.abc import Mapping
from typing import Final

from helpdesk_domain.languages import Words, mark

UNKNOWN: Final = "und"
"""ISO 639 of a language that nobody could tell, or that is not among `NAMES`."""

NAMES: Final[Mapping[str, str]] = {
    "am": mark("Amharic"),
    "ar": mark("Arabic"),
    "bg": mark("Bulgarian"),
    "de": mark("German"),
    "el": mark("Greek"),
    "en": mark("English"),
    "es": mark("Spanish"),
    "fa": mark("Persian"),
    "ff": mark("Fula"),
    "fr": mark("French"),
    "hu": mark("Hungarian"),
    "hy": mark("Armenian"),
    "it": mark("Italian"),
    "ku": mark("Kurdish"),
    "ln": mark("Lingala"),
    "nl": mark("Dutch"),
    "pl": mark("Polish"),
    "ps": mark("Pashto"),
    "pt": mark("Portuguese"),
    "ro": mark("Romanian"),
    "ru": mark("Russian"),
    "rw": mark("Kinyarwanda"),
    "sfb": mark("French Belgian sign language"),
    "so": mark("Somali"),
    "sq": mark("Albanian"),
    "sr": mark("Serbian"),
    "sw": mark("Swahili"),
    "ti": mark("Tigrinya"),
    "tr": mark("Turkish"),
    "uk": mark("Ukrainian"),
    "ur": mark("Urdu"),
    "vgt": mark("Flemish sign language"),
    "wo": mark("Wolof"),
    "zgh": mark("Tamazight"),
    "zh": mark("Chinese"),
}


def language_name(code: str, words: Words) -> str:
    """The language `code` in words; a code nobody wrote down is shown as it is."""
    if code == UNKNOWN:
        return words.say("another language")
    name = NAMES.get(code)
    return words.say(name) if name else code


def spoken_name(code: str, words: Words) -> str:
    """The same inside a sentence: French writes languages without a capital there."""
    name = language_name(code, words)
    return name.lower() if words.language == "fr" else name


def name_alone(code: str, words: Words) -> str:
    """The same where it stands by itself, on a button or in a list: with a capital."""
    name = language_name(code, words)
    return name[:1].upper() + name[1:]
