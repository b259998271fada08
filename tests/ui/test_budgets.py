"""What each task of an operator costs in keys; text that is typed by need is not counted.

The budgets are those of the product: T1 an ordinary call at most 12, T2 information 8, T3 a wrong
number 5, T4 a need without a solution 10, T5 a third referral 2 more, T6 a callback 3, T7 a sheet
by e-mail 3, T8 a wrong number in the directory 3, T9 nine determinants of a complex situation 20,
T10 undo 1, T11 a second line 3, T12 after a
crash 1, T13 last month as a spreadsheet 8. None takes a mouse.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from helpdesk_desktop.store.calls import CallState
from helpdesk_desktop.store.suggestions import suggestions_on
from helpdesk_desktop.ui.sheet.ways import Ways
from helpdesk_domain.call_terms import CallerProfile, NonCall, Outcome, UnmetReason
from helpdesk_domain.calls import Call, UnmetNeed
from helpdesk_domain.intake.levels import Level
from helpdesk_domain.person_concerned import PlaceAnswer
from tests.ui.intake_hands import open_intake
from tests.ui.leads_desk import a_leads_desk, is_there
from tests.ui.small_offer import HOUSING
from tests.ui.window import Key, Window

pytestmark = pytest.mark.usefixtures("no_mouse")
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def saved(window: Window) -> Call:
    """The one call that was logged."""
    window.until(lambda: len(window.logged()) == 1)
    return window.logged()[0].call


def test_t1_an_ordinary_call_with_two_referrals_takes_eight_keys(window: Window) -> None:
    # Given an operator whose phone rings
    # When she starts the call, says that the caller speaks French, and types the need
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    window.search("soins à domicile")

    # And gives the first two services found
    window.press(Key.Key_Return)
    window.press(Key.Key_Down)
    window.press(Key.Key_Return)

    # And finishes: a doctor rang
    window.press(Key.Key_F9)
    window.strike("m")
    window.press(Key.Key_F9)

    # Then the call is logged whole, and waits to be sent
    window.until(lambda: len(window.logged()) == 1)
    (logged,) = window.logged()
    assert logged.state is CallState.PENDING
    assert logged.call.caller_language == "fr"
    assert logged.call.profile is CallerProfile.GP
    assert logged.call.needs == ("soins à domicile",)
    assert logged.call.outcome is Outcome.REFERRED
    assert len(logged.call.referrals) == 2
    window.until_says("status.sync", "1")

    assert window.commands == 8


def test_t2_information_alone_takes_five_keys(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    window.search("logement")
    window.press(Key.Key_F9)
    window.strike("m")
    window.press(Key.Key_F9)

    assert saved(window).outcome is Outcome.INFORMATION
    assert window.commands == 5


def test_t3_a_wrong_number_takes_four_keys_and_asks_for_nothing(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F9)
    window.strike("e")
    assert window.says("wrapup.missing") == "Rien ne manque."
    assert not window.find("wrapup.outcome").isVisible()
    window.press(Key.Key_F9)

    call = saved(window)
    assert call.non_call is NonCall.WRONG_NUMBER
    assert (call.outcome, call.profile, call.needs) == (None, None, ())
    assert window.commands == 4
    window.until_says("status.message", "appel est enregistré.")


def test_t4_a_need_for_which_there_is_no_room_takes_seven_keys(window: Window) -> None:
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    window.search("logement")
    window.press(Key.Key_Return, SHIFT)
    assert "logement" in window.says("unmet.title")
    window.strike("s")

    # Then the keyboard is back behind the words, and the call shows why
    assert window.main.focusWidget() is window.find("search.text")
    assert "logement – rien : Saturé" in window.needs()[0]

    window.press(Key.Key_F9)
    window.strike("m")
    window.press(Key.Key_F9)

    call = saved(window)
    assert call.unmet_needs == (
        UnmetNeed(words="logement", reason=UnmetReason.FULL, terms=(HOUSING,)),
    )
    assert (call.needs, call.outcome) == (("logement",), Outcome.NO_SOLUTION)
    assert call.profile is CallerProfile.GP
    assert window.commands == 7


def test_t5_each_further_referral_takes_two_keys(window: Window) -> None:
    window.search("soins à domicile")
    window.press(Key.Key_Return)
    before = window.commands
    window.press(Key.Key_Down)
    window.press(Key.Key_Return)

    assert len(window.referrals()) == 2
    assert window.commands - before == 2


def test_t7_a_dutch_sheet_is_drafted_by_e_mail_with_two_keys_and_the_address(
    window: Window,
) -> None:
    drafts: list[str] = []

    def open_draft(address: str) -> bool:
        drafts.append(address)
        return True

    window.workplace.late.sheet.handing.ways = Ways(open_draft=open_draft)
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    window.press(Key.Key_F3)
    window.search("soins à domicile")
    window.press(Key.Key_Return)
    before = window.commands

    window.press(Key.Key_F7)
    window.type("dr.p@cabinet.example")
    window.press(Key.Key_Return)

    window.until(lambda: len(drafts) == 1)
    assert drafts[0].startswith("mailto:dr.p@cabinet.example?")
    assert "Waar u terechtkunt" in unquote(drafts[0])
    assert window.commands - before == 2


def test_t9_the_hardest_call_takes_twenty_keys_for_nine_determinants(window: Window) -> None:
    # Given a call about somebody who speaks Arabic, has no address, and leaves hospital tomorrow
    window.press(Key.Key_F2)
    window.press(Key.Key_F3, SHIFT)
    window.type("ara")
    window.press(Key.Key_Return)
    window.press(Key.Key_O, CTRL)
    window.type("sans adresse 50 ans interprète")
    window.press(Key.Key_Return)
    window.commands = 0

    # When the intake opens: no mutuelle; AMU may be opened
    open_intake(window)
    window.strike("n")
    window.strike("a")
    window.press(Key.Key_Return)

    # And that there is no address is not asked again, nor the language, nor the interpreter
    # residence and income none, psychiatric yes, diabetes
    for letter in "suod":
        window.strike(letter)
    window.press(Key.Key_Return)
    # isolated, within 24 hours, discharged within 24 hours, of another ward
    for letter in "pdda":
        window.strike(letter)

    # And the suggested level is kept, the call is saved
    window.press(Key.Key_End)
    window.press(Key.Key_Return)
    call = window.finish()
    assert window.commands <= 20
    assert call.intake is not None
    assert call.intake.level is Level.INTEGRATION
    told = {str(path): said for path, said in call.intake.answers.items()}
    assert told == {
        "health_cover": "no",
        "right_to_open": ("amu",),
        "residence": "none",
        "income": "none",
        "psychiatric": "yes",
        "chronic_diseases": ("diabetes",),
        "surroundings": "isolated",
        "urgency": "day",
        "hospital_discharge": "day",
        "discharge_ward": "other",
    }
    assert (call.caller_language, call.person.interpreter) == ("ar", True)
    assert call.person.place is PlaceAnswer.NO_ADDRESS


def test_t10_the_last_referral_is_taken_back_by_one_key(window: Window) -> None:
    window.search("logement")
    window.press(Key.Key_Return)
    window.press(Key.Key_F12)

    assert window.referrals() == []
    assert window.commands == 2


def test_t11_a_second_line_is_taken_and_the_first_comes_back_with_two_keys(window: Window) -> None:
    window.search("logement")
    window.press(Key.Key_Return)
    before = window.commands
    window.press(Key.Key_F2)
    window.search("soins")
    window.press(Key.Key_Tab, CTRL)

    assert window.says("search.text") == "logement"
    assert len(window.referrals()) == 1
    assert window.commands - before == 2


def test_t12_after_a_crash_one_key_brings_the_call_back(start: Callable[[], Window]) -> None:
    first = start()
    first.press(Key.Key_F2)
    first.type("elle pleure depuis hier")
    first.until_kept()
    first.close()

    second = start()
    second.until_offered()
    second.press(Key.Key_Return)

    assert second.says("search.text") == "elle pleure depuis hier"
    assert second.commands == 1


def test_t8_a_wrong_number_is_reported_in_three_keys(window: Window) -> None:
    window.search("soins à domicile le pont")
    card = window.workplace.page.card.card
    assert card is not None

    window.press(Key.Key_D, CTRL)
    window.strike("t")
    window.type("02 000 99 99")
    window.press(Key.Key_Return)

    window.until(
        lambda: len(window.store.read(lambda session: suggestions_on(session, card.id))) == 1
    )
    assert window.commands == 3


def test_t6_a_callback_in_two_days_takes_two_keys(window: Window) -> None:
    window.press(Key.Key_F2)
    window.commands = 0

    window.press(Key.Key_F8)
    window.type("j+2 14:30")
    window.press(Key.Key_Return)

    call = window.workplace.calls.opened().call
    assert call.follow_up is not None
    assert call.follow_up.due_at.strftime("%H:%M") == "14:30"
    assert window.commands == 2


def test_t13_last_month_by_commune_leaves_as_a_spreadsheet_with_four_keys(
    window: Window, tmp_path: Path
) -> None:
    # Given a lead, and the system's dialog that will be answered
    path = tmp_path / "octobre.xlsx"
    lead = a_leads_desk(window)
    lead.workplace.late.statistics.exporting.ask_for_file = lambda _owner, _name: path

    # When the figures are opened, exported, for the annual report, as they are proposed
    lead.press(Key.Key_T, CTRL)
    lead.strike("e")  # before anything is counted
    lead.until(lambda: is_there(lead, "export.purpose"))
    lead.strike("r")
    lead.press(Key.Key_Return)

    # Then the spreadsheet is there, with a sheet of communes
    lead.until(path.exists)
    lead.until_says("status.message", "octobre.xlsx")
    with closing(load_workbook(path)) as book:
        assert any("commune" in name.lower() for name in book.sheetnames)
    assert lead.commands == 4
