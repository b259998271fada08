"""The hand-over sheet: what is on it, in which language, and what never is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk_desktop.reports.sheet import (
    Given,
    Sheet,
    SheetLanguage,
    as_text,
    sheet,
    sheet_language,
    subject,
)
from helpdesk_domain.call_terms import CallerProfile
from helpdesk_domain.calls import Call, CallId, Referral
from helpdesk_domain.offer import Service, ServiceId
from helpdesk_domain.service_card import service_card
from helpdesk_domain.suggestions import Flag, Topic
from helpdesk_domain.wire import as_kind
from tests.blanks import typed

DAY = date(2026, 11, 3)


def in_words(sheet: Sheet) -> str:
    """Its text as somebody types it."""
    return typed(as_text(sheet))


def a_service(name: str, **fields: object) -> Service:
    data = {"id": name, "name": name, "status": "active"} | fields
    return as_kind(data, Service)


BRIDGE = a_service(
    "Le Pont",
    translations={
        "fr": {"name": "Le Pont", "fees_description": "Gratuit."},
        "nl": {"name": "De Brug", "application_process": "Bel voor een afspraak."},
    },
    organization={
        "id": "o",
        "name": "ASBL Senne",
        "translations": {"fr": {"name": "ASBL Senne"}, "nl": {"name": "vzw Zenne"}},
    },
    phones=[{"number": "+32 (0)2/000.12.34"}],
    email="accueil@le-pont.example",
    url="https://le-pont.example",
    assured_date="2026-10-02",
    schedules=[{"byday": "MO,TU,WE,TH,FR", "opens_at": "09:00", "closes_at": "17:00"}],
    service_at_locations=[
        {
            "id": "a",
            "location": {
                "id": "l",
                "addresses": [
                    {
                        "address_1": "Rue des Verriers 154",
                        "city": "Saint-Gilles",
                        "postal_code": "1060",
                        "translations": {"fr": {"address_1": "Rue des Verriers 154"}},
                    }
                ],
            },
        }
    ],
)


def handed_over(
    services: Sequence[Service],
    language: SheetLanguage = SheetLanguage.BOTH,
    gone: Sequence[Given] = (),
) -> Sheet:
    on_it = [*(Given(one.id, one.name) for one in services), *gone]
    cards = {
        code: {one.id: service_card(one, code, {}) for one in services} for code in ("fr", "nl")
    }
    return sheet(on_it, cards, language, DAY)


def test_a_service_is_told_in_the_order_of_the_phone() -> None:
    assert in_words(handed_over([BRIDGE], SheetLanguage.FRENCH)).splitlines() == [
        "Où vous adresser",
        "Helpdesk, 03/11/2026",
        "",
        "1. Le Pont",
        "ASBL Senne",
        "Comment entrer ? [NL] Bel voor een afspraak.",
        "Coût : Gratuit.",
        "Quand ? du lundi au vendredi : 09:00–17:00",
        "Où ? Rue des Verriers 154, 1060 Saint-Gilles",
        "Téléphone : 02 000 12 34",
        "E-mail : accueil@le-pont.example",
        "Site web : https://le-pont.example",
        "Vérifié le 02/10/2026",
        "",
        "Téléphonez avant de vous déplacer : horaires et conditions peuvent changer.",
        "[NL] : ce texte n’existe qu’en néerlandais.",
        "Cette fiche ne nomme personne et ne dit pas qui l’a demandée.",
    ]


def reported(service: Service, *topics: Topic) -> str:
    """The French sheet of `service`, of which somebody reported `topics`."""
    flags = tuple(
        Flag(
            service_id=service.id,
            topic=topic,
            comment="entendu de Mme Peeters",
            made_at=datetime(2026, 11, 2, tzinfo=UTC),
            full_until=None,
            author="Amélie",
        )
        for topic in topics
    )
    card = replace(service_card(service, "fr", {}), flags=flags)
    on_it = [Given(service.id, service.name)]
    return in_words(sheet(on_it, {"fr": {service.id: card}}, SheetLanguage.FRENCH, DAY))


def test_what_is_reported_as_wrong_is_told_and_a_wrong_number_is_left_out() -> None:
    told = reported(BRIDGE, Topic.PHONE, Topic.HOURS, Topic.CLOSED_DOWN)

    assert "02 000 12 34" not in told
    assert "Téléphone : le numéro que nous avions de ce service serait faux : demandez-nous" in told
    assert "09:00–17:00 – on nous a signalé que cela a changé" in told
    assert "Attention : On nous a signalé que ce service a fermé définitivement" in told
    assert "1060 Saint-Gilles\n" in told


def test_a_number_that_is_said_to_be_wrong_stands_in_no_sentence_either() -> None:
    service = a_service(
        "Le Pont",
        phones=[{"number": "02 000 12 34"}],
        translations={
            "fr": {"name": "Le Pont", "application_process": "Appelez le 02/000.12.34 le matin."}
        },
    )
    told = reported(service, Topic.PHONE)

    assert "12.34" not in told
    assert "Appelez le ••• le matin." in told


def test_the_words_of_a_report_and_who_made_it_stay_with_us() -> None:
    told = reported(BRIDGE, *Topic)

    assert "Peeters" not in told
    assert "Amélie" not in told


def test_what_the_program_reads_in_words_is_not_handed_over_the_words_are() -> None:
    told = a_service("Le Pont", schedules=[{"description": "lundi 9h-12h"}])

    handed = in_words(handed_over([told], SheetLanguage.FRENCH)).splitlines()

    assert [line for line in handed if line.startswith("Quand")] == ["Quand ? lundi 9h-12h"]
    assert not any("09:00" in line for line in handed)


def test_places_days_and_names_are_those_of_the_language_and_what_is_not_says_so() -> None:
    dutch = in_words(handed_over([BRIDGE], SheetLanguage.DUTCH))

    assert "1. De Brug\nvzw Zenne" in dutch
    assert "Kostprijs: [FR] Gratuit." in dutch
    assert "Waar? [FR] Rue des Verriers 154, 1060 Sint-Gillis" in dutch
    assert "Wanneer? maandag tot en met vrijdag: 09:00–17:00" in dutch
    assert "[FR]: deze tekst bestaat alleen in het Frans." in dutch


def test_hours_are_told_in_whole_words() -> None:
    open_always = {"byday": "SA,SU,MO", "opens_at": "00:00", "closes_at": "23:59"}
    mornings = {"byday": "WE,TU,FR", "opens_at": "09:30", "closes_at": "12:00"}
    service = a_service(
        "Le Pont", schedules=[open_always, mornings, {"description": "Sur rendez-vous"}]
    )

    (french,) = handed_over([service], SheetLanguage.FRENCH)

    assert french.entries[0].lines[0].text.splitlines() == [
        "lundi, samedi, dimanche : jour et nuit",
        "mardi, mercredi, vendredi : 09:30–12:00",
        "Sur rendez-vous",
    ]


def test_a_name_that_exists_in_the_other_language_alone_is_marked() -> None:
    anchor = a_service("Het Anker", translations={"nl": {"name": "Het Anker"}})

    french, dutch = handed_over([anchor])

    assert french.entries[0].name == "Het Anker [NL]"
    assert dutch.entries[0].name == "Het Anker"
    assert "[NL] : ce texte n’existe qu’en néerlandais." in map(typed, french.foot)
    assert not any("[" in line for line in dutch.foot)


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("fr", SheetLanguage.FRENCH),
        ("nl", SheetLanguage.DUTCH),
        (None, SheetLanguage.BOTH),
        ("und", SheetLanguage.BOTH),
        ("ar", SheetLanguage.BOTH),
    ],
)
def test_who_speaks_neither_french_nor_dutch_is_written_to_in_both(
    spoken: str | None, written: SheetLanguage
) -> None:
    assert sheet_language(spoken) is written


def test_in_both_languages_each_half_is_whole() -> None:
    both = handed_over([BRIDGE])

    assert both == (
        *handed_over([BRIDGE], SheetLanguage.FRENCH),
        *handed_over([BRIDGE], SheetLanguage.DUTCH),
    )
    assert subject(both) == (
        "Où vous adresser – Helpdesk, 03/11/2026 / Waar u terechtkunt – Helpdesk, 03/11/2026"
    )


def test_services_stand_in_the_order_in_which_they_were_given() -> None:
    names = ["Zénith", "Accueil", "Midi"]

    (french,) = handed_over([a_service(name) for name in names], SheetLanguage.FRENCH)

    assert [entry.name for entry in french.entries] == names


def test_a_service_that_has_left_the_offer_keeps_its_name_and_says_so() -> None:
    gone = Given(ServiceId("gone"), "Le Phare")

    french, dutch = handed_over([BRIDGE], gone=[gone])

    assert [entry.name for entry in french.entries] == ["Le Pont", "Le Phare"]
    assert "n’est plus dans notre répertoire" in french.entries[1].lines[0].text
    assert "staat niet meer in onze gids" in dutch.entries[1].lines[0].text


def test_what_is_closed_for_now_or_made_up_is_said() -> None:
    closed = a_service("Le Pont", status="temporarily closed", alert="Travaux.", fictitious=True)

    (french,) = handed_over([closed], SheetLanguage.FRENCH)

    told = [(line.title, line.text) for line in french.entries[0].lines]
    assert ("Attention\N{NO-BREAK SPACE}:", "Fermé temporairement") in told
    assert ("Attention\N{NO-BREAK SPACE}:", "Travaux.") in told
    assert "DÉMONSTRATION – ces services sont fictifs" in french.foot


@pytest.mark.parametrize(
    "url", ["file://evil/share", "javascript:alert(1)", "ms-msdt:x", "http://["]
)
def test_only_an_address_of_the_web_is_called_a_website(url: str) -> None:
    (french,) = handed_over([a_service("Le Pont", url=url)], SheetLanguage.FRENCH)

    assert all(url not in line.text for line in french.entries[0].lines)


def test_what_cannot_be_seen_is_left_out() -> None:
    hostile = a_service(
        "Le\r\nPont\u202e",
        fees_description="Gra\x00tuit\u2028\n\n  le  lundi \u2066\ufffc",
        phones=[{"number": "02\t000\u200b"}],
    )

    (french,) = handed_over([hostile], SheetLanguage.FRENCH)

    assert french.entries[0].name == "Le Pont"
    told = [(line.title, line.text) for line in french.entries[0].lines]
    assert told[:2] == [
        ("Coût\N{NO-BREAK SPACE}:", "Gratuit\nle lundi"),
        ("Téléphone\N{NO-BREAK SPACE}:", "02 000"),
    ]


@given(words=st.text())
@settings(max_examples=200)
def test_whatever_the_directory_says_a_name_is_one_line_and_every_sign_has_a_picture(
    words: str,
) -> None:
    hostile = a_service("s", fees_description=words, alert=words, email=words)
    renamed = [Given(ServiceId("gone"), words)]

    (part,) = handed_over([hostile], SheetLanguage.DUTCH, gone=renamed)

    assert "\n" not in part.entries[1].name
    told = [entry.name for entry in part.entries]
    told += [line.text for entry in part.entries for line in entry.lines]
    signs = {sign for text in told for sign in text} - {"\n", "\u200c", "\u200d"}
    assert all(sign.isprintable() for sign in signs), signs


PRIVATE = st.text(st.characters(categories=("L", "N")), min_size=4).map("µ".__add__)
"""Words that no sheet holds by chance."""


@given(note=PRIVATE, need=PRIVATE, language=st.sampled_from([None, "fr", "nl", "ar"]))
def test_no_word_of_the_call_ever_stands_on_it(note: str, need: str, language: str | None) -> None:
    now = datetime(2026, 11, 3, 14, 2, tzinfo=UTC)
    call = Call(
        id=CallId("c"),
        started_at=now,
        caller_language=language,
        needs=(need,),
        profile=CallerProfile.GP,
        referrals=(
            Referral(service_id=BRIDGE.id, service_name=BRIDGE.name, given_at=now),
            Referral(service_id=ServiceId("gone"), service_name="Le Phare", given_at=now),
        ),
        note=note,
    )
    on_it = [Given(one.service_id, one.service_name) for one in call.referrals]
    cards = {code: {BRIDGE.id: service_card(BRIDGE, code, {})} for code in ("fr", "nl")}

    made = sheet(on_it, cards, sheet_language(call.caller_language), DAY)

    written = subject(made) + in_words(made)
    assert note not in written
    assert need not in written
    assert "14:02" not in written
    assert "généraliste" not in written
