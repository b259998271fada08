"""What a service offers, in titles and texts, in the order in which callers ask.

Its first number is not among them: it stands in the head of the card.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from helpdesk_desktop.reports.weekdays import hours_line
from helpdesk_desktop.ui.words.eligibility_words import eligibility_lines
from helpdesk_desktop.ui.words.flag_words import flagged
from helpdesk_desktop.ui.words.labels import STATUSES
from helpdesk_domain.eligibility import NOTHING_KNOWN, Known, eligibility
from helpdesk_domain.language_names import spoken_name
from helpdesk_domain.languages import Words
from helpdesk_domain.offer import Text
from helpdesk_domain.service_card import Hours, ServiceCard
from helpdesk_domain.suggestions import Topic

MOST_FLAGS = 5
"""Reports that are read out; older ones of the same service are for who looks after it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A title and its text.

    Attributes:
        is_reported: Somebody says that it is not so; its title says that.
    """

    title: str
    text: str
    is_reported: bool = False


def warnings(card: ServiceCard, words: Words) -> str:
    """What is to be known before all the rest; empty when there is nothing."""
    status = STATUSES[card.status]
    said = (words.say(status) if status else "", card.alert)
    noted = (words.say("⚠ Take note: {what}", what=one) for one in said if one)
    return _joined(*noted, *(flagged(flag, words) for flag in card.flags[:MOST_FLAGS]))


def sections(card: ServiceCard, words: Words, known: Known = NOTHING_KNOWN) -> Iterator[Section]:
    """The card's titles and texts, empty ones left out, in the order of the phone.

    Args:
        known: Of the person; what that means for them comes first.
    """
    if known.is_anything and (findings := eligibility(known, card)):
        yield Section(words.say("For this person"), eligibility_lines(findings, words))
    for title, text, topic in (
        (
            words.say("For whom?"),
            _joined(_say(card.eligibility, card.language), ", ".join(card.groups)),
            Topic.CONDITIONS,
        ),
        (words.say("What for?"), ", ".join(card.categories), None),
        (words.say("How to get in?"), _say(card.application, card.language), Topic.CONDITIONS),
        (words.say("Cost"), _say(card.fees, card.language), None),
        (words.say("When?"), _joined(*(_hours(hours, words) for hours in card.hours)), Topic.HOURS),
        (words.say("Where?"), _joined(*(place.words for place in card.addresses)), Topic.ADDRESS),
        (words.say("Reach"), _joined(*card.numbers[1:], card.email, card.url), None),
        (
            words.say("Languages"),
            ", ".join(spoken_name(code, words) for code in card.languages),
            None,
        ),
        (words.say("Serves"), ", ".join(card.communes), None),
        (words.say("In short"), _say(card.description, card.language), None),
    ):
        if text:
            is_reported = topic in card.disputed
            yield Section(
                words.say("{title} ⚠ reported", title=title) if is_reported else title,
                text,
                is_reported,
            )


def heard(card: ServiceCard, warned: str, told: Sequence[Section], words: Words) -> str:
    """All that a screen reader reads out of a card, the number in its head with it."""
    number = words.say("Phone: {number}", number=card.numbers[0]) if card.numbers else ""
    is_reported = number and Topic.PHONE in card.disputed
    rings = words.say("{title} ⚠ reported", title=number) if is_reported else number
    return _joined(warned, rings, *(f"{one.title} {one.text}" for one in told))


def verified(card: ServiceCard, today: date, words: Words) -> tuple[str, bool]:
    """When the record was last checked, and whether that is over twelve months ago, or never."""
    checked, years = card.assured_date, card.years_unverified(today)
    if checked is None or years is None:
        return words.say("⚠ Never verified"), True
    written = checked.strftime("%d/%m/%Y")
    if years < 1:
        return words.say("Verified on {date}", date=written), False
    said = words.count(
        "⚠ Verified over a year ago ({date})",
        "⚠ Verified {n} years ago ({date})",
        years,
        date=written,
    )
    return said, True


def _say(text: Text | None, asked: str) -> str:
    """A text; when it is not in the language asked for, its language is named first."""
    if text is None:
        return ""
    return f"[{text.language}] {text.words}" if text.language not in ("", asked) else text.words


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _hours(hours: Hours, words: Words) -> str:
    said = hours_line(hours, words)
    is_read = hours.days and hours.is_read
    return words.say("{hours} (read by the program)", hours=said) if is_read else said
