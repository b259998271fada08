"""A handful of services, enough to search in both languages; one of them means harm."""

import uuid
from datetime import UTC, datetime

from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.replica import import_records
from helpdesk_domain.offer_file import OfferRecord
from helpdesk_domain.sync import Entity

KEY = bytes(range(32))
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
HOSTILE = '<img src="file:///etc/passwd">Centre hostile</b>'


def an_offer(store: Store) -> None:
    """Fill `store` with the small offer."""
    store.run(lambda session: import_records(session, [_record(*row) for row in SERVICES], NOON))


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
            "phones": [{"id": made, "number": "02 000 12 34"}],
            "service_areas": [{"id": made, "name": commune_fr, "uri": f"urn:be:nis:{nis}"}],
            "service_at_locations": [
                {"id": made, "location": {"id": made, "addresses": [address]}}
            ],
        },
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
