"""A number of the National Register that is typed is kept nowhere, and the operator is told."""

from helpdesk_desktop.store.drafts import drafts
from tests.ui.window import Key, Window

NUMBER = "85.07.30-033.28"


def test_in_a_note_it_is_hidden_as_soon_as_it_is_whole(window: Window) -> None:
    window.press(Key.Key_F2)
    window.find("call.note").setFocus()

    window.type(f"NISS {NUMBER}")
    window.until_says("status.message", "Un numéro national n’est pas gardé")
    window.type(", rappeler")

    current = window.workplace.calls.current
    assert current is not None
    assert current.call.note == "NISS •••, rappeler"
    assert window.text("call.note") == "NISS •••, rappeler"
    window.until(
        lambda: [one.call.note for one in window.store.read(drafts)] == [current.call.note]
    )


def test_in_the_middle_of_a_note_the_caret_stays_where_it_was(window: Window) -> None:
    window.press(Key.Key_F2)
    window.find("call.note").setFocus()
    window.type("avant  après")
    for _ in range(len(" après")):
        window.press(Key.Key_Left)

    window.type(NUMBER)
    window.type(" ici")

    assert window.text("call.note") == "avant ••• ici après"


def test_in_the_search_it_becomes_no_need_and_no_draft(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search(f"logement {NUMBER}")
    window.until_says("status.message", "Un numéro national n’est pas gardé")
    window.until(lambda: [one.search_text for one in window.store.read(drafts)] == ["logement •••"])

    window.press(Key.Key_F9)
    window.press(Key.Key_F9)

    window.until(lambda: len(window.logged()) == 1)
    assert window.logged()[0].call.needs == ("logement •••",)


def test_a_telephone_number_in_the_note_is_told_once_and_stays(window: Window) -> None:
    window.press(Key.Key_F2)
    window.find("call.note").setFocus()
    window.type("tel 0470 12 34 56")
    assert "numéro de téléphone" in window.says("status.message")

    window.type(", rappeler ce soir jan@example.com")
    assert "adresse e-mail" in window.says("status.message")
    assert window.text("call.note") == "tel 0470 12 34 56, rappeler ce soir jan@example.com"


def test_a_number_that_was_searched_is_in_no_need(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement madame 0470 12 34 56")
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)

    window.until(lambda: len(window.logged()) == 1)
    assert window.logged()[0].call.needs == ("logement madame •••",)


def test_a_second_number_is_told_like_the_first_and_so_is_one_in_a_promise(
    window: Window,
) -> None:
    # Given a note with the number of a service, which was told
    window.press(Key.Key_F2)
    window.find("call.note").setFocus()
    window.type("CPAS 02 511 22 33")
    window.workplace.calls.remarked.emit("x", {})

    # When the number of a person follows, then it is told too
    window.type(", madame 0470 12 34 56")
    assert "numéro de téléphone" in window.says("status.message")

    # And in what is promised, which the whole team reads
    window.press(Key.Key_F8)
    window.type("demain 10:00 rappeler jan@example.com")
    window.press(Key.Key_Return)
    assert "adresse e-mail" in window.says("status.message")
