"""Coming back to a caller: promised during a call (F8), done from the list (Ctrl+L)."""

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt

from helpdesk_desktop.store.calls import log_call
from helpdesk_domain.call_terms import Outcome
from helpdesk_domain.calls import Call
from helpdesk_domain.clock import BRUSSELS, day_in_brussels, today_in_brussels, utc_now
from helpdesk_domain.days_in_words import next_working_day
from helpdesk_domain.follow_ups import FollowUp, FollowUpResult
from tests.factories import a_call
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier


def log(window: Window, name: str, hours: float, task: str = "rappeler le CPAS") -> Call:
    """A call with a follow-up due in so many `hours`."""
    due = FollowUp(due_at=utc_now() + timedelta(hours=hours), task=task)
    call = a_call(name, follow_up=due, outcome=Outcome.FOLLOW_UP)
    window.store.run(partial(log_call, call=call, author=None, now=utc_now()))
    return call


def rows(window: Window) -> list[str]:
    return [" | ".join(cells) for cells in window.table("followups.table")]


def look(window: Window, so_many: int) -> list[str]:
    window.press(Key.Key_L, CTRL)
    window.until(lambda: len(rows(window)) == so_many)
    return rows(window)


def kept(window: Window, call: Call) -> FollowUp:
    """The follow-up of `call`, as it was logged last."""
    (found,) = [one.call for one in window.logged() if one.call.id == call.id]
    assert found.follow_up is not None
    return found.follow_up


def test_what_was_promised_is_kept_with_the_call_and_stands_in_the_list(window: Window) -> None:
    # Given a call after which somebody has to be rung
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    window.search("logement")
    window.press(Key.Key_F8)
    window.type("demain 14:30 demander s'il y a une place")
    assert "14:30 – demander s'il y a une place" in window.says("followup.reading")
    window.press(Key.Key_Return)

    # Then the call shows it, the keyboard is back, and wrap-up proposes « à suivre »
    assert "14:30" in window.says("call.follow_up")
    assert window.main.focusWidget() is window.find("search.text")
    window.press(Key.Key_F9)
    window.strike("m")
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 1)
    call = window.logged()[0].call
    assert call.outcome is Outcome.FOLLOW_UP
    assert call.follow_up is not None
    due = call.follow_up.due_at.astimezone(BRUSSELS)
    tomorrow = today_in_brussels() + timedelta(days=1)
    assert (due.date(), call.follow_up.task) == (tomorrow, "demander s'il y a une place")

    # And the team's list has it
    (row,) = look(window, 1)
    assert "demander s'il y a une place" in row


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02 rappeler", "Cette date ou cette heure n’existe pas."),
        ("rappeler", "Quand, au début"),
        ("01/01/2020 rappeler", "Ce moment est passé."),
    ],
)
def test_a_moment_that_is_none_is_told_and_nothing_is_promised(
    window: Window, typed: str, said: str
) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F8)
    window.type(typed)
    window.press(Key.Key_Return)
    assert said in window.says("followup.reading")
    assert window.find("followup").isVisible()
    assert window.says("followup.words") == typed


def test_escape_promises_nothing_f12_takes_it_back_and_an_empty_line_too(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F8)
    window.type("j+2")
    window.press(Key.Key_Escape)
    assert not window.find("call.follow_up").isVisible()

    for undo in (Key.Key_F12, None):
        window.press(Key.Key_F8)
        window.type("j+2 rappeler")
        window.press(Key.Key_Return)
        assert window.find("call.follow_up").isVisible()
        if undo:
            window.press(undo)
        else:
            window.press(Key.Key_F8)
            window.press(Key.Key_Delete)
            window.press(Key.Key_Return)
        assert not window.find("call.follow_up").isVisible()


