"""Short numbers: each with its name in every language of the screens, and where that was read."""

import re

from helpdesk_domain.short_numbers import short_numbers, suicide_lines


def test_each_is_a_number_named_in_each_language_and_sourced() -> None:
    for digits, known in short_numbers().items():
        assert re.fullmatch(r"1\d{2,3}|116\d{3}|0800\d{5}", digits)
        assert all(known.names.values())
        assert known.source.startswith("https://")


def test_what_callers_are_told_to_ring_is_known() -> None:
    assert {"103", "106", "107", "112", "1733", "116000"} <= short_numbers().keys()
    assert short_numbers()["116000"].shown == "116 000"
    assert short_numbers()["080032123"].shown == "0800 32 123"
    assert short_numbers()["107"].name("nl").startswith("Télé-Accueil")
    assert short_numbers()["107"].name("de") == short_numbers()["107"].name("fr")


def test_who_listens_to_a_wish_to_die_speaks_the_language_of_the_screens_first() -> None:
    assert [line.called("fr") for line in suicide_lines("fr")] == [
        "Centre de Prévention du Suicide",
        "Télé-Accueil",
        "Zelfmoordlijn",
        "Tele-Onthaal",
    ]
    assert [line.number for line in suicide_lines("nl")][:2] == ["1813", "106"]
    assert suicide_lines("en") == suicide_lines("fr")
