"""Words that carry a sentence and not its subject, in French and Dutch."""

from typing import Final

_FRENCH: Final = """
a ai aider aie ait alors apres as au aucun aussi autre aux avec avoir avait avant beaucoup bien
bonjour car ce ceci cela celle ces cet cette chez ci comme comment contre c d dans de depuis des
deux dire dit dois doit donc du elle elles en encore entre es est et etait ete etre eu eux faire
fait faut fois font il ils j jamais je l la le les leur leurs lui m ma mais me meme mes mieux moi
moins mon n ne ni non nos notre nous on ont ou par parce pas peu peut peux plus pour pourquoi
pouvoir pres qu quand que quel quelle quelque quelqu qui quoi r s sa sans se ses si soit son sont
sous suis sur t ta te tes toi ton toujours tous tout toute tres trop trouver tu un une urgent
va vais veut veux viens voir voudrais vous vont y cherche chercher besoin aimerais trouve avons
avez ils monsieur madame oui jusque vers peuvent
"""

_DUTCH: Final = """
aan al alle alleen als altijd an andere ben bent bij binnen bijna daar dan dat de deze die dit
dit doe doen door dringend dus een eens en enkel er erg gaan gaat geef geen gebruiken goed haar
had hallo hebben hebt heb heeft heel hem het hen hier hij hoe hun ik in is ja je jij jou jouw kan
kon kunnen kom komt maar mag maken me meer men met mij mijn moet moeten naar na nee niet niets nog
nooit nodig nu of om omdat ons onze ook op over per s t te tegen ten ter toch toe tot tussen u
uit uw van vanaf veel via vind vinden voor waar waarom wat we weer weg wel welke wie wij wil
willen word worden wordt ze zeer zelf zich zij zijn zo zoek zoekt zoeken zonder zou zouden goeiedag
meneer mevrouw iemand iets wilt
"""

FUNCTION_WORDS: Final = frozenset((_FRENCH + _DUTCH).split())

LEGAL_FORMS: Final = frozenset(
    {"asbl", "vzw", "aisbl", "ivzw", "sprl", "bv", "srl", "cvba", "scrl"}
)
"""What stands behind a name and is never typed, or always."""

ARTICLES: Final = frozenset({"l", "le", "la", "les", "de", "het", "d", "du", "des", "een"})
"""What stands before a name and is often left out."""
