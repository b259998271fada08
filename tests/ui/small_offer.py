"""A handful of services, enough to search in both languages; one of them means harm."""

import uuid
from datetime import UTC, datetime

from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.replica import import_records
from helpdesk_domain.offer import TermId
from helpdesk_domain.offer_file import OfferRecord
from helpdesk_domain.sync import Entity

KEY = bytes(range(32))
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
HOSTILE = '<img src="file:///etc/passwd">Centre hostile</b>'


def an_offer(store: Store) -> None:
    """Fill `store` with the small offer."""
    records = [*(_record(*row) for row in SERVICES), *(_term(*row) for row in TERMS)]
    store.run(lambda session: import_records(session, records, NOON))


def _term(id_: str, taxonomy: str, fr: str, nl: str) -> OfferRecord:
    texts = {"fr": {"name": fr}, "nl": {"name": nl}}
    body = {"id": id_, "name": fr, "taxonomy": taxonomy, "translations": texts}
    return OfferRecord(Entity.TAXONOMY_TERM, id_, body)


def _record(fr: str, nl: str, commune_fr: str, commune_nl: str, nis: str, room: str) -> OfferRecord:
    made = str(uuid.uuid5(uuid.NAMESPACE_URL, fr or nl))
    texts = {"fr": {"name": fr}, "nl": {"name": nl}}
    address = {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, made)),
        "address_1": "Rue de l'Exemple 12",
        "city": commune_fr,
        "state_province": "Brussels-Capital Region",
        "postal_code": "1050",
        "country": "BE",
        "address_type": "physical",
        "translations": {"fr": {"city": commune_fr}, "nl": {"city": commune_nl}},
    }
    return OfferRecord(
        Entity.SERVICE,
        made,
        {
            "id": made,
            "name": fr or nl,
            "status": "active",
            "translations": {language: text for language, text in texts.items() if text["name"]},
            "capacity_status": room,
            "assured_date": "2026-10-02",
            "fictitious": True,
            "eligibility_description": "Adultes 18+",
            "phones": [{"id": made, "number": "02/000.12.34"}],
            "service_areas": [{"id": made, "name": commune_fr, "uri": f"urn:be:nis:{nis}"}],
            "service_at_locations": [
                {"id": made, "location": {"id": made, "addresses": [address]}}
            ],
        }
        | TOLD.get(fr or nl, {}),
    )


IXELLES = ("Ixelles", "Elsene", "21009")
UCCLE = ("Uccle", "Ukkel", "21016")
SERVICES = (
    ("Soins à domicile Le Pont", "Thuisverpleging De Brug", *IXELLES, "available"),
    ("Soins à domicile L'Étape", "", *UCCLE, "full"),
    ("Soins infirmiers du Parc", "", *IXELLES, "waiting_list"),
    ("", "Thuisverpleging Het Anker", *UCCLE, "available"),
    ("Logement social d'Ixelles", "Sociale huisvesting Elsene", *IXELLES, "waiting_list"),
    ("Agence logement d'Uccle", "Woonkantoor Ukkel", *UCCLE, "available"),
    (HOSTILE, "", *UCCLE, "available"),
)

HOME_CARE, HOUSING, CHILDREN = (TermId(str(uuid.uuid5(uuid.NAMESPACE_URL, name))) for name in "chk")
TERMS = (
    (HOME_CARE, "category", "Soins à domicile", "Thuisverpleging"),
    (HOUSING, "category", "Logement", "Huisvesting"),
    (CHILDREN, "target_group", "Enfants", "Kinderen"),
)


def _of(term: str) -> dict[str, object]:
    return {"id": term, "link_type": "service", "taxonomy_term_id": term}


TOLD: dict[str, dict[str, object]] = {
    "Soins à domicile Le Pont": {
        "attributes": [_of(HOME_CARE), _of(CHILDREN)],
        "fees_description": "Gratuit.",
        "languages": [{"id": "1", "code": "fr"}, {"id": "2", "code": "ar"}],
        "schedules": [
            {
                "id": "1",
                "byday": "MO,TU,WE,TH,FR,SA,SU",
                "opens_at": "00:00",
                "closes_at": "23:59",
                "freq": "WEEKLY",
            }
        ],
    },
    "Soins infirmiers du Parc": {"minimum_age": 18, "maximum_age": 64},
    "Soins à domicile L'Étape": {"attributes": [_of(HOME_CARE)]},
    "Thuisverpleging Het Anker": {
        "attributes": [_of(HOME_CARE)],
        "fees_description": "Gratis.",
        "schedules": [{"id": "1", "description": "ma-vr 9u-17u"}],
    },
    "Logement social d'Ixelles": {"attributes": [_of(HOUSING)], "fees_description": "Gratuit."},
    "Agence logement d'Uccle": {
        "attributes": [_of(HOUSING)],
        "schedules": [
            {
                "id": "1",
                "byday": "MO,TU,WE,TH,FR",
                "opens_at": "09:00",
                "closes_at": "17:00",
                "freq": "WEEKLY",
            }
        ],
    },
}
"""What some of the services say besides."""
