"""Consent, then a name and a number: nothing of it without a yes, nothing left after a no."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.drafts import drafts
from helpdesk_desktop.store.personal_outbox import DueRecord, ServersRecord, settle_conflict
from helpdesk_desktop.store.personal_records import kept_of, record_of
from helpdesk_desktop.store.personal_tables import PersonalRow, PersonalState
from helpdesk_desktop.store.reads import kept_marks
from helpdesk_domain.consent import ConsentAnswer, PersonalRecord, Purpose, stands
from helpdesk_domain.reads import What, Why
from tests.ui.full_disk import no_room
from tests.ui.intake_hands import current, held
from tests.ui.window import Key, Window

pytestmark = pytest.mark.usefixtures("no_mouse")
SHIFT = Qt.KeyboardModifier.ShiftModifier


def open_contact(window: Window) -> None:
    """Shift+F5, and the first line has the keyboard."""
    window.press(Key.Key_F5, SHIFT)
    window.until(lambda: held(window).startswith("contact.") and held(window) != "contact.back")


def agree_to_a_call_back(window: Window) -> None:
    """To be rung back, aloud: the person says yes."""
    open_contact(window)
    window.strike("p")
    answer(window, "answer", "a")
    window.until(lambda: held(window) == "contact.name.line")


def answer(window: Window, row: str, letter: str) -> None:
    """Arrows down to a row, and a letter there."""
    for _ in range(12):
        if held(window).startswith(f"contact.{row}"):
            break
        window.press(Key.Key_Down)
    assert held(window).startswith(f"contact.{row}"), held(window)
    window.strike(letter)


def kept(window: Window) -> PersonalRecord | None:
    """What the file has of the person of the call on the desk."""
    call_id = current(window).id
    return window.store.read(lambda session: record_of(session, call_id))


def until_kept(window: Window, holds: Callable[[PersonalRecord], bool]) -> PersonalRecord:
    window.until(lambda: (record := kept(window)) is not None and holds(record))
    record = kept(window)
    assert record is not None
    return record


@pytest.fixture
def calling(window: Window) -> Window:
    """A call in French."""
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    return window


def test_no_name_can_be_typed_before_the_person_agreed(calling: Window) -> None:
    open_contact(calling)
    assert calling.find("contact.name").isHidden()
    # And an answer without a purpose is not taken
    answer(calling, "answer", "a")
    assert "▲" in calling.says("contact.answer.problem")
    assert calling.find("contact.name").isHidden()
    assert kept(calling) is None


def test_the_two_sentences_are_read_aloud_in_the_language_of_the_caller(calling: Window) -> None:
    open_contact(calling)
    calling.strike("p")
    assert "rappeler" in calling.says("contact.aloud")
    # Whatever the language of the screens
    answer(calling, "language", "n")
    assert "terugbellen" in calling.says("contact.aloud")


def test_with_a_yes_the_name_and_the_number_are_kept_apart_from_the_call(calling: Window) -> None:
    agree_to_a_call_back(calling)
    calling.type("Samira")
    calling.press(Key.Key_Return)
    calling.type("0470 12 34 56")
    calling.press(Key.Key_Escape)

    record = until_kept(calling, lambda it: it.identity.phone == "0470 12 34 56")
    assert record.identity.name == "Samira"
    assert record.consent.purposes == (Purpose.CALL_BACK,)
    assert stands(record.consent)
    # And nothing of it is in the call
    assert "Samira" not in str(current(calling))


def test_what_is_typed_is_in_the_file_without_leaving_the_page(calling: Window) -> None:
    agree_to_a_call_back(calling)
    calling.type("Samira")
    until_kept(calling, lambda it: it.identity.name == "Samira")
    assert calling.find("contact").isVisible()


def test_a_no_keeps_nothing_and_blocks_nothing(calling: Window) -> None:
    open_contact(calling)
    calling.strike("p")
    answer(calling, "answer", "r")
    record = until_kept(calling, lambda _: True)
    assert record.consent.answer is ConsentAnswer.REFUSED
    assert record.consent.purposes == ()
    assert calling.find("contact.name").isHidden()
    # And the call goes on to its end
    calling.press(Key.Key_Escape)
    calling.search("soins")
    calling.press(Key.Key_Return)
    assert calling.finish().referrals


def test_a_withdrawal_erases_at_once(calling: Window) -> None:
    agree_to_a_call_back(calling)
    calling.type("Samira")
    until_kept(calling, lambda it: it.identity.name == "Samira")
    calling.find("contact.withdraw").setFocus()
    calling.press(Key.Key_Space)
    record = until_kept(calling, lambda it: it.consent.withdrawn_at is not None)
    assert record.identity.name == ""
    calling.until(lambda: calling.find("contact.name").isHidden())
    assert calling.says("contact.name.line") == ""


def test_a_hand_over_names_the_services_that_were_given(calling: Window) -> None:
    calling.search("soins")
    calling.press(Key.Key_Return)
    open_contact(calling)
    for _ in range(2):
        calling.press(Key.Key_Right)
    assert held(calling) == "contact.purposes.hand_over"
    calling.press(Key.Key_Space)
    assert "Soins à domicile" in calling.says("contact.aloud")
    answer(calling, "answer", "a")
    record = until_kept(calling, lambda it: stands(it.consent))
    assert len(record.consent.services) == 1


def test_opened_again_the_name_is_there_and_its_reading_leaves_a_mark(calling: Window) -> None:
    agree_to_a_call_back(calling)
    calling.type("Samira")
    calling.press(Key.Key_Escape)
    record = until_kept(calling, lambda it: it.identity.name == "Samira")
    open_contact(calling)
    calling.until(lambda: calling.says("contact.name.line") == "Samira")
    marks = calling.store.read(kept_marks)
    assert [(mark.what, mark.subject, mark.why) for mark in marks] == [
        (What.IDENTITY, record.id, Why.CONTACT)
    ]


def test_a_national_number_is_not_kept_there_either(calling: Window) -> None:
    agree_to_a_call_back(calling)
    calling.type("Samira 93.05.18-223.61")
    record = until_kept(calling, lambda it: "Samira" in it.identity.name)
    calling.press(Key.Key_Escape)
    assert "93.05.18" not in record.identity.name
    assert "93.05.18" not in calling.says("contact.name.line")


def test_a_year_that_is_none_keeps_the_rest(calling: Window) -> None:
    agree_to_a_call_back(calling)
    calling.type("Samira")
    for _ in range(4):
        calling.press(Key.Key_Down)
    assert held(calling) == "contact.birth_year.line"
    calling.type("19")
    assert "▲" in calling.says("contact.birth_year.problem")
    record = until_kept(calling, lambda it: it.identity.name == "Samira")
    assert record.identity.birth_year == ""
    calling.type("73")
    until_kept(calling, lambda it: it.identity.birth_year == "1973")


def test_a_call_with_nothing_but_a_consent_is_kept_for_the_next_start(
    start: Callable[[], Window],
) -> None:
    # Given a call of which nothing is known but who it is about, and a crash
    first = start()
    first.press(Key.Key_F2)
    first.press(Key.Key_F3)
    agree_to_a_call_back(first)
    first.type("Samira")
    record = until_kept(first, lambda it: it.identity.name == "Samira")
    first.until(lambda: bool(first.store.read(drafts)))
    first.close()
    # When it is gone on with after that
    second = start()
    second.until_offered()
    second.press(Key.Key_Return)
    # Then it is the same call, and another call does not throw it away
    assert current(second).id == record.call_id
    second.press(Key.Key_F2)
    assert record.call_id in {parked.call.id for parked in second.workplace.calls.parked}
    assert second.store.read(lambda session: record_of(session, record.call_id)) == record


def test_a_call_that_is_undone_until_it_is_gone_takes_along_who_it_was_about(
    calling: Window,
) -> None:
    agree_to_a_call_back(calling)
    calling.type("Samira")
    calling.press(Key.Key_Escape)
    record = until_kept(calling, lambda it: it.identity.name == "Samira")
    undo_until_it_is_gone(calling)
    calling.until_says("status.message", "effacée pour de bon")
    left = calling.store.read(lambda session: record_of(session, record.call_id))
    assert left is not None
    assert (left.identity.name, stands(left.consent)) == ("", False)
    assert calling.store.read(drafts) == []


def undo_until_it_is_gone(window: Window) -> None:
    """F12 until the desk is empty."""
    for _ in range(5):
        if window.workplace.calls.current is not None:
            window.press(Key.Key_F12)
    assert window.workplace.calls.current is None


def test_a_draft_that_is_thrown_away_comes_back_without_who_it_was_about(
    start: Callable[[], Window],
) -> None:
    first = start()
    first.press(Key.Key_F2)
    first.search("soins")
    agree_to_a_call_back(first)
    first.type("Samira")
    record = until_kept(first, lambda it: it.identity.name == "Samira")
    first.press(Key.Key_Escape)
    first.until_kept()
    first.close()
    # When it is thrown away after a crash, and brought back
    second = start()
    second.until_offered()
    second.find("recovery.discard").setFocus()
    second.press(Key.Key_Space)
    second.until_says("status.message", "effacée pour de bon")
    second.press(Key.Key_F12)
    second.until_offered()
    second.press(Key.Key_Return)
    # Then the words are there, and who it was about is not
    second.until(lambda: second.says("search.text") == "soins")
    left = second.store.read(lambda session: record_of(session, record.call_id))
    assert left is not None
    assert left.identity.name == ""


def test_a_correction_that_is_thrown_away_leaves_whom_to_ring_back(calling: Window) -> None:
    # Given a call that was saved with a name, and opened again
    agree_to_a_call_back(calling)
    calling.type("Samira")
    calling.press(Key.Key_Escape)
    record = until_kept(calling, lambda it: it.identity.name == "Samira")
    calling.search("soins")
    calling.finish()
    calling.press(Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    calling.until(lambda: len(calling.table("mycalls.table")) == 1)
    calling.press(Key.Key_Return)
    calling.until(lambda: calling.workplace.calls.current is not None)
    # When it leaves the desk as it is
    undo_until_it_is_gone(calling)
    calling.until(lambda: calling.store.read(drafts) == [])
    # Then the name is there
    assert calling.store.read(lambda session: record_of(session, record.call_id)) == record


def test_a_follow_up_shows_whom_to_ring_back(calling: Window) -> None:
    # Given a call that was saved with a promise, and a number to ring
    agree_to_a_call_back(calling)
    calling.type("Samira")
    calling.press(Key.Key_Escape)
    until_kept(calling, lambda it: it.identity.name == "Samira")
    calling.search("soins")
    calling.press(Key.Key_F8)
    calling.type("demain rappeler")
    calling.press(Key.Key_Return)
    calling.finish()
    # When somebody asks in the list whom to ring
    calling.press(Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    calling.until(lambda: bool(calling.table("followups.table")))
    # Then the row says that there is somebody, not who, and nothing was read yet
    (row,) = calling.table("followups.table")
    assert "rappeler · contact ☎" in row
    assert "Samira" not in " ".join(row)
    assert calling.store.read(kept_marks) == []
    open_contact(calling)
    # Then the name is there, and Escape leads back to the list
    calling.until(lambda: calling.says("contact.name.line") == "Samira")
    calling.press(Key.Key_Escape)
    assert calling.find("followups").isVisible()
    assert [mark.what for mark in calling.store.read(kept_marks)] == [What.IDENTITY]
    # And once the person took their word back, there is nobody
    open_contact(calling)
    calling.until(lambda: calling.says("contact.name.line") == "Samira")
    calling.find("contact.withdraw").setFocus()
    calling.press(Key.Key_Space)
    calling.press(Key.Key_Escape)
    calling.until(lambda: "☎" not in " ".join(calling.table("followups.table")[0]))


def test_opened_again_it_shows_what_was_agreed(calling: Window) -> None:
    agree_to_a_call_back(calling)
    calling.press(Key.Key_Escape)
    open_contact(calling)
    assert calling.find("contact.purposes.call_back").property("checked")
    assert calling.find("contact.answer.accepted").property("checked")


def changed_elsewhere(window: Window, phone: str) -> None:
    """What was kept was sent; the server had another number by then."""
    record = kept(window)
    assert record is not None
    theirs = replace(record, identity=replace(record.identity, phone=phone))

    def settle(session: Session) -> None:
        row = session.get_one(PersonalRow, record.id)
        due = DueRecord(id=record.id, payload=b"", base_rev=None, attempts=1, version=row.version)
        settle_conflict(session, due, ServersRecord(theirs, 2))

    window.store.run(settle)


@pytest.mark.parametrize(
    ("letter", "phone"),
    [("a", "+32 2 000 00 02"), ("i", "+32 2 000 00 01")],
    ids=("theirs", "ours"),
)
def test_of_two_numbers_kept_at_once_somebody_chooses_who_sees_both(
    calling: Window, letter: str, phone: str
) -> None:
    # Given a number that was changed here and at another desk at the same time
    agree_to_a_call_back(calling)
    calling.press(Key.Key_Down)
    calling.type("+32 2 000 00 01")
    until_kept(calling, lambda it: bool(it.identity.phone))
    calling.press(Key.Key_Escape)
    changed_elsewhere(calling, "+32 2 000 00 02")

    # When the page is opened, both are told, and nothing can be typed over the one not chosen
    open_contact(calling)
    assert held(calling).startswith("contact.settle")
    said = calling.says("contact.settle.title")
    assert "+32 2 000 00 01" in said
    assert "+32 2 000 00 02" in said
    assert not calling.find("contact.phone").isEnabled()

    # Then a letter chooses, and the keyboard goes on to the fields
    calling.strike(letter)
    calling.until(lambda: held(calling) == "contact.name.line")
    record = until_kept(calling, lambda it: it.identity.phone == phone)
    assert calling.find("contact.settle").isHidden()
    state = calling.store.read(lambda session: kept_of(session, record.call_id)[0].state)
    assert state is PersonalState.PENDING


def test_what_is_typed_while_a_colleague_changed_it_erases_nothing_of_theirs(
    calling: Window,
) -> None:
    agree_to_a_call_back(calling)
    calling.type("Nour")
    until_kept(calling, lambda it: it.identity.name == "Nour")
    changed_elsewhere(calling, "+32 2 000 00 02")
    calling.type("a")
    record = until_kept(calling, lambda it: it.identity.name == "Noura")
    both = calling.store.read(lambda session: kept_of(session, record.call_id)[0])
    assert both.state is PersonalState.CONFLICT
    assert both.theirs is not None
    assert both.theirs.identity.phone == "+32 2 000 00 02"


def test_another_purpose_has_to_be_answered_anew(calling: Window) -> None:
    agree_to_a_call_back(calling)
    calling.find("contact.purposes.follow_up").setFocus()
    calling.press(Key.Key_Space)
    assert not calling.find("contact.answer.accepted").property("checked")
    answer(calling, "answer", "a")
    record = until_kept(calling, lambda it: len(it.consent.purposes) == 2)
    assert stands(record.consent)


def test_no_ctrl_z_brings_a_name_into_another_call(calling: Window) -> None:
    agree_to_a_call_back(calling)
    calling.type("Samira")
    until_kept(calling, lambda it: it.identity.name == "Samira")
    calling.find("contact.withdraw").setFocus()
    calling.press(Key.Key_Space)
    calling.until(lambda: calling.find("contact.name").isHidden())
    calling.press(Key.Key_F2)
    agree_to_a_call_back(calling)
    calling.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert calling.says("contact.name.line") == ""


def test_the_next_letter_goes_on_with_a_name_and_erases_none(calling: Window) -> None:
    agree_to_a_call_back(calling)
    calling.type("Samir")
    calling.press(Key.Key_Escape)
    until_kept(calling, lambda it: it.identity.name == "Samir")
    open_contact(calling)
    calling.until(lambda: held(calling) == "contact.name.line")
    calling.type("a")
    until_kept(calling, lambda it: it.identity.name == "Samira")


def test_what_the_file_refuses_is_not_said_to_be_erased(calling: Window) -> None:
    agree_to_a_call_back(calling)
    calling.type("Samira")
    until_kept(calling, lambda it: it.identity.name == "Samira")
    with no_room(calling):
        calling.find("contact.withdraw").setFocus()
        calling.press(Key.Key_Space)
        calling.until(lambda: "▲" in calling.says("status.message"))
    record = kept(calling)
    assert record is not None
    assert stands(record.consent)
    assert calling.says("contact.name.line") == "Samira"


def test_the_reason_of_one_call_is_not_on_the_page_of_another(calling: Window) -> None:
    open_contact(calling)
    answer(calling, "mode", "a")
    calling.press(Key.Key_Down)
    assert held(calling) == "contact.reason.line"
    calling.type("inconsciente")
    calling.press(Key.Key_F2)
    open_contact(calling)
    assert calling.says("contact.reason.line") == ""


def test_in_my_calls_it_is_about_the_call_that_is_chosen(calling: Window) -> None:
    agree_to_a_call_back(calling)
    calling.type("Samira")
    calling.press(Key.Key_Escape)
    until_kept(calling, lambda it: it.identity.name == "Samira")
    calling.search("soins")
    calling.finish()
    calling.press(Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    calling.until(lambda: bool(calling.table("mycalls.table")))
    open_contact(calling)
    calling.until(lambda: calling.says("contact.name.line") == "Samira")
    assert calling.workplace.calls.current is None
    calling.press(Key.Key_Escape)
    assert calling.find("mycalls").isVisible()
