"""What is read aloud to ask for consent: two sentences a purpose, in words that anybody follows.

Which wording somebody said yes to is a part of the consent: `TEXT_VERSION` changes whenever a
sentence does, in either language, and a test holds it to that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from helpdesk_domain.consent import Purpose
from helpdesk_domain.languages import Words, mark

TEXT_VERSION: Final = "2026-2"


@dataclass(frozen=True, slots=True)
class ReadAloud:
    """Attributes: asked: The question. told: Who reads it, and that a no changes nothing."""

    asked: str
    told: str


_CALL_BACK: Final = ReadAloud(
    mark("May I write down your name and your number, so that we can ring you back?"),
    mark(
        "Only our team sees them. You may say no, we help you all the same; and whenever you "
        "change your mind, we erase them."
    ),
)
_HAND_OVER: Final = ReadAloud(
    mark("May I give your name and how to reach you to {services}?"),
    mark(
        "They get that and nothing more. You may say no, we help you all the same; and whenever "
        "you change your mind, we erase it here, but what they have they keep."
    ),
)
_FOLLOW_UP: Final = ReadAloud(
    mark("May I keep your name, so that we can go on helping you in the weeks to come?"),
    mark(
        "Only our team sees it. You may say no, we help you all the same; and whenever you change "
        "your mind, we erase it."
    ),
)
_CASE_DISCUSSION: Final = ReadAloud(
    mark("May I speak about your situation with the professionals who help you?"),
    mark(
        "We only say what they need to help you, and they must keep it to themselves. You may say "
        "no, we help you all the same; and you may change your mind at any time."
    ),
)

TEXTS: Final = {
    Purpose.CALL_BACK: _CALL_BACK,
    Purpose.HAND_OVER: _HAND_OVER,
    Purpose.FOLLOW_UP: _FOLLOW_UP,
    Purpose.CASE_DISCUSSION: _CASE_DISCUSSION,
}


def read_aloud(words: Words, purpose: Purpose, services: Sequence[str] = ()) -> tuple[str, str]:
    """The two sentences for `purpose`, in the language of `words`.

    Args:
        words: Of the language that is spoken with the caller, not of the screen.
        services: Names of those a hand-over may go to.
    """
    text = TEXTS[purpose]
    if purpose is Purpose.HAND_OVER:
        return words.say(text.asked, services=", ".join(services)), words.say(text.told)
    return words.say(text.asked), words.say(text.told)
