"""Keys struck twice, too early or in another order: nothing is given, ended or lost by them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.store.calls import log_call
from helpdesk_domain.clock import utc_now
from tests.factories import a_call
from tests.ui.small_offer import HOUSING
from tests.ui.window import Key, Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_a_second_need_without_a_service_counts_under_nothing_of_the_first(window: Window) -> None:
    window.give_a_service("logement")
    window.press(Key.Key_F4)
    window.search("repas chauds")
    window.press(Key.Key_Return, SHIFT)
    window.strike("n")

    (unmet,) = window.workplace.calls.opened().call.unmet_needs
    assert (unmet.words, unmet.terms) == ("repas chauds", ())


def test_enter_struck_twice_on_what_a_crash_left_gives_no_service(
    start: Callable[[], Window],
) -> None:
    # Given a call that a crash interrupted
    first = start()
    first.press(Key.Key_F2)
    first.search("soins")
    first.until_kept()
    first.close()
    window = start()
    window.until_offered()

    # When Enter brings it back, then the box does not take the second stroke for its own
    window.press(Key.Key_Return)
    assert window.find("search.text").hasFocus()
    assert not window.workplace.page.search.box.hears_enter
    window.press(Key.Key_Return)
    assert window.workplace.calls.opened().call.referrals == ()

    # And hears the next one
    window.until(lambda: window.workplace.page.search.box.hears_enter and window.settled())
    window.press(Key.Key_Return)
    window.until(lambda: len(window.workplace.calls.opened().call.referrals) == 1)


def test_enter_held_down_gives_one_service(window: Window) -> None:
    window.give_a_service()
    window.press(Key.Key_Down)
    repeated = QKeyEvent(
        QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
    )
    QApplication.sendEvent(window.find("search.text"), repeated)

    assert len(window.workplace.calls.opened().call.referrals) == 1


def test_a_language_that_letters_went_to_counts_although_enter_was_forgotten(
    window: Window,
) -> None:
    window.give_a_service()
    window.press(Key.Key_F9)
    window.press(Key.Key_F3, SHIFT)
    window.type("ar")
    window.press(Key.Key_F9)

    window.until(lambda: len(window.logged()) == 1)
    assert window.logged()[0].call.caller_language == "ar"


def test_a_list_of_languages_that_nobody_went_through_changes_nothing(window: Window) -> None:
    window.give_a_service()
    window.press(Key.Key_F3, SHIFT)

    assert window.finish().caller_language == "fr"


def test_a_report_that_was_typed_goes_up_although_enter_was_forgotten(window: Window) -> None:
    window.give_a_service()
    window.press(Key.Key_D, CTRL)
    window.strike("t")
    window.type("02 511 22 33")

    window.finish()
    window.search("soins")

    window.until_says("card.phone", "signalé")


def test_a_report_that_cannot_be_holds_the_call_up_once(window: Window) -> None:
    window.give_a_service()
    window.press(Key.Key_D, CTRL)
    window.strike("s")
    window.type("31/02")

    window.press(Key.Key_F9)
    assert window.find("flag").isVisible()
    assert not window.find("wrapup").isVisible()
    window.press(Key.Key_F9)

    assert window.find("wrapup").isVisible()


def test_an_arrow_and_enter_struck_before_the_results_give_the_second_service(
    window: Window,
) -> None:
    window.search("soins")
    second = window.rows()[1]
    window.press(Key.Key_F2)
    window.press(Key.Key_F4)

    window.type("soin")
    window.type("s")
    window.press(Key.Key_Down)
    window.press(Key.Key_Return)

    window.until(lambda: len(window.workplace.calls.opened().call.referrals) == 1)
    (referral,) = window.workplace.calls.opened().call.referrals
    assert referral.service_name in second


def test_who_was_about_to_sign_in_again_answers_the_phone_with_one_key(window: Window) -> None:
    window.press(Key.Key_R, CTRL)
    assert window.find("signin").isVisible()

    window.press(Key.Key_F2)

    assert window.find("desk").isVisible()
    window.type("soins")
    assert window.workplace.calls.opened().search_text == "soins"


def test_enter_that_waits_for_results_gives_nothing_to_another_call(window: Window) -> None:
    window.give_a_service()
    window.press(Key.Key_F12)
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_F4)
    window.type("soins")
    window.press(Key.Key_Return)
    window.press(Key.Key_Tab, CTRL)

    window.until(window.settled)
    assert [one.call.referrals for one in window.workplace.calls.parked] == [()]
    assert window.workplace.calls.opened().call.referrals == ()


def test_delete_held_down_takes_one_need_out(window: Window) -> None:
    window.give_a_service("logement")
    window.press(Key.Key_F4)
    window.search("soins")
    window.press(Key.Key_Return)
    needs = len(window.needs())
    window.find("call.need.0").setFocus()
    window.press(Key.Key_Delete)
    repeated = QKeyEvent(
        QEvent.Type.KeyPress, Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "\x7f", autorep=True
    )
    QApplication.sendEvent(window.find("call.need.0"), repeated)

    assert len(window.needs()) == needs - 1


def test_a_parked_call_that_is_opened_from_the_list_is_the_one_on_the_desk(window: Window) -> None:
    # Given a call of before that was reopened, and parked by the next caller
    window.store.run(partial(log_call, call=a_call("a"), author=None, now=utc_now()))
    call = window.logged()[0].call
    window.store.run(
        partial(log_call, call=replace(call, started_at=utc_now()), author=None, now=utc_now())
    )
    window.press(Key.Key_J, CTRL)
    window.until(lambda: len(window.table("mycalls.table")) == 1)
    window.press(Key.Key_Return)
    window.until(lambda: window.workplace.calls.current is not None)
    window.press(Key.Key_F2)
    window.search("soins")

    # When it is opened once more
    window.press(Key.Key_J, CTRL)
    window.until(lambda: window.find("mycalls.table").hasFocus())
    window.press(Key.Key_Return)

    # Then the desk shows it, and the other caller waits
    window.until(lambda: window.workplace.calls.opened().call.id == call.id)
    assert [one.search_text for one in window.workplace.calls.parked] == ["soins"]

    # And Ctrl+Tab comes back to the call just left
    window.press(Key.Key_F2)
    window.search("logement")
    assert window.workplace.calls.come_back_to(call.id)
    window.press(Key.Key_Tab, CTRL)
    assert window.workplace.calls.opened().search_text == "logement"


def test_words_typed_after_a_saving_that_is_taken_back_are_a_call_of_their_own(
    window: Window,
) -> None:
    window.log_a_call("logement")
    window.search("soins")
    window.press(Key.Key_F12)
    window.until(lambda: window.workplace.calls.current is not None)

    assert window.workplace.calls.opened().search_text == "logement"
    assert [one.search_text for one in window.workplace.calls.parked] == ["soins"]


def test_f12_keeps_what_was_written_in_the_note_meanwhile(window: Window) -> None:
    window.give_a_service()
    window.find("call.note").setFocus()
    window.type("trois lignes")
    window.press(Key.Key_F12)

    assert window.workplace.calls.opened().call.referrals == ()
    assert window.text("call.note") == "trois lignes"


def test_what_the_search_heard_late_stays_when_wrap_up_is_taken_back(window: Window) -> None:
    # Given a need that was noted before the search had answered
    window.press(Key.Key_F2)
    window.type("logement ixelles")
    window.press(Key.Key_F9)
    window.until(lambda: window.workplace.calls.opened().call.need_terms == (HOUSING,))

    # When a step is taken back
    window.strike("m")
    window.press(Key.Key_F12)

    assert window.workplace.calls.opened().call.need_terms == (HOUSING,)
    assert window.finish().need_terms == (HOUSING,)
