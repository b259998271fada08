"""The hand-over sheet: what a caller is given in writing, in which order, in which language.

Nothing of a call comes in but which services were given, and the reference that its caller was
told, so nothing else of it can come out.
All of it is plain text: what the directory says is never read as anything else.

What somebody reported as wrong goes out with that said beside it. A number goes out not at all: the
wrong one may be that of a private person, and who asks for help would tell it to a stranger; to ask
us for the right one costs a call. The words of a report, and who made it, stay with us.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from helpdesk_desktop.reports.plain_text import in_a_line, plain
from helpdesk_desktop.reports.weekdays import hours_line
from helpdesk_domain.languages import CONTENT_LANGUAGES, Words, mark
from helpdesk_domain.national_numbers import HIDDEN
from helpdesk_domain.offer import ServiceId, ServiceStatus, Text
from helpdesk_domain.phone_numbers import without_numbers
from helpdesk_domain.service_card import ServiceCard
from helpdesk_domain.suggestions import Topic

REPORTED: Final[Mapping[Topic, str]] = {
    Topic.CLOSED_DOWN: mark("We were told that this service has closed for good: ask us first."),
    Topic.FULL: mark("We were told that this service has no room for now: ring first."),
    Topic.OTHER: mark("We were told that something here is not right: ring first."),
}
"""Reports that are about the whole service."""

Cards = Mapping[str, Mapping[ServiceId, ServiceCard]]
"""Per language of `CONTENT_LANGUAGES`, the cards of the services that are in the offer now."""


class SheetLanguage(StrEnum):
    """What a sheet is written in."""

    FRENCH = "fr"
    DUTCH = "nl"
    BOTH = "both"

    @property
    def codes(self) -> tuple[str, ...]:
        return CONTENT_LANGUAGES if self is SheetLanguage.BOTH else (self.value,)


@dataclass(frozen=True, slots=True)
class Given:
    """A service on the sheet.

    Attributes:
        service_id: The service, even if it has left the offer.
        name: What it was called when it was given.
    """

    service_id: ServiceId
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """A thing to know of a service.

    Attributes:
        title: `Coût :`; empty where the text says itself what it is.
        text: One line or several.
    """

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A service, as it is told on the sheet."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The whole sheet in one language.

    Attributes:
        language: `fr` or `nl`.
        heading: What the sheet is.
        origin: Who gives it, and when.
        entries: The services, in the order in which they were given.
        foot: What holds for all of them.
    """

    language: str
    heading: str
    origin: str
    entries: tuple[Entry, ...]
    foot: tuple[str, ...]


Sheet = tuple[Part, ...]


def sheet_language(caller_language: str | None) -> SheetLanguage:
    """How a caller is written to: in French or in Dutch; in both when neither is known of them.

    Args:
        caller_language: BCP 47 tag; None while not known.

    Source: the coordinated laws on the use of languages of 18 July 1966, as Brulocalis explains
    them to public services of Brussels.
    """
    if caller_language is not None and caller_language in CONTENT_LANGUAGES:
        return SheetLanguage(caller_language)
    return SheetLanguage.BOTH


def sheet(
    given: Sequence[Given],
    cards: Cards,
    language: SheetLanguage,
    day: date,
    reference: str = "",
) -> Sheet:
    """What is handed over on `day`: a whole part a language.

    Args:
        given: In the order of the sheet.
        cards: A service without a card has left the offer: its name is shown, and that it left.
        reference: With which the caller can ask about the call; empty: none was told.
    """
    return tuple(_part(given, cards[code], Words(code), day, reference) for code in language.codes)


def subject(handed_over: Sheet) -> str:
    """What the sheet is, in a line: that of an e-mail, the title of a file."""
    return " / ".join(f"{part.heading} – {part.origin}" for part in handed_over)


def as_text(handed_over: Sheet) -> str:
    """The sheet for an e-mail or the clipboard."""
    return "\n\n\n".join("\n".join(_text_of(part)) for part in handed_over)


def _text_of(part: Part) -> Iterator[str]:
    yield from (part.heading, part.origin)
    for number, entry in enumerate(part.entries, 1):
        yield f"\n{number}. {entry.name}"
        for line in entry.lines:
            yield f"{line.title} {line.text}" if line.title else line.text
    yield from ("", *part.foot)


def _part(
    given: Sequence[Given],
    cards: Mapping[ServiceId, ServiceCard],
    words: Words,
    day: date,
    reference: str,
) -> Part:
    known = [(one, cards.get(one.service_id)) for one in given]
    return Part(
        language=words.language,
        heading=words.say("Where you can turn to"),
        origin=words.say("Helpdesk") + ", " + _written(day),
        entries=tuple(_entry(card, words) if card else _left(one, words) for one, card in known),
        foot=tuple(_foot([card for _, card in known if card], words, reference)),
    )


