"""What the search screen tells: how the words were read, why each service is there, how sure."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from helpdesk_desktop.ui.search.result_list import ResultList
from tests.blanks import typed
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def results(window: Window) -> ResultList:
    return window.workplace.page.search.results


def heights(window: Window) -> list[int]:
    shown = results(window)
    rows = range(shown.cards.rowCount())
    return [shown.visualRect(shown.cards.index(row)).height() for row in rows]


def take_out_last(window: Window) -> None:
    window.press(Key.Key_Backspace, CTRL | SHIFT)


def take_out(window: Window, name: str) -> None:
    """From the end of the line up to the chip that says `name`."""
    for _ in window.chips():
        if name in window.chips():
            take_out_last(window)
    assert name not in window.chips()


def caller_language(window: Window) -> str | None:
    current = window.workplace.calls.current
    assert current is not None
    return current.call.caller_language


def in_focus(window: Window) -> str:
    held = window.main.focusWidget()
    assert held is not None
    return held.objectName()


def test_the_row_that_is_chosen_is_told_while_the_keyboard_stays_in_the_box(window: Window) -> None:
    """As its description, which a screen reader says when it changes (on Linux)."""
    window.search("soins")
    box = window.find("search.text")
    total = results(window).cards.rowCount()
    said = typed(box.accessibleDescription())
    assert said.startswith(f"1 sur {total}, ")
    assert said.endswith(window.says("search.count"))
    window.press(Key.Key_Down)
    assert typed(box.accessibleDescription()).startswith(f"2 sur {total}, ")
    window.press(Key.Key_A, CTRL)
    window.search("zzzzqqqq")
    assert typed(box.accessibleDescription()) == window.says("search.count")

    # Then nothing of it describes the box any more, once the keyboard is elsewhere
    window.find("search.narrow").setFocus()
    assert box.accessibleDescription() == ""


# chips


def test_what_the_words_were_taken_for_shows_under_the_box(window: Window) -> None:
    window.search("soins arabe ixelles")

    assert window.say("commune: {name}", name="Ixelles") in window.chips()
    assert window.say("language: {name}", name="arabe") in window.chips()


def test_a_reading_taken_out_from_the_box_goes_at_once_and_the_answer_follows(
    window: Window,
) -> None:
    # Given a commune that is part of a name here
    window.search("soins ixelles")
    ixelles = window.say("commune: {name}", name="Ixelles")
    assert ixelles in window.chips()

    # When it is taken out, the keyboard staying in the box
    take_out(window, ixelles)

    # Then it is said, and the words go on
    assert "F12" in window.says("status.message")
    assert in_focus(window) == "search.text"
    window.until(window.settled)
    assert ixelles not in window.chips()
    there = window.say("commune: {word}", word="Ixelles")
    assert all(there not in row for row in window.rows())
    assert window.says("search.text") == "soins ixelles"


def test_a_reading_stays_refused_while_its_words_stand_in_the_box(window: Window) -> None:
    window.search("soins ixelles")
    ixelles = window.say("commune: {name}", name="Ixelles")
    take_out(window, ixelles)

    window.type(" du")
    window.until(window.settled)
    assert ixelles not in window.chips()

    # And is made again for words typed anew
    window.press(Key.Key_F4)
    window.search("ixelles")
    assert ixelles in window.chips()


def test_f12_brings_a_reading_back_that_was_taken_out(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("soins ixelles")
    before = window.chips()
    take_out_last(window)
    assert window.chips() != before

    window.press(Key.Key_F12)

    window.until(window.settled)
    assert window.chips() == before
    assert window.workplace.calls.current is not None


def test_f12_takes_back_what_was_done_last_be_it_to_the_search_or_to_the_call(
    window: Window,
) -> None:
    # Given a referral, then a reading taken out, then the caller's language
    window.press(Key.Key_F2)
    window.search("soins ixelles")
    before = window.chips()
    window.press(Key.Key_Return)
    take_out_last(window)
    window.press(Key.Key_F3)
    assert caller_language(window) == "fr"

    # When F12 is struck again and again, each comes back in turn
    window.press(Key.Key_F12)
    assert caller_language(window) is None
    assert window.chips() != before
    window.press(Key.Key_F12)
    window.until(window.settled)
    assert window.chips() == before
    assert len(window.referrals()) == 1
    window.press(Key.Key_F12)
    assert window.referrals() == []


def test_tab_reaches_the_chips_and_delete_takes_one_out(window: Window) -> None:
    window.search("soins arabe ixelles")
    before = window.chips()

    window.press(Key.Key_Tab)
    window.press(Key.Key_Right)
    window.press(Key.Key_Delete)

    assert window.chips() == [*before[:1], *before[2:]]
    assert in_focus(window).startswith("search.chip")
    window.press(Key.Key_Escape)
    assert in_focus(window) == "search.text"


def test_a_letter_struck_on_a_chip_goes_to_the_box(window: Window) -> None:
    window.search("soins ixelles")
    window.press(Key.Key_Tab)

    window.type("x")

    assert window.says("search.text") == "soins ixellesx"
    assert in_focus(window) == "search.text"


def test_a_click_on_a_chip_takes_it_out_and_leaves_the_keyboard_in_the_box(window: Window) -> None:
    window.search("soins ixelles")
    before = window.chips()
    chip = window.find("search.chip.0")

    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 12, 12))

    assert window.chips() == before[1:]
    assert in_focus(window) == "search.text"
    assert chip.focusPolicy() is Qt.FocusPolicy.TabFocus


def test_chips_wrap_and_none_is_cut_off(window: Window) -> None:
    window.main.resize(1280, 800)
    window.search("soins arabe ixelles uccle")

    bar = window.find("search.chips")
    chips = [chip for chip in bar.findChildren(QPushButton) if chip.isVisible()]
    window.until(lambda: all(bar.rect().contains(chip.geometry()) for chip in chips))
    assert len({chip.y() for chip in chips}) > 1
    assert all(chip.height() >= 24 for chip in chips)


def test_another_call_brings_its_own_readings_back(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("soins ixelles")
    take_out_last(window)
    window.until(window.settled)
    left = window.chips()

    window.press(Key.Key_F2)
    window.search("soins ixelles")
    assert len(window.chips()) == len(left) + 1
    window.press(Key.Key_Tab, CTRL)

    window.until(window.settled)
    assert window.chips() == left


def test_words_emptied_while_they_are_looked_for_leave_nothing_on_the_screen(
    window: Window,
) -> None:
    # Given words whose answer is on its way
    window.type("soins")

    # When the box is emptied before it comes
    window.find("search.text").clear()  # type: ignore[attr-defined]
    assert window.workplace.searcher.is_answering
    window.until(lambda: not window.workplace.searcher.is_answering)

    # Then the answer is not shown
    assert window.rows() == []


# why, and how sure


def test_each_service_says_why_it_is_there(window: Window) -> None:
    window.search("thuisverpleging arabe")

    best = window.rows()[0]
    assert window.say("category: {word}", word="Soins à domicile") in best
    assert window.say("speaks {word}", word="arabe") in best


def test_a_word_that_was_corrected_is_shown(window: Window) -> None:
    window.search("tuisverpleging")

    corrected = window.say(
        "{meant}, not “{typed}”", meant="thuisverpleging", typed="tuisverpleging"
    )
    assert corrected in window.says("search.count")
    assert len(window.rows()) > 1


def test_a_rule_stands_above_what_is_less_likely_and_is_no_row(window: Window) -> None:
    window.search("logement social ixelles")

    rows, less = window.rows(), window.say("less likely")
    likely = [row for row in rows if less not in row]
    assert 0 < len(likely) < len(rows)
    assert rows[: len(likely)] == likely

    # The first of those below it is higher by the rule, and the arrows know only services
    _plain, *others = sorted(set(heights(window)))
    assert len(others) == 1
    assert heights(window).index(others[0]) == len(likely)
    for row in range(len(rows)):
        assert results(window).currentIndex().row() == row
        window.press(Key.Key_Down)


def test_where_nothing_is_certain_it_is_said_and_what_may_help_is_still_listed(
    window: Window,
) -> None:
    window.search("soins xylophone trombone")

    assert len(window.rows()) == 4
    less = window.say("less likely")
    assert all(less in row for row in window.rows())
    nearest = window.say("Nothing certain; the nearest: {services}", services="")
    assert window.says("search.count").startswith(nearest.strip())


def test_where_nothing_is_found_it_is_said_with_what_to_try(window: Window) -> None:
    window.search("zzqxk")

    assert window.rows() == []
    assert window.says("search.count").startswith("Rien trouvé. Essayez un autre mot")


def test_enter_refers_a_service_below_the_rule_too(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("agence logement")
    for _ in window.rows():
        window.press(Key.Key_Down)
    last = results(window).chosen()
    assert last is not None

    window.press(Key.Key_Return)

    assert last.name.words in window.referrals()[0]
    assert window.workplace.calls.current is not None
    assert window.workplace.calls.current.call.needs == ("agence logement",)


def test_danger_to_life_is_said_first_and_stands_out(window: Window) -> None:
    window.search("il ne respire plus")

    assert window.says("search.count").startswith("⚠ Vie en danger ? Le 112 d’abord.")
    assert window.find("search.count").property("state") == "urgent"

    window.find("search.text").clear()  # type: ignore[attr-defined]
    window.search("logement")

    assert "112" not in window.says("search.count")
    assert window.find("search.count").property("state") == ""


def test_who_listens_is_told_first_when_somebody_may_want_to_die(window: Window) -> None:
    window.search("elle veut se suicider")

    told = window.says("search.count")
    assert "☎ 0800 32 123 : Centre de Prévention du Suicide · ☎ 107 : Télé-Accueil" in told
    assert "☎ 1813 : Zelfmoordlijn · ☎ 106 : Tele-Onthaal" in told
    assert window.find("search.count").property("state") == "urgent"


def test_a_reading_behind_an_apostrophe_stays_refused_with_its_own_words_only(
    window: Window,
) -> None:
    window.search("soins d'ixelles")
    place = window.say("commune: {name}", name="Ixelles")
    assert place in window.chips()
    take_out(window, place)

    box = window.workplace.page.search.box
    box.setSelection(0, len("soins"))
    with window.qtbot.waitSignal(window.workplace.page.search.painted):
        box.insert("logement")

    assert window.says("search.text") == "logement d'ixelles"
    assert place not in window.chips()
