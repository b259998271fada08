"""How records say that they take people without health cover, and that they are free of charge.

Phrases of French and Dutch, without accents, capitals, apostrophes and hyphens. `*` stands for
the rest of a word, `(a|b)` for either, `?` after a bracket for what may be missing.
"""

import re
from typing import Final

_REST_OF_WORD: Final = re.compile(r"(?<=\w)\*")


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile(_REST_OF_WORD.sub(r"\\w*", rf"\b(?:{'|'.join(phrases)})\b"))


_OF: Final = (
    "((de|d|du|la|l|une?|aucune?|carte|van|een|geldige?|wettige?|valable|medicale?|sociale?) ){0,3}"
)
_COVER: Final = (
    "(mutuel*|mutualite|assurance( maladie| sante| soins)?(?! (auto|habitation|incendie|vie))"
    "|assurabilite|couverture|securite sociale"
    "|mutualiteit|ziekenfonds|ziekteverzekering|verzekering|dekking|sociale zekerheid)"
)
_TITLE: Final = (
    "((titre|permis|droit) de sejour|sejour legal|documents? de sejour"
    "|verblijfs(titel|vergunning|recht|papieren|documenten|statuut)|wettig verblijf)"
)
_STAY: Final = f"(papiers|papieren|{_TITLE})"
"""Whoever has no right to stay has no health cover either."""

_WHOSE: Final = "((le|la|leur|votre|son|sa|hun|uw|je|de|het|haar) )?"
_STATUS: Final = (
    "((statuts?|situation) (administrati*|de sejour|legale?|social)|statuts?"
    "|verblijfs(statuut|situatie|status)|(administratieve|sociale) (situatie|toestand)|statuut)"
)
_OWED: Final = "(obligatoire|requise?|exigee?|necessaire|indispensable)"
_ZIJN: Final = "((zijn|is|bent) )?"
_NODIG: Final = "(verplicht|vereist|nodig|noodzakelijk)"
_PEOPLE: Final = (
    "(personne|adulte|patient|migrant|femme|homme|mere|famille|public|usager|enfant|mineur"
    "|mensen|personen|patienten|vrouwen|mannen|gezinnen|families|volwassenen|kinderen|jongeren"
    "|moeders|migranten|iedereen|wie)"
)

TAKEN: Final = _any_of(
    f"(avec ou )?sans {_OF}{_COVER}",
    f"(met of )?zonder {_OF}{_COVER}",
    f"(avec ou )?sans {_OF}{_TITLE}",
    f"(met of )?zonder {_OF}{_TITLE}",
    "(avec ou|pour|aux|les) sans papiers",
    "(met of|voor) (zonder|sans) papier(en|s)",
    f"{_PEOPLE}s? (sans|zonder) {_OF}{_STAY}",
    f"{_PEOPLE}s? (non|pas) assuree?s?",
    "assuree?s? ou (non|pas)",
    "onverzekerd(en?)?",
    "niet verzekerden?",
    "verzekerd of niet",
    "sejour (irregulier|illegal)",
    "(onwettig|illegaal|onregelmatig) verblijf",
    f"(n ont|n a|n ayant|n avez|ne disposant|ne disposent) pas {_OF}{_COVER}",
    f"(pas|plus|non) en ordre {_OF}{_COVER}",
    f"en ordre {_OF}{_COVER} ou (non|pas)",
    f"niet (meer )?in orde {_ZIJN}met {_OF}{_COVER}",
    "al dan niet verzekerd",
    f"niet aangesloten {_ZIJN}bij {_OF}{_COVER}",
    f"(demand*|exig*) (pas|aucune?) {_OF}({_COVER}|{_STAY})",
    f"(pas besoin|sans (condition|obligation|exigence)) {_OF}({_COVER}|{_STAY}|sejour)",
    f"(pas|aucune) {_OF}{_COVER} (n est )?{_OWED}",
    f"{_COVER} (n est )?(pas|non) {_OWED}",
    f"geen {_OF}({_COVER}|{_STAY}) ((is )?{_NODIG}|heeft|hebben|hebt)",
    f"(vragen|vraagt) geen {_OF}({_COVER}|{_STAY})",
    f"{_COVER} (is )?niet {_NODIG}",
    f"(quels?|quelles?) que soi(t|ent) {_WHOSE}{_STATUS}",
    f"(peu importe|independamment d(e|u)) {_WHOSE}{_STATUS}",
    f"ongeacht {_WHOSE}{_STATUS}",
)
"""That people without health cover are taken."""

