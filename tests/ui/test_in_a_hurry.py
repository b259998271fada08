"""Keys struck twice, too early or in another order: nothing is given, ended or lost by them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from helpdesk_desktop.store.calls import log_call
from helpdesk_desktop.ui.call import call_steps
from helpdesk_domain.call_terms import (
    CallerProfile,
    NonCall,
    Outcome,
    ReferralStatus,
    UnmetReason,
)
from helpdesk_domain.calls import Call
from helpdesk_domain.clock import utc_now
from helpdesk_domain.follow_ups import FollowUp
from tests.factories import a_call
from tests.ui.small_offer import HOUSING
from tests.ui.window import Key, Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def a_call_with_a_referral(window: Window, words: str = "soins") -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    window.search(words)
    window.press(Key.Key_Return)


def promised(window: Window, name: str, task: str) -> Call:
    """A logged call with something to be done about it."""
    due = FollowUp(due_at=utc_now() - timedelta(hours=1), task=task)
    call = a_call(name, follow_up=due, outcome=Outcome.FOLLOW_UP)
    window.store.run(partial(log_call, call=call, author=None, now=utc_now()))
    return call


def look_at_follow_ups(window: Window, so_many: int) -> None:
    window.press(Key.Key_L, CTRL)
    window.until(lambda: len(window.table("followups.table")) == so_many)


def kept(window: Window, call: Call) -> FollowUp:
    (found,) = [one.call for one in window.logged() if one.call.id == call.id]
    assert found.follow_up is not None
    return found.follow_up


def save(window: Window) -> Call:
    """F9, who rings, F9: the call as it was logged."""
    before = len(window.logged())
    window.press(Key.Key_F9)
    window.strike("m")
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == before + 1)
    return max((one for one in window.logged()), key=lambda one: one.logged_at).call


def test_a_refusal_counts_although_nobody_says_why(window: Window) -> None:
    a_call_with_a_referral(window)
    window.press(Key.Key_F8, SHIFT)
    window.strike("r")

    (referral,) = save(window).referrals

    assert referral.status is ReferralStatus.REFUSED
    assert referral.reason is None


def test_asked_again_why_a_service_refused_it_is_still_that_question(window: Window) -> None:
    a_call_with_a_referral(window)
    window.press(Key.Key_F8, SHIFT)
    window.strike("r")
    window.press(Key.Key_F8, SHIFT)
    window.strike("s")

    (referral,) = window.workplace.calls.opened().call.referrals
    assert (referral.status, referral.reason) == (ReferralStatus.REFUSED, UnmetReason.FULL)


def test_a_question_about_a_referral_gives_way_to_who_rings(window: Window) -> None:
    a_call_with_a_referral(window)
    window.press(Key.Key_F8, SHIFT)
    window.press(Key.Key_F9)

    assert not window.find("referral").isVisible()
    window.strike("s")
    assert window.workplace.calls.opened().call.profile is CallerProfile.SOCIAL_WORKER


def test_a_second_need_without_a_service_counts_under_nothing_of_the_first(window: Window) -> None:
    a_call_with_a_referral(window, "logement")
    window.press(Key.Key_F4)
    window.search("repas chauds")
    window.press(Key.Key_Return, SHIFT)
    window.strike("n")

    (unmet,) = window.workplace.calls.opened().call.unmet_needs
    assert (unmet.words, unmet.terms) == ("repas chauds", ())


def test_a_letter_struck_twice_ends_one_follow_up_and_not_the_next_callers(window: Window) -> None:
    first, second = promised(window, "a", "un"), promised(window, "b", "deux")
    look_at_follow_ups(window, 2)

    window.strike("j")
    window.until(lambda: len(window.table("followups.table")) == 1)
    with window.qtbot.assertNotEmitted(window.workplace.follow_ups.page.table.ended):
        window.strike("j")

    assert sorted([kept(window, first).is_open, kept(window, second).is_open]) == [False, True]


def test_another_moment_for_a_follow_up_keeps_what_is_to_be_done(window: Window) -> None:
    call = promised(window, "a", "rappeler le CPAS d'Ixelles")
    look_at_follow_ups(window, 1)
    window.strike("r")
    window.type("20/12/2030 10:00")
    assert "rappeler le CPAS d'Ixelles" in window.says("followups.later.reading")
    window.press(Key.Key_Return)

    window.until(lambda: kept(window, call).due_at.year == 2030)
    assert kept(window, call).task == "rappeler le CPAS d'Ixelles"


def test_f12_while_another_moment_is_typed_puts_that_line_away_and_nothing_else(
    window: Window,
) -> None:
    a_call_with_a_referral(window)
    promised(window, "a", "un")
    look_at_follow_ups(window, 1)
    window.strike("r")
    window.type("lun")
    window.press(Key.Key_F12)

    assert window.find("followups.table").isVisible()
    assert not window.find("followups.later").isVisible()
    assert len(window.workplace.calls.opened().call.referrals) == 1


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


def test_enter_struck_twice_at_the_hidden_desk_gives_no_service(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("soins")
    window.workplace.curtain.draw()

    window.press(Key.Key_Return)
    assert window.find("search.text").hasFocus()
    window.press(Key.Key_Return)

    assert window.workplace.calls.opened().call.referrals == ()


def test_enter_held_down_gives_one_service(window: Window) -> None:
    a_call_with_a_referral(window)
    window.press(Key.Key_Down)
    repeated = QKeyEvent(
        QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
    )
    QApplication.sendEvent(window.find("search.text"), repeated)

    assert len(window.workplace.calls.opened().call.referrals) == 1


def test_a_language_that_letters_went_to_counts_although_enter_was_forgotten(
    window: Window,
) -> None:
    a_call_with_a_referral(window)
    window.press(Key.Key_F9)
    window.press(Key.Key_F3, SHIFT)
    window.type("ar")
    window.press(Key.Key_F9)

    window.until(lambda: len(window.logged()) == 1)
    assert window.logged()[0].call.caller_language == "ar"


def test_a_list_of_languages_that_nobody_went_through_changes_nothing(window: Window) -> None:
    a_call_with_a_referral(window)
    window.press(Key.Key_F3, SHIFT)

    assert save(window).caller_language == "fr"


def test_a_report_that_was_typed_goes_up_although_enter_was_forgotten(window: Window) -> None:
    a_call_with_a_referral(window)
    window.press(Key.Key_D, CTRL)
    window.strike("t")
    window.type("02 511 22 33")

    save(window)
    window.search("soins")

    window.until_says("card.phone", "signalé")


def test_a_report_that_cannot_be_holds_the_call_up_once(window: Window) -> None:
    a_call_with_a_referral(window)
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


def test_a_letter_at_a_hidden_desk_answers_nothing_that_nobody_saw(window: Window) -> None:
    a_call_with_a_referral(window, "logement")
    window.press(Key.Key_F9)
    window.workplace.curtain.draw()

    window.strike("m")

    call = window.workplace.calls.opened().call
    assert window.find("wrapup").isVisible()
    assert (call.profile, call.needs) == (None, ("logement",))
    assert window.says("search.text") == "logement"


def test_enter_struck_twice_at_a_hidden_wrap_up_saves_nothing(window: Window) -> None:
    a_call_with_a_referral(window, "logement")
    window.press(Key.Key_F9)
    window.strike("m")
    window.workplace.curtain.draw()
    screen = window.main.windowHandle()

    QTest.keyClick(screen, Key.Key_Return)
    assert window.find("wrapup").isVisible()
    window.until(lambda: window.workplace.page.call.wrap_up.hears_enter)
    window.workplace.curtain._shown.begin()  # however long that took
    QTest.keyClick(screen, Key.Key_Return)

    assert window.workplace.calls.current is not None
    assert window.logged() == []


def test_what_is_typed_at_a_hidden_desk_goes_on_with_the_line_it_was_in(window: Window) -> None:
    a_call_with_a_referral(window, "logement")
    window.press(Key.Key_D, CTRL)
    window.strike("t")
    window.type("02 511 22 ")
    window.workplace.curtain.draw()

    window.strike("3")
    window.type("3")

    assert window.says("flag.words") == "02 511 22 33"


def test_another_referral_can_be_asked_about_while_it_is_asked_why_one_refused(
    window: Window,
) -> None:
    a_call_with_a_referral(window)
    window.press(Key.Key_Down)
    window.press(Key.Key_Return)
    window.press(Key.Key_F8, SHIFT)
    window.strike("r")
    listed = window.workplace.page.call.referrals
    listed.setCurrentRow(0)
    listed.setFocus()
    window.press(Key.Key_Return)
    window.strike("a")

    first, second = window.workplace.calls.opened().call.referrals
    assert first.status is ReferralStatus.ACCEPTED
    assert (second.status, second.reason) == (ReferralStatus.REFUSED, None)


def test_enter_that_waits_for_results_gives_nothing_to_another_call(window: Window) -> None:
    a_call_with_a_referral(window)
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
    a_call_with_a_referral(window, "logement")
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
    a_call_with_a_referral(window)
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
    assert save(window).need_terms == (HOUSING,)


def test_enter_in_wrap_up_chooses_what_the_keyboard_is_on_before_it_saves(window: Window) -> None:
    a_call_with_a_referral(window)
    window.press(Key.Key_F9)
    window.press(Key.Key_Down)
    window.until(lambda: window.workplace.page.call.wrap_up.hears_enter)
    window.press(Key.Key_Return)

    opened = window.workplace.calls.opened()
    assert opened.call.profile is not None
    assert window.logged() == []
    window.press(Key.Key_Return)
    window.until(lambda: len(window.logged()) == 1)
    assert window.logged()[0].call.profile is opened.call.profile


def test_a_letter_says_who_rings_also_when_the_keyboard_is_on_how_it_ended(window: Window) -> None:
    a_call_with_a_referral(window)
    window.press(Key.Key_F9)
    window.find("wrapup.outcome").setFocus()
    window.strike("s")

    call = window.workplace.calls.opened().call
    assert (call.profile, call.outcome) == (CallerProfile.SOCIAL_WORKER, None)


def test_a_letter_of_what_was_no_call_struck_twice_says_it_once(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F9)
    window.strike("e")
    window.strike("e")

    assert window.workplace.calls.opened().call.non_call is NonCall.WRONG_NUMBER


def test_an_outcome_that_goes_against_what_was_given_is_told(window: Window) -> None:
    a_call_with_a_referral(window)
    window.press(Key.Key_F9)
    window.strike("m")
    call_steps.set_outcome(window.workplace.calls, Outcome.REFERRED)
    assert window.says("wrapup.missing") == "Rien ne manque."

    call_steps.withdraw(window.workplace.calls, 0)

    assert window.says("wrapup.missing") == "« Orienté », avec 0 service donné ?"


def test_all_that_reaches_a_person_in_a_paste_is_named_and_stays_told(window: Window) -> None:
    window.press(Key.Key_F2)
    note = window.find("call.note")
    assert isinstance(note, QPlainTextEdit)
    note.insertPlainText("née le 12/03/1985, BE68 5390 0754 7034, fatima@example.be, 0470 12 34 56")

    said = window.says("status.message")
    for one in ("numéro de téléphone", "adresse e-mail", "compte bancaire", "date de naissance"):
        assert one in said
    window.press(Key.Key_F9)
    lacking = window.says("wrapup.missing")
    assert "À retirer de la note : compte bancaire, date de naissance" in lacking
