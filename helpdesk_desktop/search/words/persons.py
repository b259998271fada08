"""Whoever is spoken of, as one word: « mon père », « elle », "mijn buurvrouw"."""

from collections.abc import Sequence
from typing import Final

SOMEBODY: Final = "qqn"
"""The word that stands for all of them, as it is written in notes."""

_OWNERS: Final = """
mon ma mes notre nos son sa ses leur leurs votre vos ton ta mijn ons onze zijn haar hun jouw uw
"""
OWNERS: Final = frozenset(_OWNERS.split())
"""Whose relative it is."""

_FRENCH: Final = """
pere mere papa maman parents mari femme epouse epoux conjoint conjointe compagnon compagne copain
copine fils fille fiston enfant enfants bebe petit petite frere soeur grand mamie papy oncle tante
cousin cousine neveu niece voisin voisine ami amie amis collegue patient patiente client cliente
ado eleve coloc colocataire beau belle ex patron monsieur madame dame homme garcon gamin
"""
_DUTCH: Final = """
vader moeder papa mama ouders man vrouw echtgenoot echtgenote partner vriend vriendin zoon dochter
zoontje dochtertje kind kinderen kindje baby kleine broer zus oma opa grootmoeder grootvader bomma
bompa nonkel oom tante neef nicht nichtje buurman buurvrouw buren collega patient client puber
leerling huisgenoot schoonvader schoonmoeder schoonbroer schoonzus baas meneer mevrouw jongen meisje
"""
_PRONOUNS: Final = """
il elle on quelqu hij ze zij iemand
"""
_ARTICLES: Final = """
le la l un une de het een ce cette deze die dat
"""
RELATIVES: Final = frozenset((_FRENCH + _DUTCH).split())
_OF_A_GROUP: Final = """
mere maman pere papa femme homme moeder mama vader vrouw man
"""
_ALSO_A_GROUP: Final = frozenset(_OF_A_GROUP.split())
"""Relatives under whose name groups of people go: mothers, women."""
_PERSONS: Final = RELATIVES.union(_PRONOUNS.split())
_BEFORE_RELATIVES: Final = frozenset(_ARTICLES.split())


def is_somebodys(word: str, after: Sequence[str]) -> bool:
    """Whether `word` names somebody's relative and no group of people: « ma mère », not « mère ».

    Children and the old stay whom help is for, whoever's they are.

    Args:
        after: The words before.
    """
    return word in _ALSO_A_GROUP and bool(OWNERS.intersection(after[-1:]))


def with_somebody(words: Sequence[str]) -> list[str]:
    """The folded `words`, with whoever is spoken of as `SOMEBODY`.

    What befalls somebody is told alike of all: « mon grand-père ne respire plus » is
    « elle ne respire plus ».

    >>> with_somebody(["mon", "grand", "pere", "ne", "respire", "plus"])
    ['qqn', 'ne', 'respire', 'plus']
    """
    told: list[str] = []
    for word in words:
        if word not in _PERSONS:
            told.append(word)
            continue
        while told and (told[-1] == SOMEBODY or told[-1] in OWNERS or _begins(told[-1], word)):
            told.pop()
        told.append(SOMEBODY)
    return told


def _begins(article: str, word: str) -> bool:
    return article in _BEFORE_RELATIVES and word in RELATIVES
