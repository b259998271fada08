"""What happens to an operator in a hurry: nothing typed is lost, nothing wrong is logged."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit

from helpdesk_desktop.store.drafts import drafts
from helpdesk_domain.calls import NOTE_LIMIT
from tests.ui.full_disk import no_room
from tests.ui.small_offer import an_offer
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier


def chosen(window: Window) -> str:
    card = window.workplace.page.search.results.chosen()
    assert card is not None
    return card.id


def in_the_file(window: Window) -> list[str]:
    return [draft.search_text for draft in window.store.read(drafts)]


def test_learning_the_language_late_keeps_the_service_that_was_chosen(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("soins")
    window.press(Key.Key_Down)
    service = chosen(window)

    with window.qtbot.waitSignal(window.workplace.page.search.painted):
        window.press(Key.Key_F3)
        window.press(Key.Key_F3)

    assert chosen(window) == service


def test_an_offer_that_comes_while_choosing_does_not_move_the_choice(window: Window) -> None:
    window.search("soins")
    window.press(Key.Key_Down)
    service = chosen(window)

    an_offer(window.store)
    with window.qtbot.waitSignal(window.workplace.page.search.painted, timeout=20_000):
        window.workplace.searcher.follow_offer()

    assert chosen(window) == service


def test_new_words_choose_the_best_service_again(window: Window) -> None:
    window.search("soins")
    window.press(Key.Key_Down)

    window.find("search.text").clear()  # type: ignore[attr-defined]
    window.search("logement")

    assert window.workplace.page.search.results.currentIndex().row() == 0


def test_the_first_letter_of_a_note_starts_a_call_and_is_kept(window: Window) -> None:
    window.find("call.note").setFocus()

    window.type("bonjour")

    note = window.find("call.note")
    assert isinstance(note, QPlainTextEdit)
    assert note.toPlainText() == "bonjour"
    assert window.workplace.calls.current is not None
    assert window.workplace.calls.current.call.note == "bonjour"


def test_a_note_stops_at_its_limit_and_says_so(window: Window) -> None:
    note = window.find("call.note")
    assert isinstance(note, QPlainTextEdit)
    note.setFocus()
    note.insertPlainText("x" * (NOTE_LIMIT - 1))

    window.type("yz")

    assert note.toPlainText() == "x" * (NOTE_LIMIT - 1) + "y"
    assert str(NOTE_LIMIT) in window.says("status.message")


def test_who_rang_last_is_not_written_into_the_next_call(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_F9)
    window.strike("f")
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 1)

    window.press(Key.Key_F2)
    window.press(Key.Key_F9)

    assert "qui appelle" in window.says("wrapup.missing")
    assert window.main.focusWidget() is window.find("wrapup.profile.family")


def test_f12_right_after_f9_closes_wrap_up_and_keeps_the_referrals(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_Return)
    window.press(Key.Key_F9)

    window.press(Key.Key_F12)

    assert not window.find("wrapup").isVisible()
    assert len(window.referrals()) == 1
    assert window.main.focusWidget() is window.find("search.text")


def test_after_escape_letters_go_to_the_search_box_again(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F9)
    window.press(Key.Key_Escape)

    window.type("soins")

    assert window.says("search.text") == "soins"


def test_the_wheel_does_not_change_how_the_call_ended(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F9)
    outcome = window.find("wrapup.outcome")
    assert isinstance(outcome, QComboBox)
    before = outcome.currentIndex()

    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(outcome, wheel)

    assert outcome.currentIndex() == before


def test_what_was_erased_is_erased_in_the_file_too(window: Window) -> None:
    # Given words that reached the file
    window.press(Key.Key_F2)
    window.type("un nom")
    window.until(lambda: in_the_file(window) == ["un nom"])

    # When they are erased, and the call is taken back
    for _ in "un nom":
        window.press(Key.Key_Backspace)
    window.press(Key.Key_F12)

    # Then the file holds nothing of it
    window.until(lambda: in_the_file(window) == [])


def test_a_call_that_the_file_does_not_take_keeps_its_last_words(window: Window) -> None:
    # Given a call whose note was just typed
    window.press(Key.Key_F2)
    window.search("logement")
    window.find("call.note").setFocus()
    window.type("dernier mot")
    window.press(Key.Key_F9)

    # When the disk is full at the moment of saving
    with no_room(window):
        window.press(Key.Key_F9)
        window.until_says("status.message", "disque plein")

    # Then the whole call reaches the file as a draft as soon as there is room
    window.until(
        lambda: [d.call.note for d in window.store.read(drafts)] == ["dernier mot"],
        timeout_ms=10_000,
    )


def test_a_failed_saving_never_takes_the_keyboard_from_the_next_call(window: Window) -> None:
    # Given a call being saved on a full disk, and the next one already being typed
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_F9)
    with no_room(window):
        window.press(Key.Key_F9)
        window.press(Key.Key_F2)
        window.type("deuxième")
        window.until_says("status.message", "disque plein")

    # Then the next call stays, and the first one is parked
    assert window.says("search.text") == "deuxième"
    assert "1 en attente" in window.says("call.parked")


def test_a_second_call_begun_while_a_saving_is_undone_is_not_overwritten(window: Window) -> None:
    window.log_a_call("logement", refer=False)

    window.press(Key.Key_F12)
    window.press(Key.Key_F2)
    window.type("autre appelant")

    window.until(lambda: len(window.workplace.calls.parked) == 1)
    assert window.says("search.text") == "autre appelant"
    window.press(Key.Key_Tab, CTRL)
    assert window.says("search.text") == "logement"


def test_f12_struck_before_the_saving_is_done_brings_the_call_back_beside_the_next_one(
    window: Window,
) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_F9)

    window.press(Key.Key_F9)
    window.press(Key.Key_F12)
    window.press(Key.Key_F2)
    window.type("autre appelant")

    window.until(lambda: len(window.workplace.calls.parked) == 1)
    assert window.says("search.text") == "autre appelant"
    assert window.logged() == []


def test_f12_struck_twice_takes_one_saving_back(window: Window) -> None:
    window.log_a_call("logement")

    window.press(Key.Key_F12)
    window.press(Key.Key_F12)

    window.until(lambda: window.workplace.calls.current is not None)
    assert "pas fonctionné" not in window.says("status.message")


def test_an_empty_call_on_the_second_line_is_parked_too(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_F2)

    window.press(Key.Key_Tab, CTRL)
    assert window.says("search.text") == "logement"
    assert "1 en attente" in window.says("call.parked")

    window.press(Key.Key_Tab, CTRL)
    assert window.says("search.text") == ""


def test_f9_with_words_in_the_box_and_no_call_logs_an_information_call(window: Window) -> None:
    window.search("logement")
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)

    window.until(lambda: len(window.logged()) == 1)
    assert window.logged()[0].call.needs == ("logement",)


def test_letters_typed_on_the_list_go_to_the_box_and_enter_refers(window: Window) -> None:
    window.search("soins")
    window.find("search.results").setFocus()
    window.press(Key.Key_Return)
    assert len(window.referrals()) == 1

    window.type("x")

    assert window.says("search.text") == "soinsx"
    assert window.main.focusWidget() is window.find("search.text")


def test_a_blank_struck_on_the_list_parts_two_words_in_the_box(window: Window) -> None:
    window.search("soins")
    window.find("search.results").setFocus()
    window.type(" x")

    assert window.says("search.text") == "soins x"


def test_closing_on_a_full_disk_stays_open_once_and_says_why(window: Window) -> None:
    window.press(Key.Key_F2)
    window.type("pas encore écrit")

    with no_room(window):
        window.main.close()
        assert window.main.isVisible()
        assert "disque plein" in window.says("status.message")

        window.main.close()
        assert not window.main.isVisible()


def test_words_typed_just_before_closing_are_offered_at_the_next_start(
    start: Callable[[], Window],
) -> None:
    first = start()
    first.press(Key.Key_F2)
    first.type("tout dernier mot")
    first.main.close()

    second = start()
    second.until_offered()
    assert "tout dernier mot" in second.says("recovery.message")
