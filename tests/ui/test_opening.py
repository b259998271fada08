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
    now = datetime(2026, 11, 2, 16, 59, tzinfo=BRUSSELS)
    card._clock = lambda: now
    window.search("agence logement")
    window.until(lambda: window.says("card.opening") == "● Ouvert jusqu’à 17:00")

    # When it has closed
    now = now.replace(hour=17, minute=0)
    card._minute.timeout.emit()
    assert window.says("card.opening") == "○ Fermé, ouvre demain 09:00"
