"""A call told in words, field by field, so that two texts of it can be laid side by side."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final

from helpdesk_desktop.reports.today import Today
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.words import follow_up_words, referral_words
from helpdesk_desktop.ui.words.labels import (
    BY_MAIL,
    CALLER_LANGUAGES,
    MISSING,
    MISSING_KEYS,
    OUTGOING,
)
from helpdesk_desktop.ui.words.person_words import person_words
from helpdesk_domain.call_terms import Channel
from helpdesk_domain.calls import Call, missing, proposed_outcome
from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.code_words import NON_CALLS, OUTCOMES, PROFILES, UNMET_REASONS
from helpdesk_domain.language_names import name_alone
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.offer import TermId

FIELDS: Final[Mapping[str, str]] = {
    "started_at": mark("Begun"),
    "talk_s": mark("Talking"),
    "wrap_up_s": mark("Wrap-up"),
    "caller_language": mark("Caller's language"),
    "needs": mark("Needs"),
    "profile": mark("Who rings"),
    "outcome": mark("Outcome"),
    "referrals": mark("Referrals"),
    "note": mark("Note"),
    "unmet_needs": mark("Without a solution"),
    "non_call": mark("Not a call"),
    "follow_up": mark("Follow-up"),
    "channel": mark("How it came"),
    "is_outgoing": mark("Outgoing"),
    "written_later": mark("Written down later"),
    "person": mark("The person"),
    "need_terms": mark("Counted as"),
}
"""What the screens call the fields of a call; the others are the program's own."""


KindNames = Callable[[TermId, str], str]
"""What a kind of help is called in a language; empty where the directory does not know it."""


def told(call: Call, field: str, words: Words, kind_names: KindNames | None = None) -> str:
    """What `call` says in `field`, in the language of the screens; a dash where it says nothing.

    Args:
        kind_names: Without it a kind of help is told by its id.
    """
    if field == "need_terms":
        return ", ".join(_kinds(call, words, kind_names)) or "–"
    return _TOLD[field](call, words) or "–"


def _kinds(call: Call, words: Words, kind_names: KindNames | None) -> Iterator[str]:
    for kind in call.need_terms:
        yield (kind_names(kind, words.language) if kind_names else "") or kind


def lacking(call: Call, words: Words) -> str:
    """What wrap-up still waits for, in a row; empty when the call is complete."""
    return ", ".join(words.say(MISSING[one], key=MISSING_KEYS.get(one)) for one in missing(call))


def ended(call: Call, words: Words) -> str:
    """How a logged call ended, or what it still lacks: that is what has to be done about it."""
    if call.non_call is not None:
        return told(call, "non_call", words)
    if names := lacking(call, words):
        return words.say("to be completed: {names}", names=names)
    outcome = told(call, "outcome", words)
    return f"{outcome} ({len(call.referrals)})" if call.referrals else outcome


def in_numbers(counts: Today, words: Words) -> str:
    """A day in a line: calls, referrals, and what waits to be completed."""
    parts = [
        words.count("{n} call", "{n} calls", counts.calls),
        words.count("{n} referral", "{n} referrals", counts.referrals),
    ]
    if counts.unsolved:
        unsolved = counts.unsolved
        parts.append(words.count("{n} without a solution", "{n} without a solution", unsolved))
    if counts.non_calls:
        parts.append(words.count("{n} no call", "{n} no calls", counts.non_calls))
    if counts.to_complete:
        parts.append(words.count("{n} to complete", "{n} to complete", counts.to_complete))
    if counts.due:
        parts.append(
            words.count(
                "{n} follow-up due ({key})",
                "{n} follow-ups due ({key})",
                counts.due,
                key=Key.FOLLOW_UPS,
            )
        )
    return " · ".join(parts)


def clock_or_day(when: datetime) -> str:
    """Day and time, as they are said to a colleague; with the year when that is another one."""
    local, now = when.astimezone(BRUSSELS), datetime.now(BRUSSELS)
    if local.date() == now.date():
        return local.strftime("%H:%M")
    return local.strftime("%d/%m %H:%M" if local.year == now.year else "%d/%m/%Y %H:%M")


def _duration(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


def _language(call: Call, words: Words) -> str:
    language = call.caller_language
    if language is None:
        return ""
    name = CALLER_LANGUAGES.get(language)
    return words.say(name) if name else name_alone(language, words)


def _channel(call: Call, words: Words) -> str:
    how = {Channel.ENCOUNTER: mark("encounter"), Channel.EMAIL: BY_MAIL}.get(call.channel)
    said = [how] if how else []
    return ", ".join(words.say(one) for one in (*said, *([OUTGOING] if call.is_outgoing else [])))


_TOLD: Final[Mapping[str, Callable[[Call, Words], str]]] = {
    "started_at": lambda call, _: clock_or_day(call.started_at),
    "talk_s": lambda call, _: _duration(call.talk_s),
    "wrap_up_s": lambda call, _: _duration(call.wrap_up_s),
    "caller_language": _language,
    "needs": lambda call, _: ", ".join(call.needs),
    "profile": lambda call, words: words.say(PROFILES[call.profile]) if call.profile else "",
    "outcome": lambda call, words: (
        "" if call.non_call else words.say(OUTCOMES[call.outcome or proposed_outcome(call)])
    ),
    "referrals": lambda call, words: " · ".join(
        referral_words.said(given, words) for given in call.referrals
    ),
    "note": lambda call, _: call.note,
    "unmet_needs": lambda call, words: ", ".join(
        f"{one.words} ({words.say(UNMET_REASONS[one.reason])})" for one in call.unmet_needs
    ),
    "non_call": lambda call, words: words.say(NON_CALLS[call.non_call]) if call.non_call else "",
    "channel": _channel,
    "is_outgoing": lambda call, words: words.say("yes") if call.is_outgoing else "",
    "person": lambda call, words: person_words(call.person, words),
    "written_later": lambda call, words: words.say("yes") if call.written_later else "",
    "follow_up": lambda call, words: (
        follow_up_words.said(call.follow_up, words) if call.follow_up else ""
    ),
}
