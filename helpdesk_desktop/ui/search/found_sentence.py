"""The lines around the results: how many there are, how the words were read, what the keys do."""

from collections.abc import Iterator, Sequence

from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.search.searcher import SHOWN, Answer
from helpdesk_domain.languages import Words
from helpdesk_domain.short_numbers import ShortNumber


def found_sentence(
    answer: Answer | None,
    filters: Sequence[str],
    words: Words,
    *,
    is_empty: bool = False,
    open_now: int = 0,
) -> str:
    """What was found, in a line; a search that is narrowed down always says so.

    Args:
        answer: None while nothing is asked.
        filters: What the search is narrowed down by, as the screen calls it.
        is_empty: Whether the desk has no service at all.
        open_now: How many of those found are known to be open; of none, nothing is said.
    """
    if answer is None or not answer.question.asks_for_services:
        return words.say("French or Dutch, a name, a need, a commune: as the caller says it.")
    corrected = [
        words.say("{meant}, not “{typed}”", meant=meant, typed=typed)
        for typed, meant in answer.found.corrected
    ]
    narrowed = [words.say("filtered: {filters}", filters=", ".join(filters))] if filters else []
    danger = [words.say("⚠ Life in danger? 112 first.")] if answer.found.urgent else []
    line = [_line(answer.found.line, words)] if answer.found.line else []
    listening = [_listener(each, words) for each in answer.found.listening]
    found = [_services(answer, bool(filters), is_empty, words)]
    if danger and line and not answer.results:
        found = []  # whoever is in danger has no use for the directory
    if open_now:
        found.append(words.count("{n} open", "{n} open", open_now))
    rest = " · ".join([*line, *found, *_outside(answer, words), *corrected, *narrowed])
    if listening:  # numbers to be read out stand on lines of their own
        return "\n".join([*danger, " · ".join(listening), rest])
    return " · ".join([*danger, rest])


def _outside(answer: Answer, words: Words) -> Iterator[str]:
    """The postcodes that are none of the Region: without a word it would seem they were heeded."""
    for postcode in answer.found.outside:
        yield words.say("{postcode}: outside the Region", postcode=postcode)


def _line(line: ShortNumber, words: Words) -> str:
    name = line.name(words.language)
    return words.say("☎ {number}: {name}", number=line.shown, name=name)


def _listener(line: ShortNumber, words: Words) -> str:
    name = line.called(words.language)
    return words.say("☎ {number}: {name}", number=line.shown, name=name)


def _services(answer: Answer, narrowed: bool, is_empty: bool, words: Words) -> str:
    n = len(answer.results)
    if n == 0 and is_empty:
        return words.say(
            "The directory is on its way to this computer: a moment, or {key}.", key=Key.SYNC
        )
    if n == 0 and answer.found.line:
        return words.say("no service of the directory has this number")
    if n == 0 and narrowed:
        return words.say("Nothing found with these filters. Take one out, or try fewer words.")
    if n == 0:
        return words.say(
            "Nothing found. Try another word, or fewer words. {no_service} says why nothing fits.",
            no_service=Key.NO_SERVICE,
        )
    counted = words.count("{n} service", "{n} services", n)
    if answer.found.low_confidence:
        return words.say("Nothing certain; the nearest: {services}", services=counted)
    return words.say("The first {n} services", n=n) if n == SHOWN else counted


def keys_sentence(words: Words, *, facets: bool, chips: bool) -> str:
    """What the keys do where the keyboard is: in the facets, on the chips, else in the box."""
    if facets:
        return words.say("↑ ↓ ← → move · a letter finds · Space chooses · Delete clears · Esc")
    if chips:
        return words.say("← → move · Delete takes out · Esc goes back")
    return words.say(
        "↑ ↓ choose · Enter refers · {no_service}: none fits · {finish} finishes",
        no_service=Key.NO_SERVICE,
        finish=Key.FINISH,
    )
