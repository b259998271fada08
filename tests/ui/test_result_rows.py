"""The rows of the services found: who is open by the clock, and what gives way for want of room."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.search.answer import Recognised, RecognisedKind
from helpdesk_desktop.settings import Settings
from helpdesk_desktop.ui.search.result_painter import _where, row_height
from tests.blanks import typed
from tests.ui.window import Key, Window

BRUSSELS = ZoneInfo("Europe/Brussels")
A_MONDAY = datetime(2026, 11, 9, 16, 59, tzinfo=BRUSSELS)
AGENCY, BRIDGE, PARK = "Agence logement d'Uccle", "Soins à domicile Le Pont", "Soins infirmiers"


def told(window: Window, name: str) -> list[str]:
    """The states in the row of the service `name`."""
    shown = window.workplace.page.search.results.cards
    for row in range(shown.rowCount()):
        result = shown.at(shown.index(row))
        if result and result.card.name.words.startswith(name):
            return [typed(state.text) for state in shown.states(result.card)]
    raise AssertionError(f"no row of {name}")


def at(window: Window, now: datetime) -> None:
    """It is `now`, and the minute has turned."""
    window.workplace.page.search.results.cards._clock = lambda: now
    window.workplace.page.search.results.minute.timeout.emit()


def test_rows_say_who_is_open_and_the_line_above_counts_them(window: Window) -> None:
    at(window, A_MONDAY)
    window.search("logement soins")

    assert told(window, AGENCY) == ["● Ouvert", "✓ Places disponibles"]
    assert told(window, BRIDGE)[0] == "● Ouvert"
    assert "Ouvert" in next(row for row in window.rows() if AGENCY in row)
    assert window.says("search.count").endswith(" services · 2 ouverts")


def test_rows_follow_the_clock_without_a_search(window: Window) -> None:
    # Given a service that is about to close
    at(window, A_MONDAY)
    window.search("logement soins")

    # When it has closed, and nobody typed
    at(window, A_MONDAY.replace(hour=17, minute=0))

    # Then its row says when it opens, and it is counted no more
    assert told(window, AGENCY)[0] == "○ Fermé→mar 09:00"
    assert window.says("search.count").endswith(" · 1 ouvert")
    at(window, A_MONDAY.replace(day=10, hour=8))
    assert told(window, AGENCY)[0] == "○ Fermé→09:00"


def test_of_hours_that_nobody_can_be_sure_of_no_row_says_closed(window: Window) -> None:
    at(window, A_MONDAY.replace(hour=22))
    window.search("soins thuisverpleging")

    assert told(window, PARK) == ["◐ Liste d’attente"]
    assert told(window, "Thuisverpleging Het Anker")[0] == "horaire ?"

    window.press(Key.Key_F4)
    window.search("logement soins")
    at(window, A_MONDAY.replace(day=11, hour=10))  # a public holiday
    assert told(window, AGENCY)[0] == "horaire ?"
    assert told(window, BRIDGE)[0] == "● Ouvert"


def test_a_reason_that_the_chips_give_is_not_said_again_in_the_row(window: Window) -> None:
    # Given services found for a kind of help
    window.search("thuisverpleging arabe")
    shown = window.workplace.page.search.results.cards
    found = [it for row in range(3) if (it := shown.at(shown.index(row)))]
    assert [shown.reason(it) for it in found] == ["parle arabe"] + 2 * ["Soins à domicile"]

    # When a chip says that this is what was understood
    need = Recognised(RecognisedKind.NEED, "thuisverpleging", "Soins à domicile", "c")
    shown.show(found, [need])

    # Then the rows keep what tells them apart, and the tooltip has it all
    assert [shown.reason(it) for it in found] == ["parle arabe", "", ""]
    assert "catégorie : Soins à domicile" in window.rows()[0]


def test_the_working_language_stays_when_everything_else_gives_way(window: Window) -> None:
    window.search("le pont")
    result = window.workplace.page.search.results.cards.at(
        window.workplace.page.search.results.currentIndex()
    )
    assert result is not None
    metrics = QFontMetrics(window.main.font())

    for width in range(metrics.horizontalAdvance("FR/NL"), 400):
        said = _where(result.card, "gratuit", metrics, width)
        assert said.split(" · ")[-1 if "gratuit" not in said else -2] == "FR/NL"
        assert metrics.horizontalAdvance(said) <= width


def test_what_the_program_says_of_a_price_is_in_the_language_of_the_screens(
    window: Window,
) -> None:
    window.search("het anker")
    assert "Uccle, Néerlandophone, gratuit" in window.rows()[0]

    window.speech.use("nl")
    window.until(lambda: "Ukkel, Nederlandstalig, gratis" in window.rows()[0])


# what does not fit


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("percent", [100, 150])
def test_the_keys_take_one_line_and_those_without_room_are_heard_all_the_same(
    start_with: Callable[[Settings], Window], percent: int, language: str
) -> None:
    window = start_with(Settings(language=language, text_size=percent))
    window.main.resize(1280, 800)
    window.search("logement")
    QApplication.processEvents()

    hint = window.find("search.hint")
    assert hint.height() < 2 * hint.fontMetrics().height()
    assert hint.fontMetrics().horizontalAdvance(window.says("search.hint")) <= hint.width()
    assert window.says("search.hint").startswith("↑ ↓")
    assert typed(hint.accessibleName()).startswith(window.says("search.hint"))
    assert "F9" in hint.accessibleName()


def test_no_line_of_a_row_is_cut_by_the_end_of_the_list(window: Window) -> None:
    window.search("logement soins")
    shown = window.workplace.page.search.results
    metrics = shown.fontMetrics()

    for height in range(2 * metrics.height(), 6 * metrics.height()):
        shown.setFixedHeight(height)
        QApplication.processEvents()
        image, end = shown.viewport().grab().toImage(), shown.viewport().height()
        for row in (1, 2):
            for line in (1, 2):
                top, bottom = line_of(window, row, line)
                if top < end <= bottom:
                    seen = {
                        image.pixelColor(x, y).name()
                        for x in range(14, 200)
                        for y in range(top, min(end, image.height()))
                    }
                    assert len(seen) == 1, f"row {row}, line {line}, list {height} pixels high"


def line_of(window: Window, row: int, line: int) -> tuple[int, int]:
    """The first and the last pixel of a line of text in the list."""
    shown = window.workplace.page.search.results
    metrics, area = shown.fontMetrics(), shown.visualRect(shown.cards.index(row))
    inside = area.bottom() + 1 - row_height(metrics) + 6
    top = inside + (line - 1) * (metrics.height() + 3)
    return top, top + metrics.height() - 1
