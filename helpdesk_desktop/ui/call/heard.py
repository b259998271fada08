"""What the search read in the words of a call: kinds of help, and where somebody lives.

The search proposes and the operator decides: each lands in the call with the words it was read
in, in the same step, and can be taken out or said otherwise.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from helpdesk_desktop.search.answer import Recognised, RecognisedKind
from helpdesk_desktop.search.words.tokens import tokens
from helpdesk_desktop.ui.call.open_call import OpenCall
from helpdesk_domain.call_terms import UnmetReason
from helpdesk_domain.calls import Call
from helpdesk_domain.needs import kept_words, need, reason_for, unmet, without_need
from helpdesk_domain.offer import TermId
from helpdesk_domain.person_concerned import proposed_place
from helpdesk_domain.territory import Commune, Nis, commune_of

_POSTCODE_DIGITS: Final = 4
WITNESSES: Final = 5
"""How many of the likeliest services are asked what kind of help they are."""
FEW: Final = 3
"""So many have to agree all: set by looking at what callers ask for most, on the demo offer."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was read in `words`, as they stood in the search box.

    Attributes:
        terms: Kinds of help, as terms of the taxonomy.
        commune: The one commune it was about; None when there was none, or more than one.
        postcode: As it was typed, whichever commune it proposes.
    """

    words: str = ""
    terms: tuple[TermId, ...] = ()
    commune: Nis | None = None
    postcode: str | None = None


NOTHING_HEARD: Final = Heard()


def heard_in(
    words: str, recognised: Iterable[Recognised], likely: Sequence[Sequence[TermId]] = ()
) -> Heard:
    """What was read in `words`.

    Args:
        likely: The kinds of help of each service that answers as well as the best, the best first.
            Where the words alone say no kind (« cpas », « psy »), what these share is meant.
    """
    read = tuple(recognised)
    places = [it for it in read if it.kind is RecognisedKind.PLACE]
    communes = {commune.nis: commune for it in places if (commune := commune_of(it.key))}
    postcodes = {it.typed for it in places if _is_postcode(it.typed)}
    return Heard(
        words=_line(words),
        terms=tuple(TermId(it.key) for it in read if it.kind is RecognisedKind.NEED)
        or _shared(likely[:WITNESSES]),
        commune=_one(communes.values()),
        postcode=postcodes.pop() if len(postcodes) == 1 and len(communes) <= 2 else None,
    )


def with_need(call: Call, words: str, heard: Heard, kinds: Sequence[TermId] = ()) -> Call:
    """`call` with `words` as a need, counted as they were heard, and the place they are about.

    Args:
        kinds: What the service is that was given for them; of which the first counts where the
            words said nothing: most services are one kind of help.
    """
    known = said_in(words, heard)
    after = need(call, words, known.terms or kinds[:1])
    if known is NOTHING_HEARD:
        return after
    return replace(after, person=proposed_place(after.person, known.commune, known.postcode))


def unmet_as_heard(call: Call, words: str, reason: UnmetReason, heard: Heard) -> Call:
    """`call` with `words` as a need for which there was nothing; the same reason again undoes it.

    Of a need that is on the call and no longer in the box, all its kinds count, when it is alone.
    """
    is_all = call.needs == (kept_words(words),)
    terms = said_in(words, heard).terms or (call.need_terms if is_all else ())
    return unmet(with_need(call, words, heard), words, reason, terms)


def noted(opened: OpenCall, heard: Heard) -> Call:
    """The call; what was searched last is a need too, unless it is one that it has.

    Words that say more than a need take its place; those that say less are that need. What somebody
    took out of the needs does not come back while it stands in the box.
    """
    call, words = opened.call, opened.search_text
    asked = set(tokens(words))
    known = {one: set(tokens(one)) for one in call.needs}
    if words == opened.noted_words or not asked or any(asked <= said for said in known.values()):
        return call
    for less, said in known.items():
        if said < asked and reason_for(call, less) is None:
            call = without_need(call, less)
    return with_need(call, words, heard)


def mark_noted(opened: OpenCall, heard: Heard) -> None:
    """What stands in the box became a need, with what `heard` says of it, if it does already."""
    opened.noted_words = opened.search_text
    opened.is_unheard = said_in(opened.search_text, heard) is NOTHING_HEARD


def heard_late(call: Call, heard: Heard) -> Call:
    """`call`, of which a need was noted before the search had answered: what that means, now."""
    if heard.words not in map(_line, call.needs):
        return call
    terms = tuple(dict.fromkeys((*call.need_terms, *heard.terms)))
    place = proposed_place(call.person, heard.commune, heard.postcode)
    return replace(call, need_terms=terms, person=place)


def said_in(words: str, heard: Heard) -> Heard:
    """`heard`, when it is of these `words`; an answer to others says nothing of them."""
    return heard if words.strip() and _line(words) == heard.words else NOTHING_HEARD


def _shared(services: Sequence[Sequence[TermId]]) -> tuple[TermId, ...]:
    """The kinds of all of `services`; of many, one may be something else."""
    needed = len(services) - (len(services) > FEW)
    borne = Counter(kind for kinds in services for kind in dict.fromkeys(kinds))
    return tuple(kind for kind, by in borne.items() if by >= needed)


def _one(communes: Iterable[Commune]) -> Nis | None:
    found = tuple(communes)
    return found[0].nis if len(found) == 1 else None


def _is_postcode(typed: str) -> bool:
    return typed.isdigit() and len(typed) == _POSTCODE_DIGITS


def _line(words: str) -> str:
    return " ".join(words.split())
