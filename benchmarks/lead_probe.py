"""Reads figures in the real window, from inside its process: Ctrl+T, or a letter, to painted."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.facts import made_up_facts
from benchmarks.probe import PAUSE_MS, Operator, probe

# isort: split
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from helpdesk_desktop.store.streams import apply_page
from helpdesk_desktop.ui.workplace import Workplace
from helpdesk_domain.people import Person, PersonId, Role
from helpdesk_domain.statistics.book import BookId, bound, late_book, to_bytes
from helpdesk_domain.statistics.facts import Fact
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.publication import BOOK, SentBook, record_id, statistics_stream
from helpdesk_domain.sync import Change, ChangesPage
from helpdesk_domain.wire import from_json, to_json

TODAY = date(2027, 2, 10)
MONTHS = [Month(2024, 1).after(number) for number in range(37)]
CALLS_A_MONTH = 5_556
"""In three years and a month 205,000: the scale that a replica of a lead is made for."""

TIMES = 10
LEAD = Person(id=PersonId("lead"), name="lead", role=Role.LEAD, team="midi")


class Lead(Operator):
    """Opens the last month, and narrows nothing; then a quarter, a year, and a file of the year."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.timed: dict[str, list[float]] = {"month_ms": [], "quarter_ms": [], "year_ms": []}
        self.timed["file_ms"] = []
        self._began = 0.0

    def told(self) -> dict[str, Sequence[float]]:
        return dict(self.timed)

    def begin(self) -> None:
        [workplace] = self.window.findChildren(Workplace)
        self.workplace = workplace
        workplace.desk.store.run(partial(apply_page, page=_page(), generation="g", now=_noon()))
        workplace.seat(LEAD)
        workplace.late.statistics.today = lambda: TODAY
        self._folder = TemporaryDirectory()

    def take(self) -> None:
        if len(self.timed["month_ms"]) == TIMES:
            QTest.keyClick(self.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
            QTimer.singleShot(20 * PAUSE_MS, self._quarter)
            return
        self._began = time.monotonic()
        QTest.keyClick(self.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        self._until_shown("month_ms", self._back)

    def _quarter(self) -> None:
        self._letter(Qt.Key.Key_T, "quarter_ms", self._year)

    @property
    def _held(self) -> QWidget:
        held = self.window.focusWidget()
        return self.window if held is None else held

    def _back(self) -> None:
        self.workplace.screens.to_the_desk()
        QTimer.singleShot(10 * PAUSE_MS, self.take)

    def _year(self) -> None:
        QTimer.singleShot(20 * PAUSE_MS, self._whole_year)

    def _whole_year(self) -> None:
        self._letter(Qt.Key.Key_A, "year_ms", self._file)

    def _letter(self, letter: Qt.Key, name: str, then: Callable[[], None]) -> None:
        """The figures of another period in the place of those that are shown."""
        self.workplace.late.statistics.page.heading.setText("")
        self._began = time.monotonic()
        QTest.keyClick(self._held, letter)
        self._until_shown(name, then)

    def _until_shown(self, name: str, then: Callable[[], None]) -> None:
        """The heading is set, and the chart on top is painted, in one event."""
        page = self.workplace.late.statistics.page
        chart = page.findChild(QWidget, "statistics.needs.chart")
        is_drawn = isinstance(chart, QWidget) and chart.isVisible()
        if not page.heading.text() or page.board.isHidden() or not is_drawn:
            QTimer.singleShot(2, lambda: self._until_shown(name, then))
            return
        page.repaint()
        self.timed[name].append((time.monotonic() - self._began) * 1000)
        if name == "month_ms":
            page.board.hide()
        QTimer.singleShot(PAUSE_MS, then)

    def _file(self) -> None:
        path = Path(self._folder.name) / "year.xlsx"
        exporting = self.workplace.late.statistics.exporting
        exporting.ask_for_file = lambda _owner, _name: path
        self._began = time.monotonic()
        QTest.keyClick(self._held, Qt.Key.Key_E)
        QTest.keyClick(self._held, Qt.Key.Key_R)
        QTest.keyClick(self._held, Qt.Key.Key_Return)
        self._until_written(path)

    def _until_written(self, path: Path) -> None:
        if not path.exists():
            QTimer.singleShot(2, lambda: self._until_written(path))
            return
        self.timed["file_ms"].append((time.monotonic() - self._began) * 1000)
        self._folder.cleanup()
        self.application.quit()


def _noon() -> datetime:
    return datetime(2027, 2, 6, 12, tzinfo=UTC)


def _page() -> ChangesPage:
    books = [(BookId(str(one)), list(made_up_facts(one, CALLS_A_MONTH))) for one in MONTHS]
    books += [(late_book(year), []) for year in {one.year for one in MONTHS}]
    changes = [_book(name, facts, seq) for seq, (name, facts) in enumerate(books, 1)]
    return ChangesPage(
        stream=statistics_stream(LEAD.team),
        since=0,
        next=len(changes),
        head=len(changes),
        count=len(changes),
        has_more=False,
        min_since=0,
        changes=tuple(changes),
    )


def _book(name: BookId, facts: Sequence[Fact], seq: int) -> Change:
    sent = SentBook(id=name, closed_at=_noon(), body=to_bytes(bound(facts)))
    data = from_json(to_json(sent), dict[str, object])
    return Change(entity=BOOK, id=record_id(LEAD.team, BOOK, name), rev=1, seq=seq, data=data)


if __name__ == "__main__":
    probe(Lead)
