"""What is known of a call: the kinds of help it is counted under, and whom it is about."""

import pytest
from PySide6.QtCore import Qt

from helpdesk_desktop.store.drafts import drafts
from helpdesk_domain.calls import Call
from helpdesk_domain.person_concerned import AgeBand, Gender, PersonConcerned, PlaceAnswer
from helpdesk_domain.territory import Nis
from tests.ui.small_offer import HOME_CARE, HOUSING
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
IXELLES, UCCLE = Nis("21009"), Nis("21016")


def person(window: Window) -> str:
    """What the call says of the person."""
    return window.says("call.person").removeprefix("Personne concernée : ").removesuffix("  Ctrl+O")


def saved(window: Window) -> Call:
    """The one call that was logged."""
    window.until(lambda: len(window.logged()) == 1)
    return window.logged()[0].call


def save(window: Window) -> Call:
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)
    return saved(window)


def tell(window: Window, line: str) -> None:
    """Ctrl+O, and what is known of the person."""
    window.press(Key.Key_O, CTRL)
    window.type(line)
    window.press(Key.Key_Return)


def test_the_search_proposes_the_kind_of_help_and_the_commune(window: Window) -> None:
    # Given a search that names a kind of help and a commune
    window.search("logement ixelles")
    window.press(Key.Key_Return)

    # Then the call shows both, and where the commune comes from
    assert window.needs() == ["logement ixelles", "Logement"]
    assert person(window) == "Ixelles (lu dans la recherche)"

    # And they are saved with it
    call = save(window)
    assert call.need_terms == (HOUSING,)
    assert call.person == PersonConcerned(commune=IXELLES, is_place_proposed=True)


def test_words_that_say_no_kind_of_help_count_as_what_was_given_for_them(window: Window) -> None:
    window.search("l'étape")
    window.press(Key.Key_Return)

    assert save(window).need_terms == (HOME_CARE,)


def test_a_search_that_ends_without_a_referral_is_counted_all_the_same(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement uccle")

    call = save(window)
    assert (call.needs, call.need_terms) == (("logement uccle",), (HOUSING,))
    assert call.person.commune == UCCLE


def test_what_is_lacking_is_counted_under_its_kind(window: Window) -> None:
    window.search("logement uccle")
    window.press(Key.Key_Return, SHIFT)
    window.strike("s")

    (lacking,) = save(window).unmet_needs
    assert lacking.terms == (HOUSING,)


def test_a_kind_is_taken_out_by_keyboard_and_f12_brings_it_back(window: Window) -> None:
    window.search("logement ixelles")
    window.press(Key.Key_Return)
    window.find("call.need.1").setFocus()

    window.press(Key.Key_Backspace)
    assert window.needs() == ["logement ixelles"]
    assert "Logement" in window.says("status.message")

    window.press(Key.Key_F12)
    assert window.needs() == ["logement ixelles", "Logement"]


def test_letters_typed_on_a_chip_go_to_the_search(window: Window) -> None:
    window.search("logement")
    window.press(Key.Key_Return)
    window.find("call.need.0").setFocus()

    window.type("s")

    assert window.says("search.text") == "logements"
    assert window.main.focusWidget() is window.find("search.text")


def test_one_line_says_whom_it_is_about_and_is_there_again_to_be_changed(window: Window) -> None:
    # Given an operator who was told about the person
    window.press(Key.Key_F2)
    tell(window, "1050 elsene, vrouw 53 met tolk")

    # Then the call says so in the language of the screens, and the keyboard is back
    assert person(window) == "Ixelles (1050) · 45-64 ans · femme · interprète"
    assert window.main.focusWidget() is window.find("search.text")

    # And the line stands there again
    window.press(Key.Key_O, CTRL)
    assert window.says("person.words") == "1050 Ixelles 45-64 femme interprète "
    window.press(Key.Key_Return)
    assert save(window).person == PersonConcerned(
        commune=IXELLES,
        postcode="1050",
        age=AgeBand.FROM_45,
        gender=Gender.WOMAN,
        interpreter=True,
    )


def test_what_was_said_is_not_changed_by_a_later_search(window: Window) -> None:
    window.press(Key.Key_F2)
    tell(window, "uccle")
    window.search("logement ixelles")
    window.press(Key.Key_Return)

    assert person(window) == "Uccle"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("9000", "9000, hors Région"),
        ("1050", "1050"),
        ("sans adresse", "sans adresse"),
        ("inconnu", "lieu inconnu"),
        ("refus", "lieu refusé"),
    ],
)
def test_what_is_no_commune_is_an_answer(window: Window, line: str, said: str) -> None:
    window.press(Key.Key_F2)
    tell(window, line)

    assert person(window) == said


def test_what_is_not_understood_is_named_and_nothing_is_lost(window: Window) -> None:
    window.press(Key.Key_F2)
    tell(window, "ixelles Dupont")

    assert "« Dupont » n’est pas compris" in window.says("person.reading")
    assert window.says("person.words") == "ixelles Dupont"
    assert person(window) == "–"


def test_f12_takes_back_what_was_said_of_the_person(window: Window) -> None:
    window.press(Key.Key_F2)
    tell(window, "uccle 80")
    window.press(Key.Key_F12)

    assert person(window) == "–"


def test_wrap_up_asks_once_more_where_the_person_lives_and_waits_for_no_answer(
    window: Window,
) -> None:
    window.press(Key.Key_F2)
    window.search("repas")
    window.press(Key.Key_F9)
    assert "Ctrl+O" in window.says("wrapup.person")

    tell(window, "sans adresse")
    assert not window.find("wrapup.person").isVisible()
    assert person(window) == "sans adresse"

    window.strike("m")
    window.press(Key.Key_F9)
    assert saved(window).person.place is PlaceAnswer.NO_ADDRESS


def test_it_is_in_the_draft_and_a_wrong_number_keeps_nothing_of_it(window: Window) -> None:
    window.press(Key.Key_F2)
    tell(window, "uccle 80")
    window.until(lambda: any(one.call.person.age for one in window.store.read(drafts)))

    window.press(Key.Key_F9)
    window.strike("e")
    window.press(Key.Key_F9)
    assert saved(window).person == PersonConcerned()


def test_my_calls_names_the_commune_in_the_language_of_the_screens(window: Window) -> None:
    window.search("logement ixelles")
    window.press(Key.Key_Return)
    save(window)

    window.speech.use("nl")
    window.press(Key.Key_J, CTRL)
    window.until(lambda: len(window.table("mycalls.table")) == 1)
    assert "Elsene" in window.table("mycalls.table")[0]
