"""When something is to be done, as people say it, first or last in a line; nothing is guessed."""

from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.days_in_words import JUST_OVER, NoSuchMoment, TwoMoments, next_working_day
from helpdesk_domain.moments_in_lines import moment_in_line
from helpdesk_domain.typed_moments import past_moment

WEDNESDAY = date(2026, 12, 2)
days = st.dates(date(2020, 1, 1), date(2060, 12, 31))
NAMES = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
}
languages = st.sampled_from(["fr", "nl"])
tasks = st.sampled_from(["rappeler le CPAS", "bellen", "voir si place", "OCMW vragen", "psy"])


@pytest.mark.parametrize(
    ("typed", "day", "at", "rest"),
    [
        ("rappeler demain", "2026-12-03", None, "rappeler"),
        ("rappeler le CPAS dans 2 jours", "2026-12-04", None, "rappeler le CPAS"),
        ("dans deux semaines rappeler", "2026-12-16", None, "rappeler"),
        ("dans quinze jours", "2026-12-16", None, ""),
        ("lundi prochain voir", "2026-12-07", None, "voir"),
        ("lundi en huit", "2026-12-14", None, ""),
        ("morgen bellen", "2026-12-03", None, "bellen"),
        ("bellen morgen", "2026-12-03", None, "bellen"),
        ("over 2 dagen", "2026-12-04", None, ""),
        ("over een maand bellen", "2027-01-04", None, "bellen"),
        ("volgende maandag bellen", "2026-12-07", None, "bellen"),
        ("vrijdag volgende week", "2026-12-11", None, ""),
        ("overmorgen 14u30", "2026-12-04", "14:30", ""),
        ("bellen overmorgen om 14u30", "2026-12-04", "14:30", "bellen"),
        ("bellen maandag morgen", "2026-12-07", "09:00", "bellen"),
        ("maandagnamiddag OCMW", "2026-12-07", "14:00", "OCMW"),
        ("rappeler, demain matin.", "2026-12-03", "09:00", "rappeler"),
        ("demain après-midi 15h", "2026-12-03", "15:00", ""),
        ("14h30 rappeler demain", "2026-12-03", "14:30", "rappeler"),
        ("14h demain rappeler", "2026-12-03", "14:00", "rappeler"),
        ("rappeler à 14h30", None, "14:30", "rappeler"),
        ("rappeler le 15/01", "2027-01-15", None, "rappeler"),
        ("le 7 décembre à 9h", "2026-12-07", "09:00", ""),
        ("bellen op 7 december", "2026-12-07", None, "bellen"),
        ("lundi 7/12 9h rappeler", "2026-12-07", "09:00", "rappeler"),
        ("j+2 rappeler à 14h30", "2026-12-04", "14:30", "rappeler"),
        ("morgen terugbellen om 14u", "2026-12-03", "14:00", "terugbellen"),
        ("demain 14", "2026-12-03", "14:00", ""),
        ("j+2 9", "2026-12-04", "09:00", ""),
        ("lundi 7", "2026-12-07", None, "7"),
        ("demain 3", "2026-12-03", None, "3"),
        ("demain rappeler le CPAS à 17h", "2026-12-03", "17:00", "rappeler le CPAS"),
        *(
            (f"demain {task}", "2026-12-03", None, task)
            for task in (
                "dire au CPAS que le bureau ferme à 17h",
                "rappeler de 9h à 10h",
                "rappeler le CPAS ouvert à 9h",
                "rdv CPAS à 14h",
                "zeggen dat ze sluiten om 17u",
            )
        ),
        (
            "demain confirmer le rendez-vous de lundi à 14h",
            "2026-12-03",
            None,
            "confirmer le rendez-vous de lundi à 14h",
        ),
        ("demain rappeler avant 14h", "2026-12-03", None, "rappeler avant 14h"),
        ("demain dire si vendredi ou samedi", "2026-12-03", None, "dire si vendredi ou samedi"),
        ("appeler 02 511 22 33 demain", "2026-12-03", None, "appeler 02 511 22 33"),
    ],
)
def test_a_day_is_read_first_or_last(
    typed: str, day: str | None, at: str | None, rest: str
) -> None:
    read = moment_in_line(typed, "fr", WEDNESDAY)
    assert read.day == (date.fromisoformat(day) if day else None)
    assert read.at == (time.fromisoformat(at) if at else None)
    assert read.rest == rest


