"""Whether a service is open now, in the words of the screens."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from helpdesk_desktop.ui.words.follow_up_words import moment
from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.open_or_closed import open_or_closed
from helpdesk_domain.school_holidays import school_holiday
from helpdesk_domain.service_card import ServiceCard

SCHOOL_HOLIDAYS: Final[Mapping[str, str]] = {
    "fr": mark("French-speaking school holidays until {day}: hours may differ"),
    "nl": mark("Dutch-speaking school holidays until {day}: hours may differ"),
}


def opening(card: ServiceCard, now: datetime, words: Words) -> tuple[str, bool | None]:
    """« ● Ouvert jusqu'à 17:00 »; and whether it is open, None when that is not known.

    What was read in words says so behind it, and is never as certain as to be known. In the school
    holidays of its language, that its hours may differ stands below.
    """
    said, is_open = _opening(card, now, words)
    if said and any(hours.is_read for hours in card.hours):
        said, is_open = words.say("{state} (hours read by the program: ask)", state=said), None
    caution = _school_holiday(card, now, words) if said and not _is_always(card, now) else ""
    return "\n".join(line for line in (said, caution) if line), is_open


def _is_always(card: ServiceCard, now: datetime) -> bool:
    return open_or_closed(card.hours, now).always


def _school_holiday(card: ServiceCard, now: datetime, words: Words) -> str:
    today = now.astimezone(BRUSSELS).date()
    lasts = {code: last for code in card.regime if (last := school_holiday(code, today))}
    if not lasts:
        return ""
    until = max(lasts.values()).strftime("%d/%m")
    if len(lasts) == len(SCHOOL_HOLIDAYS):
        return words.say("School holidays until {day}: hours may differ", day=until)
    (code,) = lasts
    return words.say(SCHOOL_HOLIDAYS[code], day=until)


def _opening(card: ServiceCard, now: datetime, words: Words) -> tuple[str, bool | None]:
    state = open_or_closed(card.hours, now)
    if state.always:
        return words.say("● Open day and night"), True
    if state.until is not None:
        return words.say("● Open until {time}", time=_when(state.until, now, words)), True
    if state.on_holiday:
        return words.say("○ Public holiday: ask before sending somebody"), None
    if state.opens_at is not None:
        when = _when(state.opens_at, now, words)
        return words.say("○ Closed, opens {time}", time=when), False
    return "", None


def _when(when: datetime, now: datetime, words: Words) -> str:
    here, today = when.astimezone(BRUSSELS), now.astimezone(BRUSSELS).date()
    clock = here.strftime("%H:%M")
    if here.date() == today or (here.date() == today + timedelta(days=1) and clock == "00:00"):
        return clock
    if here.date() == today + timedelta(days=1):
        return words.say("tomorrow {time}", time=clock)
    return moment(when, words)
