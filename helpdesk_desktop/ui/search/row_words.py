"""What the row of a service says, in the order in which it is judged."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import Final

from helpdesk_desktop.search.results import Result
from helpdesk_desktop.ui.words.flag_words import REPORTED, other_reports, room, takes_people
from helpdesk_desktop.ui.words.labels import CAPACITY_SHAPES, REGIMES
from helpdesk_desktop.ui.words.reasons import in_short
from helpdesk_domain.languages import Words
from helpdesk_domain.offer import CapacityStatus
from helpdesk_domain.service_card import ServiceCard

BETWEEN: Final = "   "
"""What stands between two states."""

SHORT: Final = 12
"""Letters of a price that is said in the list, not a rule of three lines."""

_FREE: Final = ("gratuit", "gratis", "free")
"""All that a record says of its price when there is none: the program says it in its own words."""

_INKS: Final = {
    CapacityStatus.AVAILABLE: "available",
    CapacityStatus.WAITING_LIST: "waiting_list",
    CapacityStatus.FULL: "full",
}


@dataclass(frozen=True, slots=True)
class State:
    """Something that decides whether somebody is sent there.

    Attributes:
        text: Shape and word, as the row has them.
        ink: Its colour, by the name the palette has for it.
        in_full: The same for a screen reader, without shapes.
        brief: Where there is no room for `text`: « ○→lun 09:00 »; its shape and hour say as much.
    """

    text: str
    ink: str
    in_full: str
    brief: str = ""


def states(card: ServiceCard, opening: tuple[str, bool | None], words: Words) -> list[State]:
    """Open or not, room, and what is reported; of what is not known, nothing.

    Args:
        opening: As `opening_words.opening_in_short` says it.
    """
    told, takes, has_room = [], takes_people(card), room(card, words)
    said, is_open = opening
    if said:
        ink = "available" if is_open else "secondary"
        shape, arrow, hour = said[:1], *said.partition("→")[1:]
        brief = f"{shape}{arrow}{hour}" if hour else ""
        told.append(State(said, ink, said.lstrip("●○ ").replace("→", " "), brief))
    if takes is not None:
        told.append(State(f"{CAPACITY_SHAPES[takes]} {has_room}", _INKS[takes], has_room))
    if reports := other_reports(card):
        heard = ", ".join(words.say(REPORTED[topic]) for topic in reports)
        told.append(State(words.say("⚠ reported"), "waiting_list", heard))
    return told


def in_brief(told: Sequence[State], width: Callable[[str], int], room: int) -> list[str]:
    """What each state says where `room` is left; the hour at which one opens is never cut."""
    texts = [state.text for state in told]
    if width(BETWEEN.join(texts)) <= room:
        return texts
    return [state.brief or state.text for state in told]


def commune(card: ServiceCard) -> str:
    """The first commune it serves."""
    return ", ".join(card.communes[:1])


def regime(card: ServiceCard) -> str:
    """`FR`, `NL` or `FR/NL`: the language it works in decides whom it can help."""
    return "/".join(card.regime).upper()


def price(card: ServiceCard, words: Words) -> str:
    """What it costs, when that is short; marked where it is in another language."""
    fees = card.fees.words.strip().rstrip(".") if card.fees else ""
    if card.fees is None or not fees or len(fees) > SHORT:
        return ""
    if fees.lower() in _FREE:
        return words.say("free of charge")
    is_other = card.fees.language not in ("", card.language)
    return f"[{card.fees.language}] {fees}" if is_other else fees


def place(card: ServiceCard, words: Words) -> str:
    """Where the service is, in which language it works, what it costs, for who hears it."""
    works_in = words.say(REGIMES[card.regime]) if card.regime in REGIMES else regime(card)
    return ", ".join(part for part in (commune(card), works_in, price(card, words)) if part)


def reason(result: Result, needs: Set[str], words: Words) -> str:
    """Why it was found, in short; empty where its row or the chips say so.

    Args:
        needs: Names of the needs that the chips show.
    """
    return in_short(result.reasons, words, {*needs, commune(result.card)})


def spoken(result: Result, told: list[State], why: str, words: Words) -> str:
    """A row for a screen reader, in the order in which it is judged."""
    less = "" if result.is_likely else words.say("less likely")
    judged = ", ".join(state.in_full for state in told)
    parts = (judged, result.card.name.words, place(result.card, words), why, less)
    return ", ".join(part for part in parts if part)
