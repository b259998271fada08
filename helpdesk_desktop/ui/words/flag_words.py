"""What is said to be wrong or full in the directory, in the words of the screens."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from helpdesk_desktop.ui.words.labels import CAPACITIES, STATUSES
from helpdesk_domain.clock import day_in_brussels
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.offer import CapacityStatus, ServiceStatus
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

REPORTED: Final[Mapping[Topic, str]] = {
    Topic.CLOSED_DOWN: mark("reported as closed for good"),
    Topic.FULL: mark("reported as full"),
    Topic.PHONE: mark("phone number reported as wrong"),
    Topic.ADDRESS: mark("address reported as wrong"),
    Topic.HOURS: mark("opening hours reported as wrong"),
    Topic.CONDITIONS: mark("conditions reported as changed"),
    Topic.OTHER: mark("a detail reported as wrong"),
    Topic.DUPLICATE: mark("reported as listed twice"),
}
"""The same in a sentence, what does most harm to whoever is sent there first."""

SAYS_ENOUGH: Final = (Topic.CLOSED_DOWN, Topic.FULL)
"""Topics that need no further word."""


def room(card: ServiceCard, words: Words) -> str:
    """Whether the service has room; when that was heard on the phone, it says so.

    One that is said to be closed, for good or for now, has none to speak of: that is told instead.
    """
    if card.seen_closed:
        return words.say("{state} (reported)", state=words.say(TOPICS[Topic.CLOSED_DOWN]))
    if card.status is ServiceStatus.TEMPORARILY_CLOSED:
        return words.say(STATUSES[card.status])
    said = words.say(CAPACITIES[card.room])
    return words.say("{state} (reported)", state=said) if card.seen_full else said


def takes_people(card: ServiceCard) -> CapacityStatus | None:
    """What the shape and colour beside `room` stand for: closed stands out as full does."""
    is_closed = card.seen_closed or card.status is ServiceStatus.TEMPORARILY_CLOSED
    return CapacityStatus.FULL if is_closed else card.room


def gravest(card: ServiceCard) -> Topic | None:
    """The report that does most harm when nobody hears of it; None where there is none."""
    return next((topic for topic in REPORTED if topic in card.disputed), None)


def other_reports(card: ServiceCard) -> list[Topic]:
    """What is reported besides what `room` says, the gravest first."""
    told = (Topic.CLOSED_DOWN, Topic.FULL)
    return [topic for topic in REPORTED if topic in card.disputed and topic not in told]


def flagged(flag: Flag, words: Words) -> str:
    """« ⚠ Signalé : téléphone. « 02 … » – Amélie, 28/11/2026 »."""
    said = words.say("⚠ Reported: {topic}", topic=words.say(TOPICS[flag.topic]))
    if flag.full_until:
        said = words.say("{said} until {day}", said=said, day=day(flag.full_until))
    if flag.comment:
        said = words.say("{said}. “{comment}”", said=said, comment=flag.comment)
    author = flag.author or words.say("from this computer")
    when = day(day_in_brussels(flag.made_at))
    return words.say("{said} – {author}, {day}", said=said, author=author, day=when)


def day(day: date) -> str:
    """As both languages of Brussels write it."""
    return day.strftime("%d/%m/%Y")
