"""What a record says in words: who is taken without health cover, and what is free."""

from dataclasses import replace
from typing import Any

import pytest

from helpdesk_desktop.search.facets.admission import is_free, takes_without_cover
from tests.search.offers import a_service


@pytest.mark.parametrize(
    "told",
    [
        "Ouvert à tous, avec ou sans titre de séjour.",
        "Open voor iedereen, met of zonder verblijfstitel.",
        "Accueil avec ou sans mutuelle",
        "Consultations pour patients sans couverture médicale",
        "Nous recevons aussi les personnes sans sécurité sociale.",
        "Personnes sans-papiers bienvenues",
        "Publics : adultes, personnes sans papiers.",
        "Soins aux personnes non assurées",
        "Pour ceux qui n’ont pas de mutuelle",
        "Aussi si vous n'êtes pas en ordre de mutuelle",
        "En ordre de mutuelle ou pas, chacun est soigné",
        "Pas besoin de mutuelle",
        "Aucune assurance maladie n'est requise",
        "Mutuelle pas nécessaire",
        "Soins quel que soit le statut de séjour",
        "Accueil quelle que soit leur situation administrative",
        "Met of zonder mutualiteit",
        "Zorg voor mensen zonder ziekteverzekering",
        "Ook voor patiënten zonder geldige papieren",
        "Voor personen zonder wettig verblijf",
        "Ook onverzekerden kunnen hier terecht",
        "Voor wie niet aangesloten is bij een ziekenfonds",
        "Wie niet in orde is met de mutualiteit, is welkom",
        "Geen ziekteverzekering nodig",
        "Voor wie geen mutualiteit heeft",
        "Wij vragen geen ziekteverzekering",
        "Nous ne demandons pas de mutuelle",
        "Consultations sans carte de mutuelle",
        "Sans condition de mutuelle",
        "Accessible sans titre de séjour",
        "Toegankelijk zonder verblijfsvergunning",
        "Soins pour sans-papiers",
        "Hulp voor sans-papiers",
        "Personnes en séjour irrégulier",
        "Mensen in onwettig verblijf",
        "Assuré ou non, chacun est soigné",
        "Verzekerd of niet, iedereen wordt geholpen",
        "Al dan niet verzekerd",
        "ACCUEIL AVEC OU SANS TITRE DE SEJOUR",
        "Personnes sans securite sociale",
        "Mensen zonder sociale zekerheid",
        "Quel que soit leur statut",
        "Ongeacht hun statuut",
        "Niet-verzekerden welkom",
        "Indépendamment du statut de séjour",
        "Mutualiteit is niet verplicht",
        "Accueil avec ou sans papiers",
        "Iedereen welkom, met of zonder papieren",
        "Iedereen welkom, ongeacht verblijfsstatuut",
    ],
)
def test_a_record_may_say_that_people_without_health_cover_are_taken(told: str) -> None:
    assert takes_without_cover(replace(a_service("a", "Aaa"), eligibility_description=told))


@pytest.mark.parametrize(
    "field",
    ["eligibility_description", "application_process", "fees_description", "description"],
)
def test_it_may_be_said_wherever_the_record_speaks_in_either_language(field: str) -> None:
    service, dutch = a_service("a", "Aaa"), {"nl": {field: "Met of zonder mutualiteit"}}
    french: dict[str, Any] = {field: "Avec ou sans mutuelle"}

    assert takes_without_cover(replace(service, **french))
    assert takes_without_cover(replace(service, translations=dutch))


def test_each_sentence_speaks_for_itself() -> None:
    told = "Pas d'ascenseur. Accueil avec ou sans mutuelle. Remboursement par la mutualité."

    assert takes_without_cover(replace(a_service("a", "Aaa"), description=told))


