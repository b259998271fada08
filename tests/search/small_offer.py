"""A small offer of five kinds of help, and how its callers speak."""

from typing import Final

from tests.search.offers import a_service, a_term, an_index

DEBTS: Final = a_term("debts", "Médiation de dettes", nl="Schuldbemiddeling", parent="money")
NURSING: Final = a_term(
    "nursing", "Soins infirmiers à domicile", nl="Thuisverpleging", parent="care"
)
DENTIST: Final = a_term("dentist", "Dentiste", nl="Tandarts", parent="care")
SHELTER: Final = a_term("shelter", "Hébergement d'urgence", nl="Noodopvang", parent="housing")
LESSONS: Final = a_term("lessons", "Cours de français", nl="Franse les", parent="work")
WOMEN: Final = a_term("women", "femmes", nl="vrouwen", taxonomy="target_group")

CALLERS: Final = {
    "debts": (
        *("je ne sais plus payer mes factures", "l'huissier vient saisir les meubles"),
        *("trop de crédits à rembourser", "des rappels s'empilent dans la boîte"),
        *("ik kan de rekeningen niet meer betalen", "de deurwaarder staat aan de deur"),
        *("afbetalen lukt niet meer", "aanmaningen in de brievenbus"),
    ),
    "nursing": (
        *("refaire le pansement de ma mère", "une plaie qui ne guérit pas"),
        *("la piqûre d'insuline du matin", "mettre les bas de contention"),
        *("het verband van vader verversen", "een wonde die niet geneest"),
        *("insuline spuiten elke ochtend", "steunkousen aandoen"),
    ),
    "dentist": (
        *("j'ai une rage de dents", "ma gencive est gonflée"),
        *("une couronne cassée", "ik heb kiespijn", "mijn tandvlees bloedt", "een gebroken kroon"),
    ),
    "shelter": (
        *("je dors dehors cette nuit", "on est à la rue avec nos valises"),
        *("le propriétaire nous a mis dehors", "ik slaap in mijn auto"),
        *("we staan op straat met onze koffers", "de huisbaas zette ons buiten"),
    ),
    "lessons": (
        *("apprendre à lire et à écrire", "parler mieux le français", "ik wil beter Frans praten"),
        *("leren lezen en schrijven",),
    ),
    "target_group:women": ("les mamans",),
    "elsewhere:football": (
        *("à quelle heure joue Anderlecht", "des tickets pour le match de dimanche"),
        *("wie heeft de wedstrijd gewonnen", "kaartjes voor het voetbal"),
    ),
    "elsewhere:weather": (
        "il va pleuvoir demain",
        "gaat het morgen regenen",
        "la météo du week-end",
    ),
}

OFFER: Final = an_index(
    a_service("debts", "La Boussole", terms=[DEBTS], nis="21009", speaks=["fr"]),
    a_service("nursing", "Croix de Mai", terms=[NURSING], nis="21016", speaks=["fr", "ar"]),
    a_service("dentist", "Cabinet Kakan", terms=[DENTIST], nis="21009", speaks=["nl"]),
    a_service("shelter", "Le Gué", terms=[SHELTER], nis="21004", speaks=["fr"]),
    a_service("lessons", "Plume et Papier", terms=[LESSONS, WOMEN], nis="21009", speaks=["fr"]),
    lexicon=CALLERS,
)