@pytest.mark.parametrize(
    "typed",
    [
        "rappeler avant vendredi",
        "bellen elke maandag",
        "rendez-vous du 15/01",
        "rappeler le lundi",
        "rappeler lundi ou mardi",
        "la semaine prochaine",
        "rappeler dans 2 heures",
        "aide 2h",
        "voir sa mère di",
        "5 maisons médicales",
        "2 décisions à prendre",
        "rappeler demain le CPAS de Forest",
    ],
)
def test_a_limit_a_habit_or_a_count_is_no_moment(typed: str) -> None:
    read = moment_in_line(typed, "fr", WEDNESDAY)
    assert (read.day, read.at, read.rest) == (None, None, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "vendredi prochain",
        "volgende vrijdag bellen",
        "rappeler vendredi prochain",
        "lundi ou mardi rappeler",
        "mardi 7 décembre",
        "demain soir 8h",
    ],
)
def test_what_may_be_two_moments_is_refused(typed: str) -> None:
    with pytest.raises(TwoMoments):
        moment_in_line(typed, "fr", WEDNESDAY)


@pytest.mark.parametrize(("typed", "day"), [("il y a 2 jours 9h", 30), ("2 dagen geleden 9u", 30)])
def test_days_that_are_over_are_read_in_words_too(typed: str, day: int) -> None:
    read = past_moment(typed, "fr", WEDNESDAY)
    assert (read.day, read.at) == (date(2026, 11, day), time(9))


@given(days, languages, st.integers(0, 6), tasks)
def test_a_weekday_said_last_is_the_one_said_first(
    today: date, language: str, weekday: int, task: str
) -> None:
    name = NAMES[language][weekday]
    first = moment_in_line(f"{name} {task}", language, today)
    last = moment_in_line(f"{task} {name}", language, today)
    assert first == last
    assert first.day is not None
    assert first.day.weekday() == weekday
    assert timedelta(1) <= first.day - today <= timedelta(7)


@given(days, languages, st.integers(0, 6))
def test_the_next_one_of_a_name_lies_in_the_next_week_or_is_refused(
    today: date, language: str, weekday: int
) -> None:
    name = NAMES[language][weekday]
    said = f"{name} prochain" if language == "fr" else f"volgende {name}"
    monday = today + timedelta(days=7 - today.weekday())
    try:
        read = moment_in_line(said, language, today)
    except TwoMoments:
        assert weekday > today.weekday()
    else:
        assert read.day == monday + timedelta(days=weekday)


@given(days, st.integers(1, 300), st.sampled_from(["dans {} jours", "over {} dagen", "in {} days"]))
def test_days_ahead_in_words_are_those_in_letters(today: date, ahead: int, said: str) -> None:
    read = moment_in_line(f"rappeler {said.format(ahead)}", "fr", today)
    assert read.day == next_working_day(today + timedelta(days=ahead))
    assert read == moment_in_line(f"j+{ahead} rappeler", "fr", today)


PIECES = """
lundi maandag prochain volgende dans over 2 jours dagen demain morgen 14h 9u30 à om le op 15/01 7
décembre ou of avant elke rappeler CPAS, . en huit soir matin
"""
pieces = st.sampled_from(PIECES.split())


@given(st.lists(pieces, max_size=8).map(" ".join), languages, days)
def test_every_word_is_kept_or_is_the_moment(typed: str, language: str, today: date) -> None:
    with suppress(NoSuchMoment):
        read = moment_in_line(typed, language, today)
        if read.day is None and read.at is None:
            assert read.rest == typed
        else:
            assert read.rest in typed
        assert read.day is None or read.day >= today - JUST_OVER


@given(st.text(max_size=60), languages, days)
def test_whatever_is_typed_is_read_or_refused(typed: str, language: str, today: date) -> None:
    with suppress(NoSuchMoment):
        moment_in_line(typed, language, today)
