"""A team lead reads what the calls say: without a mouse, offline, and nobody is disclosed."""

import json
import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QScrollArea, QTableView, QWidget

from helpdesk_desktop.reports.statistics import told
from helpdesk_desktop.settings import Settings
from helpdesk_desktop.store.reads import reads_to_send
from helpdesk_domain.people import Person, PersonId, Role
from helpdesk_domain.reads import ReadMarks
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.months import Month, month
from helpdesk_domain.statistics.publication import ALL_TEAMS
from helpdesk_domain.statistics.report import Asked
from helpdesk_domain.wire import from_json
from tests.domain.statistics.facts import a_fact
from tests.ui.leads_desk import (
    LEAD,
    TODAY,
    a_book,
    a_bound_book,
    a_leads_desk,
    come_down,
    is_there,
)
from tests.ui.small_offer import HOUSING
from tests.ui.window import Window

Key = Qt.Key
ROOT = Path(__file__).resolve().parents[2]
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def lead(window: Window) -> Window:
    """Nadia leads a team of which the figures of 2026 are here, to October."""
    return a_leads_desk(window)


def opened(window: Window) -> Window:
    window.press(Key.Key_T, CTRL)
    window.until(lambda: "octobre 2026" in window.says("statistics.heading"))
    return window


def test_ctrl_t_shows_the_newest_closed_month(lead: Window) -> None:
    opened(lead)
    assert "appels" in lead.says("statistics.headline")
    assert "avant :" in lead.says("statistics.headline")
    assert "arrêtés au 6 novembre 2026" in lead.says("statistics.when")
    assert lead.find("statistics.unmet_needs.chart").isVisible()
    numbers = [row[-1] for row in lead.table("statistics.calls_by_commune.table")]
    assert numbers
    assert all(int(number) % 5 == 0 and int(number) > 0 for number in numbers)


def test_letters_choose_a_month_a_quarter_a_year(lead: Window) -> None:
    opened(lead)
    lead.strike("t")
    lead.until(lambda: lead.says("statistics.heading") == "Statistiques – T3 2026, équipe midi")
    lead.strike("a")
    lead.until(lambda: lead.find("statistics.problem").isVisible())
    assert "2025" in lead.says("statistics.heading"), "2026 is closed in February"
    assert "aucun appel" in lead.says("statistics.problem")
    lead.strike("m")
    lead.until(lambda: "octobre 2026" in lead.says("statistics.heading"))
    lead.press(Key.Key_Left, ALT)
    lead.until(lambda: "septembre 2026" in lead.says("statistics.heading"))


def test_a_month_that_is_open_and_one_in_the_future_say_from_when_on(lead: Window) -> None:
    opened(lead)
    lead.press(Key.Key_Right, ALT)
    lead.until(lambda: "à partir du 6 décembre 2026" in lead.says("statistics.problem"))
    assert not lead.find("statistics.needs.chart").isVisible()
    assert not lead.find("statistics.headline").isVisible(), "no figure of another month is left"
    assert lead.main.focusWidget() is lead.find("statistics.month"), "the letters still work"


def test_a_period_is_typed_and_a_slip_is_told(lead: Window) -> None:
    opened(lead)
    lead.strike("p")
    lead.type("03/2026 13/2026")
    assert "Il faut un ou deux mois" in lead.says("statistics.custom.reading")
    lead.press(Key.Key_Return)
    assert lead.find("statistics.custom").isVisible()
    for _ in "13/2026":
        lead.press(Key.Key_Backspace)
    lead.type("09/2026")
    lead.press(Key.Key_Return)
    lead.until(lambda: "mars 2026 – septembre 2026" in lead.says("statistics.heading"))
    assert "médianes : d’un mois, d’un trimestre" in lead.says("statistics.beside")
    assert "somme de 3 périodes" in lead.says("statistics.when")
    assert "s’écarter de 12 au plus" in lead.says("statistics.when")
    lead.strike("e")
    lead.until(lambda: "s’écarter de 12 au plus" in lead.says("export.means"))


