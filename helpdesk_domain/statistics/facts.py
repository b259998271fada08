"""A call as it is counted: codes alone, without a word, a name, an id or an author."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What statistics know of a call (tier T1 of `docs/privacy.md`).

    Codes are those of the call; an empty text was not asked or is not known.

    Attributes:
        key: `key_of` the call; what numbers are drawn by that are rounded (`disclosure`).
        day: In Brussels.
        hour: 0 to 23 in Brussels; None when it is from memory, or the clock was wrong.
        commune: NIS code, or a `PlaceAnswer`.
        promise: A `Promise`; empty when nothing was promised.
        needs: Kinds of help that were asked for, each once.
        unmet: Kinds of help that lacked, each once, with the reason; the kind may be empty.
        referrals: Services given, each with its status and, where it refused, the reason; a
            waiting list is the reason « full ».
        talk_s: None when no clock ran; `wrap_up_s` likewise.
        call_back_h: Whole hours from the call to the end of its follow-up; None without.
    """

    key: int
    day: date
    hour: int | None = None
    channel: str = ""
    language: str = ""
    profile: str = ""
    outcome: str = ""
    commune: str = ""
    age: str = ""
    gender: str = ""
    level: str = ""
    promise: str = ""
    non_call: str = ""
    needs: tuple[str, ...] = ()
    unmet: tuple[tuple[str, str], ...] = ()
    referrals: tuple[tuple[str, str, str], ...] = ()
    talk_s: int | None = None
    wrap_up_s: int | None = None
    call_back_h: int | None = None


def key_of(call_id: str) -> int:
    """A number below 2**16 that stays with a call, and leads back to none."""
    return int.from_bytes(sha256(b"cell key of " + call_id.encode()).digest()[:2])
