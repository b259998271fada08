"""My calls: each one can be found again, opened and mended."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt

from helpdesk_desktop.store.calls import CallState, log_call
from helpdesk_desktop.store.drafts import Draft, drafts, keep_draft
from helpdesk_desktop.store.outbox import take
from helpdesk_desktop.store.settling import postpone
from helpdesk_domain.call_terms import CallerProfile
from helpdesk_domain.calls import Call
from helpdesk_domain.clock import utc_now
from helpdesk_domain.people import PersonId
from tests.factories import a_call, an_id
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier


def rows(window: Window) -> list[str]:
    """The calls that are listed, as they are read."""
    return [" | ".join(cells) for cells in window.table("mycalls.table")]


def log(window: Window, call: Call, days_ago: int = 0, author: str = "") -> None:
    """`call`, as it was saved here `days_ago`."""
    when = utc_now() - timedelta(days=days_ago)
    who = PersonId(an_id(author)) if author else None
    begun = replace(call, started_at=when)
    window.store.run(partial(log_call, call=begun, author=who, now=when))


def send(window: Window, call: Call, *, lands: bool = True) -> None:
    """`call` goes to the server; no answer ever comes."""
    window.store.run(partial(take, author=PersonId(an_id("amina")), now=utc_now()))
    if lands:
        put_off = partial(
            postpone, call_id=call.id, next_attempt_at=utc_now() + timedelta(hours=1), code="x"
        )
        window.store.run(put_off)


def look(window: Window, calls: int) -> list[str]:
    """The list, once it holds so many."""
    window.press(Key.Key_J, CTRL)
    window.until(lambda: len(rows(window)) == calls)
    return rows(window)


def reopen(window: Window) -> None:
    """The one call of the list comes back on the desk."""
    look(window, 1)
    window.press(Key.Key_Return)
    window.until(lambda: window.workplace.calls.current is not None)


def test_what_was_saved_today_is_listed_with_what_it_still_lacks(window: Window) -> None:
    window.log_a_call("logement", refer=False)
    (row,) = look(window, 1)

    assert "logement" in row
    assert "à compléter : la langue (F3), qui appelle" in row
    assert "à envoyer" in row
    assert "1 appel · 0 orientation · 1 à compléter" in window.says("mycalls.counts")
    assert window.main.focusWidget() is window.find("mycalls.table")


def test_a_call_that_lacks_something_is_opened_completed_and_saved(window: Window) -> None:
    # Given a call of which nobody said who rang
    window.log_a_call("logement", refer=False)
    look(window, 1)
    before = window.logged()[0].call

    # When it is opened from the list, completed and saved
    window.press(Key.Key_Return)
    window.until(lambda: "ROUVERT" in window.says("call.title"))
    assert window.main.focusWidget() is window.find("search.text")
    window.press(Key.Key_F3)
    window.press(Key.Key_F9)
    window.strike("s")
    window.press(Key.Key_F9)
    window.until(lambda: window.logged()[0].call.profile is not None)

    # Then it is the same call, and took no longer than it did
    call = window.logged()[0].call
    assert (call.id, call.started_at) == (before.id, before.started_at)
    assert call.profile is CallerProfile.SOCIAL_WORKER
    assert (call.talk_s, call.wrap_up_s) == (before.talk_s, before.wrap_up_s)


def test_a_call_that_is_open_already_is_not_opened_twice(window: Window) -> None:
    # Given a call that the server may have: it stays in the list while it is mended
    log(window, a_call("sent", note="à préciser"))
    send(window, a_call("sent"))
    reopen(window)

    # When it is asked for once more
    look(window, 1)
    window.press(Key.Key_Return)

    # Then it is said to be open, and nothing is parked
    window.until_says("status.message", "déjà ouvert")
    assert len(window.workplace.calls.parked) == 0


def test_enter_struck_twice_opens_a_call_once(window: Window) -> None:
    log(window, a_call("unsent"))
    look(window, 1)

    window.press(Key.Key_Return)
    window.press(Key.Key_Return)
    window.until(lambda: window.workplace.calls.current is not None)

    assert len(window.workplace.calls.parked) == 0
    assert "fonctionné" not in window.says("status.message")


def test_a_call_that_is_only_looked_at_stays_saved_and_f12_puts_it_away(window: Window) -> None:
    # Given a call that waits to be sent, opened to be read
    log(window, a_call("unsent"))
    reopen(window)

    # Then it still waits, and F12 leaves the desk as it was
    assert [one.state for one in window.logged()] == [CallState.PENDING]
    window.press(Key.Key_F12)
    assert window.workplace.calls.current is None
    window.until(lambda: window.store.read(drafts) == [])
    assert len(window.logged()) == 1


def test_f12_after_a_correction_was_saved_brings_the_log_back_to_what_it_was(
    window: Window,
) -> None:
    # Given a call that was logged, then corrected and saved again
    log(window, a_call("logged", note="ancien"))
    reopen(window)
    window.find("call.note").setFocus()
    window.type(" et plus")
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)
    window.until(lambda: window.logged()[0].call.note == "ancien et plus")

    # When the saving is taken back, then the correction is on the desk, the first version logged
    window.press(Key.Key_F12)
    window.until(lambda: window.workplace.calls.current is not None)
    assert window.text("call.note") == "ancien et plus"
    assert [logged.call.note for logged in window.logged()] == ["ancien"]


def test_f12_and_f12_again_never_take_a_call_out_of_the_log_that_was_only_looked_at(
    window: Window,
) -> None:
    log(window, a_call("logged", note="ancien"))
    reopen(window)
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)
    window.until(lambda: "enregistré" in window.says("status.message"))

    window.press(Key.Key_F12)
    window.until(lambda: window.workplace.calls.current is not None)
    window.press(Key.Key_F12)

    assert window.workplace.calls.current is None
    assert [logged.call.note for logged in window.logged()] == ["ancien"]


def test_f12_does_not_put_away_what_was_changed(window: Window) -> None:
    log(window, a_call("unsent"))
    reopen(window)
    window.find("call.note").setFocus()
    window.type(" et plus")

    window.press(Key.Key_F12)

    assert window.workplace.calls.current is not None


def test_a_saved_call_with_nothing_in_it_is_parked_like_any_other(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 1)
    reopen(window)

    window.press(Key.Key_F2)

    assert len(window.workplace.calls.parked) == 1
    assert len(window.logged()) == 1


def test_the_saving_that_f12_takes_back_is_not_put_beside_the_same_call(window: Window) -> None:
    # Given a call that was saved last, and opened again from the list
    window.log_a_call("logement", refer=False)
    reopen(window)
    window.press(Key.Key_F2)

    # When F12 drops the empty call, and would take the saving back
    window.press(Key.Key_F12)
    window.press(Key.Key_F12)

    # Then the call is on the desk once, and stays saved
    assert window.workplace.calls.current is None
    assert len(window.workplace.calls.parked) == 1
    assert len(window.logged()) == 1


def test_words_asked_before_a_call_is_opened_are_parked_with_a_call_of_their_own(
    window: Window,
) -> None:
    log(window, a_call("before"))
    window.search("logement")
    reopen(window)

    assert [one.search_text for one in window.workplace.calls.parked] == ["logement"]


def test_the_same_caller_on_a_line_that_was_picked_up_keeps_its_clock(window: Window) -> None:
    log(window, a_call("doctor"))
    window.press(Key.Key_F2)
    begun = window.workplace.calls.opened().call
    look(window, 1)

    window.strike("d")

    current = window.workplace.calls.opened().call
    assert (current.id, current.started_at) == (begun.id, begun.started_at)
    assert current.profile is CallerProfile.GP


def test_what_is_offered_after_a_crash_follows_what_is_done_with_the_call_elsewhere(
    window: Window,
) -> None:
    # Given a call that was being mended when the program died
    log(window, a_call("mended", note="ancien"))
    call = window.logged()[0].call
    old = Draft(call=replace(call, note="ancien, et plus"), updated_at=utc_now())
    window.store.run(partial(keep_draft, draft=old))
    window.workplace.page.recover([old])
    assert window.find("recovery").isVisible()

    # When it is opened from the list and saved
    look(window, 1)
    window.press(Key.Key_Return)
    window.until(lambda: not window.workplace.page.recovery.is_offering)
    window.until(lambda: window.text("call.note") == "ancien, et plus")
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)

    # Then nothing offers the old words any more
    window.until(lambda: window.logged()[0].call.note == "ancien, et plus")
    assert not window.find("recovery").isVisible()
    assert len(window.logged()) == 1


def test_a_call_that_was_being_mended_at_a_crash_counts_no_minutes_when_it_is_resumed(
    start: Callable[[], Window],
) -> None:
    first = start()
    first.log_a_call("logement", refer=False)
    look(first, 1)
    first.press(Key.Key_Return)
    first.until(lambda: first.workplace.calls.current is not None)
    first.press(Key.Key_F3)
    first.until_kept()
    first.close()

    second = start()
    second.until_offered()
    second.press(Key.Key_Return)

    opened = second.workplace.calls.opened()
    assert opened.call.caller_language == "fr"
    assert opened.timed(1e9) == opened.call
    assert "ROUVERT" in second.says("call.title")


def test_a_call_that_is_on_its_way_is_opened_a_moment_later(window: Window) -> None:
    log(window, a_call("going"))
    send(window, a_call("going"), lands=False)
    look(window, 1)

    window.press(Key.Key_Return)

    window.until_says("status.message", "en cours d’envoi")
    assert window.workplace.calls.current is None


def test_calls_of_somebody_else_at_this_desk_are_not_mine(window: Window) -> None:
    window.workplace.calls.author = PersonId(an_id("amina"))
    log(window, a_call("hers", needs=("toit",)), author="amina")
    log(window, a_call("his", needs=("repas",)), author="bart")

    assert "toit" in look(window, 1)[0]


def test_who_rings_again_is_known_already(window: Window) -> None:
    log(window, a_call("doctor", caller_language="nl"))
    look(window, 1)

    window.strike("d")

    current = window.workplace.calls.current
    assert current is not None
    assert (current.call.caller_language, current.call.profile) == ("nl", CallerProfile.GP)
    assert (current.call.needs, current.call.referrals) == ((), ())
    assert len(window.logged()) == 1
    assert window.main.focusWidget() is window.find("search.text")
    window.press(Key.Key_F12)
    current = window.workplace.calls.current
    assert current is not None
    assert current.call.caller_language is None


def test_the_arrows_go_to_other_days_and_never_past_today(window: Window) -> None:
    log(window, a_call("now", needs=("toit",)))
    log(window, a_call("before", needs=("repas",)), days_ago=1)
    look(window, 1)

    window.press(Key.Key_Right)
    window.press(Key.Key_Left)
    window.until(lambda: any("repas" in row for row in rows(window)))
    window.press(Key.Key_Right)
    window.until(lambda: any("toit" in row for row in rows(window)))
    assert not window.find("mycalls.later").isEnabled()


def test_a_call_of_yesterday_that_is_mended_today_stays_on_its_day(window: Window) -> None:
    log(window, a_call("before", needs=("repas",)), days_ago=1)
    before = window.logged()[0].call
    mended = partial(log_call, call=replace(before, note="x"), author=None, now=utc_now())
    window.store.run(mended)

    assert look(window, 0) == []
    window.press(Key.Key_Left)
    window.until(lambda: any("repas" in row for row in rows(window)))


def test_escape_goes_back_to_the_words(window: Window) -> None:
    window.search("logement")
    look(window, 0)

    window.press(Key.Key_Escape)

    assert window.find("desk").isVisible()
    assert window.main.focusWidget() is window.find("search.text")
    assert window.says("search.text") == "logement"


def test_what_was_sent_is_said_so_and_its_correction_is_to_be_sent(window: Window) -> None:
    log(window, a_call("sent"))
    look(window, 1)
    assert window.logged()[0].state is CallState.PENDING

    window.speech.use("nl")

    assert "te verzenden" in rows(window)[0]
    assert "Mijn oproepen" in window.says("mycalls.heading")