NOT_TAKEN: Final = _any_of(
    *("pas", "non", "aucune?", "jamais", "ni", "refus*", "impossible", "interdit*", "exclu*"),
    *("sauf", "excepte*", "hors", "autres? services?", "(re)?orient(ons|es?|ees?)", "renv*"),
    *("reseau", "partenaires?", "collabor*", "formations?"),
    *("niet", "geen", "nooit", "noch", "weiger*", "onmogelijk", "uitge(sloten|zonderd)"),
    *("behalve", "tenzij", "andere diensten?", "(door)?verwijzen", "doorverwijz*"),
    *("netwerk", "partners?", "samenwerk*", "samengewerkt", "vorming(en)?"),
)
"""What takes that back in the same sentence: a refusal, or that somebody else does it."""

COVER_NEEDED: Final = _any_of(
    f"en ordre {_OF}({_COVER}|sejour)",
    f"{_COVER} (est )?en ordre",
    f"(affilie*|inscrit*) (a|aupres d*) {_OF}{_COVER}",
    f"(avoir|disposer|beneficier) {_OF}({_COVER}|{_STAY})",
    f"({_COVER}|{_STAY}) (valable )?(est )?{_OWED}",
    f"in orde {_ZIJN}met {_OF}{_COVER}",
    f"{_COVER} (is )?in orde",
    f"aangesloten {_ZIJN}bij {_OF}{_COVER}",
    f"({_COVER}|{_STAY}) (is )?{_NODIG}",
    f"({_COVER}|{_STAY}) hebben",
)
"""The contrary, once the words of `TAKEN` are left out."""

SPEAKS_OF_COVER: Final = (
    *("mutu", "assur", "couvert", "papier", "séjour", "sejour", "statut", "administrati"),
    *("sécurité soc", "securite soc", "verzeker", "ziekenf", "verblijf", "dekking", "statuut"),
    *("sociale zekerheid",),
)
"""Parts of words, one of which is in every text of the phrases above: most texts have none."""

FREE: Final = _any_of(
    *("gratuit*", "(sans|aucuns?) frais", "gratis", "kosteloos", "kosteloze"),
    "(geen|zonder) kosten",
)
"""That there is nothing to pay."""

BESIDE_FREE: Final = _any_of(
    "(non|pas|niet) (payante?|betalend)",
    "pour (tous|tout le monde)(?! les?)",
    "voor iedereen",
    "pour (l|les) (usagers?|utilisateurs?|clients?|patients?)$",
    "voor (de )?(gebruikers?|client|clienten|patient|patienten)$",
    "sur (rendez vous|rdv|place|inscription|demande)",
    "op (afspraak|aanvraag|inschrijving)",
    "sans (aucune )?conditions?( de revenus?)?",
    "zonder (inkomens)?voorwaarden?",
)
"""What may stand with it and costs nobody anything."""

NOT_FREE: Final = _any_of(
    *("[0-9][0-9a-z]*", "euros?", "eur", "non", "pas", "plus", "pour", "si", "sous", "sur"),
    *("selon", "sauf", "excepte*", "hors", "ou", "mais", "parfois", "possible*", "partiel*"),
    *("presque", "quasi", "premi*", "apres", "puis", "ensuite", "des", "jusqu", "partir", "avec"),
    *("pendant", "certain*", "payant*", "tarif*", "participation", "prix", "cotisation"),
    *("condition*", "supplement*", "reserve*", "uniquement", "seulement", "bim", "omnio", "vipo"),
    *("niet", "voor", "als", "indien", "mits", "op", "volgens", "behalve", "tenzij", "of"),
    *("uitge*", "maar", "soms", "mogelijk*", "deels", "gedeeltelijk*", "bijna", "eerste"),
    *("daarna", "nadien", "vanaf", "tot", "met", "tijdens", "sommige", "betalend*", "enkel"),
    *("alleen", "tarief", "bijdrage", "prijs", "lidgeld", "voorwaarde*"),
    *("frais", "couts?", "charge", "caution", "rembours*", "paie*", "payer", "forfait*", "ticket"),
    *("kosten", "laste", "waarborg", "terugbet*", "betaalt", "betalen", "vergoeding", "remgeld"),
)
"""What takes it back in the same text: a price, a condition, a doubt."""
