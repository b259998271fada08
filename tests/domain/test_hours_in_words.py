"""Hours told in words are read when they are certain, wholly or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.hours_in_words import hours_in_words
from helpdesk_domain.offer import Schedule
from helpdesk_domain.service_card import Hours, weekly_hours
from helpdesk_domain.week import DAY, WEEK, Span

OFFICE = ("MO", "TU", "WE", "TH", "FR")
MORNING, WHOLE = (9 * 60, 12 * 60), (0, DAY)


@pytest.mark.parametrize(
    ("text", "days", "spans"),
    [
        ("du lundi au vendredi de 9h à 12h et de 13h à 17h", OFFICE, (MORNING, (13 * 60, 17 * 60))),
        ("Lu-Ve 9h-17h", OFFICE, ((9 * 60, 17 * 60),)),
        ("ma-vr 9u-17u", OFFICE, ((9 * 60, 17 * 60),)),
        ("ma, wo en vr van 9 tot 12u", ("MO", "WE", "FR"), (MORNING,)),
        ("Mardi 9.00-12.00", ("TU",), (MORNING,)),
        ("van maandag t/m vrijdag 9:00–12:00 uur", OFFICE, (MORNING,)),
        ("maandag tot en met donderdag: 9u - 12u", OFFICE[:4], (MORNING,)),
        ("en semaine 9h-12h", OFFICE, (MORNING,)),
        ("24h/24 et 7j/7", WEEK, (WHOLE,)),
        ("dag en nacht, 7 dagen op 7", WEEK, (WHOLE,)),
        ("lundi au mercredi 9h-12h. Fermé le mardi.", ("MO", "WE"), (MORNING,)),
        ("Lun. 9h-12h\nMar. 9h-12h", ("MO", "TU"), (MORNING,)),
    ],
)
def test_what_is_certain_is_read(text: str, days: tuple[str, ...], spans: tuple[Span, ...]) -> None:
    assert hours_in_words(text) == dict.fromkeys(days, spans)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sur rendez-vous",
        "lundi 9h-17h sur rendez-vous",
        "lundi 9h-12h sauf juillet et août",
        "1er lundi du mois 9h-12h",
        "lundi matin",
        "lundi 9-12",
        "9h-17h",
        "9h-12h lundi et mardi 13h-17h",
        "lundi 9h-12h et mardi",
        "dimanche et jours fériés 9h-12h",
        "à partir de 9h le lundi",
        "Ma 9h-12h",
        "ma di 9h-12h",
        "lu wo 9h-12h",
        "vendredi au lundi 9h-12h",
        "lundi 17h-9h",
        "lundi 9h-12h, 11h-13h",
        "lundi 25h-26h",
        "du 1/09 au 30/06 : lundi 9h-12h",
        "lundi au 9h-12h",
        "fermé lundi 9h-12h",
    ],
)
def test_what_is_not_certain_is_left_to_people(text: str) -> None:
    assert hours_in_words(text) == {}


@given(st.text(max_size=60))
def test_any_text_is_read_or_left(text: str) -> None:
    for day, spans in hours_in_words(text).items():
        assert day in WEEK
        assert all(opens < closes for opens, closes in spans)


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzé0123456789()?!", min_size=1, max_size=12),
    st.sampled_from(["Lu-Ve 9h-17h", "maandag 9u-12u", "tous les jours 24h/24"]),
)
def test_one_word_too_many_makes_it_uncertain_or_says_other_hours(word: str, text: str) -> None:
    assert hours_in_words(f"{text} {word}z") == {}


def test_only_where_there_are_words_alone_they_are_read_and_marked() -> None:
    words = Schedule(description="lundi 9h-12h")
    note = Hours(days=(), spans=(), note="lundi 9h-12h")

    assert weekly_hours((words,)) == (note, Hours(days=("MO",), spans=(MORNING,), is_read=True))
    told = Schedule(byday="TU", opens_at="13:00", closes_at="14:00")
    assert not any(hours.is_read for hours in weekly_hours((told, words)))
    unsure = Schedule(description="sur rendez-vous")
    assert not any(hours.is_read for hours in weekly_hours((words, unsure)))
    monthly = Schedule(description="lundi 9h-12h", freq="MONTHLY")
    assert not any(hours.is_read for hours in weekly_hours((monthly,)))
    twice = Schedule(description="maandag 9u-13u")
    assert not any(hours.is_read for hours in weekly_hours((words, twice)))
