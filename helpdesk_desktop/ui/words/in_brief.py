"""How things stand with the server, in a few words: for the line that has no more room."""

from helpdesk_desktop.sync.errors import DeskBarred, ServerUnreachable, SignInNeeded, WrongPassword
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.words.notices import Standing, sync_sentence
from helpdesk_domain.languages import Words


def in_brief(problem: Exception | None, standing: Standing, words: Words) -> tuple[str, ...]:
    """Ever shorter ways to say it; how many calls wait is the last to go."""
    waits, waiting = standing.waiting, _to_send(standing, words)
    match problem:
        case None:
            return _when_all_goes_well(standing, words)
        case DeskBarred():
            return (words.say("Locked"),)
        case ServerUnreachable():
            offline = words.say("Offline")
            return (*_with(offline, waiting), *_with(offline, str(waits)))
        case SignInNeeded() | WrongPassword():
            ended = words.say("Session ended")
            with_key = words.say("Session ended ({key})", key=Key.SYNC)
            return (*_with(with_key, waiting), *_with(ended, str(waits)))
    why = sync_sentence(problem, Standing(), words).split(". ")[0].rstrip(".")
    return (*_with(why, waiting), waiting) if waiting else (why,)


def _when_all_goes_well(standing: Standing, words: Words) -> tuple[str, ...]:
    waits, waiting = standing.waiting, _to_send(standing, words)
    if not standing.signed_in:
        nobody = words.say("Not signed in")
        with_key = words.say("Not signed in ({key})", key=Key.SYNC)
        return (*_with(with_key, waiting), *_with(nobody, str(waits)))
    if to_look_at := standing.conflicts + standing.refused:
        return (words.count("{n} call to look at", "{n} calls to look at", to_look_at),)
    if standing.clock_is_wrong:
        return (words.say("Wrong clock"),)
    if standing.differs:
        return (words.say("Differs from the server"),)
    if waiting:
        return (waiting,)
    if standing.last_sync is None:
        return (words.say("Not synchronised yet"),)
    well = words.say("Up to date")
    if standing.of_colleagues:
        others = words.count("{n} of colleagues", "{n} of colleagues", standing.of_colleagues)
        return (f"{well} · 0 · {others}", f"{well} · 0")
    return (f"{well} · 0",)


def _with(said: str, waiting: str) -> tuple[str, ...]:
    """« Hors ligne · 3 à envoyer »; alone where nothing waits."""
    return (f"{said} · {waiting}",) if waiting not in ("", "0") else (said,)


def _to_send(standing: Standing, words: Words) -> str:
    """« 3 à envoyer »; empty when nothing waits."""
    waits = standing.waiting
    return words.count("{n} to send", "{n} to send", waits) if waits else ""
