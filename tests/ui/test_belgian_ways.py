"""What is typed and shown in Belgian ways, from the keys to the screen."""

from tests.ui.window import Key, Window


def test_a_number_in_a_sentence_finds_who_has_it_and_is_shown_in_one_style(
    window: Window,
) -> None:
    # Given a directory that writes « 02/000.12.34 »
    # When an operator types the number as the caller says it, in a sentence
    window.search("j'ai le 0032 (0)2 000-12-34 qui ne répond pas")

    # Then who has it is found for it, and the card reads it out in one style
    assert "02 000 12 34" in window.rows()[0]
    assert window.says("card.phone") == "☎ 02 000 12 34"


def test_a_short_number_that_the_directory_lacks_is_told_as_what_it_is(window: Window) -> None:
    window.search("107")

    assert window.says("search.count") == (
        "☎ 107 : Télé-Accueil, écoute jour et nuit · aucun service du répertoire n’a ce numéro"
    )


def test_a_postcode_that_is_none_of_the_region_is_told(window: Window) -> None:
    window.search("logement 9999")

    assert "9999 : hors Région" in window.says("search.count")
    assert window.rows()


def test_112_is_told_as_danger_first(window: Window) -> None:
    window.search("112")

    assert window.says("search.count") == (
        "⚠ Vie en danger ? Le 112 d’abord. · ☎ 112 : ambulance et pompiers, urgences"
    )
    assert window.find("search.count").property("state") == "urgent"


def test_a_follow_up_is_read_at_the_end_of_its_line_and_the_line_says_how(window: Window) -> None:
    # Given a call, and the question when to come back to it
    window.press(Key.Key_F2)
    window.press(Key.Key_F8)

    # When the day is said last, the line tells what it understood, and the call keeps it
    window.type("rappeler le CPAS demain à 14h30")
    assert window.says("followup.reading").endswith("14:30 – rappeler le CPAS")
    window.press(Key.Key_Return)
    assert "14:30 – rappeler le CPAS" in window.says("call.follow_up")

    # When it may be two days, nothing is assumed
    window.press(Key.Key_F8)
    window.type("lundi ou mardi rappeler")
    window.press(Key.Key_Return)
    assert window.says("followup.reading").startswith("Cela peut être deux jours différents")
    assert "14:30 – rappeler le CPAS" in window.says("call.follow_up")


def test_who_is_open_on_the_day_that_was_said_comes_first_and_says_so(window: Window) -> None:
    window.search("logement ouvert le mardi")

    assert "condition : ouvert le mardi" in window.chips()
    assert "Agence logement d'Uccle" in window.rows()[0]
    assert any("Logement social d'Ixelles" in row for row in window.rows()[1:])


def test_hours_in_words_are_shown_as_they_are_and_what_is_read_in_them_is_marked(
    window: Window,
) -> None:
    # Given a service whose record has its hours in words only
    window.search("het anker")

    # Then the words are there, what the program read in them says so, and so does the head
    body = " ".join(window.lines("card.body"))
    assert "ma-vr 9u-17u" in body
    assert "09:00–17:00 (lu par le programme)" in body
    assert "(horaire lu par le programme : à vérifier)" in window.says("card.opening")
    assert window.find("card.opening").property("state") != "open"
