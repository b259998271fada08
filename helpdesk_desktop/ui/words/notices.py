"""A problem in the operator's words: what happened, what is safe, what to do.

No class name, no status code, no word « error »: those are for the log.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from helpdesk_desktop.store.errors import (
    CallInFlight,
    DiskFull,
    StoreBusy,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreadable,
    SuspiciousDeletion,
    WordsGone,
)
from helpdesk_desktop.sync.errors import (
    BadServerAddress,
    CertificateRefused,
    DeskBarred,
    Forbidden,
    KeyLost,
    KeyringAbsent,
    KeyringLocked,
    LaterProtocol,
    NetworkIntercepted,
    NoOffer,
    OrderIgnored,
    OtherServer,
    PassphraseTooShort,
    ServerTroubled,
    ServerUnreachable,
    SignInNeeded,
    TooManyTries,
    UpgradeRequired,
    WrongPassphrase,
    WrongPassword,
)
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.whole_file import FileNotWritten
from helpdesk_domain.clock import BRUSSELS, CLOCK_TOLERANCE_S
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.problem_codes import Code

_SYNC_SENTENCES: Final[Mapping[type[Exception], str]] = {
    NetworkIntercepted: mark(
        "The network intercepts the connection (Wi-Fi portal?). Nothing was sent."
    ),
    CertificateRefused: mark("The server could not prove who it is. Nothing was sent."),
    SignInNeeded: mark("Your session has ended. Nothing is lost. Sign in again ({key})."),
    WrongPassword: mark("Your session has ended. Nothing is lost. Sign in again ({key})."),
    LaterProtocol: mark("This version is too old for the server. Ask for the new one."),
    UpgradeRequired: mark(
        "This version is too old to fetch the directory. Your calls are still sent."
    ),
    NoOffer: mark("The server has no directory yet."),
    DeskBarred: mark("Your organisation locked the helpdesk on this computer."),
    OrderIgnored: mark(
        "Somebody asked this computer to lock or erase the helpdesk, and it was not your server. "
        "Nothing was done. Tell your team lead."
    ),
    Forbidden: mark("The server no longer accepts this computer. Ask your team lead."),
    OtherServer: mark("This is another server than the one you signed in to."),
    ServerTroubled: mark("The server does not answer as it should. A new try follows."),
}

_REFUSALS: Final[Mapping[str, str]] = {
    Code.INVALID: mark("the server cannot take it as it is"),
    Code.FORBIDDEN: mark("it is the call of somebody else"),
    Code.TOO_LARGE: mark("it is too long"),
}
"""Why the server would not take a call; what is not here has no word of its own."""

_SIGN_IN_SENTENCES: Final[Mapping[type[Exception], str]] = {
    WrongPassword: mark("This name and this password do not go together. Try again."),
    TooManyTries: mark("Too many tries. Wait a minute, then try again."),
    BadServerAddress: mark("The address must start with https://."),
    ServerUnreachable: mark(
        "The server cannot be reached. Check the address and the network, or carry on with "
        "« Later »."
    ),
}

_OPENING_SENTENCES: Final[Mapping[type[Exception], str]] = {
    WrongPassphrase: mark("This is not the passphrase of this file. Try again."),
    PassphraseTooShort: mark("Take at least 8 characters."),
    KeyLost: mark(
        "The key of your file is no longer in this computer's keyring. Calls that were not sent "
        "cannot be read. Call support before you start afresh."
    ),
    KeyringLocked: mark(
        "The keyring of this computer is locked. Unlock it, then start the program again."
    ),
    KeyringAbsent: mark(
        "The keyring that holds the key of your file does not answer. Sign in to this computer "
        "as you usually do, then start the program again."
    ),
}

_STORE_SENTENCES: Final[Mapping[type[Exception], str]] = {
    DiskFull: mark(
        "This computer cannot save (disk full). Make room; the screen keeps what you typed."
    ),
    StoreReadOnly: mark(
        "This computer cannot save (the file may not be written). The screen keeps what you typed."
    ),
    FileNotWritten: mark(
        "This computer cannot save (the file may not be written). The screen keeps what you typed."
    ),
    StoreBusy: mark("The file is busy. Try again; the screen keeps what you typed."),
    StoreTooNew: mark(
        "Your file was written by a newer version of the program. Install that version; nothing "
        "was changed."
    ),
    StoreUnreadable: mark(
        "Your file cannot be read. It was left as it is: call support, and do not delete it."
    ),
    SuspiciousDeletion: mark(
        "The server's directory lacks many services that are known here; ours was kept. "
        "Ask whoever looks after the server."
    ),
    WordsGone: mark(
        "What was told in this call is no longer on this desk: the server keeps it, for a while."
    ),
    CallInFlight: mark("The call is being sent right now. Try again in a moment."),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand between this desk and the server.

    Attributes:
        signed_in: Whether anybody's calls can be sent at all.
        waiting: Calls that are only here.
        of_colleagues: Calls that wait here until the colleague who took them signs in again.
        refused: Calls the server did not take.
        conflicts: Calls that were changed here and elsewhere.
        clock_off_s: Seconds by which the clock here is ahead of the server's.
        differs: Whether the directory here is not quite the server's, although it was read twice.
        last_sync: When a sync last ended well; None for never.
        offline_since: When the syncs began to fail; None while they do not.
    """

    signed_in: bool = True
    waiting: int = 0
    refused: int = 0
    conflicts: int = 0
    clock_off_s: int = 0
    differs: bool = False
    of_colleagues: int = 0
    last_sync: datetime | None = None
    offline_since: datetime | None = None

    @property
    def clock_is_wrong(self) -> bool:
        return abs(self.clock_off_s) > CLOCK_TOLERANCE_S