def test_figures_are_narrowed_by_a_name_and_widened_again(lead: Window) -> None:
    # Given October, whole
    opened(lead)
    whole = lead.says("statistics.headline")

    # When the lead asks for Ixelles
    lead.strike("f")
    lead.type("ixel")
    assert lead.table("statistics.filters.table") == [["Ixelles", "Commune"]]
    lead.press(Key.Key_Return)
    lead.until(lambda: lead.says("statistics.headline") != whole)

    # Then it says so, and what cannot be told so is named
    assert lead.says("statistics.filter.0").startswith("Commune : Ixelles")
    assert "sonneries" in lead.says("statistics.withheld").lower()
    assert len(lead.table("statistics.calls_by_commune.table")) == 1

    # And Backspace takes it out
    lead.press(Key.Key_Backspace)
    lead.until(lambda: lead.says("statistics.headline") == whole)
    assert not lead.find("statistics.filter.0").isVisible()


def test_whatever_is_asked_next_is_read_from_the_top(lead: Window) -> None:
    # Given October, read down to its last figures
    lead.main.resize(1366, 768)
    opened(lead)
    sheet = lead.find("statistics.board")
    assert isinstance(sheet, QScrollArea)
    bar = sheet.verticalScrollBar()
    lead.until(lambda: bar.maximum() > 300)
    bar.setValue(300)

    lead.strike("f")
    lead.type("ixel")
    lead.press(Key.Key_Return)

    lead.until(lambda: is_there(lead, "statistics.filter.0") and bar.value() == 0)
    seen = lead.find("statistics.headline")
    assert not seen.visibleRegion().isEmpty()


@pytest.mark.parametrize("percent", [100, 200])
def test_in_a_low_window_the_figures_have_room_below_what_scrolls(
    start_with: Callable[[Settings], Window], percent: int
) -> None:
    # Given the lowest screen, and letters twice as large
    window = a_leads_desk(start_with(Settings(text_size=percent)))
    window.main.resize(1024, 600)
    opened(window)
    sheet = window.find("statistics.board")
    assert isinstance(sheet, QScrollArea)

    # Then half of the window is there for them, and the number of calls is seen first
    window.strike("f")
    window.type("ander")
    window.press(Key.Key_Return)
    window.until(lambda: is_there(window, "statistics.filter.0"))
    assert window.main.minimumSizeHint().width() <= 1024
    window.until(lambda: not window.find("statistics.headline").visibleRegion().isEmpty())
    assert sheet.height() > 600 * 0.4
    lead_line = window.find("statistics.headline")
    window.until(lambda: not lead_line.visibleRegion().isEmpty())

    # And a slip in a period is told below what was typed, not over it
    window.strike("p")
    window.type("13/2026")
    window.press(Key.Key_Return)
    line, told = window.find("statistics.custom.words"), window.find("statistics.custom.reading")
    window.until(told.isVisible)
    window.until(lambda: not rect_of(line).intersects(rect_of(told)))


