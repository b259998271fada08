"""On the service before the operator: why it is for this person, why not, what to ask."""

from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from helpdesk_domain.eligibility import known_of
from tests.blanks import typed
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier


def for_the_person(window: Window, title: str = "Pour cette personne") -> list[str]:
    """The lines under the title; empty when it is not there."""
    labels = window.lines("card.body")
    shown = window.find("card.body").findChildren(QLabel)
    visible = {typed(label.text()) for label in shown if not label.isHidden()}
    if title not in labels or title not in visible:
        return []
    return labels[labels.index(title) + 1].splitlines()


def tell(window: Window, line: str) -> None:
    window.press(Key.Key_O, CTRL)
    window.type(line)
    window.press(Key.Key_Return)


def test_nothing_is_said_of_a_person_of_whom_nothing_is_known(window: Window) -> None:
    window.search("soins infirmiers du parc")
    assert for_the_person(window) == []

    # Also not when a call begins, whatever its language
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    assert for_the_person(window) == []


def test_what_is_told_of_the_person_is_read_with_the_service_at_once(window: Window) -> None:
    # Given a call about somebody of 70 in Uccle, and a service for people of 18 to 64 in Ixelles
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    window.search("soins infirmiers du parc")
    tell(window, "70 ans uccle")

    # Then the card says why not, and what is left to ask
    assert for_the_person(window) == [
        "non – âge : de 18 à 64 ans",
        "non – dessert Ixelles, pas Uccle",
        "à demander – quelle longueur a la liste d’attente ?",
        "à demander – condition écrite : Adultes 18+",
    ]

    # And a screen reader hears it before all the rest
    heard = typed(window.find("card.body").accessibleDescription())
    assert "Pour cette personne non – âge : de 18 à 64 ans" in heard
    assert heard.index("Pour cette personne") < heard.index("Adultes 18+")

    # When the operator mends it, the card follows
    window.press(Key.Key_O, CTRL)
    window.press(Key.Key_A, CTRL)
    window.type("30 ans ixelles")
    window.press(Key.Key_Return)
    assert for_the_person(window)[-2:] == [
        "oui – âge : de 18 à 64 ans",
        "oui – dessert Ixelles",
    ]

    # And in Dutch it is said in Dutch
    window.speech.use("nl")
    said = for_the_person(window, "Voor deze persoon")
    assert said[-2:] == ["ja – leeftijd: van 18 tot 64 jaar", "ja – bedient Elsene"]


def test_a_commune_that_was_only_searched_is_asked_and_decides_nothing(window: Window) -> None:
    window.search("soins infirmiers ixelles")
    window.press(Key.Key_Return)

    asked = [line for line in for_the_person(window) if "Ixelles" in line]
    assert asked == ["à demander – la personne habite-t-elle Ixelles ? Dessert Ixelles"]


def test_the_next_call_knows_nothing_of_the_person_of_the_one_before(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("soins infirmiers du parc")
    tell(window, "70 ans uccle")
    assert for_the_person(window)

    # When it is parked and another one begins
    window.press(Key.Key_F2)
    window.search("soins infirmiers du parc")
    assert for_the_person(window) == []

    # And when the first is back
    window.press(Key.Key_Tab, CTRL)
    window.until(lambda: for_the_person(window) != [])


def test_once_the_call_is_saved_its_person_is_forgotten(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("soins infirmiers du parc")
    tell(window, "70 ans uccle")
    assert for_the_person(window)

    window.press(Key.Key_F9)
    window.press(Key.Key_F9)
    window.until(lambda: window.workplace.calls.current is None)

    window.search("soins infirmiers du parc")
    assert for_the_person(window) == []


def test_a_card_is_read_for_a_person_well_within_an_arrow_key(window: Window) -> None:
    window.press(Key.Key_F2)
    window.search("soins")
    tell(window, "70 ans uccle")
    card = window.workplace.page.card
    shown = card.card
    opened = window.workplace.calls.current
    assert shown is not None
    assert opened is not None
    assert known_of(opened.call).is_anything

    def took_s() -> float:
        began = perf_counter()
        card.show_card(shown)
        return perf_counter() - began

    assert min(took_s() for _ in range(20)) < 0.004
