"""The report on paper: everything that was told is on it, whole, in the language asked for."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.reports.exports.coverage_tables import NOTHING, coverage_tables
from helpdesk_desktop.ui.charts.kinds import BARS
from helpdesk_desktop.ui.charts.paper import DPI, lettered
from helpdesk_desktop.ui.charts.pdf_export import pdf_export
from helpdesk_desktop.ui.charts.pdf_report import HEADLINE, Heading, pdf_of
from helpdesk_desktop.ui.charts.result_words import result_words
from helpdesk_desktop.whole_file import FileNotWritten, write_whole
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.disclosure import Released, Scheme, Shown
from helpdesk_domain.statistics.figures import FigureId, figures
from helpdesk_domain.statistics.months import Month, Period
from helpdesk_domain.statistics.report import Report
from helpdesk_domain.statistics.results import Median, Share
from tests.reports.exports.test_coverage_tables import FOUND, WORD, covered
from tests.ui.chart_tables import ABOUT, OCTOBER, a_report, a_table, labels
from tests.ui.pdf_texts import Run, pages, text

ALL = {one.id: one for one in figures().figure}
FOOT = ("Export 7F3K-92QX · Marie Dupont", "bassin Nord", "rapport annuel")
A4 = 842.0
"""Points of height."""


def heading(language: str) -> Heading:
    return Heading(
        title="Statistiques du service",
        period=ABOUT[language],
        rounding="Chaque nombre est arrondi",
        filters=("Bassin : Nord",),
        as_of="Chiffres du 6 novembre 2026",
    )


def a_pdf(made: Report, language: str = "fr") -> bytes:
    return pdf_of(made, ALL, labels(language), heading(language), FOOT)


def printed(made: Report, language: str = "fr") -> list[list[Run]]:
    return pages(a_pdf(made, language))


def squeezed(words: str) -> str:
    """Without blanks: a line may end anywhere, and a cell of several lines is read line by line."""
    return re.sub(r"\s", "", words)


def on_paper(paper: Iterable[Sequence[Run]]) -> str:
    return squeezed("".join(text(list(page)) for page in paper))


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_every_number_of_a_report_is_on_it_with_its_name(
    dressed: QApplication, language: str
) -> None:
    made = a_report()
    written = on_paper(printed(made, language))
    words = labels(language).words
    for name, result in made.results.items():
        meaning = figures()[name].meaning(language)
        assert squeezed(meaning.name) in written
        if isinstance(result, Released) and figures()[name].by:
            for row in a_table(name, language, made).rows:
                assert squeezed("".join(row)) in written, (name, row)
            assert squeezed(words.number(result.total.value)) in written
        else:
            told = result_words(figures()[name], result, words)
            assert squeezed(meaning.name + told) in written, name
            before = result_words(figures()[name], made.before[name], words)
            assert squeezed(told + before) in written, name


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_definition_of_every_figure_is_on_the_last_pages(
    dressed: QApplication, language: str
) -> None:
    paper = printed(a_report(), language)
    last = on_paper(paper[-4:])
    for figure in figures().figure:
        meaning = figure.meaning(language)
        for said in (meaning.formula, meaning.counted, meaning.among, meaning.left_out):
            assert squeezed(said) in last, figure.id
        assert squeezed(meaning.source) in last
    assert figures().version in last


def test_the_first_page_says_what_the_report_is_of_and_every_page_where_it_is_from(
    dressed: QApplication,
) -> None:
    paper = printed(a_report())
    first = text(paper[0])
    for said in ("Statistiques du service", "octobre 2026", "Bassin : Nord", "6 novembre 2026"):
        assert said in first
    for number, page in enumerate(paper, 1):
        words = text(page)
        assert f"{number} / {len(paper)}" in words
        assert all(line in words for line in FOOT)


def test_two_hundred_rows_go_from_page_to_page_and_none_is_cut(dressed: QApplication) -> None:
    # Given services that were full in so many referrals that two hundred can be told
    whole = a_report(4500)
    others = {name: told for name, told in whole.results.items() if name != "referrals_by_service"}
    made = replace(whole, results=others)
    table = a_table("saturated_services", made=made)
    assert len(table.rows) > 200

    # When it is printed
    paper = printed(made)

    # Then each row is in the table once, its number on its line; the first are in the chart, too
    drawn = {row[0] for row in table.rows[:BARS]}
    for name, number in table.rows:
        found = [(runs, run) for runs in paper for run in runs if run.words == name]
        assert len(found) == (2 if name in drawn else 1), name
        runs, last = found[-1]
        beside = [run for run in runs if abs(run.y - last.y) < 0.5 and run.x > last.x]
        assert min(beside, key=lambda run: run.x).words == number
    # no row lies on the one above
    for runs in paper:
        tops = sorted(run.y for run in runs if run.x < 60 and run.words not in FOOT)
        assert all(low - high > 8 for high, low in pairwise(tops))
    # and nothing goes over the foot of a page, or over its edge
    for runs in paper:
        [foot] = [run.y for run in runs if run.words == FOOT[0]]
        body = [run for run in runs if run.words not in FOOT and " / " not in run.words]
        assert all(20 < run.y < foot - 5 for run in body)
        assert all(foot <= run.y < A4 - 20 for run in runs if run.words in FOOT)


def test_a_caption_is_never_the_last_on_its_page(dressed: QApplication) -> None:
    for page in printed(a_report(3000)):
        for run in page:
            if ": table (" in run.words:
                below = [one for one in page if one.y > run.y and one.words not in FOOT]
                assert len([one for one in below if " / " not in one.words]) >= 4


@pytest.mark.parametrize("calls", [100, 400, 900, 3000])
def test_a_page_is_filled_as_far_as_the_next_chart_lets_it(
    dressed: QApplication, calls: int
) -> None:
    # Charts that do not fit are drawn somewhat smaller, and a table goes on with the next page
    *full, _last = printed(a_report(calls))
    for number, page in enumerate(full, 1):
        [foot] = [run.y for run in page if run.words == FOOT[0]]
        lowest = max(run.y for run in page if run.y < foot - 5)
        assert foot - lowest < 0.35 * A4, number


def test_the_heading_of_the_definitions_is_never_the_last_on_its_page(
    dressed: QApplication,
) -> None:
    for calls in range(300, 1000, 100):
        for page in printed(a_report(calls), "en"):
            for title in (run for run in page if run.words == "What each figure means"):
                assert [run for run in page if run.y > title.y + 30 and run.words not in FOOT][3:]


def test_between_the_columns_of_the_key_figures_there_is_air(dressed: QApplication) -> None:
    made = a_report()
    [first, *_] = printed(made)
    face = lettered(HEADLINE)
    dots_to_points = 72 / DPI
    words = labels("fr").words
    for name, result in made.results.items():
        if isinstance(result, Share):
            now, before = (
                " ".join(result_words(figures()[name], one, words).split())
                for one in (result, made.before[name])
            )
            line = next(run.y for run in first if run.words == now and run.x > 200)
            row = sorted((run for run in first if abs(run.y - line) < 1), key=lambda run: run.x)
            assert [run.words for run in row[1:]] == [now, before]
            end = row[1].x + face.widest([now]) * dots_to_points
            assert row[2].x - end > 15, "points, which is more than a line is high"


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_what_the_offer_lacks_stands_behind_the_charts_and_is_defined(
    dressed: QApplication, language: str
) -> None:
    # Given an export for which the offer was gone through, and one list has nothing on it
    found = replace(FOUND, contradicted=())
    export = covered(found, language=language)

    # When it is printed
    paper = pages(pdf_export(export, lambda _: None))
    written = on_paper(paper)

    # Then each list is there with its rows and what it means, before what each figure means
    lists = list(coverage_tables(export))
    for one in lists:
        assert written.count(squeezed(one.name)) == 2
        assert written.count(squeezed(one.meaning)) == 2
        assert squeezed(one.left_out) in written
    for row in (("Logement", "Ganshoren"), ("Le Pont", "01/02/202420")):
        assert squeezed("".join(row)) in written
    assert squeezed(export.labels.words.say(NOTHING)) in written
    heading = squeezed(export.labels.words.say("What each figure means"))
    charts, first = squeezed(export.title(figures()["promises"])), squeezed(lists[0].name)
    assert written.index(charts) < written.index(first) < written.index(heading)
    assert WORD.split()[1] not in written


def test_what_has_no_number_says_so(
    dressed: QApplication,
) -> None:
    made = a_report(12, scheme=Scheme.PUBLIC)
    written = text(printed(made, "en")[0])
    assert "not told" in written


def test_a_report_of_nothing_is_a_page_of_plain_sentences(dressed: QApplication) -> None:
    paper = printed(a_report(0), "en")
    written = on_paper(paper)
    said = [run.y for run in paper[0] if run.words.startswith("There is nothing to show")]
    [headlines] = [run.y for run in paper[0] if run.words == "Headline figures"]
    assert said[0] < headlines, "before any figure"
    assert squeezed("What each figure means") in written


def test_figures_not_counted_yet_and_codes_that_were_replaced_are_named(
    dressed: QApplication,
) -> None:
    made = a_report()
    some = replace(
        made,
        results={FigureId("calls"): made.results[FigureId("calls")]},
        withheld=(FigureId("non_calls"),),
        replaced={Dimension.NEED: {"old-need": "need-00"}},
        before={},
    )
    written = on_paper(printed(some, "en"))
    assert squeezed(figures()["non_calls"].en.name) in written
    assert squeezed("Not told, as not counted yet when this period closed") in written
    new = "Santé mentale ambulatoire pour adultes"
    assert squeezed(f"Need: « old-need » counts as « {new} »") in written


def test_what_filters_leave_out_is_named_as_such(dressed: QApplication) -> None:
    made = a_report()
    narrowed = replace(made.asked, filters={Dimension.LANGUAGE: "nl"})
    some = replace(made, asked=narrowed, withheld=(FigureId("non_calls"),))
    assert squeezed("Not told under these filters") in on_paper(printed(some, "en"))


def test_shares_and_medians_are_told_from_twenty_and_from_what_is_no_band() -> None:
    words = labels("en").words
    share = Share(Shown(290), Shown(410))
    assert result_words(figures()["referred"], share, words) == "71 % (290 of 410)"
    few = Share(Shown(9, is_band=True), Shown(410))
    assert result_words(figures()["referred"], few, words) == "not told"
    assert result_words(figures()["talk"], Median(370, Shown(40)), words) == "6 min 10"
    assert result_words(figures()["talk"], Median(None, Shown(10)), words) == "not told"


def test_a_year_by_month_is_printed_with_its_columns(dressed: QApplication) -> None:
    made = a_report(100, Period(Month(2026, 4), OCTOBER))
    written = on_paper(printed(made))
    for month in range(4, 11):
        assert f"{month:02}/2026" in written


def test_the_file_is_whole_or_the_one_before_stays(dressed: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    write_whole(path, a_pdf(a_report()))
    assert path.read_bytes().startswith(b"%PDF-")
    assert path.read_bytes().rstrip().endswith(b"%%EOF")
    with pytest.raises(FileNotWritten):
        write_whole(tmp_path / "no" / "report.pdf", a_pdf(a_report()))
    assert [one.name for one in tmp_path.iterdir()] == ["report.pdf"]


def test_a_command_without_a_window_or_a_screen_writes_the_same(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    program = (
        "import sys; from pathlib import Path; from PySide6.QtGui import QGuiApplication\n"
        "application = QGuiApplication(sys.argv)\n"
        "from tests.ui.test_chart_report import *\n"
        "write_whole(Path(sys.argv[1]), a_pdf(a_report(), 'nl'))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    there = [text(page) for page in pages(path.read_bytes())]
    assert any("Hulpvragen" in page for page in there)
