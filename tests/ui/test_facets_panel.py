"""Facets by keyboard, from anywhere, and never silently."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QStyle, QStyleOptionFrame

from helpdesk_desktop.settings import Settings
from helpdesk_desktop.ui.parts.chips import Chip
from helpdesk_desktop.ui.search.value_list import ValueList, ValueModel
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier
SUNDAY_NIGHT = datetime(2026, 11, 8, 21, tzinfo=UTC)


def value_list(window: Window) -> ValueList:
    shown = window.find("search.facets.values")
    assert isinstance(shown, ValueList)
    return shown


def values(window: Window) -> dict[str, int | None]:
    """The values on screen, and how many services each one says it has."""
    shown = value_list(window).model()
    assert isinstance(shown, ValueModel)
    rows = [shown.value(shown.index(row)) for row in range(shown.rowCount())]
    return {value.name: shown.count(value) for value in rows if value}


def under_the_cursor(window: Window) -> str:
    return str(value_list(window).currentIndex().data())


def open_facets(window: Window) -> None:
    window.press(Key.Key_Space, CTRL)
    window.until(window.settled)


def choose(window: Window, name: str) -> None:
    """With the facets open: type the first word of a name, and choose it."""
    window.type(name.split()[0])
    window.press(Key.Key_Space)
    window.until(window.settled)


def close_facets(window: Window) -> None:
    window.press(Key.Key_Escape)
    window.until(window.settled)


def in_focus(window: Window) -> str:
    held = window.main.focusWidget()
    assert held is not None
    return held.objectName()


def found(window: Window) -> set[str]:
    shown = window.workplace.page.search.results.cards
    return {str(shown.index(row).data()) for row in range(shown.rowCount())}


@pytest.fixture
def free(window: Window) -> str:
    return window.say("free of charge")


@pytest.mark.usefixtures("no_mouse")
def test_ctrl_space_goes_into_the_facets_and_back_with_the_cursor_where_it_was(
    window: Window,
) -> None:
    window.search("soins")
    box = window.find("search.text")
    assert isinstance(box, QLineEdit)
    box.setCursorPosition(2)

    open_facets(window)
    assert in_focus(window) == "search.facets.values"

    window.press(Key.Key_Space, CTRL)
    assert in_focus(window) == "search.text"
    assert not window.find("search.facets").isVisible()
    assert (box.cursorPosition(), box.selectedText()) == (2, "")


def test_ctrl_space_works_from_the_note_as_well(window: Window) -> None:
    window.find("call.note").setFocus()

    open_facets(window)

    assert in_focus(window) == "search.facets.values"


def test_letters_find_a_value_in_any_section_and_space_chooses_it(
    window: Window, free: str
) -> None:
    window.search("soins")
    open_facets(window)

    window.type("ix")
    assert under_the_cursor(window) == "Ixelles"
    window.press(Key.Key_Space)
    window.until(window.settled)

    assert found(window) == {"Soins à domicile Le Pont", "Soins infirmiers du Parc"}
    assert found(window)


def test_filtering_is_never_silent(window: Window, free: str) -> None:
    window.search("soins")
    open_facets(window)
    choose(window, free)
    choose(window, "ixelles")
    close_facets(window)

    told = window.say("filtered: {filters}", filters=f"{free}, Ixelles")
    assert told in window.says("search.count")
    assert window.chips()[-2:] == [
        window.say("filter: {name}", name=free),
        window.say("filter: {name}", name="Ixelles"),
    ]
    assert found(window) == {"Soins à domicile Le Pont"}


def test_each_value_says_how_many_services_it_would_leave(window: Window, free: str) -> None:
    window.search("soins")
    open_facets(window)

    window.press(Key.Key_Right)
    counts = values(window)
    assert counts["Ixelles"] == 2
    assert counts["Etterbeek"] == 0
    assert len(counts) == 19


def test_before_anything_is_asked_each_value_counts_in_the_whole_offer(
    window: Window, free: str
) -> None:
    asked = window.says("search.count")

    open_facets(window)

    assert values(window)[free] == 3
    assert window.says("search.count") == asked


def test_facets_alone_list_services_with_nothing_in_the_box(window: Window, free: str) -> None:
    open_facets(window)
    choose(window, free)

    assert found(window) == {
        "Soins à domicile Le Pont",
        "Thuisverpleging Het Anker",
        "Logement social d'Ixelles",
    }


def test_a_service_found_by_facets_alone_can_be_given_and_the_list_stays(
    window: Window, free: str
) -> None:
    open_facets(window)
    choose(window, free)
    close_facets(window)
    before = found(window)

    window.press(Key.Key_Return)

    assert len(window.referrals()) == 1
    window.until(window.settled)
    assert found(window) == before


def test_what_may_be_chosen_is_kept_when_it_finds_nothing_and_that_is_said(
    window: Window, free: str
) -> None:
    window.search("soins")
    open_facets(window)
    choose(window, "etterbeek")

    assert found(window) == set()
    nothing = window.say("Nothing found with these filters. Take one out, or try fewer words.")
    assert nothing in window.says("search.count")
    assert under_the_cursor(window) == "Etterbeek"


def test_delete_clears_every_filter_and_f12_brings_them_back(window: Window, free: str) -> None:
    window.search("soins")
    everything = found(window)
    open_facets(window)
    choose(window, free)
    choose(window, "ixelles")

    window.press(Key.Key_Delete)
    window.until(window.settled)
    assert found(window) == everything

    window.press(Key.Key_F12)
    window.until(window.settled)
    assert found(window) == {"Soins à domicile Le Pont"}


def test_a_filter_is_taken_out_like_any_chip(window: Window, free: str) -> None:
    window.search("soins")
    everything = found(window)
    open_facets(window)
    choose(window, free)
    close_facets(window)

    window.press(Key.Key_Backspace, CTRL | Qt.KeyboardModifier.ShiftModifier)
    window.until(window.settled)

    assert found(window) == everything


def test_the_next_caller_starts_without_filters(window: Window, free: str) -> None:
    window.press(Key.Key_F2)
    window.search("soins")
    open_facets(window)
    choose(window, free)
    close_facets(window)

    window.press(Key.Key_F2)
    assert window.chips() == []
    window.search("soins")
    assert len(found(window)) > 2

    # And a parked call keeps its own
    window.press(Key.Key_Tab, CTRL)
    window.until(window.settled)
    assert window.say("filter: {name}", name=free) in window.chips()


def test_filters_chosen_before_any_words_do_not_go_into_a_new_call_and_f12_brings_them_back(
    window: Window, free: str
) -> None:
    open_facets(window)
    choose(window, free)
    close_facets(window)

    window.press(Key.Key_F2)
    assert window.chips() == []

    window.press(Key.Key_F12)
    assert window.say("filter: {name}", name=free) in window.chips()


def test_a_saved_call_takes_its_filters_with_it(window: Window, free: str) -> None:
    window.press(Key.Key_F2)
    window.search("soins")
    open_facets(window)
    choose(window, free)
    close_facets(window)

    window.press(Key.Key_F9)
    window.press(Key.Key_F9)

    assert window.chips() == []
    window.until(lambda: len(window.logged()) == 1)
    assert window.logged()[0].call.needs == ("soins",)


def test_open_now_asks_one_clock(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a service that never closes, and others that say nothing of their hours
    monkeypatch.setattr(window.workplace.searcher, "_clock", lambda: SUNDAY_NIGHT)
    window.search("soins")
    open_facets(window)

    choose(window, window.say("open now"))

    assert found(window) == {"Soins à domicile Le Pont"}


def test_the_facets_speak_the_language_of_the_screens_at_once(window: Window) -> None:
    window.search("soins")
    open_facets(window)
    window.type("ix")

    window.find("language.nl").click()  # type: ignore[attr-defined]

    assert "Elsene" in values(window)
    assert "Ixelles" not in values(window)
    said = {label.text() for label in window.find("search.facets").findChildren(QLabel)}
    assert "Ixelles" not in said


def test_escape_in_the_box_closes_the_facets_and_leaves_wrap_up_alone(
    window: Window,
) -> None:
    open_facets(window)
    QTest.mouseClick(window.find("search.text"), Qt.MouseButton.LeftButton)
    assert in_focus(window) == "search.text"

    window.press(Key.Key_Escape)

    assert not window.find("search.facets").isVisible()


def test_whom_services_are_for_is_chosen_by_name(window: Window) -> None:
    window.search("soins")
    open_facets(window)

    choose(window, "enfants")

    assert found(window) == {"Soins à domicile Le Pont"}


def test_the_facets_are_made_only_when_they_are_asked_for(start: Callable[[], Window]) -> None:
    window = start()
    window.search("soins")

    assert window.main.findChild(ValueList) is None


def low_and_large(start_with: Callable[[Settings], Window], percent: int) -> Window:
    window = start_with(Settings(text_size=percent))
    window.main.resize(1024, 600)
    window.press(Key.Key_F2)
    return window


def titles_in_sight(window: Window) -> list[str]:
    every = [window.find(f"search.facets.section.{number}") for number in range(5)]
    return [window.says(one.objectName()) for one in every if one.isVisible()]


def test_a_section_shown_alone_says_that_there_are_more_and_a_click_goes_on(
    start_with: Callable[[Settings], Window],
) -> None:
    window = low_and_large(start_with, 200)
    window.search("soins")
    open_facets(window)
    QApplication.processEvents()
    assert titles_in_sight(window) == ["‹ Accès 1/5 ›"]
    assert value_list(window).accessibleName() == "Accès"

    window.press(Key.Key_Right)
    (second,) = titles_in_sight(window)
    assert second.endswith(" 2/5 ›")
    number = window.find("search.facets.section.1")
    QTest.mouseClick(number, Qt.MouseButton.LeftButton)
    (third,) = titles_in_sight(window)
    assert third.endswith(" 3/5 ›")

    window.main.resize(1366, 1200)
    QApplication.processEvents()
    assert len(titles_in_sight(window)) == 5
    assert "Accès" in titles_in_sight(window)


@pytest.mark.parametrize("percent", [150, 200])
def test_the_button_of_the_filters_stays_in_sight_however_many_chips_there_are(
    start_with: Callable[[Settings], Window], percent: int
) -> None:
    window = low_and_large(start_with, percent)
    window.search("soins à domicile sans mutuelle ixelles en arabe")
    open_facets(window)
    for _ in range(3):
        window.press(Key.Key_Space)
        window.press(Key.Key_Down)
    close_facets(window)
    QApplication.processEvents()

    narrow = window.find("search.narrow")
    assert narrow.visibleRegion().boundingRect() == narrow.rect()
    over = [chip for chip in window.find("search.chips").findChildren(Chip) if chip.isVisible()]
    shown = QRect(narrow.mapTo(window.main, QPoint(0, 0)), narrow.size())
    for chip in over:
        at = QRect(chip.mapTo(window.main, QPoint(0, 0)), chip.size())
        assert chip.visibleRegion().isEmpty() or not at.intersects(shown)


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)])
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_no_letter_of_what_is_searched_is_cut(
    start_with: Callable[[Settings], Window], percent: int, size: tuple[int, int]
) -> None:
    window = start_with(Settings(text_size=percent))
    window.main.resize(*size)
    window.search("gypq gypq")
    open_facets(window)
    QApplication.processEvents()

    box = window.find("search.text")
    option = QStyleOptionFrame()
    option.initFrom(box)
    inside = box.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, box)
    assert inside.height() >= box.fontMetrics().height()
