"""What the chips say: what the words were taken for, and what the search is narrowed down by."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from helpdesk_desktop.search.answer import Recognised, RecognisedKind
from helpdesk_desktop.ui.call.narrowing import Choice, Narrowing
from helpdesk_desktop.ui.parts.chips import Shown
from helpdesk_desktop.ui.search.facets import name_of
from helpdesk_desktop.ui.words.labels import RECOGNISED
from helpdesk_domain.language_names import spoken_name
from helpdesk_domain.languages import Words
from helpdesk_domain.offer import TaxonomyTerm

UnderstoodChip: TypeAlias = Shown[Recognised | Choice]
"""A reading or a filter, as it is shown."""


def readings(
    read: Iterable[Recognised], narrowing: Narrowing, words: Words
) -> list[UnderstoodChip]:
    """What was recognised, each once; a reading just refused is gone before the next answer."""
    left = {it.key: it for it in read if it.key not in narrowing.refused}
    return [Shown(it, _reading(it, words)) for it in left.values()]


def filters(
    narrowing: Narrowing, groups: Sequence[TaxonomyTerm], words: Words
) -> list[UnderstoodChip]:
    """The values chosen, in the order in which they were."""
    return [
        Shown(choice, words.say("filter: {name}", name=name_of(choice, groups, words)), "filter")
        for choice in narrowing.chosen
    ]


def _reading(it: Recognised, words: Words) -> str:
    is_language = it.kind is RecognisedKind.LANGUAGE
    name = spoken_name(it.name, words) if is_language else it.name
    return words.say(RECOGNISED[it.kind], name=name)
