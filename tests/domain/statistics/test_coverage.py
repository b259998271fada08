"""What the offer lacks, told from the offer and from what was released of calls."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from helpdesk_domain.offer import (
    Attribute,
    CapacityStatus,
    Service,
    ServiceArea,
    ServiceId,
    ServiceStatus,
    TaxonomyTerm,
    TermId,
)
from helpdesk_domain.offer_file import OfferRecord, read_offer
from helpdesk_domain.resources import resource
from helpdesk_domain.service_card import ServiceCard, service_card
from helpdesk_domain.statistics.counting import Key
from helpdesk_domain.statistics.coverage import Gap, Touched, gaps, most_refused, stale
from helpdesk_domain.statistics.disclosure import Released, Scheme, Shown
from helpdesk_domain.statistics.figures import figures
from helpdesk_domain.statistics.results import results
from helpdesk_domain.suggestions import Flag, Topic
from helpdesk_domain.territory import communes
from helpdesk_domain.wire import as_kind
from tests.domain.statistics.facts import a_fact, opened

TODAY = date(2026, 11, 10)
IXELLES, UCCLE, JETTE = "21009", "21016", "21010"
VOCABULARY = {
    TermId(id_): TaxonomyTerm(id=TermId(id_), name=id_, taxonomy="category", parent_id=parent)
    for id_, parent in [("care", ""), ("nursing", "care"), ("wounds", "nursing"), ("law", "")]
}


def a_card(name: str, kind: str, *served: str, **fields: Any) -> ServiceCard:
    """A service that is verified, and works in the communes `served`."""
    known: dict[str, Any] = {"status": ServiceStatus.ACTIVE, "assured_date": date(2026, 10, 1)}
    service = Service(
        id=ServiceId(name),
        name=name,
        service_areas=tuple(ServiceArea(uri=f"urn:be:nis:{nis}") for nis in served),
        attributes=(Attribute(taxonomy_term_id=kind),),
        **known | fields,
    )
    return service_card(service, "fr", VOCABULARY)


def reported(card: ServiceCard, topic: Topic) -> ServiceCard:
    flag = Flag(
        service_id=card.id,
        topic=topic,
        comment="",
        made_at=datetime(2026, 11, 9, tzinfo=UTC),
        full_until=None,
        author="Amélie",
    )
    return replace(card, flags=(flag,))


def released(cells: Mapping[Key, int | Shown]) -> Released:
    shown = {key: Shown(told) if isinstance(told, int) else told for key, told in cells.items()}
    return Released(total=Shown(sum(one.value for one in shown.values())), cells=shown)


def asked(need: str, commune: str, times: int | Shown = 10) -> Released:
    return released({(need, commune): times})


def by_id(*cards: ServiceCard) -> dict[ServiceId, ServiceCard]:
    return {card.id: card for card in cards}


def found(released: Released, *cards: ServiceCard) -> list[tuple[str, str]]:
    return [(gap.need, gap.commune) for gap in gaps(released, cards, VOCABULARY)]


def test_a_kind_of_help_that_nobody_gives_in_a_commune_is_a_gap() -> None:
    # Given nurses in Ixelles, and people of Uccle who ask for one
    here, there = a_card("here", "nursing", UCCLE), a_card("there", "nursing", IXELLES)
    (gap,) = gaps(asked("nursing", UCCLE), [there], VOCABULARY)
    assert gap == Gap(
        need=TermId("nursing"),
        commune=gap.commune,
        asked=Shown(10),
        full=(),
        elsewhere=(there.id,),
    )
    assert gap.commune == UCCLE
    assert found(asked("nursing", UCCLE), there, here) == []


def test_who_is_filed_more_broadly_may_give_it_and_is_told_beside_the_gap() -> None:
    # Given services under the kind above nursing: one with room, one full, one that works elsewhere
    may = a_card("may", "care", UCCLE)
    full = a_card("full", "care", UCCLE, capacity_status=CapacityStatus.FULL)
    there = a_card("there", "care", IXELLES)
    (gap,) = gaps(asked("nursing", UCCLE), [may, full, there], VOCABULARY)
    assert (gap.broader, gap.full, gap.elsewhere) == ((may.id,), (), ())


@pytest.mark.parametrize("served", [(), ("04000",), (IXELLES, "04000")])
def test_who_may_work_everywhere_leaves_no_gap(served: tuple[str, ...]) -> None:
    assert found(asked("nursing", UCCLE), a_card("region", "nursing", *served)) == []


def test_a_narrower_service_answers_a_broad_need_and_a_broader_one_no_narrow_need() -> None:
    wounds, care = a_card("wounds", "wounds", UCCLE), a_card("care", "care", UCCLE)
    assert found(asked("care", UCCLE), wounds) == []
    assert found(asked("nursing", UCCLE), wounds) == []
    assert found(asked("wounds", UCCLE), care) == [("wounds", UCCLE)]


def test_where_every_one_is_full_there_is_a_gap_that_names_them() -> None:
    full = a_card("full", "nursing", UCCLE, capacity_status=CapacityStatus.FULL)
    said = reported(
        a_card("said", "nursing", UCCLE, capacity_status=CapacityStatus.AVAILABLE), Topic.FULL
    )
    waiting = a_card("waits", "nursing", UCCLE, capacity_status=CapacityStatus.WAITING_LIST)
    (gap,) = gaps(asked("nursing", UCCLE), [full, said], VOCABULARY)
    assert gap.full == (full.id, said.id)
    assert found(asked("nursing", UCCLE), full, said, waiting) == []


def test_who_works_no_longer_reaches_nobody() -> None:
    closed = a_card("closed", "nursing", UCCLE, status=ServiceStatus.DEFUNCT)
    (gap,) = gaps(asked("nursing", UCCLE), [closed], VOCABULARY)
    assert (gap.full, gap.elsewhere) == ((), ())


@pytest.mark.parametrize(
    ("need", "commune", "times"),
    [
        ("nursing", UCCLE, 0),
        ("nursing", UCCLE, Shown(9, is_band=True)),
        ("nursing", "no_address", 10),
        ("nursing", "", 10),
        ("", UCCLE, 10),
        ("of last year", UCCLE, 10),
    ],
)
def test_what_is_not_told_has_no_commune_or_no_term_is_no_gap(
    need: str, commune: str, times: int | Shown
) -> None:
    assert found(asked(need, commune, times)) == []


def test_what_is_asked_most_comes_first() -> None:
    told = released({("law", UCCLE): 5, ("law", JETTE): 20, ("care", UCCLE): 5})
    assert found(told) == [("law", JETTE), ("care", UCCLE), ("law", UCCLE)]


def test_a_taxonomy_that_turns_in_a_circle_ends() -> None:
    circle = {
        TermId(id_): TaxonomyTerm(id=TermId(id_), name=id_, taxonomy="category", parent_id=parent)
        for id_, parent in [("a", "b"), ("b", "a")]
    }
    service = Service(
        id=ServiceId("x"),
        name="x",
        status=ServiceStatus.ACTIVE,
        attributes=(Attribute(taxonomy_term_id="a"),),
    )
    assert gaps(asked("b", UCCLE), [service_card(service, "fr", circle)], circle) == ()


def test_services_that_refuse_most_come_first_with_their_record() -> None:
    has_room = a_card("room", "law", capacity_status=CapacityStatus.AVAILABLE)
    full = a_card("full", "law", capacity_status=CapacityStatus.FULL)
    told = released({("full",): 5, ("room",): 15, ("gone",): 10, ("rare",): 0})
    got = most_refused(told, by_id(has_room, full))
    assert [(one.service, one.referrals.value) for one in got] == [
        ("room", 15),
        ("gone", 10),
        ("full", 5),
    ]
    assert [one.card for one in got] == [has_room, None, full]
    assert [one.is_contradicted for one in got] == [True, False, False]


def test_records_that_nobody_verified_for_a_year_or_that_are_wrong_are_stale() -> None:
    cards = by_id(
        a_card("today a year ago", "law", assured_date=date(2025, 11, 10)),
        a_card("not quite a year", "law", assured_date=date(2025, 11, 11)),
        a_card("never", "law", assured_date=None),
        reported(a_card("wrong", "law"), Topic.PHONE),
        reported(a_card("full", "law"), Topic.FULL),
        a_card("right", "law"),
    )
    told = released({(name,): 5 for name in (*cards, "gone")})
    assert {one.service for one in stale(told, cards, TODAY)} == {
        "today a year ago",
        "never",
        "wrong",
    }
    assert stale(released({("never",): Shown(0)}), cards, TODAY) == ()


def test_referrals_are_counted_by_service_and_only_what_is_told_is_stale() -> None:
    # Given thirty calls in which a service was given whose record nobody verified, one with another
    given = [a_fact(referrals=(("old", "given", ""),)) for _ in range(30)]
    once = [a_fact(referrals=(("once", "given", ""),))]
    cards = by_id(*(a_card(name, "law", assured_date=None) for name in ("old", "once")))
    figure = figures()["referrals_by_service"]
    told = results([opened(given + once)], [figure], Scheme.PUBLIC, {})[figure.id]
    assert isinstance(told, Released)
    (one,) = stale(told, cards, TODAY)
    assert one == Touched(service=ServiceId("old"), referrals=Shown(30), card=cards[one.service])


def test_gaps_of_the_demo_offer_are_those_that_its_file_says_the_long_way() -> None:
    # Given the demo offer, and every kind of help asked for in every commune
    terms: list[dict[str, Any]] = json.loads(
        resource("demo/taxonomy_terms.json").read_text("utf-8")
    )
    vocabulary = {TermId(one["id"]): as_kind(one, TaxonomyTerm) for one in terms}
    services = [
        record.data
        for record in read_offer(resource("demo/services.ndjson.gz"))
        if isinstance(record, OfferRecord)
    ]
    cards = [service_card(as_kind(one, Service), "fr", vocabulary) for one in services]
    kinds = [one["id"] for one in terms if one["taxonomy"] == "category"]
    everywhere: dict[Key, int | Shown] = {
        (kind, one.nis): 10 for kind in kinds for one in communes()
    }

    # When the gaps are looked for
    got = {(gap.need, gap.commune): gap for gap in gaps(released(everywhere), cards, vocabulary)}

    # Then they are those of a plain reading of the files
    parents = {one["id"]: one.get("parent_id") for one in terms}
    at: dict[Key, list[tuple[str, str]]] = {}
    for one in services:
        record: Any = one
        for filed in {attribute["taxonomy_term_id"] for attribute in record["attributes"]}:
            for kind in {filed, parents.get(filed)}:
                for area in record["service_areas"]:
                    nis = area["uri"].rsplit(":", 1)[1]
                    room = record.get("capacity_status", "")
                    at.setdefault((kind, nis), []).append((record["id"], room))
    lacking = {key for key in everywhere if all(room == "full" for _, room in at.get(key, ()))}
    assert set(got) == lacking
    assert 100 < len(got) < len(everywhere) // 2
    for key, gap in got.items():
        assert set(gap.full) == {service for service, _ in at.get(key, ())}
