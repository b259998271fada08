"""How things stand with the server, in two or three words: for the line that has no more room."""

from helpdesk_desktop.sync.errors import DeskBarred, ServerUnreachable, SignInNeeded
from helpdesk_desktop.ui.words.notices import Standing
from helpdesk_domain.languages import Words


def in_brief(problem: Exception | None, standing: Standing, words: Words) -> tuple[str, ...]:
    """Ever shorter ways to say it, what counts last of all to go; none where nothing is shorter."""
    waiting = _to_send(standing, words)
    match problem:
        case None:
            return _when_all_goes_well(standing, words)
        case ServerUnreachable():
            offline = words.say("Offline")
            return (f"{offline} · {waiting}", waiting) if waiting else (f"{offline} · 0",)
        case DeskBarred():
            return (words.say("Locked"),)
        case SignInNeeded():
            return (_not_signed_in(waiting, words), waiting) if waiting else _signed_out(words)
    return (waiting,) if waiting else ()


def _when_all_goes_well(standing: Standing, words: Words) -> tuple[str, ...]:
    waiting = _to_send(standing, words)
    if to_look_at := standing.conflicts + standing.refused:
        return (words.count("{n} call to look at", "{n} calls to look at", to_look_at),)
    if standing.clock_is_wrong:
        return (words.say("Wrong clock"),)
    if standing.differs:
        return (words.say("Differs from the server"),)
    if not standing.signed_in:
        return (_not_signed_in(waiting, words), waiting) if waiting else _signed_out(words)
    if waiting:
        return (waiting,)
    if standing.last_sync is None:
        return (words.say("Not synchronised yet"),)
    well = words.say("Up to date")
    if standing.of_colleagues:
        others = words.count("{n} of colleagues", "{n} of colleagues", standing.of_colleagues)
        return (f"{well} · 0 · {others}", f"{well} · 0")
    return (f"{well} · 0",)


def _signed_out(words: Words) -> tuple[str, ...]:
    return (words.say("Not signed in"),)


def _not_signed_in(waiting: str, words: Words) -> str:
    signed_out = words.say("Not signed in")
    return f"{signed_out} · {waiting}"


def _to_send(standing: Standing, words: Words) -> str:
    """« 3 à envoyer »; empty when nothing waits."""
    waits = standing.waiting
    return words.count("{n} to send", "{n} to send", waits) if waits else ""
