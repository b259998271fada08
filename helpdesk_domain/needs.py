"""What a caller needs: the operator's words, the kinds of help they are counted under, what lacks.

The words stay as they were typed; the terms are what can be counted over a year, in either
language. Both are proposed by the searches, and taken out again by whoever knows better.
"""

from collections.abc import Iterable
from dataclasses import replace

from helpdesk_domain.call_terms import UnmetReason
from helpdesk_domain.calls import Call, UnmetNeed
from helpdesk_domain.identity_traces import without_traces
from helpdesk_domain.national_numbers import HIDDEN, without_national_numbers
from helpdesk_domain.offer import TermId


def kept_words(words: str) -> str:
    """`words` as a need keeps them: without what reaches a person; empty when nothing is left."""
    kept = without_traces(without_national_numbers(" ".join(words.split())))
    return "" if set(kept) <= set(HIDDEN + " ") else kept


def need(call: Call, words: str, terms: Iterable[TermId] = ()) -> Call:
    """`call` with `words` as a need; the same call when blank or already there.

    A telephone number or an e-mail address is no part of a need; a number that was looked up
    leaves only the kind of help it led to.

    Args:
        terms: What the words were read as. Of words that are there already they were taken out,
            or are there too.
    """
    kept = kept_words(words)
    if not words.strip() or _same_words(kept) in map(_same_words, call.needs):
        return call
    counted = tuple(dict.fromkeys((*call.need_terms, *terms)))
    return replace(call, needs=(*call.needs, *([kept] if kept else [])), need_terms=counted)


def unmet(call: Call, words: str, reason: UnmetReason, terms: Iterable[TermId] = ()) -> Call:
    """`call` with `words` as a need for which there was nothing; the same reason again undoes it.

    Raises:
        ValueError: `words` are blank, or nothing but a number.
    """
    words = kept_words(words)
    if not words:
        raise ValueError("a need without words")
    if _same_words(words) in map(_same_words, call.needs):
        terms = (term for term in terms if term in call.need_terms)
    terms = tuple(terms)
    others = tuple(one for one in call.unmet_needs if _same_words(one.words) != _same_words(words))
    told = UnmetNeed(words=words, reason=reason, terms=terms)
    if reason_for(call, words) is reason:
        return replace(call, unmet_needs=others)
    return replace(need(call, words, terms), unmet_needs=(*others, told))


def reason_for(call: Call, words: str) -> UnmetReason | None:
    """Why there was nothing for the need `words`; None when that was not told."""
    wanted = _same_words(words)
    return next((one.reason for one in call.unmet_needs if _same_words(one.words) == wanted), None)


def without_need(call: Call, words: str) -> Call:
    """`call` without the need `words`, nor that there was nothing for it."""
    gone = _same_words(words)
    return replace(
        call,
        needs=tuple(one for one in call.needs if _same_words(one) != gone),
        unmet_needs=tuple(one for one in call.unmet_needs if _same_words(one.words) != gone),
    )


def without_term(call: Call, term: TermId) -> Call:
    """`call`, no longer counted under `term`: neither asked for nor lacking."""
    return replace(
        call,
        need_terms=tuple(one for one in call.need_terms if one != term),
        unmet_needs=tuple(
            replace(one, terms=tuple(kept for kept in one.terms if kept != term))
            for one in call.unmet_needs
        ),
    )


def _same_words(words: str) -> str:
    """Needs that differ by blanks or capitals only are one, also where a number is hidden."""
    return kept_words(words).casefold()
