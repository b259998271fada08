"""How far a referral has come, said while it is heard (Shift+F8)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from helpdesk_domain.call_terms import CallerProfile, Outcome, ReferralStatus, UnmetReason
from helpdesk_domain.calls import Referral
from tests.blanks import typed
from tests.ui.window import Key, Window

SHIFT = Qt.KeyboardModifier.ShiftModifier


def a_call_with_two_referrals(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("soins à domicile")
    window.press(Key.Key_Return)
    window.press(Key.Key_Down)
    window.press(Key.Key_Return)


def given(window: Window) -> tuple[Referral, ...]:
    return window.workplace.calls.opened().call.referrals


def shown(window: Window) -> list[str]:
    listed = window.find("call.referrals")
    assert isinstance(listed, QListWidget)
    return [typed(listed.item(row).text()) for row in range(listed.count())]


def test_one_letter_says_that_the_service_given_last_accepts(window: Window) -> None:
    a_call_with_two_referrals(window)
    window.press(Key.Key_F8, SHIFT)
    assert given(window)[1].service_name in window.says("referral.title")
    window.strike("a")

    assert [one.status for one in given(window)] == [ReferralStatus.GIVEN, ReferralStatus.ACCEPTED]
    assert given(window)[1].told_at is not None
    assert shown(window)[1].endswith("✓ acceptée")
    assert window.main.focusWidget() is window.find("search.text")

    window.press(Key.Key_F12)
    assert given(window)[1].status is ReferralStatus.GIVEN


def test_a_refusal_asks_why_and_the_call_is_kept_with_it(window: Window) -> None:
    a_call_with_two_referrals(window)
    window.press(Key.Key_F8, SHIFT)
    window.strike("r")
    assert not window.find("referral.status.given").isVisible()
    window.strike("s")

    assert given(window)[1].reason is UnmetReason.FULL
    assert shown(window)[1].endswith("✖ refusé : Saturé, liste d’attente")
    assert "Ctrl+D" in window.says("status.message")
    window.press(Key.Key_F9)
    window.strike("m")
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 1)
    kept = window.logged()[0].call.referrals[1]
    assert (kept.status, kept.reason) == (ReferralStatus.REFUSED, UnmetReason.FULL)


def test_enter_in_the_referrals_asks_about_the_chosen_one(window: Window) -> None:
    a_call_with_two_referrals(window)
    listed = window.find("call.referrals")
    assert isinstance(listed, QListWidget)
    listed.setFocus()
    window.press(Key.Key_Home)
    window.press(Key.Key_Return)
    assert given(window)[0].service_name in window.says("referral.title")
    window.strike("l")
    assert given(window)[0].status is ReferralStatus.WAITING_LIST


def test_escape_says_nothing_and_another_call_is_not_asked(window: Window) -> None:
    a_call_with_two_referrals(window)
    window.press(Key.Key_F8, SHIFT)
    window.press(Key.Key_Escape)
    assert not window.find("referral").isVisible()
    assert all(one.status is ReferralStatus.GIVEN for one in given(window))

    window.press(Key.Key_F8, SHIFT)
    window.press(Key.Key_F2)
    assert not window.find("referral").isVisible()


def test_without_a_referral_it_is_said(window: Window) -> None:
    window.press(Key.Key_F8, SHIFT)
    assert not window.find("referral").isVisible()
    assert "Aucun service n’a été donné" in window.says("status.message")


def test_in_dutch_other_letters_say_the_same(window: Window) -> None:
    window.speech.use("nl")
    window.press(Key.Key_F2)
    window.search("thuisverpleging")
    window.press(Key.Key_Return)
    window.press(Key.Key_F8, SHIFT)
    window.strike("n")
    window.strike("v")
    assert given(window)[0].reason is UnmetReason.FULL


def test_who_was_put_through_ends_in_a_transfer(window: Window) -> None:
    a_call_with_two_referrals(window)
    window.press(Key.Key_F8, SHIFT)
    window.strike("t")

    assert given(window)[1].status is ReferralStatus.TRANSFERRED
    assert shown(window)[1].endswith("☎ transféré en ligne")
    window.press(Key.Key_F9)
    window.strike("m")
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 1)
    assert window.logged()[0].call.outcome is Outcome.WARM_TRANSFER


def test_a_refusal_counts_although_nobody_says_why(window: Window) -> None:
    window.give_a_service()
    window.press(Key.Key_F8, SHIFT)
    window.strike("r")

    (referral,) = window.finish().referrals

    assert referral.status is ReferralStatus.REFUSED
    assert referral.reason is None


def test_asked_again_why_a_service_refused_it_is_still_that_question(window: Window) -> None:
    window.give_a_service()
    window.press(Key.Key_F8, SHIFT)
    window.strike("r")
    window.press(Key.Key_F8, SHIFT)
    window.strike("s")

    (referral,) = window.workplace.calls.opened().call.referrals
    assert (referral.status, referral.reason) == (ReferralStatus.REFUSED, UnmetReason.FULL)


def test_a_question_about_a_referral_gives_way_to_who_rings(window: Window) -> None:
    window.give_a_service()
    window.press(Key.Key_F8, SHIFT)
    window.press(Key.Key_F9)

    assert not window.find("referral").isVisible()
    window.strike("s")
    assert window.workplace.calls.opened().call.profile is CallerProfile.SOCIAL_WORKER


def test_another_referral_can_be_asked_about_while_it_is_asked_why_one_refused(
    window: Window,
) -> None:
    window.give_a_service()
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
