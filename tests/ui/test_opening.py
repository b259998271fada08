"""Whether the service is open, while it is read out."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.ui.window import Window

BRUSSELS = ZoneInfo("Europe/Brussels")


def test_a_service_open_day_and_night_says_so_first_in_a_word(window: Window) -> None:
    window.search("le pont")
    assert window.says("card.opening") == "● Ouvert jour et nuit"
    window.speech.use("nl")
    assert window.says("card.opening") == "● Dag en nacht open"


def test_a_service_without_hours_says_nothing_of_it(window: Window) -> None:
    window.search("parc")
    assert window.says("card.name") == "Soins infirmiers du Parc"
    assert not window.find("card.opening").isVisible()


def test_the_line_follows_the_clock_while_the_service_is_shown(window: Window) -> None:
    # Given a service of office hours, looked at shortly before it closes
    card = window.workplace.page.card
    now = datetime(2026, 11, 9, 16, 59, tzinfo=BRUSSELS)
    card._clock = lambda: now
    window.search("agence logement")
    window.until(lambda: window.says("card.opening") == "● Ouvert jusqu’à 17:00")

    # When it has closed
    now = now.replace(hour=17, minute=0)
    card._minute.timeout.emit()
    assert window.says("card.opening") == "○ Fermé, ouvre demain 09:00"


def test_in_the_school_holidays_of_its_language_the_hours_are_told_with_care(
    window: Window,
) -> None:
    # Given a service that works in both languages, in the autumn holidays of the French schools
    card = window.workplace.page.card
    now = datetime(2026, 10, 20, 10, 0, tzinfo=BRUSSELS)
    card._clock = lambda: now
    window.search("agence logement")
    window.until(
        lambda: (
            window.says("card.opening") == "● Ouvert jusqu’à 17:00\n"
            "Vacances scolaires francophones jusqu’au 02/11 : l’horaire peut changer"
        )
    )

    # When the Dutch ones have theirs, alone, and then both
    now = now.replace(month=11, day=5)
    card._minute.timeout.emit()
    assert "néerlandophones jusqu’au 08/11" in window.says("card.opening")
    now = now.replace(month=12, day=22)
    card._minute.timeout.emit()
    assert "\nVacances scolaires jusqu’au 03/01" in window.says("card.opening")

    # Then a school day says nothing of it
    now = now.replace(month=12, day=15)
    card._minute.timeout.emit()
    assert window.says("card.opening") == "● Ouvert jusqu’à 17:00"
