"""Whether a service is open now, in the words of the screens."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from helpdesk_desktop.ui.words.follow_up_words import moment
from helpdesk_desktop.ui.words.labels import DAYS
from helpdesk_domain.clock import BRUSSELS, day_in_brussels
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.offer import ServiceStatus
from helpdesk_domain.open_or_closed import OpenOrClosed, open_or_closed
from helpdesk_domain.school_holidays import school_holiday
from helpdesk_domain.service_card import ServiceCard
from helpdesk_domain.suggestions import Topic

SCHOOL_HOLIDAYS: Final[Mapping[str, str]] = {
    "fr": mark("French-speaking school holidays until {day}: hours may differ"),
    "nl": mark("Dutch-speaking school holidays until {day}: hours may differ"),
}


def opening(card: ServiceCard, now: datetime, words: Words) -> tuple[str, bool | None]:
    """« ● Ouvert jusqu'à 17:00 »; and whether it is open, None when that is not known.

    What was read in words, or is reported as wrong, says so behind it, and is never as certain as
    to be known. In the school holidays of its language, that its hours may differ stands below. Of
    a service that is closed, for good or for now, hours say nothing.
    """
    if _is_shut(card):
        return "", None
    said, is_open = _opening(card, now, words)
    if said and Topic.HOURS in card.disputed:
        said, is_open = words.say("{state} (hours reported as wrong: ask)", state=said), None
    elif said and _is_read(card):
        said, is_open = words.say("{state} (hours read by the program: ask)", state=said), None
    caution = _school_holiday(card, now, words) if said and not _is_always(card, now) else ""
    return "\n".join(line for line in (said, caution) if line), is_open


def opening_in_short(card: ServiceCard, now: datetime, words: Words) -> tuple[str, bool | None]:
    """« ● Ouvert », « ○ Fermé→09:00 »; and whether it is open, None when that is not known.

    Hours that nobody can be sure of are « horaire ? », never closed; where there are none, nothing
    is said.
    """
    state = OpenOrClosed() if _is_shut(card) else open_or_closed(card.hours, now)
    if state == OpenOrClosed():
        return "", None
    if state.on_holiday or _is_read(card) or Topic.HOURS in card.disputed:
        return words.say("hours?"), None
    if state.opens_at is None:
        return words.say("● Open"), True
    return words.say("○ Closed→{time}", time=_soon(state.opens_at, now, words)), False


def _soon(when: datetime, now: datetime, words: Words) -> str:
    """As short as can be told apart: 09:00, lun 09:00, 07/12."""
    here, today = when.astimezone(BRUSSELS), day_in_brussels(now)
    if here.date() == today:
        return here.strftime("%H:%M")
    if here.date() - today < timedelta(days=7):
        return f"{words.say(list(DAYS.values())[here.weekday()])} {here.strftime('%H:%M')}"
    return here.strftime("%d/%m")


def _is_shut(card: ServiceCard) -> bool:
    return card.seen_closed or card.status is ServiceStatus.TEMPORARILY_CLOSED


def _is_read(card: ServiceCard) -> bool:
    return any(hours.is_read for hours in card.hours)


def _is_always(card: ServiceCard, now: datetime) -> bool:
    return open_or_closed(card.hours, now).always


def _school_holiday(card: ServiceCard, now: datetime, words: Words) -> str:
    today = day_in_brussels(now)
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
    here, today = when.astimezone(BRUSSELS), day_in_brussels(now)
    clock = here.strftime("%H:%M")
    if here.date() == today or (here.date() == today + timedelta(days=1) and clock == "00:00"):
        return clock
    if here.date() == today + timedelta(days=1):
        return words.say("tomorrow {time}", time=clock)
    return moment(when, words)