def standing_sentence(standing: Standing, words: Words) -> str:
    """How things stand when nothing is wrong."""
    if not standing.signed_in:
        return words.say("Not signed in ({key}).", key=Key.SYNC) + " " + _kept(standing, words)
    if standing.conflicts:
        return words.count(
            "{n} call was changed here and elsewhere: choose ({key}).",
            "{n} calls were changed here and elsewhere: choose ({key}).",
            standing.conflicts,
            key=Key.SYNC,
        )
    if standing.refused:
        return words.count(
            "{n} call was not taken by the server; it is kept here ({key} tries again).",
            "{n} calls were not taken by the server; they are kept here ({key} tries again).",
            standing.refused,
            key=Key.SYNC,
        )
    if standing.clock_is_wrong:
        return clock_sentence(standing.clock_off_s, words)
    if standing.differs:
        return words.say("What is here differs from the server's. Carry on, and tell support.")
    waiting = words.count("{n} waiting", "{n} waiting", standing.waiting)
    if standing.last_sync is None:
        return words.say("Not synchronised yet, {waiting}", waiting=waiting)
    said = words.say(
        "Up to date – last sync {time}, {waiting}", time=_time(standing.last_sync), waiting=waiting
    )
    return f"{said} · {_colleagues(standing, words)}" if standing.of_colleagues else said


def locked_sentence(words: Words) -> str:
    """How things stand at a desk that is locked, whatever the network does."""
    return words.say(_SYNC_SENTENCES[DeskBarred])


def clock_sentence(off_s: int, words: Words) -> str:
    """That the clock is wrong, and by how much: only a person can set it right."""
    time = how_long(abs(off_s), words)
    if off_s > 0:
        return words.say(
            "The clock of this computer is {time} fast: calls bear a wrong time. Set it right.",
            time=time,
        )
    return words.say(
        "The clock of this computer is {time} slow: calls bear a wrong time. Set it right.",
        time=time,
    )


def how_long(seconds: int, words: Words) -> str:
    """A time to be read at a glance: minutes, hours or days."""
    if seconds < 2 * 3600:
        return words.count("{n} minute", "{n} minutes", round(seconds / 60))
    if seconds < 2 * 86400:
        return words.count("{n} hour", "{n} hours", round(seconds / 3600))
    return words.count("{n} day", "{n} days", round(seconds / 86400))


def how_soon(seconds: int, words: Words) -> str:
    """The same for what is awaited: « 45 s », then minutes."""
    if seconds < 100:
        return words.say("{n} s", n=seconds)
    return how_long(seconds, words)


def sync_sentence(problem: Exception, standing: Standing, words: Words) -> str:
    """Why a sync could not end, and that the work is safe."""
    kept = _kept(standing, words)
    if isinstance(problem, ServerUnreachable):
        since = _time(standing.offline_since) if standing.offline_since else "–"
        return words.say("Offline since {time}.", time=since) + " " + kept
    said = _of(_SYNC_SENTENCES, problem)
    if said is None:
        return problem_sentence(problem, words)
    # nobody carries on at a desk that is locked
    carries_on = standing.waiting and not isinstance(problem, DeskBarred)
    why = words.say(said, key=Key.SYNC)
    return f"{why} {kept}" if carries_on else why


def _kept(standing: Standing, words: Words) -> str:
    if not standing.waiting:
        return words.say("Carry on.")
    return words.count(
        "Carry on: {n} call is kept here.", "Carry on: {n} calls are kept here.", standing.waiting
    )


def _colleagues(standing: Standing, words: Words) -> str:
    return words.count(
        "{n} call of a colleague waits until they sign in",
        "{n} calls of colleagues wait until they sign in",
        standing.of_colleagues,
    )


def refusal_sentence(code: str, words: Words) -> str:
    """Why the server would not take a call."""
    return words.say(_REFUSALS.get(code, mark("the server does not say why")))


def sign_in_sentence(problem: Exception, words: Words) -> str:
    """Why signing in did not work, and what to do."""
    said = _of(_SIGN_IN_SENTENCES, problem)
    return words.say(said) if said else sync_sentence(problem, Standing(), words)


def opening_sentence(problem: Exception, words: Words) -> str:
    """Why the desk cannot be opened, and what to do."""
    said = _of(_OPENING_SENTENCES, problem) or _of(_STORE_SENTENCES, problem)
    return words.say(said or mark("Your desk could not be opened. Call support."))


def problem_sentence(problem: Exception, words: Words) -> str:
    """What to say about anything that went wrong on this computer."""
    said = _of(_STORE_SENTENCES, problem)
    return words.say(said or mark("Something went wrong. What you typed is kept."))


def _of(sentences: Mapping[type[Exception], str], problem: Exception) -> str | None:
    return next((said for kind, said in sentences.items() if isinstance(problem, kind)), None)


def _time(moment: datetime) -> str:
    local = moment.astimezone(BRUSSELS)
    return local.strftime("%H:%M")
