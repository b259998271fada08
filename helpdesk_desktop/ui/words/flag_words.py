"""What is said to be wrong or full in the directory, in the words of the screens."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from helpdesk_desktop.ui.words.labels import CAPACITIES
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.service_card import ServiceCard
from helpdesk_domain.suggestions import Flag, Topic

TOPICS: Final[Mapping[Topic, str]] = {
    Topic.PHONE: mark("Phone number"),
    Topic.HOURS: mark("Opening hours"),
    Topic.ADDRESS: mark("Address"),
    Topic.CLOSED_DOWN: mark("Closed for good"),
    Topic.FULL: mark("Full for now"),
    Topic.CONDITIONS: mark("Conditions"),
    Topic.DUPLICATE: mark("Listed twice"),
    Topic.OTHER: mark("Something else"),
}

TOPIC_KEYS: Final[Mapping[str, str]] = {
    "fr": "THAFSCDX",
    "nl": "TUAGVODX",
    "en": "PHACFRDX",
}
"""The letters that tell what is wrong, in the order of `Topic`."""

ASKED: Final[Mapping[Topic, str]] = {
    Topic.PHONE: mark("The right number; how you know it"),
    Topic.HOURS: mark("The right hours; how you know them"),
    Topic.ADDRESS: mark("The right address; how you know it"),
    Topic.CLOSED_DOWN: mark("How you know it (may stay empty)"),
    Topic.FULL: mark("Until when? 15/01, 3 weeks … (may stay empty)"),
    Topic.CONDITIONS: mark("What is asked for now; how you know it"),
    Topic.DUPLICATE: mark("Which other entry"),
    Topic.OTHER: mark("What is wrong; how you know it"),
}

SAYS_ENOUGH: Final = (Topic.CLOSED_DOWN, Topic.FULL)
"""Topics that need no further word."""


def room(card: ServiceCard, words: Words) -> str:
    """Whether the service has room; when that was heard on the phone, it says so."""
    said = words.say(CAPACITIES[card.room])
    return words.say("{state} (reported)", state=said) if card.seen_full else said


def flagged(flag: Flag, words: Words) -> str:
    """« ▲ Signalé : téléphone. « 02 … » – Amélie, 28/11/2026 »."""
    said = words.say("▲ Reported: {topic}", topic=words.say(TOPICS[flag.topic]))
    if flag.full_until:
        said = words.say("{said} until {day}", said=said, day=day(flag.full_until))
    if flag.comment:
        said = words.say("{said}. “{comment}”", said=said, comment=flag.comment)
    author = flag.author or words.say("from this computer")
    when = day(flag.made_at.astimezone().date())
    return words.say("{said} – {author}, {day}", said=said, author=author, day=when)


def day(day: date) -> str:
    """As both languages of Brussels write it."""
    return day.strftime("%d/%m/%Y")
