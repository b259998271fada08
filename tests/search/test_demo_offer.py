"""The demo offer with the shipped lexicon: what callers say, and who must be on screen for it."""

from collections.abc import Iterator
from typing import Final, TypeVar

import pytest

from helpdesk_desktop.search.answer import RecognisedKind
from helpdesk_desktop.search.finder import Index, build_index, find
from helpdesk_domain.lexicon import compared, term_key
from helpdesk_domain.lexicon_file import shipped_lexicon
from helpdesk_domain.offer import Service, ServiceId, TaxonomyTerm, TermId
from helpdesk_domain.offer_file import OfferRecord, read_offer
from helpdesk_domain.resources import resource
from helpdesk_domain.wire import as_kind

T = TypeVar("T")

ON_SCREEN: Final = 3
"""Hits among which the kind of help must be: those that are seen without looking."""

FRENCH: Final = {
    "ma mère n'arrive plus à sortir de son bain": "aidefam",
    "quelqu'un pour faire les piqûres à la maison": "infdom",
    "il faut nettoyer chez mon père qui est âgé": "aidemen",
    "faire livrer un repas chaud chez ma tante": "repas",
    "louer un lit d'hôpital pour la maison": "pretmat",
    "un bouton d'alarme au cas où maman tombe": "telev",
    "j'ai mal à une molaire": "dent",
    "je vois flou depuis une semaine": "ophta",
    "mon fils bégaie": "logo",
    "du diabète depuis peu": "diab",
    "mon mari boit tous les soirs": "alco",
    "mon fils joue aux jeux vidéo toute la nuit": "ecran",
    "je perds tout mon argent au casino": "jeu",
    "j'ai des idées noires": "suicide",
    "mon chef me harcèle au travail": "burnout",
    "mon père oublie tout, il se perd dans la rue": "demence",
    "mon compagnon me frappe": "vconj",
    "j'ai été violée": "cpvs",
    "je suis enceinte et je ne veux pas le garder": "ivg",
    "trouver une place en crèche": "creche",
    "mon fils ne veut plus aller à l'école": "ecole",
    "je ne peux plus payer mon loyer": "expuls",
    "mon appartement est plein d'humidité": "locat",
    "on m'a coupé l'électricité": "energie",
    "où dormir ce soir, je suis à la rue": "hebu",
    "trop de factures, je n'ouvre plus le courrier": "debt",
    "plus rien à manger pour les enfants": "alim",
    "je ne comprends rien à cette lettre de l'administration": "ecripub",
    "un avocat gratuit": "avoc",
    "mon permis de séjour expire": "etr",
    "je n'ai plus de papiers et je suis malade": "amu",
    "je m'occupe de ma mère jour et nuit, je suis à bout": "aidpro",
    "garder mon chien pendant l'hôpital": "animaux",
    "je cherche une kiné à ixelles": "kine",
    "mon mari me jette dehors": "vconj",
    "j'ai 1000 euros de dettes": "debt",
    "pas en ordre de mutuelle dentiste": "dent",
}
DUTCH: Final = {
    "mijn vader is gevallen en kan zich niet wassen": "aidefam",
    "wie kan mijn steunkousen aandoen": "infdom",
    "eten aan huis voor mijn vader": "repas",
    "ik zoek een poetsvrouw voor mijn oma": "aidemen",
    "ik heb tandpijn": "dent",
    "ik heb pijn in mijn rug": "kine",
    "mijn man drinkt te veel": "alco",
    "gokken, al mijn loon is weg": "jeu",
    "mijn zoon gamet de hele dag": "ecran",
    "mijn vader vergeet alles": "demence",
    "mijn partner slaat mij": "vconj",
    "mijn dochter eet niet meer": "ta",
    "mijn vrouw is gestorven": "deuil",
    "wij vinden geen crèche": "creche",
    "hulp bij huiswerk": "edd",
    "ik kan de huur niet betalen": "expuls",
    "de elektriciteit is afgesloten": "energie",
    "waar kan ik vannacht slapen": "hebu",
    "te veel schulden en deurwaarders": "debt",
    "ik begrijp deze brief van de gemeente niet": "ecripub",
    "mijn verblijfskaart vervalt": "etr",
    "zonder papieren naar de dokter": "amu",
    "mijn baas betaalt mij niet": "chom",
    "ik zorg voor mijn man en ben moe": "aidpro",
    "naar een rusthuis gaan": "mr",
}
MIXED: Final = {
    "psycholoog pour mon fils": "psy1l",
    "OCMW leefloon aanvragen à Ixelles": "cpas",
    "factures niet betaald et huissier": "debt",
    "tandarts pas cher": "dent",
    "une place in een rusthuis": "mr",
    "kinesist aan huis après opération": "kine",
    "dokter van wacht ce week-end": "garde",
    "opvang pour la nuit": "hebu",
}
TWO_NEEDS: Final = {
    "je ne peux plus payer mon loyer et ma fille ne mange plus": ("expuls", "ta"),
    "mijn man drinkt en ik heb schulden": ("alco", "debt"),
    "mon fils bégaie et on m'a coupé l'électricité": ("logo", "energie"),
    "mijn vader vergeet alles et on m'a coupé l'électricité": ("demence", "energie"),
}