def test_another_call_does_not_get_what_was_being_promised_to_the_first(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("logement")
    window.press(Key.Key_F8)
    window.type("j+2")
    window.press(Key.Key_F2)
    assert not window.find("followup").isVisible()
    window.type("soins")
    assert window.says("search.text") == "soins"


def test_what_is_overdue_stands_first_and_says_so_in_a_word(window: Window) -> None:
    log(window, "later", hours=200, task="plus tard")
    log(window, "late", hours=-3, task="trop tard")
    first, second = look(window, 2)
    assert first.startswith("▲ en retard")
    assert "plus tard" in second
    assert window.says("followups.counts") == "2 suivis · 1 en retard"


def test_a_letter_says_what_became_of_it_and_f12_takes_it_back(window: Window) -> None:
    call = log(window, "a", hours=-1)
    other = log(window, "b", hours=2)
    look(window, 2)

    window.strike("s")
    window.until(lambda: len(rows(window)) == 1)
    assert kept(window, call).result is FollowUpResult.SOLVED
    assert kept(window, call).done_at is not None
    assert kept(window, other).is_open

    window.press(Key.Key_F12)
    window.until(lambda: kept(window, call).is_open)
    assert look(window, 2)


def test_who_was_not_reached_is_rung_again_on_the_next_working_day(window: Window) -> None:
    call = log(window, "a", hours=-1)
    look(window, 1)
    window.strike("p")
    window.until(lambda: kept(window, call).tries == 1)

    tomorrow = today_in_brussels() + timedelta(days=1)
    assert day_in_brussels(kept(window, call).due_at) == next_working_day(tomorrow)
    window.until(lambda: "tenté une fois" in rows(window)[0])


def test_a_follow_up_is_postponed(window: Window) -> None:
    call = log(window, "a", hours=-1)
    look(window, 1)
    window.strike("r")
    assert window.main.focusWidget() is window.find("followups.later.words")
    window.type("20/12/2030 10:00 voir le CPAS")
    window.press(Key.Key_Return)

    window.until(lambda: kept(window, call).task == "voir le CPAS")
    assert kept(window, call).due_at.year == 2030
    assert window.main.focusWidget() is window.find("followups.table")


def test_a_call_of_the_list_is_opened_on_the_desk(window: Window) -> None:
    log(window, "a", hours=1)
    look(window, 1)
    window.press(Key.Key_Return)
    window.until(lambda: window.find("desk").isVisible())
    assert "ROUVERT" in window.says("call.title")
    assert "rappeler le CPAS" in window.says("call.follow_up")

    # And while it is open there, the list leaves it alone
    look(window, 1)
    window.strike("s")
    assert "ouvert sur le poste" in window.says("status.message")


def test_between_two_calls_it_is_said_how_many_are_due(window: Window) -> None:
    log(window, "a", hours=-1)
    log(window, "b", hours=400)
    window.log_a_call("logement", refer=False)
    window.until(lambda: "1 suivi à faire" in " ".join(window.lines("card.body")))


def test_in_dutch_other_letters_say_the_same(window: Window) -> None:
    window.speech.use("nl")
    call = log(window, "a", hours=-1)
    look(window, 1)
    window.strike("o")
    window.until(lambda: kept(window, call).result is FollowUpResult.SOLVED)


def test_what_was_done_is_listed_apart_and_can_be_taken_up_again(window: Window) -> None:
    # Given two promises, of which one is kept
    log(window, "first", -1, "rappeler le CPAS")
    log(window, "second", 5, "demander une place")
    look(window, 2)
    window.strike("j")
    window.until(lambda: len(rows(window)) == 1)

    # When the other list is asked for
    window.press(Key.Key_Right)
    window.until(lambda: "rappeler le CPAS" in "".join(rows(window)))

    # Then it says what became of it, and when
    (done,) = rows(window)
    assert done.startswith("✓ Joint")
    assert window.says("followups.heading") == "Suivis faits sur ce poste"

    # And what is to be done after all goes back to the first list
    window.strike("r")
    window.type("j+2")
    window.press(Key.Key_Return)
    window.until(lambda: rows(window) == [])
    window.press(Key.Key_Left)
    window.until(lambda: len(rows(window)) == 2)


def test_the_list_opens_on_what_is_to_be_done(window: Window) -> None:
    log(window, "first", 5)
    look(window, 1)
    window.press(Key.Key_Right)
    window.until(lambda: rows(window) == [])
    assert "30 derniers jours" in window.says("followups.counts")
    window.press(Key.Key_Escape)

    assert len(look(window, 1)) == 1


def test_a_letter_struck_twice_ends_one_follow_up_and_not_the_next_callers(window: Window) -> None:
    first, second = log(window, "a", hours=-1, task="un"), log(window, "b", hours=-1, task="deux")
    look(window, 2)

    window.strike("j")
    window.until(lambda: len(window.table("followups.table")) == 1)
    with window.qtbot.assertNotEmitted(window.workplace.follow_ups.page.table.ended):
        window.strike("j")

    assert sorted([kept(window, first).is_open, kept(window, second).is_open]) == [False, True]


def test_another_moment_for_a_follow_up_keeps_what_is_to_be_done(window: Window) -> None:
    call = log(window, "a", hours=-1, task="rappeler le CPAS d'Ixelles")
    look(window, 1)
    window.strike("r")
    window.type("20/12/2030 10:00")
    assert "rappeler le CPAS d'Ixelles" in window.says("followups.later.reading")
    window.press(Key.Key_Return)

    window.until(lambda: kept(window, call).due_at.year == 2030)
    assert kept(window, call).task == "rappeler le CPAS d'Ixelles"


def test_f12_while_another_moment_is_typed_puts_that_line_away_and_nothing_else(
    window: Window,
) -> None:
    window.give_a_service()
    log(window, "a", hours=-1, task="un")
    look(window, 1)
    window.strike("r")
    window.type("lun")
    window.press(Key.Key_F12)

    assert window.find("followups.table").isVisible()
    assert not window.find("followups.later").isVisible()
    assert len(window.workplace.calls.opened().call.referrals) == 1