def _left(one: Given, words: Words) -> Entry:
    gone = words.say("This service is no longer in our directory: ask us before you go there.")
    return Entry(in_a_line(one.name), (Line("", gone),))


def _entry(card: ServiceCard, words: Words) -> Entry:
    name = in_a_line(card.name.words)
    tag = _tag(card.name, words)
    told = (Line(title, _harmless(plain(text), card)) for title, text in _told(card, words))
    return Entry(f"{name} {tag}" if tag else name, tuple(line for line in told if line.text))


def _harmless(text: str, card: ServiceCard) -> str:
    """`text` without any number, where the number of the service is said to be wrong.

    The wrong one may stand in a sentence as well.
    """
    return without_numbers(text, HIDDEN) if Topic.PHONE in card.disputed else text


def _told(card: ServiceCard, words: Words) -> Iterator[tuple[str, str]]:
    """Titles and texts, some of them empty, in the order of the phone."""
    if card.organization != card.name.words:
        yield "", card.organization
    if card.status is ServiceStatus.TEMPORARILY_CLOSED:
        yield words.say("Take note:"), words.say("Closed for now")
    yield words.say("Take note:"), card.alert
    for topic in REPORTED:
        yield words.say("Take note:"), words.say(REPORTED[topic]) if topic in card.disputed else ""
    told = _Reported(card, words)
    yield words.say("For whom?"), told.beside(_said(card.eligibility, words), Topic.CONDITIONS)
    yield words.say("How to get in?"), told.beside(_said(card.application, words), Topic.CONDITIONS)
    yield words.say("Cost:"), _said(card.fees, words)
    hours = "\n".join(hours_line(hours, words) for hours in card.hours if not hours.is_read)
    yield words.say("When?"), told.beside(hours, Topic.HOURS)
    where = "\n".join(_said(place, words) for place in card.addresses)
    yield words.say("Where?"), told.beside(where, Topic.ADDRESS)
    yield words.say("Phone:"), told.instead_of(", ".join(card.numbers))
    yield words.say("E-mail:"), card.email
    yield words.say("Website:"), card.url if _is_web(card.url) else ""
    if card.assured_date is None:
        yield "", words.say("Never verified")
    else:
        yield "", words.say("Verified on {date}", date=_written(card.assured_date))


@dataclass(frozen=True, slots=True)
class _Reported:
    """Says of what is on the sheet that it was reported as wrong."""

    card: ServiceCard
    words: Words

    def beside(self, text: str, topic: Topic) -> str:
        if not text or topic not in self.card.disputed:
            return text
        return self.words.say("{text} – we were told that this has changed: ask first", text=text)

    def instead_of(self, numbers: str) -> str:
        if not numbers or Topic.PHONE not in self.card.disputed:
            return numbers
        return self.words.say("the number we had of this service is said to be wrong: ask us")


def _foot(cards: Sequence[ServiceCard], words: Words, reference: str) -> Iterator[str]:
    yield words.say("Ring before you go: opening hours and conditions may change.")
    for code, sentence in (
        ("fr", words.say("[FR] This text exists in French only.")),
        ("nl", words.say("[NL] This text exists in Dutch only.")),
    ):
        if any(text.language == code != words.language for card in cards for text in _texts(card)):
            yield sentence
    if any(card.fictitious for card in cards):
        yield words.say("DEMONSTRATION – these services are fictitious")
    if reference:
        yield words.say(
            "Your reference: {reference}. With it you can ask us what we keep of your call, and "
            "have it erased.",
            reference=reference,
        )
    yield words.say("This sheet names nobody and does not say who asked.")


def _texts(card: ServiceCard) -> Iterator[Text]:
    told = (card.name, card.eligibility, card.application, card.fees, *card.addresses)
    return (text for text in told if text is not None)


def _said(text: Text | None, words: Words) -> str:
    """A text; one that is not in the language of the sheet is marked with its own."""
    if text is None:
        return ""
    tag = _tag(text, words)
    return f"{tag} {text.words}" if tag else text.words


def _tag(text: Text, words: Words) -> str:
    return f"[{text.language.upper()}]" if text.language not in ("", words.language) else ""


def _is_web(url: str) -> bool:
    """Whether a mail program that makes links of what it shows may make one of `url`."""
    try:
        return urlsplit(url).scheme in ("", "http", "https")
    except ValueError:
        return False


def _written(day: date) -> str:
    """As in both languages of Belgium; the short form of a locale differs from one to the other."""
    return day.strftime("%d/%m/%Y")
