"""A call written down afterwards: when it took place, and how long it lasted."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.days_in_words import NoSuchMoment
from helpdesk_domain.follow_ups import NoMoment
from helpdesk_domain.typed_moments import past_moment

OLDEST: Final = timedelta(days=366)
"""A call further back is a slip of the hand: nobody writes down a call of last year from paper."""

LONGEST: Final = timedelta(hours=8)

_MINUTES: Final = re.compile(r"[,;]? ?(\d{1,3}) ?(?:min|minutes?|minuten|m|')?\.?$")


class NotYet(Exception):
    """What was said lies in the future."""


class TooLongAgo(Exception):
    """What was said lies more than `OLDEST` back."""


_BY_MAIL: Final = frozenset({"e-mail", "email", "mail", "courriel", "e-mails"})
_OUTGOING: Final = frozenset({"sortant", "uitgaand", "outgoing"})


@dataclass(frozen=True, slots=True)
class TookPlace:
    """When, how long, and how.

    Attributes:
        talk_s: Seconds; None when it was not said how long.
        by_mail: It came, or went, by e-mail.
        is_outgoing: We rang, or wrote first.
    """

    started_at: datetime
    talk_s: int | None
    by_mail: bool = False
    is_outgoing: bool = False


def took_place(words: str, language: str, now: datetime) -> TookPlace:
    """When a call took place, as it is typed: « hier 14:02 7 min », « 9h30 », « lu 10:00 e-mail ».

    That it came by e-mail, or that we rang (« sortant »), stands anywhere in the line. An hour
    alone is the last one of that name.

    Raises:
        NoMoment: It is not said at what time, or something else stands behind it.
        NoSuchMoment: The calendar or the clock does not have it, or nobody talks that long.
        NotYet, TooLongAgo: It lies where no call can be that is written down now.
    """
    here = now.astimezone(BRUSSELS)
    said = [word.strip(",;.").lower() for word in words.split()]
    how = _BY_MAIL | _OUTGOING
    words = " ".join(word for word in words.split() if word.strip(",;.").lower() not in how)
    read = past_moment(words, language, here.date())
    if read.at is None:
        raise NoMoment
    day = read.day or here.date()
    began = datetime.combine(day, read.at, BRUSSELS)
    if read.day is None and began > here:
        began = datetime.combine(day - timedelta(days=1), read.at, BRUSSELS)
    if began > now:
        raise NotYet
    if now - began > OLDEST:
        raise TooLongAgo
    return TookPlace(
        began,
        _talk_s(read.rest),
        by_mail=not _BY_MAIL.isdisjoint(said),
        is_outgoing=not _OUTGOING.isdisjoint(said),
    )


def _talk_s(rest: str) -> int | None:
    if not rest:
        return None
    found = _MINUTES.fullmatch(rest)
    if found is None:
        raise NoMoment
    talked = timedelta(minutes=int(found[1]))
    if talked > LONGEST:
        raise NoSuchMoment(rest)
    return int(talked.total_seconds())
