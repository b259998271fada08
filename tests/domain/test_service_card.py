"""A service as it is read out."""

from helpdesk_domain.offer import (
    Phone,
    Schedule,
    Service,
    ServiceId,
    ServiceStatus,
    TaxonomyTerm,
    TermId,
    Text,
    text,
)
from helpdesk_domain.service_card import Hours, service_card, weekly_hours
from helpdesk_domain.wire import as_kind

TERM = TaxonomyTerm(
    id=TermId("t"),
    name="Logement",
    translations={"fr": {"name": "Logement"}, "nl": {"name": "Wonen"}},
)


def a_service(**fields: object) -> Service:
    data = {"id": "s", "name": "Le Pont", "status": "active"} | fields
    return as_kind(data, Service)


def test_a_text_missing_in_one_language_is_given_in_the_other_and_says_so() -> None:
    service = a_service(translations={"nl": {"name": "De Brug"}})

    assert text(service, "name", "fr") == Text("De Brug", "nl")
    assert text(service, "name", "nl") == Text("De Brug", "nl")
    assert text(a_service(), "name", "fr") == Text("Le Pont", "")
    assert text(a_service(), "description", "fr") is None


def test_days_that_open_alike_share_a_line_in_the_order_of_the_week() -> None:
    hours = weekly_hours(
        (
            Schedule(byday="TH,MO", opens_at="13:00", closes_at="17:00"),
            Schedule(byday="MO,TH", opens_at="09:30:00", closes_at="12:00:00"),
            Schedule(byday="TU", opens_at="09:00", closes_at="12:00"),
            Schedule(description="sur rendez-vous"),
        )
    )

    assert hours == (
        Hours(days=("MO", "TH"), spans=((570, 720), (780, 1020))),
        Hours(days=("TU",), spans=((540, 720),)),
        Hours(days=(), spans=(), note="sur rendez-vous"),
    )


def test_a_card_speaks_the_language_asked_for_wherever_it_can() -> None:
    service = a_service(
        alternate_name="anciennement La Passerelle",
        translations={
            "fr": {"name": "Le Pont"},
            "nl": {"name": "De Brug", "alternate_name": "voorheen Het Bruggetje"},
        },
        service_areas=[{"name": "Ixelles", "uri": "urn:be:nis:21009"}],
        attributes=[
            {
                "taxonomy_term_id": "t",
                "taxonomy_term": {"id": "t", "name": "Logement", "taxonomy": "category"},
            }
        ],
        phones=[{"number": "02 000 12 34"}, {"number": "02 000 12 35", "type": "fax"}],
    )

    card = service_card(service, "nl", {TERM.id: TERM})

    assert card.name == Text("De Brug", "nl")
    assert card.other_name == "voorheen Het Bruggetje"
    assert card.communes == ("Elsene",)
    assert card.categories == ("Wonen",)
    assert card.phones == ("02 000 12 34",)
    assert card.regime == ("fr", "nl")


def test_a_service_with_only_what_hsds_requires_makes_a_card() -> None:
    card = service_card(
        Service(
            id=ServiceId("s"), name="X", status=ServiceStatus.ACTIVE, phones=(Phone(number="1"),)
        ),
        "fr",
        {},
    )

    assert card.name.words == "X"
    assert card.addresses == ()
    assert card.capacity is None


def test_a_street_is_in_the_language_it_has_and_the_commune_in_the_one_asked_for() -> None:
    def at(city: str, **texts: object) -> Text:
        address = {"address_1": "Rue Haute 1", "city": city, "postal_code": "1050"} | texts
        location = {"id": "l", "addresses": [address]}
        service = a_service(service_at_locations=[{"id": "a", "location": location}])
        return service_card(service, "nl", {}).addresses[0]

    french = {"fr": {"address_1": "Rue Haute 1"}}

    assert at("Ixelles") == Text("Rue Haute 1, 1050 Elsene", "")
    assert at("Ixelles", translations=french) == Text("Rue Haute 1, 1050 Elsene", "fr")
    assert at("Vilvoorde") == Text("Rue Haute 1, 1050 Vilvoorde", "")
    both = {"nl": {"address_1": "Hoogstraat 1", "city": "Brussel"}} | french
    assert at("Bruxelles", translations=both) == Text("Hoogstraat 1, 1050 Brussel", "nl")
