"""Takes the figures out of the desk: the file, its mark in the audit, and how it went."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.reports.exports.coverage_tables import with_coverage
from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.file_name import file_name
from helpdesk_desktop.reports.exports.marking import imprint_of, mark_of
from helpdesk_desktop.reports.exports.problems import NotExported, sentence
from helpdesk_desktop.reports.exports.writing import Format, write_export
from helpdesk_desktop.reports.statistics import Told
from helpdesk_desktop.ui.background.desk import Desk
from helpdesk_desktop.ui.background.jobs import Jobs
from helpdesk_desktop.ui.charts.pdf_export import MAKERS
from helpdesk_desktop.ui.parts.file_question import ask_for_file
from helpdesk_desktop.ui.screens import Screens
from helpdesk_desktop.ui.statistics.export_page import Choice, ExportPage
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.people import Person
from helpdesk_domain.statistics.disclosure import Scheme
from helpdesk_domain.statistics.period_words import why_not_told
from helpdesk_domain.statistics.report import Asked
from helpdesk_domain.statistics.words import Labels

Read = Callable[[Scheme, Callable[[Told | Exception], object]], None]
"""Reads the figures that are on the screen, as another reader may see them."""


class Exporting(QObject):
    """Nothing is exported unseen: the figures are those of the screen, the mark names who and why.

    Attributes:
        ask_for_file: The edge to the system.
    """

    said = Signal(str, dict)
    remarked = Signal(str, dict)

    _come = Signal(float)

    def __init__(
        self,
        desk: Desk,
        screens: Screens,
        speech: Speech,
        read: Read,
        back: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._screens, self._speech, self._read = desk, screens, speech, read
        self._person: Person | None = None
        self._wanted = 0
        self._folder: Path | None = None
        self._stop = Event()
        self._files = Jobs(self)
        self.ask_for_file: Callable[[QWidget, str], Path | None] = ask_for_file
        self.page = ExportPage(speech)
        self.destroyed.connect(self.page.deleteLater)  # no window has it until it is shown
        screens.add(self.page, back)
        self.page.written.connect(self._write)
        self.page.cancelled.connect(self._stop.set)
        self._come.connect(self.page.show_progress)

    def open(self, asked: Asked, of: Callable[[], str], person: Person) -> None:
        """Ask how the figures of `asked` leave the desk; `of` says what they are of, in words."""
        self._person = person
        if self._screens.show(self.page):
            self.page.ask(asked, of)

    def forget(self) -> None:
        """Somebody else works here now: what was being asked is asked no more."""
        self._person = self._folder = None
        self._wanted += 1

    def close(self) -> None:
        """A file that is being written is given up, and leaves nothing behind."""
        self._stop.set()
        self._files.close()

    def _write(self) -> None:
        words, choice = self._speech.words, self.page.choice
        if choice.purpose is None:
            self.page.show_problem(words.say("▲ Say first what it is for."))
            self.page.purpose.take_keyboard()
            return
        self._wanted += 1
        self._read(choice.scheme, partial(self._name, self._wanted, choice))

    def _name(self, wanted: int, choice: Choice, told: Told | Exception) -> None:
        """Where to, once it is known that there is something to write.

        Who went elsewhere meanwhile, or asked again, is not asked by a dialog from before.
        """
        if wanted != self._wanted or not self.page.isVisible():
            return
        self._wanted += 1
        if isinstance(told, Exception):
            self.page.show_problem("▲ " + why_not_told(told, self._speech.words))
            return
        if self._person is None:
            return
        name = file_name(self._export(told, choice, self._person), choice.format)
        path = self.ask_for_file(self.page, self._proposed(name))
        if path is not None and self._person is not None:
            # made anew: it is of when the dialog was answered, which may have stood there for long
            self._start(path, self._export(told, choice, self._person), choice.format)

    def _proposed(self, name: str) -> str:
        """In the folder of the last export, while it is there."""
        folder = self._folder
        return str(folder / name) if folder is not None and folder.is_dir() else name

    def _export(self, told: Told, choice: Choice, person: Person) -> Export:
        assert choice.purpose is not None
        return Export(
            report=told.report,
            figures=told.figures,
            labels=Labels(Words(choice.language), told.names),
            imprint=imprint_of(person, choice.purpose),
        )

    def _start(self, path: Path, export: Export, format: Format) -> None:
        person = self._person
        assert person is not None
        self._stop.clear()
        self.page.show_problem("")
        self.page.show_progress(0)
        self.remarked.emit(mark("{name} is being written…"), {"name": path.name})
        mark_it = mark_of(export.imprint, person)
        store = self._desk.store

        def write() -> None:
            """The whole offer is gone through for what it lacks: here, where nobody waits."""
            covered = partial(with_coverage, export=export)
            write_export(
                path,
                store.read(covered) if format.tells_coverage else export,
                MAKERS[format],
                note=lambda: store.run(mark_it),
                cancelled=self._stop.is_set,
                progress=self._come.emit,
            )

        self._files.run(
            write,
            owner=self,
            done=lambda _: self._done(path, person),
            failed=self._failed,
        )

    def _done(self, path: Path, person: Person) -> None:
        self.page.show_progress(None)
        if self._person == person:
            self._folder = path.parent
        self.said.emit(mark("{name} is written."), {"name": path.name})

    def _failed(self, problem: Exception) -> None:
        self.page.show_progress(None)
        if isinstance(problem, NotExported):
            self.remarked.emit(mark("No file was made."), {})
            self.page.show_problem("▲ " + sentence(problem, self._speech.words))
        else:
            self._desk.failed.emit(problem)