def rect_of(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def test_a_fourth_filter_is_refused_with_the_reason(lead: Window) -> None:
    opened(lead)
    for at, name in enumerate(("anderl", "franç", "gén")):
        lead.strike("f")
        lead.type(name)
        lead.press(Key.Key_Return)
        lead.until(partial(is_there, lead, f"statistics.filter.{at}"))
    lead.strike("f")
    lead.until_says("status.message", "Trois filtres au plus")


def test_codes_that_were_replaced_are_named_below_the_figures(lead: Window) -> None:
    # Given October, of which one kind of help is counted under another since
    opened(lead)
    assert not is_there(lead, "statistics.replaced")
    asked = Asked(period=month(Month(2026, 10)))
    shown = lead.store.read(partial(told, asked=asked, today=TODAY))
    codes = {Dimension.NEED: {"old-need": HOUSING}}
    under_new_codes = replace(shown, report=replace(shown.report, replaced=codes))

    lead.workplace.late.statistics.page.show_told(asked, under_new_codes)

    said = lead.says("statistics.replaced")
    assert said.startswith("Besoin : « old-need » compte comme « ")


def test_the_figures_of_all_teams_are_one_filter_away_and_back(lead: Window) -> None:
    # Given October of the team, and of all teams together, of which there are more
    books = [a_book(Month(2026, 10), 1200, 1, seed=1, team=ALL_TEAMS)]
    come_down(lead, books, team=ALL_TEAMS)
    opened(lead)
    own = lead.says("statistics.headline")

    # When the lead asks for all of them, in one commune
    lead.strike("f")
    lead.type("toutes")
    assert lead.table("statistics.filters.table") == [["Toutes les équipes ensemble", "Équipe"]]
    lead.press(Key.Key_Return)
    lead.until(lambda: lead.says("statistics.headline") != own)
    whole = lead.says("statistics.headline")
    lead.strike("f")
    lead.type("anderl")
    lead.press(Key.Key_Return)
    lead.until(lambda: is_there(lead, "statistics.filter.1"))

    # Then it says so wherever it says what is shown
    assert calls_in(whole) > 2 * calls_in(own)
    assert lead.says("statistics.heading") == (
        "Statistiques – octobre 2026, toutes les équipes ensemble, Anderlecht"
    )
    assert lead.says("statistics.filter.0").startswith("Équipe : toutes les équipes ensemble")
    said = lead.find("statistics.needs.chart").accessibleDescription()
    assert "octobre 2026, toutes les équipes ensemble, Anderlecht" in said

    # And each Backspace takes one thing back, the last one to the own team
    lead.press(Key.Key_Backspace)
    lead.until(lambda: lead.says("statistics.headline") == whole)
    lead.press(Key.Key_Backspace)
    lead.until(lambda: lead.says("statistics.headline") == own)
    assert not is_there(lead, "statistics.filter.0")


def test_all_teams_can_be_asked_for_where_nothing_of_the_own_is_here(window: Window) -> None:
    books = [a_book(Month(2026, 10), 400, 1, team=ALL_TEAMS)]
    come_down(window, books, team=ALL_TEAMS)
    window.workplace.seat(LEAD)
    window.workplace.late.statistics.today = lambda: TODAY
    window.press(Key.Key_T, CTRL)
    window.until(lambda: is_there(window, "statistics.problem"))
    window.strike("f")
    window.press(Key.Key_Return)
    window.until(lambda: is_there(window, "statistics.needs.chart"))


def calls_in(headline: str) -> int:
    return int(re.sub(r"\D", "", headline.split(" appels")[0]))


def test_enter_on_a_need_searches_for_it(lead: Window) -> None:
    opened(lead)
    lead.find("statistics.needs.chart").setFocus()
    lead.press(Key.Key_Return)
    lead.until(lambda: lead.says("search.text").startswith("need-"))
    assert lead.find("desk").isVisible()


def test_each_chart_has_a_table_in_its_place_and_says_itself_in_a_sentence(lead: Window) -> None:
    # Given the chart of needs, which holds the keyboard
    opened(lead)
    chart = lead.find("statistics.needs.chart")
    chart.setFocus()
    assert "octobre 2026" in chart.accessibleDescription()

    # When its table is asked for, with the letter of the button
    lead.strike("b")

    # Then it stands there, and holds the keyboard; the others are charts still
    table = lead.find("statistics.needs.table")
    assert table.isVisible()
    assert lead.main.focusWidget() is table
    assert lead.find("statistics.unmet_needs.chart").isVisible()
    lead.strike("b")
    assert lead.main.focusWidget() is chart


def test_an_operator_is_told_whom_the_figures_are_for(window: Window) -> None:
    window.workplace.seat(Person(id=PersonId("o"), name="Amélie", role=Role.OPERATOR, team="midi"))
    window.press(Key.Key_T, CTRL)
    window.until_says("status.message", "qui dirige une équipe")
    assert window.find("desk").isVisible()


def test_before_the_first_sync_the_desk_says_that_nothing_is_here_yet(window: Window) -> None:
    window.workplace.seat(LEAD)
    window.workplace.late.statistics.today = lambda: TODAY
    window.press(Key.Key_T, CTRL)
    window.until(lambda: "pas encore sur ce poste" in window.says("statistics.problem"))


def test_the_figures_are_said_in_dutch_once_the_screens_are(lead: Window) -> None:
    opened(lead)
    lead.speech.use("nl")
    assert lead.says("statistics.heading") == "Statistieken – oktober 2026, team midi"
    assert "oproepen" in lead.says("statistics.headline")
    assert lead.says("statistics.unmet_needs.title").startswith("Onbeantwoorde hulpvragen")
    lead.strike("k")
    lead.until(lambda: lead.says("statistics.heading") == "Statistieken – K3 2026, team midi")


def exporting(window: Window, path: Path | None) -> Window:
    """The questions before an export; the dialog of the system would answer `path`."""
    opened(window)
    window.workplace.late.statistics.exporting.ask_for_file = lambda _owner, _name: path
    window.strike("e")
    window.until(lambda: window.find("export").isVisible())
    return window


def test_figures_leave_in_a_file_with_a_mark_of_who_and_what_for(
    lead: Window, tmp_path: Path
) -> None:
    # Given the questions of an export, in which nobody said what for
    path = tmp_path / "octobre.json"
    exporting(lead, path)
    lead.find("export.write").setFocus()
    lead.press(Key.Key_Return)
    assert "pour quoi" in lead.says("export.problem")
    assert not path.exists()

    # When the lead answers by letters: JSON, Dutch, published, for policy
    lead.find("export.format.xlsx").setFocus()
    for letter in "JNT":
        lead.strike(letter.lower())
    lead.strike("p")
    lead.press(Key.Key_Return)
    lead.until(path.exists)
    lead.until_says("status.message", "octobre.json est enregistré")

    # Then the file is in Dutch, has no small number, and says who took it out
    told = json.loads(path.read_text("utf-8"))
    assert told["language"] == "nl"
    assert told["scheme"] == "b"
    numbers = [cell["value"] for figure in told["figures"] for cell in figure.get("cells", ())]
    assert min(numbers) >= 10
    sent = lead.store.read(lambda session: reads_to_send(session, "g1"))
    assert sent is not None
    [mark] = from_json(sent.payload, ReadMarks).marks
    assert (mark.what, mark.why, mark.person) == ("statistics", "policy", LEAD.id)
    assert mark.subject in path.read_text("utf-8")


def test_an_export_to_nowhere_is_none_and_esc_leads_back_to_the_figures(lead: Window) -> None:
    exporting(lead, None)
    lead.find("export.purpose.policy").setFocus()
    lead.strike("p")
    lead.press(Key.Key_Return)
    assert lead.find("export.write").isEnabled()
    assert lead.store.read(lambda s: reads_to_send(s, "g1")) is None
    lead.press(Key.Key_Escape)
    assert lead.find("statistics").isVisible()


def test_a_folder_that_is_gone_is_told_and_leaves_no_mark(lead: Window, tmp_path: Path) -> None:
    exporting(lead, tmp_path / "gone" / "octobre.csv")
    lead.find("export.purpose.policy").setFocus()
    lead.strike("p")
    lead.press(Key.Key_Return)
    lead.until(lambda: "n’existe pas" in lead.says("export.problem"))
    assert lead.store.read(lambda s: reads_to_send(s, "g1")) is None


def test_a_report_with_charts_leaves_as_a_pdf_in_dutch(lead: Window, tmp_path: Path) -> None:
    path = tmp_path / "oktober.pdf"
    exporting(lead, path)
    lead.find("export.format.xlsx").setFocus()
    lead.strike("r")
    lead.strike("n")
    lead.find("export.purpose.policy").setFocus()
    lead.strike("p")
    lead.press(Key.Key_Return)
    lead.until(path.exists)
    lead.until_says("status.message", "oktober.pdf est enregistré")
    assert path.read_bytes().startswith(b"%PDF")
    assert path.stat().st_size > 20_000


def test_what_a_sync_brings_is_shown_and_takes_the_keyboard_from_nobody(lead: Window) -> None:
    # Given a lead who is typing a period
    opened(lead)
    before = lead.says("statistics.headline")
    lead.strike("p")
    lead.type("03/20")

    # When October comes down anew, with fewer calls: one was erased on request
    come_down(lead, [a_book(Month(2026, 10), 200, 11, rev=2)], since=10)
    lead.workplace.late.follow_sync()
    lead.until(lambda: lead.says("statistics.headline") != before)

    # Then the line is as it was, and holds the keyboard
    assert lead.says("statistics.custom.words") == "03/20"
    assert lead.main.focusWidget() is lead.find("statistics.custom.words")


def test_what_is_asked_for_where_nobody_gives_it_is_listed_and_opens_the_records(
    lead: Window,
) -> None:
    # Given people of Ganshoren who ask for housing, which the directory has elsewhere alone,
    # and a service that refused them for lack of room, though its record has some
    bridge = str(uuid.uuid5(uuid.NAMESPACE_URL, "Soins à domicile Le Pont"))
    facts = [
        a_fact(needs=(HOUSING,), commune="21008", referrals=((bridge, "refused", "full"),))
        for _ in range(40)
    ]
    come_down(lead, [a_bound_book(Month(2026, 10), facts, 11, rev=2)], since=10)
    opened(lead)

    # When the offer was gone through, too
    lead.until(lambda: is_there(lead, "statistics.gaps.table"))

    # Then both are told, and Enter opens what is behind each
    [gap] = lead.table("statistics.gaps.table")
    assert gap[:2] == ["Logement", "Ganshoren"]
    assert gap[3] == "aucun classé ainsi · 2 ailleurs"
    [refusing] = lead.table("statistics.contradicted.table")
    assert refusing[0] == "Soins à domicile Le Pont"
    lead.find("statistics.contradicted.table").setFocus()
    lead.press(Key.Key_Return)
    lead.until(lambda: is_there(lead, "card"))
    lead.until(lambda: "Le Pont" in " ".join(lead.lines("card")))
    lead.press(Key.Key_T, CTRL)
    lead.until(lambda: is_there(lead, "statistics.gaps.table"))
    held = lead.main.focusWidget()
    assert held is lead.find("statistics.contradicted.table"), "back where it was left"
    lead.find("statistics.gaps.table").setFocus()
    lead.press(Key.Key_Return)
    lead.until_says("search.text", "Logement Ganshoren")


def test_what_the_offer_lacks_for_one_question_does_not_stand_under_another(lead: Window) -> None:
    # Given a gap below the figures of the own team
    facts = [a_fact(needs=(HOUSING,), commune="21008") for _ in range(40)]
    come_down(lead, [a_bound_book(Month(2026, 10), facts, 11, rev=2)], since=10)
    opened(lead)
    lead.until(lambda: is_there(lead, "statistics.gaps.table"))

    # When other figures are shown, of which nobody has looked for it yet
    asked = Asked(period=month(Month(2026, 10)), filters={Dimension.COMMUNE: "21008"})
    shown = lead.store.read(partial(told, asked=asked, today=TODAY))
    lead.workplace.late.statistics.page.show_told(asked, shown)

    assert is_there(lead, "statistics.headline")
    assert not is_there(lead, "statistics.gaps.table")


def test_what_is_behind_a_number_leaves_the_words_of_a_caller_alone(lead: Window) -> None:
    # Given a lead with somebody on the line
    lead.press(Key.Key_F2)
    lead.type("logement")
    opened(lead)

    # When Enter is struck on a need
    lead.find("statistics.needs.chart").setFocus()
    lead.press(Key.Key_Return)

    # Then the search is that of the caller still, and why is said
    lead.until_says("status.message", "Une recherche est en cours pour un appelant")
    assert lead.says("search.text") == "logement"
    assert is_there(lead, "statistics.needs.chart")


def test_one_commune_takes_the_place_of_another(lead: Window) -> None:
    opened(lead)
    for typed_, name in (("anderl", "Anderlecht"), ("ixel", "Ixelles")):
        lead.strike("f")
        lead.type(typed_)
        lead.press(Key.Key_Return)
        lead.until_says("statistics.filter.0", f"Commune : {name}")
    assert not is_there(lead, "statistics.filter.1")


def test_a_period_from_before_the_first_month_says_from_when_calls_are_counted(
    lead: Window,
) -> None:
    opened(lead)
    lead.strike("p")
    lead.type("novembre 2025 février 2026")
    lead.press(Key.Key_Return)
    lead.until(lambda: "novembre 2025 – février 2026" in lead.says("statistics.heading"))
    assert "appels comptés à partir de janvier 2026" in lead.says("statistics.when")


def test_what_the_offer_lacks_leaves_with_the_figures_in_the_language_of_the_file(
    lead: Window, tmp_path: Path
) -> None:
    # Given people of Ganshoren who ask for housing, which the directory has elsewhere alone
    facts = [a_fact(needs=(HOUSING,), commune="21008") for _ in range(40)]
    come_down(lead, [a_bound_book(Month(2026, 10), facts, 11, rev=2)], since=10)

    # When the figures leave as JSON in Dutch
    exporting(lead, tmp_path / "octobre.json")
    lead.find("export.format.xlsx").setFocus()
    lead.strike("j")
    lead.strike("n")
    written(lead, "octobre.json")

    # Then the gap is told there, in Dutch
    told = json.loads((tmp_path / "octobre.json").read_bytes())["coverage"]
    [gap] = told["gaps"]
    assert (gap["need"], gap["need_name"]) == (HOUSING, "Huisvesting")
    assert (gap["commune"], gap["asked"]) == ("21008", 40)
    assert gap["elsewhere"]
    assert set(told) == {"gaps", "contradicted", "stale"}


def test_every_control_that_is_listed_for_assistive_programs_is_there(lead: Window) -> None:
    exporting(lead, None)
    rows = (ROOT / "docs" / "accessibility.md").read_text("utf-8").splitlines()
    cells = [row.split("|")[1] for row in rows if row.startswith(("| `statistics", "| `export"))]
    listed = {name for cell in cells for name in re.findall(r"`([a-z.]+)`", cell) if name[0] != "."}
    assert len(listed) > 30
    assert {name for name in listed if lead.main.findChild(QWidget, name) is None} == set()


def test_who_signs_in_next_sees_nothing_of_the_one_before(lead: Window) -> None:
    # Given figures on the screen, and the questions of an export before them
    exporting(lead, None)

    # When a lead of another team works here
    other = Person(id=PersonId("other"), name="Omar", role=Role.LEAD, team="nord")
    lead.workplace.seat(other)

    # Then nothing of the first is left to be seen, nor to be exported
    lead.press(Key.Key_Escape)
    assert not is_there(lead, "statistics.needs.chart")
    assert "octobre" not in lead.says("statistics.heading")
    lead.find("statistics.month").setFocus()
    lead.strike("e")
    lead.until_says("status.message", "pas de chiffres")


def test_enter_struck_twice_asks_once_where_to_write(lead: Window, tmp_path: Path) -> None:
    asked: list[str] = []
    exporting(lead, None)
    lead.workplace.late.statistics.exporting.ask_for_file = lambda _owner, name: asked.append(name)
    lead.find("export.purpose.policy").setFocus()
    lead.strike("p")
    lead.press(Key.Key_Return)
    lead.press(Key.Key_Return)
    lead.until(lambda: bool(asked))
    lead.strike("e")
    assert asked == ["helpdesk-2026-10-midi.xlsx"]


def written(window: Window, name: str) -> None:
    """From the questions of an export: for policy, into the file of that name."""
    window.find("export.purpose.policy").setFocus()
    window.strike("p")
    window.press(Key.Key_Return)
    window.until_says("status.message", f"{name} est enregistré")


def test_the_next_export_is_asked_for_in_the_folder_of_the_last_one_until_somebody_else_works(
    lead: Window, tmp_path: Path
) -> None:
    # Given an export that went into a folder of its own
    folder = tmp_path / "rapports"
    folder.mkdir()
    asked: list[str] = []

    def answer(_owner: QWidget, name: str) -> Path:
        asked.append(name)
        return folder / Path(name).name

    exporting(lead, None)
    lead.find("export.format.xlsx").setFocus()
    lead.strike("j")
    lead.workplace.late.statistics.exporting.ask_for_file = answer
    written(lead, "helpdesk-2026-10-midi.json")

    # When the next one is asked for, of one commune
    lead.press(Key.Key_Escape)
    lead.strike("f")
    lead.type("anderl")
    lead.press(Key.Key_Return)
    lead.until(lambda: is_there(lead, "statistics.filter.0"))
    lead.strike("e")
    written(lead, "helpdesk-2026-10-midi-anderlecht.json")

    # Then the dialog begins there, with another name, and both files are there
    names = ["helpdesk-2026-10-midi.json", "helpdesk-2026-10-midi-anderlecht.json"]
    assert asked == [names[0], str(folder / names[1])]
    assert sorted(one.name for one in folder.iterdir()) == sorted(names)

    # And who works here next is led to no folder of the one before
    lead.workplace.seat(Person(id=PersonId("other"), name="Omar", role=Role.LEAD, team="midi"))
    lead.press(Key.Key_Escape)
    lead.press(Key.Key_T, CTRL)
    lead.until(lambda: "octobre 2026" in lead.says("statistics.heading"))
    lead.strike("e")
    written(lead, "helpdesk-2026-10-midi.json")
    assert asked[2:] == ["helpdesk-2026-10-midi.json"]


def test_while_a_file_is_made_nothing_is_said_of_the_one_before(
    lead: Window, tmp_path: Path
) -> None:
    # Given a file that was written
    exporting(lead, tmp_path / "octobre.json")
    written(lead, "octobre.json")

    # When another one is begun, and cannot be made
    begun: list[str] = []
    screen = lead.workplace.late.statistics
    screen.exporting.remarked.connect(
        lambda _sentence, values: begun.append(str(values) + lead.says("status.message"))
    )
    screen.exporting.ask_for_file = lambda _owner, _name: tmp_path / "gone" / "second.json"
    lead.find("export.write").setFocus()
    lead.press(Key.Key_Return)
    lead.until(lambda: "n’existe pas" in lead.says("export.problem"))

    # Then the line says neither that the first is written nor that the second is being written
    making, failed = begun
    assert "second.json" in making
    assert "octobre.json" not in making + failed
    assert "second.json" not in lead.says("status.message")


def test_a_sync_that_brings_nothing_leaves_the_keyboard_on_its_row(lead: Window) -> None:
    opened(lead)
    lead.find("statistics.needs.chart").setFocus()
    lead.strike("b")
    for _ in range(5):
        lead.press(Key.Key_Down)
    table = lead.find("statistics.needs.table")
    assert isinstance(table, QTableView)
    row = table.currentIndex().row()
    with lead.qtbot.waitSignal(lead.workplace.late.statistics.answered):
        lead.workplace.late.follow_sync()
    assert lead.main.focusWidget() is table
    assert table.currentIndex().row() == row == 5


@pytest.mark.parametrize("typed", ["12/2099", "01/2000", "01/2010 10/2026", "00/2026", "10/1999"])
def test_whatever_period_is_typed_is_told_or_refused_in_words(lead: Window, typed: str) -> None:
    opened(lead)
    lead.strike("p")
    lead.type(typed)
    lead.press(Key.Key_Return)
    lead.until(
        lambda: (
            is_there(lead, "statistics.problem")
            or is_there(lead, "statistics.custom")
            or "2010" in lead.says("statistics.heading")
        )
    )
    lead.press(Key.Key_Escape) if is_there(lead, "statistics.custom") else None
    lead.find("statistics.month").setFocus()
    lead.strike("m")
    lead.until(lambda: "octobre 2026" in lead.says("statistics.heading"))
