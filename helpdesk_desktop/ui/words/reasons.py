"""Why a service was found, in a word of the screens."""

from collections.abc import Sequence, Set

from helpdesk_desktop.search.answer import Reason, ReasonKind
from helpdesk_desktop.ui.words.labels import REASONS
from helpdesk_domain.language_names import spoken_name
from helpdesk_domain.languages import Words
from helpdesk_domain.phone_numbers import in_one_style

_RANKS = {
    ReasonKind.LANGUAGE: 0,
    ReasonKind.CONDITION: 0,
    ReasonKind.GROUP: 0,
    ReasonKind.PLACE: 2,
}
"""What tells one row from the next comes first; the rest keeps its order."""


def reason_words(reason: Reason, words: Words) -> str:
    """`category: home care`, `speaks Arabic`, or just `name`."""
    word = reason.word
    if reason.kind is ReasonKind.LANGUAGE:
        word = spoken_name(word, words)
    if reason.kind is ReasonKind.PHONE:
        word = in_one_style(word)
    return words.say(REASONS[reason.kind], word=word)


def in_short(reasons: Sequence[Reason], words: Words, said: Set[str] = frozenset()) -> str:
    """What tells this service from the others, in a word or two, for its row.

    What was asked besides the need comes first: not every row has it. Its name stands in the row;
    that of a kind of help says by itself what it is.

    Args:
        said: Kinds of help and communes that the screen names already.
    """
    told = [it for it in reasons if it.kind is not ReasonKind.NAME and it.word not in said]
    if not told:
        return ""
    first = min(told, key=lambda reason: _RANKS.get(reason.kind, 1))
    return first.word if first.kind is ReasonKind.CATEGORY else reason_words(first, words)


def in_full(reasons: Sequence[Reason], words: Words) -> str:
    """Every reason, the strongest first."""
    return ", ".join(reason_words(reason, words) for reason in reasons)
