"""The summary of a complex situation for the professionals involved.

Of the call comes in what its intake says, the services that were given and the reference number;
no note. Who the person is comes in only when it is handed in, which takes their consent.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from helpdesk_desktop.reports.plain_text import in_a_line, plain
from helpdesk_desktop.reports.plan import action_said
from helpdesk_desktop.reports.reasoning import because, belrai_said, caveats_said, level_said
from helpdesk_desktop.reports.sheet import Entry, Line, Part, Sheet, SheetLanguage
from helpdesk_domain.consent import Identity
from helpdesk_domain.intake.level_words import DIMENSIONS, EVIDENCE, LEVELS
from helpdesk_domain.intake.levels import Level
from helpdesk_domain.intake.record import Action
from helpdesk_domain.intake.suggestion import Suggestion
from helpdesk_domain.languages import Words, mark

Told = Mapping[str, tuple[tuple[str, str], ...]]
"""Per language, each question that was put with its answer in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a summary is made of.

    Attributes:
        told: In the order of the form.
        level: What was decided; None while nothing was.
        suggested: What was suggested when it was; None for no single level.
        has_words: Whether somebody typed words in it, which may say who it is.
        reason: Why it is not what was suggested.
        given: Names of the services, in the order in which they were given.
        reference: By which the person can ask about the call; empty for none.
        identity: Only what the person consented to hand over; None for a summary without.
        recipients: Names of the services it may go to; empty where none was named.
        is_whole: False where the person agreed that it is said who they are, and no more.
    """

    told: Told
    suggestion: Suggestion
    level: Level | None
    suggested: Level | None
    has_words: bool
    reason: str
    plan: Sequence[Action]
    given: Sequence[str]
    reference: str
    identity: Identity | None = None
    recipients: Sequence[str] = ()
    is_whole: bool = True


FIELDS: Final[Mapping[str, str]] = {
    "name": mark("Name"),
    "phone": mark("Phone"),
    "email": mark("E-mail"),
    "address": mark("Address"),
    "birth_year": mark("Year of birth"),
    "referrer": mark("Who called for them"),
}
"""What the fields of an identity are called."""


def summary(situation: Situation, language: SheetLanguage, day: date) -> Sheet:
    """The summary as of `day`: a whole part a language."""
    return tuple(_part(situation, Words(code), day) for code in language.codes)


def _part(situation: Situation, words: Words, day: date) -> Part:
    return Part(
        language=words.language,
        heading=words.say("Summary of a complex situation"),
        origin=words.say("Helpdesk") + ", " + day.strftime("%d/%m/%Y"),
        entries=tuple(
            Entry(name, lines)
            for name, found in _entries(situation, words)
            if (lines := tuple(line for line in found if line.text))
        ),
        foot=tuple(_foot(situation, words)),
    )


def _entries(situation: Situation, words: Words) -> Iterator[tuple[str, Iterator[Line]]]:
    yield words.say("Whom it is about"), _identity(situation.identity, words)
    if not situation.is_whole:
        return
    yield words.say("What was told"), _told(situation, words)
    yield words.say("Level of continuity, to be discussed"), _level(situation, words)
    yield words.say("Plan"), (Line("", _state(one, words)) for one in situation.plan)
    yield words.say("Services given"), (Line("", in_a_line(name)) for name in situation.given)


def _identity(identity: Identity | None, words: Words) -> Iterator[Line]:
    for field, name in FIELDS.items():
        yield Line(words.say(name), in_a_line(getattr(identity, field)) if identity else "")


def _told(situation: Situation, words: Words) -> Iterator[Line]:
    for question, answer in situation.told[words.language]:
        yield Line("", f"{in_a_line(question)} {plain(answer)}")


def _level(situation: Situation, words: Words) -> Iterator[Line]:
    suggestion = situation.suggestion
    if situation.level is not None:
        yield Line(words.say("Decided:"), _decided(situation, words))
        yield Line(words.say("Because:"), in_a_line(situation.reason))
    evidence = words.say(EVIDENCE[suggestion.evidence])
    yield Line(words.say("Suggested:"), f"{level_said(suggestion, words)} ({evidence})")
    for one, found in suggestion.dimensions.items():
        level = words.say(LEVELS[found.level]) if found.level else ""
        yield Line(words.say(DIMENSIONS[one]), level)
    yield Line("", because(suggestion, words))
    yield Line("", belrai_said(suggestion, words))
    yield Line("", caveats_said(suggestion, words))


def _decided(situation: Situation, words: Words) -> str:
    """With what was suggested then, where that was another level than now."""
    decided = words.say(LEVELS[situation.level]) if situation.level else ""
    then = situation.suggested
    if then is None or then == situation.suggestion.level:
        return decided
    suggested = words.say(LEVELS[then])
    return words.say("{decided} (suggested then: {then})", decided=decided, then=suggested)


def _state(action: Action, words: Words) -> str:
    said = in_a_line(action_said(action, words))
    return words.say("{said} (done)", said=said) if action.is_done else said


def _foot(situation: Situation, words: Words) -> Iterator[str]:
    if situation.reference:
        yield words.say("Reference of the call: {number}", number=situation.reference)
    if situation.identity is None and situation.has_words:
        yield words.say("It holds words that were typed: read them again before it is handed over.")
    elif situation.identity is None:
        yield words.say("This summary names nobody.")
    elif situation.recipients:
        names = ", ".join(map(in_a_line, situation.recipients))
        yield words.say(
            "The person agreed that this goes to {services}, only there.", services=names
        )
    else:
        yield words.say(
            "The person agreed that this goes to the professionals involved, and to nobody else."
        )
    if situation.is_whole:
        yield words.say(
            "A level is discussed with the person and with those involved; it is no decision."
        )