@pytest.mark.parametrize(
    "told",
    [
        "",
        "Aucune condition particulière.",
        "Geen bijzondere voorwaarden.",
        "Être en ordre d'assurance maladie ou disposer d'un réquisitoire.",
        "In orde zijn met de ziekteverzekering of een betalingsverbintenis hebben.",
        "Remboursement par la mutualité",
        "Nous n'acceptons pas les personnes sans mutuelle.",
        "Niet toegankelijk zonder mutualiteit",
        "Sans mutuelle, nous ne pouvons pas vous recevoir",
        "Aide pour s'affilier à une mutuelle",
        "Formation sur l'accueil des personnes sans papiers",
        "Partenaires : relais santé pour personnes sans papiers",
        "Consultations sans rendez-vous",
        "Zonder afspraak",
        "Accueil des personnes sans abri",
        "« Je suis enceinte et sans mutuelle » : c'est une phrase que nous entendons souvent.",
        "“Ik heb een kind en ik ben zonder papieren”: die zin horen we vaak.",
        "Si la demande dépasse nos missions, nous orientons vers un autre service"
        " (personnes sans papiers).",
        "Aide à la régularisation, permis de séjour",
        "Zonder verblijfstitel verwijzen we u door naar andere diensten (mensen zonder papieren).",
    ],
)
def test_silence_a_refusal_or_the_words_of_others_do_not_say_it(told: str) -> None:
    assert not takes_without_cover(replace(a_service("a", "Aaa"), eligibility_description=told))


@pytest.mark.parametrize(
    "needed",
    [
        "Être en ordre de mutuelle",
        "Mutuelle obligatoire",
        "Mutuelle en ordre",
        "Mutualiteit in orde",
        "Être affilié auprès d'une mutuelle",
        "Disposer d'un titre de séjour valable",
        "In orde zijn met de mutualiteit",
        "Ziekteverzekering verplicht",
        "Aangesloten zijn bij een ziekenfonds",
        "Een verblijfsvergunning hebben",
    ],
)
def test_a_record_that_also_asks_for_cover_does_not_say_it(needed: str) -> None:
    target = replace(a_service("a", "Aaa"), description="Publics : personnes sans papiers.")
    both = {"fr": {}, "nl": {"eligibility_description": needed}}

    assert takes_without_cover(target)
    assert not takes_without_cover(replace(target, eligibility_description=needed))
    assert not takes_without_cover(replace(target, translations=both))


@pytest.mark.parametrize(
    "fees",
    [
        "Gratuit.",
        "GRATIS",
        "Kosteloos",
        "Kosteloze begeleiding",
        "Service gratuit et confidentiel",
        "Gratuit pour tous",
        "Gratis voor iedereen, op afspraak",
        "Gratuit, sur rendez-vous",
        "Consultations gratuites, sans condition de revenus",
        "Sans frais",
        "Geen kosten",
        "Non payant, gratuit",
        "Gratuit pour les usagers",
        "Gratis voor de cliënt",
        "Gratis, zonder voorwaarden",
        "Gratuité totale",
    ],
)
def test_a_record_may_say_that_there_is_nothing_to_pay(fees: str) -> None:
    assert is_free(replace(a_service("a", "Aaa"), fees_description=fees))


@pytest.mark.parametrize(
    "fees",
    [
        "",
        " ",
        "Sur rendez-vous",
        "Non gratuit",
        "Niet gratis",
        "Gratuit pour les BIM",
        "Gratuit pour tous les bénéficiaires de l'intervention majorée",
        "Gratis voor personen met verhoogde tegemoetkoming",
        "Premier entretien gratuit, puis 25 €",
        "Eerste gesprek gratis, daarna volgens inkomen",
        "Gratuit sous conditions",
        "Gratuit (hors médicaments)",
        "Partiellement gratuit",
        "Gratis mits lidgeld",
        "Gratuit ou tarif social",
        "11 € la séance, 4 € avec intervention majorée.",
        "Participation selon les revenus.",
        "Wettelijk remgeld.",
        "Gratuit, médicaments à charge du patient",
        "Gratuit pour les patients BIM",
        "Prêt gratuit, caution demandée",
        "Gratis, vervoer ten laste van de cliënt",
        "Sans frais d'inscription, frais de matériel",
    ],
)
def test_a_price_a_condition_or_silence_is_not_free(fees: str) -> None:
    assert not is_free(replace(a_service("a", "Aaa"), fees_description=fees))


def test_what_is_free_in_one_language_and_paid_in_the_other_is_not_known_to_be_free() -> None:
    paid = {"fr": {}, "nl": {"fees_description": "Bijdrage volgens inkomen."}}
    free = {"fr": {"fees_description": " "}, "nl": {"fees_description": "Gratis."}}
    service = replace(a_service("a", "Aaa"), fees_description="Gratuit.")

    assert not is_free(replace(service, translations=paid))
    assert is_free(replace(service, translations=free))
