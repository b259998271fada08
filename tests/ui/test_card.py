"""The service before the operator: what stays in sight, what warns, what is read out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.settings import Settings
from tests.blanks import typed
from tests.ui.pseudo_locale import Stretched
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier
NUMBER = "02 000 12 34"


def settle() -> None:
    """What was asked for is laid out; what that moves, too."""
    for _ in range(3):
        QApplication.processEvents()


def whole(window: Window, identifier: str) -> bool:
    """Whether all of a control is seen."""
    control = window.find(identifier)
    return control.visibleRegion().boundingRect() == control.rect()


def is_scrolled(window: Window, identifier: str) -> bool:
    return window.find("card.body").isAncestorOf(window.find(identifier))


def to_the_card(window: Window) -> None:
    window.press(Key.Key_F6)
    settle()
    if window.main.focusWidget() is not window.find("card.body"):
        window.find("card.body").setFocus()


# the head


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)])
@pytest.mark.parametrize("percent", [100, 200])
def test_the_number_to_ring_is_in_sight_however_far_the_card_is_scrolled(
    start_with: Callable[[Settings], Window], size: tuple[int, int], percent: int
) -> None:
    window = start_with(Settings(text_size=percent))
    window.main.resize(*size)
    window.search("soins à domicile le pont")
    to_the_card(window)

    for key in (Key.Key_Home, Key.Key_Down, Key.Key_PageDown, Key.Key_PageDown):
        window.press(key)
        settle()
        assert whole(window, "card.phone")
    assert window.says("card.phone") == f"☎ {NUMBER}"


def test_in_a_low_window_the_head_leaves_most_of_the_card_to_what_is_read(
    start_with: Callable[[Settings], Window],
) -> None:
    window = start_with(Settings(text_size=200))
    window.main.resize(1024, 600)
    window.search("soins à domicile le pont")
    to_the_card(window)
    settle()

    card = window.workplace.page.card
    assert card.head.height() < card.scrolled.height()
    facts = ("card.capacity", "card.opening", "card.verified")
    assert all(is_scrolled(window, one) for one in facts)
    assert not is_scrolled(window, "card.name")

    # With more room they are back where they are always seen
    window.main.resize(1920, 1080)
    window.preferences.choose(replace(window.preferences.now, text_size=100))
    settle()
    assert not any(is_scrolled(window, one) for one in facts)
    assert all(whole(window, one) for one in facts)


def test_the_number_is_heard_with_the_rest_and_copied_where_the_card_has_the_keyboard(
    window: Window,
) -> None:
    window.search("soins à domicile le pont")
    assert f"Téléphone : {NUMBER}" in typed(window.find("card.body").accessibleDescription())
    assert typed(window.find("card.phone").accessibleName()) == f"Téléphone : {NUMBER}"

    window.find("card.body").setFocus()
    window.press(Key.Key_C, CTRL)

    assert QGuiApplication.clipboard().text() == NUMBER
    assert window.workplace.page.card.head.phone.selectedText() == NUMBER


# what warns


def test_a_record_that_nobody_checked_for_over_a_year_says_so(window: Window) -> None:
    # Given a record that was last checked on 2 October 2026
    card = window.workplace.page.card
    card._clock = lambda: datetime(2027, 10, 1, 12, tzinfo=UTC)
    window.search("soins à domicile le pont")
    assert window.says("card.verified") == "Vérifié le 02/10/2026"
    assert window.find("card.verified").property("state") in ("", None)

    # Then a year later it warns, and tells how old it is
    card._clock = lambda: datetime(2027, 10, 2, 12, tzinfo=UTC)
    card.say()
    assert window.says("card.verified") == "⚠ Vérifié il y a plus d’un an (02/10/2026)"
    card._clock = lambda: datetime(2028, 11, 2, 12, tzinfo=UTC)
    window.speech.use("nl")
    assert window.says("card.verified") == "⚠ 2 jaar geleden nagekeken (02/10/2026)"
    assert window.find("card.verified").property("state") == "old"


def test_what_is_to_be_known_first_stands_above_all_and_apart(window: Window) -> None:
    window.search("soins à domicile le pont")
    assert not window.find("card.warnings").isVisible()

    window.press(Key.Key_D, CTRL)
    window.strike("c")
    window.type("seulement sur rendez-vous")
    window.press(Key.Key_Return)

    window.until(lambda: window.find("card.warnings").isVisible())
    assert window.says("card.warnings").startswith("⚠ Signalé : Conditions")
    assert window.find("card.warnings").property("part") == "warnings"
    assert "Pour qui ? ⚠ signalé" in window.lines("card.body")


# what is read out


def test_hours_are_told_in_the_words_of_the_sheet(window: Window) -> None:
    window.search("soins à domicile le pont")
    assert "du lundi au dimanche : jour et nuit" in window.lines("card.body")
    window.speech.use("nl")
    assert "maandag tot en met zondag: dag en nacht" in window.lines("card.body")


def test_where_nothing_is_found_nobody_is_told_to_choose(window: Window) -> None:
    window.search("zzqxk")

    said = " ".join(window.lines("card.body"))
    assert "Choisissez" not in said
    assert "Maj+Entrée : dire pourquoi" in said
    assert "Maj+Entrée : dire pourquoi" in window.says("search.count")

    window.find("search.text").clear()  # type: ignore[attr-defined]
    window.until(lambda: "Choisissez un service" in " ".join(window.lines("card.body")))


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600), (1280, 800)])
@pytest.mark.parametrize("percent", [100, 150])
def test_the_question_about_a_service_moves_the_card_up_and_down_only(
    start_with: Callable[[Settings], Window], size: tuple[int, int], percent: int
) -> None:
    window = start_with(Settings(language="nl", text_size=percent))
    window.main.resize(*size)
    window.search("thuisverpleging de brug")

    window.press(Key.Key_D, CTRL)
    settle()
    window.strike("t")
    settle()

    assert window.find("card.body").x() == 0
    assert whole(window, "flag.words")


def test_a_question_that_is_wider_than_the_card_does_not_shove_it_aside(
    start_with: Callable[[Settings], Window],
) -> None:
    # Given a language a third longer, and little room
    window = start_with(Settings(language="fr", text_size=150))
    window.main.resize(1280, 800)
    window.speech.words = Stretched()
    window.speech.changed.emit()
    window.search("soins à domicile le pont")
    body = window.find("card.body")

    window.press(Key.Key_D, CTRL)
    settle()

    assert body.width() > window.workplace.page.card.scrolled.viewport().width()
    assert body.x() == 0