class Demo:
    """The demo offer, ready to be asked."""

    def __init__(self) -> None:
        terms = {term.id: term for term in _records("demo/taxonomy_terms.json", TaxonomyTerm)}
        self._kinds: dict[ServiceId, set[TermId]] = {}
        self.index: Index = build_index(self._noted(), terms, shipped_lexicon())
        self._keys = {id_: term_key(term) for id_, term in terms.items()}

    def _noted(self) -> Iterator[Service]:
        for service in _records("demo/services.ndjson.gz", Service):
            named = (attribute.taxonomy_term_id for attribute in service.attributes)
            self._kinds[service.id] = {TermId(id_) for id_ in named if id_}
            yield service

    def on_hit(self, service: ServiceId) -> set[str]:
        """What a service is filed under, as the lexicon calls it."""
        return {self._keys[id_] for id_ in self._kinds[service]}

    def on_screen(self, query: str) -> set[str]:
        """The kinds of help of the first hits, as the lexicon calls them."""
        hits = find(self.index, query, limit=ON_SCREEN).hits
        return {self._keys[id_] for hit in hits for id_ in self._kinds[hit.service_id]}


def _records(name: str, kind: type[T]) -> Iterator[T]:
    for record in read_offer(resource(name)):
        assert isinstance(record, OfferRecord)
        yield as_kind(record.data, kind)


@pytest.fixture(scope="module")
def demo() -> Demo:
    return Demo()


@pytest.mark.parametrize(("said", "kind"), (FRENCH | DUTCH | MIXED).items())
def test_what_a_caller_says_brings_the_right_kind_of_help_on_screen(
    demo: Demo, said: str, kind: str
) -> None:
    assert kind in demo.on_screen(said)


@pytest.mark.parametrize(("said", "kinds"), TWO_NEEDS.items())
def test_two_needs_are_on_screen_together(demo: Demo, said: str, kinds: tuple[str, str]) -> None:
    assert set(kinds) <= demo.on_screen(said)


def test_somebodys_mother_asks_for_no_house_for_mothers(demo: Demo) -> None:
    read = find(demo.index, "ik zoek hulp voor mijn moeder met dementie in schaarbeek").recognised

    needs = [it.name for it in read if it.kind is RecognisedKind.NEED]
    assert needs == ["Maladie d'Alzheimer et démences"]


def test_who_is_for_adults_only_is_not_first_for_a_child(demo: Demo) -> None:
    for said in ("psychologue enfant uccle", "psycholoog kind ukkel"):
        first, second = (
            demo.on_hit(hit.service_id) for hit in find(demo.index, said, limit=2).hits
        )
        assert "target_group:adultes" not in first | second


@pytest.mark.parametrize("said", [*FRENCH, *DUTCH, *MIXED, *TWO_NEEDS])
def test_what_a_caller_needs_is_never_called_uncertain(demo: Demo, said: str) -> None:
    assert not find(demo.index, said).low_confidence


@pytest.mark.parametrize(
    "said",
    [
        "une pizza livrée à la maison",
        "kaartjes voor de voetbalmatch van zaterdag",
        "quel temps fera-t-il dimanche",
        "wie wint de ronde van Frankrijk",
        "réparer mon pare-brise",
        "asdfghjkl",
    ],
)
def test_what_nobody_in_the_offer_does_is_said_honestly(demo: Demo, said: str) -> None:
    assert find(demo.index, said).low_confidence


def test_what_is_typed_was_not_taken_from_the_lexicon() -> None:
    said = {compared(phrase) for phrases in shipped_lexicon().values() for phrase in phrases}
    learnt = [text for text in [*FRENCH, *DUTCH, *MIXED, *TWO_NEEDS] if compared(text) in said]

    assert learnt == []
